"""Replies that only say when or how often: "not anymore", "just the once", "in 2015".

What they mean depends on the time that the criterion's question covers. Pure.
Source: `past` and `follow_ups` in data/protocol.yml; contract, "How slots are filled".
"""

from __future__ import annotations

from antechamber.language.attempt_reply import ATTEMPT
from antechamber.language.pressure_reply import HYPERTENSION
from antechamber.language.reply_dates import reply_dates
from antechamber.language.reply_words import PieceKind
from antechamber.language.ruling import NO_VIEW, OTHER, Heard, Ruling
from antechamber.protocol.model import Criterion
from antechamber.screening.answers import Answer
from antechamber.screening.heard import Reply

MONTH_LONG = frozenset({"suicidal_ideation", "psychosis_or_mania"})
"""Criteria whose question covers the past month."""
_THIS_MOMENT = frozenset({"pregnancy_or_nursing"})
_EVENTS = frozenset({"suicidal_ideation", "psychosis_or_mania", "ketamine_misuse", ATTEMPT})
"""Criteria about things that happen: "sometimes" is yes to these."""
_MONTH = 1.0
_REPLIES = {Answer.YES: Reply.YES, Answer.NO: Reply.NO, Answer.UNSURE: Reply.UNSURE}


def read_kind(heard: Heard, criterion: Criterion) -> Ruling:
    """The ruling for a reply that is nothing but one of these wordings; else NO_VIEW."""
    kind = heard.leaning.kind if heard.leaning.alone and heard.leaning.reply is None else None
    if kind in (PieceKind.NOTED, PieceKind.ASK_BACK):
        return OTHER
    if kind is PieceKind.OFTEN:
        if criterion.id in _EVENTS:
            return Ruling(Reply.YES, sure=True)
        return _asked_about(criterion)
    if kind is PieceKind.ONCE:
        return _once(criterion)
    if kind is PieceKind.NOT_NOW:
        return _not_now(criterion)
    if kind is PieceKind.PAST:
        return _past(criterion)
    return NO_VIEW


def read_bare_date(heard: Heard, criterion: Criterion) -> Ruling:
    """A reply that says only when, for criteria other than the attempt."""
    dates = reply_dates(heard.text, heard.now)
    timing = dates.timing
    said = heard.leaning.reply
    if timing is None or not dates.bare:
        return NO_VIEW
    if criterion.id in MONTH_LONG:
        within = timing.within(_MONTH)
        if said is Reply.NO:
            return Ruling(Reply.NO, sure=True) if within is False else Ruling(Reply.OTHER)
        reply = {True: Reply.YES, False: Reply.NO, None: Reply.UNSURE}[within]
        return Ruling(reply, sure=True)
    if said is not None:
        return NO_VIEW
    return _asked_about(criterion) if criterion.id == "ketamine_misuse" else _past(criterion)


def follow_up_slot(criterion: Criterion, raised_by: str) -> str | None:
    """The slot of the follow-up that `raised_by` ("ask", "unsure") calls for, or None."""
    found = next((one for one in criterion.follow_ups if raised_by in one.when), None)
    return None if found is None else f"{criterion.id}__{found.id}"


def _asked_about(criterion: Criterion) -> Ruling:
    return Ruling(Reply.UNSURE, sure=True, needs=follow_up_slot(criterion, "ask"))


def _once(criterion: Criterion) -> Ruling:
    if criterion.id in ("suicidal_ideation", ATTEMPT):
        return Ruling(Reply.YES, sure=True)
    return _asked_about(criterion)


def _not_now(criterion: Criterion) -> Ruling:
    if criterion.id in _THIS_MOMENT:
        return Ruling(Reply.NO, sure=True)
    if criterion.id in ("suicidal_ideation", ATTEMPT):
        return OTHER
    return _asked_about(criterion)


def _past(criterion: Criterion) -> Ruling:
    if criterion.id == "suicidal_ideation":
        return OTHER
    if criterion.id in MONTH_LONG or criterion.id in (ATTEMPT, HYPERTENSION):
        return _asked_about(criterion)
    if criterion.past is None:
        return _asked_about(criterion)
    return Ruling(_REPLIES[criterion.past], sure=True)
