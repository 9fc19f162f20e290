"""Take back an answer that the person says was wrong, so that it is asked again."""

from __future__ import annotations

import re
from dataclasses import replace

from antechamber.protocol.model import Protocol
from antechamber.screening.heard import Heard
from antechamber.screening.outcome import IDEATION
from antechamber.screening.record import criterion_of
from antechamber.screening.state import State


def with_correction(state: State, heard: Heard, protocol: Protocol) -> State | None:
    """State with the criterion that the message names open again, or None if it names none.

    "Sorry, that was my sister" names none; it means the answer given last.
    A stated suicidal thought is never taken back by machine.
    """
    answered = [one.id for one in protocol.criteria if state.record(one.id).value is not None]
    named = [criterion_of(slot) for slot in heard.follow_ups] + list(heard.mentioned)
    candidates = [one for one in [*named, *_named_in(heard.text, protocol)] if one in answered]
    if not candidates and heard.about_last and state.last in answered:
        candidates = [state.last]
    candidates = [one for one in candidates if one != IDEATION]
    if not candidates:
        return None
    return reopened(state, candidates[0])


def _named_in(text: str, protocol: Protocol) -> list[str]:
    """The criterion whose lay name shares most words with the text; none where two tie."""
    words = set(re.findall(r"[a-z]{4,}", text.lower())) - _COMMON
    shared = {
        criterion.id: len(words & set(re.findall(r"[a-z]{4,}", criterion.name.lower())))
        for criterion in protocol.criteria
    }
    most = max(shared.values(), default=0)
    best = [criterion for criterion, count in shared.items() if count == most and most > 0]
    return best if len(best) == 1 else []


_COMMON = frozenset(
    {"that", "under", "control", "trouble", "high", "past", "month", "change", "answer"}
)


def reopened(state: State, criterion_id: str) -> State:
    """State with one criterion unanswered again, its value kept among the earlier ones."""
    old = state.record(criterion_id)
    previous = (*old.previous, old.value.value) if old.value else old.previous
    fresh = replace(
        old, value=None, declined=False, words="", previous=previous, confirmed=False, detail={}
    )
    state = state.with_record(criterion_id, fresh)
    left = {key: parts for key, parts in state.denied_parts.items() if key != criterion_id}
    return replace(
        state,
        told=None,
        summary_ok=False,
        denied_parts=left,
        to_confirm=tuple(one for one in state.to_confirm if one != criterion_id),
        follow_ups=tuple(one for one in state.follow_ups if criterion_of(one) != criterion_id),
        asked=tuple(one for one in state.asked if criterion_of(one) != criterion_id),
        history_done=True,
    )
