"""What actions share: the protocol in force, the safety state of a conversation, the case store."""

from __future__ import annotations

import logging
from functools import lru_cache

from rasa_sdk import Tracker

from antechamber.desk.cases import CaseReport, Kind
from antechamber.desk.setup import case_store
from antechamber.desk.store import CaseStore, StoreUnavailable
from antechamber.protocol.clinic import Clinic, load_clinic
from antechamber.protocol.loader import load_protocol
from antechamber.protocol.model import Protocol
from antechamber.safety.danger_memory import memory_from
from antechamber.screening.outcome import Outcome, SafetyState
from antechamber.screening.slots import answers_for_case
from antechamber.screening.turn import Turn
from antechamber.settings import clinic_file, protocol_file

logger = logging.getLogger(__name__)

AWAY_AFTER_S = 2 * 60 * 60
"""After this pause a greeting comes first, and earlier answers are shown only when asked for."""


@lru_cache(maxsize=1)
def protocol() -> Protocol:
    """The protocol in force. Raises ConfigurationError on a bad file."""
    return load_protocol(protocol_file())


@lru_cache(maxsize=1)
def clinic() -> Clinic:
    """The clinic's own details. Raises ConfigurationError on a bad file."""
    return load_clinic(clinic_file())


@lru_cache(maxsize=1)
def _store() -> CaseStore:
    return case_store()


def clinic_texts() -> dict[str, str]:
    """Placeholders that any text may use."""
    return {
        "clinic_name": clinic().name,
        "clinic_phone": clinic().phone,
        "kept_days": str(clinic().finished_days),
        "who_sees": clinic().who_sees,
    }


def safety_in(tracker: Tracker) -> SafetyState:
    """What the safety policy has put into the conversation."""
    memory = memory_from(tracker.get_slot("safety_state"))
    return SafetyState(
        level=memory.level,
        category=memory.category,
        ideation=memory.ideation,
        concern_seen=memory.concern_seen,
    )


def danger_pending(tracker: Tracker) -> str | None:
    """The danger question that waits for an answer, None outside a hold."""
    memory = memory_from(tracker.get_slot("safety_state"))
    return memory.pending if memory.holds else None


def was_away(tracker: Tracker) -> bool:
    """Whether hours lie between this message and the one before it."""
    times = [event["timestamp"] for event in tracker.events if event.get("event") == "user"]
    return len(times) > 1 and times[-1] - times[-2] > AWAY_AFTER_S


def case_report(turn: Turn, tracker: Tracker) -> CaseReport | None:
    """The case that this turn opens or brings up to date; None where there is nothing to tell."""
    decision = turn.decision
    finished = decision is not None and turn.state.told is not None
    has_case = tracker.get_slot("handoff_case") is not None
    if turn.request is None and not finished and not has_case:
        return None
    kind = Kind.REQUEST if turn.request is not None else Kind.REVIEW
    told = False
    if finished and decision is not None:
        clearance = decision.outcome is Outcome.CLEARANCE_REQUIRED
        kind = Kind.CLEARANCE if clearance else Kind.REVIEW
        tell = {criterion.id for criterion in protocol().criteria if criterion.tell_staff}
        told = any(rule in tell for rule in decision.reasons)
    if turn.request is not None and kind is Kind.REVIEW:
        kind = Kind.REQUEST
    state = turn.state
    return CaseReport(
        conversation=tracker.sender_id,
        channel=tracker.get_latest_input_channel() or "rest",
        kind=kind,
        level=None,
        category=None,
        told=told,
        outcome=decision.outcome.value if decision is not None else None,
        reasons=decision.reasons if decision is not None else None,
        answers=answers_for_case(state, protocol()),
        volunteered=state.volunteered,
        contact={slot: value for slot, value in state.contact.items() if value} or None,
        protocol_version=" > ".join(state.protocol_versions),
        typed_by="another person" if state.proxy == "yes" else None,
        note=turn.request,
    )


def store_case(report: CaseReport) -> str | None:
    """Case id, or None when the store failed: the person is told, the next turn tries again."""
    try:
        return _store().upsert(report).id
    except StoreUnavailable as error:
        logger.error("case not stored: %s", error)
        return None
