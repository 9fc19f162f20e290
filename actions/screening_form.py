"""The form's validation: one trip a turn. Reads the message, says what is due, sets the slots."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.shared import (
    case_report,
    clinic_texts,
    danger_pending,
    protocol,
    safety_in,
    store_case,
    was_away,
)
from antechamber.screening.heard import from_parse
from antechamber.screening.slots import slots_of
from antechamber.screening.state import state_from
from antechamber.screening.turn import Turn, resume, take_turn

SCREENING_SLOT = "screening_state"


class ValidateScreeningForm(Action):
    """Take one turn of the screening; a failed case store is said to the person."""

    def name(self) -> str:
        """Rasa's name for the validation of `screening_form`."""
        return "validate_screening_form"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Slot events of the turn; texts go out by their names in the domain."""
        turn = self._turn(tracker)
        events = _events(turn, held_for=danger_pending(tracker))
        report = case_report(turn, tracker)
        if report is not None:
            case = store_case(report)
            if case is None:
                dispatcher.utter_message(response="utter_case_not_saved", **clinic_texts())
            else:
                events.append(SlotSet("handoff_case", case))
        for say in turn.say:
            dispatcher.utter_message(response=say.response, **{**clinic_texts(), **say.fill})
        return events

    def _turn(self, tracker: Tracker) -> Turn:
        state = state_from(tracker.get_slot(SCREENING_SLOT))
        safety = safety_in(tracker)
        if tracker.get_slot("resume_only"):
            return resume(state, protocol(), safety)
        parse: dict[str, Any] = tracker.latest_message
        pending = tracker.get_slot("requested_slot") or tracker.get_slot("pending_slot")
        return take_turn(
            state, from_parse(parse), parse, pending, protocol(), safety, away=was_away(tracker)
        )


def _events(turn: Turn, *, held_for: str | None) -> list[EventType]:
    """`held_for` is the danger question that goes on waiting while the screening is paused."""
    slot = held_for if held_for is not None and turn.slot is None else turn.slot
    slots = slots_of(turn.state, protocol())
    decision = turn.decision
    slots["screening_outcome"] = decision.outcome.value if decision is not None else None
    slots["screening_reasons"] = list(decision.reasons) if decision is not None else None
    slots["resume_only"] = False
    slots["pending_slot"] = slot
    slots["action_failed"] = False
    events: list[EventType] = [SlotSet(name, value) for name, value in slots.items()]
    events.append(SlotSet("requested_slot", slot))
    return events
