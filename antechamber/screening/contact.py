"""Ways to reach the person: each may be declined, and one is enough."""

from __future__ import annotations

from dataclasses import replace

from antechamber.screening.heard import Heard, Reply
from antechamber.screening.next_slot import CONTACT
from antechamber.screening.say import Say
from antechamber.screening.state import State

DECLINED = ""
_INVALID = "_invalid"


def with_contact(state: State, heard: Heard, pending: str) -> tuple[State, tuple[Say, ...]] | None:
    """State after a reply to a contact question, or None when the message is something else.

    A number or address that cannot be right is asked for once more, then left
    empty. An empty value means declined or not given.
    """
    answer = heard.answer
    if pending not in CONTACT or answer is None or answer.slot != pending:
        return None
    value = str(answer.detail.get("value") or "")
    if answer.detail.get("invalid"):
        if f"{pending}{_INVALID}" in state.asked:
            return _stored(state, pending, DECLINED), ()
        again = replace(state, asked=(*state.asked, f"{pending}{_INVALID}"))
        return again, (Say(f"utter_{pending}_invalid"),)
    if answer.reply is Reply.OTHER:
        return None
    if pending == "contact_safe":
        value = answer.reply.value
    elif answer.reply is not Reply.YES:
        value = DECLINED
    return _stored(state, pending, value), ()


def _stored(state: State, slot: str, value: str) -> State:
    return replace(state, contact={**state.contact, slot: value})
