"""The time that a reply puts something in: denials of a time and echoes of the question left out. Pure."""

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
    r"\b(?:in |within )?the last (?:12 months|30 days)\b|\bpast month\b|\b(?:past|last) year or so\b"
)
_DENIED = re.compile(
    r"\b(?:not|nothing|never|none|no|nor|havent|didnt|hasnt|wasnt|isnt|without|dont)\b"
    r"(?:\s+(?:one|once|even|in|at|had|have|been|like|that|any|attempts?|thoughts?|of|it|anything|"
    r"since|ever|so|happened|during|within|for|over|then))*[\s,]*$"
)
_SINCE = re.compile(
    r"\b(?:since|nothing since|not since|havent since|until|till|before|been on|started|on \w+ since)\s*$"
)
_AGE_THEN = re.compile(
    r"\b(?:when|since|at|while|was) (?:i was |i turned |age |around )?(?:like |about |around )?"
    r"(?P<then>[1-9]\d|\w+teen)\b"
)
_AGE_NOW = re.compile(r"\b(?:im|i am|now|turned)\s+(?:now |about |almost )?(?P<now>[2-9]\d)\b(?! weeks)")
_TEENS = {"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
          "eighteen": 18, "nineteen": 19}
_LEFT_OVER = re.compile(
    r"\b(?:in|on|at|about|around|maybe|i think|like|the|a|it|was|happened|that|ago|back|of|last|"
    r"early|late|mid|this|and|then|so|well|um|uh|time|yes|yeah|yep|no|only|once|just|first|one|"
    r"my|i|did|had|tried|attempted|attempt|attempts|to|end|life|kill|myself|when|now|im|"
    r"probably|roughly|approximately|been|its|has|have|done|since|during|some|sometime|"
    r"day|night|morning|evening|weekend|week|month|year|years|months|weeks|days|or)\b"
)


@dataclass(frozen=True)
class ReplyDates:
    """`timing`: the most recent time told, None without one. `denied`: a time was denied ("not this year").

    `bare`: the reply says hardly more than the time.
    """

    timing: Timing | None
    denied: bool
    bare: bool


def reply_dates(text: str, now: datetime) -> ReplyDates:
    """Times in a reply to a question that asks about a stretch of time."""
    plain = _ECHO.sub(lambda match: " " * len(match[0]), folded(text))
    mentions = find_timings(plain, now)
    told = [one for one in mentions if not _is_denied(plain, one)]
    since = [one for one in mentions if one not in told and _is_since(plain, one)]
    timings = [one.timing for one in told] or [_before(one.timing) for one in since]
    aged = _by_age(plain)
    if aged is not None and all(one.exactness is Exactness.VAGUE for one in timings):
        timings = [aged]
    best = min(timings, key=lambda timing: timing.months_ago_min) if timings else None
    return ReplyDates(best, len(told) < len(mentions), _is_bare(plain, mentions))


def _is_denied(plain: str, mention: TimingMention) -> bool:
    before = plain[: mention.start]
    return _DENIED.search(before) is not None


def _is_since(plain: str, mention: TimingMention) -> bool:
    """ "Not since 2019": it was then, and is not since. The word may be part of the mention."""
    said = plain[mention.start : mention.end]
    return said.startswith("since ") or _SINCE.search(plain[: mention.start]) is not None


def _before(timing: Timing) -> Timing:
    """The last time was in the stretch named; where that runs up to today, at its far end."""
    if timing.months_ago_min == 0.0 and timing.months_ago_max > 1.0:
        return Timing(timing.months_ago_max, timing.months_ago_max, timing.exactness)
    return timing


def _by_age(plain: str) -> Timing | None:
    """ "I was 19, I'm 52 now": at least the years between, less one."""
    then, today = _AGE_THEN.search(plain), _AGE_NOW.search(plain)
    if then is None or today is None:
        return None
    said = then["then"]
    age = _TEENS.get(said) or (int(said) if said.isdigit() else None)
    if age is None:
        return None
    years = int(today["now"]) - age
    if years < 1:
        return None
    return Timing((years - 1) * 12.0, NO_LIMIT_MONTHS, Exactness.ABOUT)


def _is_bare(plain: str, mentions: tuple[TimingMention, ...]) -> bool:
    if not mentions:
        return False
    left = plain
    for one in mentions:
        left = left[: one.start] + " " * (one.end - one.start) + left[one.end :]
    return not re.search(r"[a-z0-9]", _LEFT_OVER.sub(" ", left))
