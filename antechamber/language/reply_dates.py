"""The time that a reply tells; denied times and echoes of the question are left out. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from antechamber.language.dates import (
    NO_LIMIT_MONTHS,
    Exactness,
    Timing,
    TimingMention,
    find_timings,
)
from antechamber.protocol.phrases import folded

_ECHO = re.compile(
    r"\b(?:in |within |during |over )?(?:the |this |these )?(?:past|last) "
    r"(?:12|twelve) months?\b|\b(?:in |within )?the past (?:year|month|30 days)\b|"
    r"\b(?:in |within )the last (?:year|12 months|30 days)\b|\bpast month\b|\b(?:past|"
    r"last) year or so\b"
)
_DENIED = re.compile(
    r"\b(?:not|nothing|never|none|no|nor|havent|didnt|hasnt|wasnt|isnt|without|dont)\b"
    r"(?:\s+(?:one|once|even|in|at|had|have|been|like|that|any|attempts?|thoughts?|of|it|anything|"
    r"since|ever|so|happened|during|within|for|over|then))*[\s,]*$"
)
_NOT_IN = (
    r"\b(?:not|never|none|nothing|no|havent|didnt|nope)\b(?:\s+(?!but\b|yes\b)[a-z]+){0,4}?[\s,]+"
    r"(?:(?:in|within|during|over|for) )?(?:the |this )?(?:past|last) "
)
_DENIED_YEAR = re.compile(
    _NOT_IN
    + r"(?:12|twelve) months\b|"
    + _NOT_IN.replace("(?:past|last) ", "past year\\b")
    + r"|\bin the (?:past|last) (?:year|12 months),? (?:no|nope|none|not|nothing)\b"
    + r"|\bnothing in the last year\b|\bnot in the last year\b"
)
_DENIED_MONTH = re.compile(
    _NOT_IN + r"(?:month|30 days|few months|year|12 months|four weeks|couple of months)\b"
    r"|\bnot (?:this|the past|in the past) month\b"
)
_SINCE = re.compile(
    r"\b(?:since|nothing since|not since|havent since|until|till|before|been on|"
    r"started|on \w+ since)\s*$"
)
_HOLIDAYS = {
    "christmas": "december",
    "xmas": "december",
    "new years eve": "december",
    "new years day": "january",
    "new years": "january",
    "valentines day": "february",
    "valentines": "february",
    "easter": "april",
    "memorial day": "may",
    "fourth of july": "july",
    "4th of july": "july",
    "july 4th": "july",
    "labor day": "september",
    "halloween": "october",
    "thanksgiving": "november",
}
_HOLIDAY = re.compile(
    r"\b(?P<lead>(?:on|at|around|over|last|this past|this|since|before|after|that was|it was) )?"
    rf"(?P<day>{'|'.join(sorted(_HOLIDAYS, key=len, reverse=True))})\b(?: (?:week|weekend))?"
    r"(?P<tail> (?:of )?last year)?"
)
_AGE_THEN = re.compile(
    r"\b(?:when|since|at|while|was) (?:i was |i turned |age |around )?(?:like |about |around )?"
    r"(?P<then>[1-9]\d|\w+teen)\b"
)
_AGE_NOW = re.compile(
    r"\b(?:im|i am|now|turned)\s+(?:now |about |almost )?(?P<now>[2-9]\d)\b(?! weeks)"
)
_TEENS = {
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_LONG_AGO = re.compile(
    r"\b(?:a long(?: long)? time ago|long ago|ages ago|way back|decades ago|"
    r"in the (?:nineties|eighties|"
    r"seventies|90s|80s|70s)|years and years)\b"
)
_LAST_YEARS = {"high school": 19, "college": 23, "my teens": 19, "a teen": 19, "my twenties": 29}
_LEFT_OVER = re.compile(
    r"\b(?:in|on|at|about|around|maybe|i think|like|the|a|it|was|happened|that|ago|back|of|last|"
    r"early|late|mid|this|and|then|so|well|um|uh|time|yes|yeah|yep|no|only|once|just|first|one|"
    r"my|i|did|had|tried|attempted|attempt|attempts|to|end|life|kill|myself|when|now|im|"
    r"probably|roughly|approximately|been|its|has|have|done|since|during|some|sometime|"
    r"but|not|nothing|havent|none|never|nope|happened|before|there|day|night|morning|"
    r"evening|weekend|week|month|year|years|months|weeks|days|or)\b"
)


@dataclass(frozen=True)
class ReplyDates:
    """`timing`: the most recent time told, or None. `denied`: a time was denied ("not this year").

    `bare`: the reply says hardly more than the time.
    """

    timing: Timing | None
    denied: bool
    bare: bool


def reply_dates(text: str, now: datetime) -> ReplyDates:
    """Times in a reply to a question that asks about a stretch of time."""
    plain = _HOLIDAY.sub(_as_month, _ECHO.sub(lambda match: " " * len(match[0]), folded(text)))
    mentions = find_timings(plain, now)
    told = [one for one in mentions if not _is_denied(plain, one)]
    since = [one for one in mentions if one not in told and _is_since(plain, one)]
    timings = [
        _until_now(one.timing) if _is_since(plain, one) else one.timing
        for one in told
        if not _is_long_ago(plain, one)
    ] or [_before(one.timing) for one in since]
    aged = _by_age(plain)
    if aged is not None and all(one.exactness is Exactness.VAGUE for one in timings):
        timings = [aged]
    if not timings and _LONG_AGO.search(plain) is not None:
        timings = [Timing(24.0, NO_LIMIT_MONTHS, Exactness.ABOUT)]
    best = min(timings, key=lambda timing: timing.months_ago_min) if timings else None
    return ReplyDates(best, len(told) < len(mentions), _is_bare(plain, mentions))


def _as_month(match: re.Match[str]) -> str:
    """ "Christmas last year" as "in december of last year", which `dates` knows."""
    lead = "last" if "last" in (match["lead"] or "") else "in"
    tail = " of last year" if match["tail"] else ""
    return f"{lead} {_HOLIDAYS[match['day']]}{tail}"


def _is_denied(plain: str, mention: TimingMention) -> bool:
    before = plain[: mention.start]
    return _DENIED.search(before) is not None


def _is_long_ago(plain: str, mention: TimingMention) -> bool:
    """Vague for `dates`, plain enough as a reply to a question about the past year."""
    return _LONG_AGO.search(plain[mention.start : mention.end]) is not None


def _is_since(plain: str, mention: TimingMention) -> bool:
    """ "Not since 2019": it was then, and is not since. The word may be part of the mention."""
    said = plain[mention.start : mention.end]
    return said.startswith("since ") or _SINCE.search(plain[: mention.start]) is not None


def _before(timing: Timing) -> Timing:
    """The last time was in the stretch named; where that runs up to today, at its far end."""
    if timing.months_ago_min == 0.0 and timing.months_ago_max > 1.0:
        return Timing(timing.months_ago_max, timing.months_ago_max, timing.exactness)
    return timing


def _until_now(timing: Timing) -> Timing:
    """ "Since 2019 I tried twice": some time between then and now."""
    return Timing(0.0, timing.months_ago_max, Exactness.VAGUE)


def denies_window(text: str, *, months: int) -> bool:
    """True for "not in the past month": the time that the question covers is denied.

    `months` is that time: 1, or 12 for the attempt. A longer time denied covers a shorter one.
    """
    shape = _DENIED_MONTH if months == 1 else _DENIED_YEAR
    return shape.search(folded(text)) is not None


def _by_age(plain: str) -> Timing | None:
    """ "I was 19, I'm 52 now": at least the years between, less one."""
    today = _AGE_NOW.search(plain)
    age = _age_then(plain)
    if today is None:
        return None
    if age is None:
        return None
    years = int(today["now"]) - age
    if years < 1:
        return None
    return Timing((years - 1) * 12.0, NO_LIMIT_MONTHS, Exactness.ABOUT)


def _age_then(plain: str) -> int | None:
    """The age told for the event; a time of life counts as its last year."""
    then = _AGE_THEN.search(plain)
    if then is not None:
        return _TEENS.get(then["then"]) or (int(then["then"]) if then["then"].isdigit() else None)
    for words, age in _LAST_YEARS.items():
        if words in plain:
            return age
    return None


def _is_bare(plain: str, mentions: tuple[TimingMention, ...]) -> bool:
    if not mentions:
        return False
    left = plain
    for one in mentions:
        left = left[: one.start] + " " * (one.end - one.start) + left[one.end :]
    return not re.search(r"[a-z0-9]", _LEFT_OVER.sub(" ", left))
