"""The screening's memory as Rasa slots, and as the answers of a case."""

from __future__ import annotations

from typing import Any

from antechamber.protocol.model import Protocol
from antechamber.screening.state import State


def slots_of(state: State, protocol: Protocol) -> dict[str, Any]:
    """Contract slots that follow from the memory, and the memory itself. Values are strings."""
    slots: dict[str, Any] = {
        "screening_state": state.as_dict(),
        "consent": state.consent,
        "volunteered": list(state.volunteered),
        "proxy_present": state.proxy if state.proxy in ("yes", "no") else None,
    }
    for criterion in protocol.criteria:
        value = state.record(criterion.id).value
        slots[criterion.id] = value.value if value is not None else None
    for slot in ("contact_name", "contact_phone", "contact_email", "contact_safe"):
        slots[slot] = state.contact.get(slot) or None
    return slots


def answers_for_case(state: State, protocol: Protocol) -> dict[str, dict[str, Any]]:
    """Each criterion as staff see it: value, declined, the words, earlier values."""
    return {
        criterion.id: {
            "value": record.value.value if record.value is not None else None,
            "declined": record.declined,
            "words": record.words,
            "previous": list(record.previous),
        }
        for criterion in protocol.criteria
        for record in (state.record(criterion.id),)
    }
