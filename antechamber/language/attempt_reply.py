"""A reply to the question about a suicide attempt: its date decides. Pure.

12 months or less is `yes`, about a year `unsure`, longer ago `no`; recency
tells the safety side how urgent it is. Source: contract, `suicide_attempt`;
Columbia triage (behaviour in the past three months is the highest level).
"""

from __future__ import annotations

import re

from antechamber.language.dates import DAYS_PER_MONTH, Exactness, Timing
from antechamber.language.reply_dates import ReplyDates, denies_window, reply_dates
from antechamber.language.reply_words import PieceKind
from antechamber.language.ruling import NO_VIEW, Heard, Ruling
from antechamber.protocol.model import Protocol
from antechamber.screening.answers import Answer
from antechamber.screening.heard import Reply

ATTEMPT = "suicide_attempt"
WHEN = "suicide_attempt__when"
_A_DAY = 1.01 / DAYS_PER_MONTH
_WIDEST_MONTHS = 3.0
"""A time vaguer than this says nothing of three months or less: the date is asked."""
_ABOUT_A_YEAR = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|close to|approximately|like|"
    r"maybe)\s+(?:a|one|1|12 months|twelve)"
    r"(?:\s+years?)?\b|\ba year (?:ago )?(?:or so|or more|give or take|maybe)\b|"
    r"\b(?:this time|same time) last year\b"
)
_TRIED = re.compile(
    r"\b(?:tried|try|attempt\w*|overdos\w*|stopped (?:me|myself)|talked me down|pulled me|"
    r"hospitali[sz]ed for it|took (?:a bunch|all|too many|a bottle)|did it|it happened)\b"
)
_I_TRIED = re.compile(r"\b(?:i|ive|i have) (?:also |once |even )?(?:tried|attempted|overdosed)\b")
_HEDGED = re.compile(
    r"\b(?:not sure|dont know|idk|unsure|might|maybe|depends|sort of|kind of|could have been|"
    r"i guess|give or take|cant say|couldnt tell|or this|or last)\b"
)

_MORE_THAN_ONE = re.compile(
    r"\b(?:first|twice|again|several|multiple|many|times|attempts|still|recent\w*|"
    r"keep|always|latest|"
    r"another|second)\b"
)


def recency_of(timing: Timing, protocol: Protocol) -> str:
    """How long ago, as the safety side wants it; the newer end of a range decides."""
    if timing.months_ago_max <= _A_DAY:
        return "now"
    within = timing.within(protocol.attempt_window_months)
    if within is False:
        return "older"
    if within is None:
        return "about_window"
    if timing.months_ago_min <= protocol.attempt_recent_months:
        return "recent"
    return "window"


def read_attempt(heard: Heard, protocol: Protocol) -> Ruling:
    """The ruling from dates; NO_VIEW where the reply holds none that decides."""
    dates = reply_dates(heard.text, heard.now)
    timing = _timing(heard, dates)
    if denies_window(heard.text, months=protocol.attempt_window_months) and (
        timing is None or timing.within(protocol.attempt_window_months) is not True
    ):
        return Ruling(Reply.NO, sure=_HEDGED.search(heard.plain.text) is None)
    if timing is None or (
        timing.exactness is Exactness.VAGUE
        and timing.within(protocol.attempt_window_months) is None
    ):
        undated = heard.leaning.reply is None and _I_TRIED.search(heard.plain.text) is not None
        return Ruling(Reply.UNSURE, needs=WHEN) if undated and not heard.plain.asks else NO_VIEW
    said_yes = heard.leaning.reply is Reply.YES
    said_no = heard.leaning.reply is Reply.NO
    finding = heard.finding(ATTEMPT)
    tried = _TRIED.search(heard.plain.text) is not None or (
        finding is not None and finding.value is not None
    )
    recency = recency_of(timing, protocol)
    if recency == "older":
        hedged = (
            _HEDGED.search(heard.plain.text) is not None
            or _MORE_THAN_ONE.search(heard.plain.text) is not None
        )
        return Ruling(Reply.NO, sure=not hedged, detail={"recency": "older"})
    if said_no or (finding is not None and finding.value is Answer.NO):
        return NO_VIEW
    told = said_yes or dates.bare or tried
    if recency == "about_window":
        return Ruling(Reply.UNSURE, sure=told, detail={"recency": recency})
    if not told:
        return NO_VIEW.with_detail(recency=recency)
    if recency == "recent" and _is_vague(timing, protocol):
        return Ruling(Reply.YES, sure=True)
    hedged = _HEDGED.search(heard.plain.text) is not None
    return Ruling(Reply.YES, sure=not hedged, detail={"recency": recency})


def read_when(heard: Heard, protocol: Protocol) -> Ruling:
    """The reply to "about when was the last time?"; without any date it is unsure."""
    if heard.leaning.reply is Reply.DECLINE:
        return Ruling(Reply.DECLINE, sure=True)
    if heard.leaning.alone and heard.leaning.kind is PieceKind.ASK_BACK:
        return Ruling(Reply.OTHER, sure=True)
    timing = _timing(heard, reply_dates(heard.text, heard.now))
    if timing is None or (
        timing.exactness is Exactness.VAGUE
        and timing.within(protocol.attempt_window_months) is None
    ):
        if heard.plain.asks:
            return Ruling(Reply.OTHER, sure=True)
        return Ruling(Reply.UNSURE, sure=True)
    recency = recency_of(timing, protocol)
    reply = {"older": Reply.NO, "about_window": Reply.UNSURE}.get(recency, Reply.YES)
    return Ruling(reply, sure=True, detail={"recency": recency})


def with_choice_recency(ruling: Ruling) -> Ruling:
    """A button without a recency of its own ("About a year ago") is a date all the same."""
    if ruling.detail.get("recency") or ruling.reply not in (Reply.UNSURE, Reply.NO):
        return ruling
    return ruling.with_detail(recency="older" if ruling.reply is Reply.NO else "about_window")


def with_recency(ruling: Ruling, heard: Heard, protocol: Protocol) -> Ruling:
    """Add how long ago to a yes or unsure that was read in another way."""
    if ruling.detail.get("recency") or ruling.reply not in (Reply.YES, Reply.UNSURE):
        return ruling
    timing = _timing(heard, reply_dates(heard.text, heard.now))
    if timing is None:
        return ruling
    recency = recency_of(timing, protocol)
    if recency == "older" or (recency == "recent" and _is_vague(timing, protocol)):
        return ruling
    return ruling.with_detail(recency=recency)


def _timing(heard: Heard, dates: ReplyDates) -> Timing | None:
    if _ABOUT_A_YEAR.search(heard.plain.text) is not None:
        return Timing(11.0, 13.0, Exactness.ABOUT)
    return dates.timing


def _is_vague(timing: Timing, protocol: Protocol) -> bool:
    """True for "this year": within the window, but it may or may not be recent."""
    recent = protocol.attempt_recent_months
    wide = timing.months_ago_max - timing.months_ago_min > _WIDEST_MONTHS
    return wide and timing.within(recent) is None
