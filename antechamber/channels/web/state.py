"""What the widget must know of a conversation beside its messages."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from antechamber.protocol.model import Protocol
from antechamber.screening.next_slot import progress
from antechamber.screening.record import CONFIRM
from antechamber.screening.state import State, state_from

_OPEN_QUESTION = "history_open"
_READ_BACK = "summary_ok"


def widget_state(tracker: DialogueStateTracker, protocol: Protocol) -> dict[str, Any]:
    """Level, progress and what is waited for; null where there is none.

    `choices` names the conditions of the open question; `answers` is the
    read-back, while one of them waits. `staff` is who speaks in the bot's place.
    """
    state = state_from(tracker.get_slot("screening_state"))
    slot = tracker.get_slot("requested_slot")
    return {
        "level": tracker.get_slot("safety_level"),
        "category": tracker.get_slot("safety_category"),
        "progress": _progress(state, protocol, slot),
        "requested_slot": slot,
        "outcome": tracker.get_slot("screening_outcome"),
        "staff": tracker.get_slot("taken_over_by"),
        "choices": _choices(protocol) if slot == _OPEN_QUESTION else [],
        "answers": _answers(state, protocol) if slot == _READ_BACK else [],
    }


def _progress(state: State, protocol: Protocol, slot: str | None) -> dict[str, int] | None:
    """A follow-up or a confirmation counts as the question of its criterion."""
    criterion = (slot or "").removeprefix(CONFIRM).partition("__")[0]
    found = progress(state, protocol, criterion)
    return {"number": found.number, "total": found.total} if found else None


def _choices(protocol: Protocol) -> list[str]:
    return [one.name for one in protocol.criteria if not one.ask_alone]


def _answers(state: State, protocol: Protocol) -> list[dict[str, str]]:
    found = []
    for criterion in protocol.criteria:
        value = state.record(criterion.id).value
        if value is not None:
            found.append({"name": criterion.name, "value": value.value})
    return found
