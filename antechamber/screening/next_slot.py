"""What to ask next, and how far the person has come."""

from __future__ import annotations

from dataclasses import dataclass

from antechamber.protocol.model import Criterion, Protocol
from antechamber.screening.outcome import SafetyState, decide, open_criteria
from antechamber.screening.record import CONFIRM, criterion_of
from antechamber.screening.state import State

CONTACT = ("contact_name", "contact_phone", "contact_email", "contact_safe")


def next_slot(state: State, protocol: Protocol, safety: SafetyState) -> str | None:
    """The slot to ask for; None when nothing is left to ask.

    Order: consent, the open history, waiting confirmations (each after the
    follow-ups of its own criterion, which may settle it), follow-ups of what
    was said, criteria in protocol order, the read-back, and after the outcome
    ways to reach the person.
    """
    if state.consent is None:
        return "consent"
    if state.consent == "no":
        return None
    if state.proxy == "asked":
        return "proxy_present"
    if not state.history_done:
        return "history_open"
    answers = state.answers
    decision = decide(protocol, answers, safety, confirmed=state.confirmed)
    if state.to_confirm:
        waiting = state.to_confirm[0]
        first = [slot for slot in state.follow_ups if criterion_of(slot) == waiting]
        return first[0] if first else f"{CONFIRM}{waiting}"
    follow_ups = _needed_follow_ups(state, protocol, ended=decision is not None)
    if follow_ups:
        return follow_ups[0]
    if decision is None:
        return _criteria_left(state, protocol)[0].id
    if not state.summary_ok and not open_criteria(protocol, answers):
        return "summary_ok"
    return _contact_slot(state)


def _needed_follow_ups(state: State, protocol: Protocol, *, ended: bool) -> tuple[str, ...]:
    """Waiting follow-ups; once the screening ended early, only those about what is asked alone."""
    if not ended or not open_criteria(protocol, state.answers):
        return state.follow_ups
    alone = {criterion.id for criterion in protocol.criteria if criterion.ask_alone}
    return tuple(slot for slot in state.follow_ups if criterion_of(slot) in alone)


def _criteria_left(state: State, protocol: Protocol) -> tuple[Criterion, ...]:
    """Open criteria; after a confirmed exclusion only those that are always asked alone."""
    left = open_criteria(protocol, state.answers)
    if state.confirmed:
        alone = tuple(criterion for criterion in left if criterion.ask_alone)
        return alone or left
    return left


def _contact_slot(state: State) -> str | None:
    if state.contact_done:
        return None
    for slot in CONTACT:
        if slot in state.contact:
            continue
        if slot == "contact_email" and state.contact.get("contact_phone"):
            continue
        reachable = state.contact.get("contact_phone") or state.contact.get("contact_email")
        if slot == "contact_safe" and not reachable:
            continue
        return slot
    return None


@dataclass(frozen=True)
class Progress:
    """Question `number` of `total`, counted over what is still to be asked one by one."""

    number: int
    total: int


def progress(state: State, protocol: Protocol, slot: str | None) -> Progress | None:
    """How far the person is, for a hint such as "4 of 9"; None outside the single questions."""
    ids = {criterion.id for criterion in protocol.criteria}
    if slot not in ids:
        return None
    left = {criterion.id for criterion in _criteria_left(state, protocol)} | {slot}
    put = [one for one in state.asked if one in ids - left]
    return Progress(number=len(put) + 1, total=len(put) + len(left))
