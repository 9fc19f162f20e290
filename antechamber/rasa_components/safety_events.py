"""From a safety turn to Rasa events, a list of responses, and a report for the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from antechamber.desk.cases import CaseReport, Kind
from antechamber.protocol.clinic import Clinic
from antechamber.protocol.model import Protocol
from antechamber.safety.dialogue import SafetyTurn
from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer
from antechamber.screening.heard import Heard
from antechamber.screening.outcome import IDEATION, SafetyState, standing
from antechamber.screening.record import criterion_of, with_health
from antechamber.screening.slots import answers_for_case, slots_of
from antechamber.screening.state import State, state_from

STATE_SLOT = "safety_state"
PLAN_SLOT = "safety_plan_steps"
SCREENING_SLOT = "screening_state"
FORM = "screening_form"
_ABOUT_SUICIDE = (IDEATION, "suicide_attempt")


class SafetyEvents:
    """What one message in danger changes: computed once, used for events, plan and report."""

    def __init__(
        self,
        tracker: DialogueStateTracker,
        heard: Heard,
        parse: Mapping[str, Any],
        protocol: Protocol,
        clinic: Clinic,
    ) -> None:
        self._tracker = tracker
        self._heard = heard
        self._parse = parse
        self._protocol = protocol
        self._clinic = clinic
        self._before = state_from(tracker.get_slot(SCREENING_SLOT))
        self._pending = tracker.get_slot(REQUESTED_SLOT)

    @property
    def overlaid(self) -> bool:
        """Whether a question about the conversation itself waits for a yes or no."""
        return self._before.overlay is not None

    def _screening(self, turn: SafetyTurn) -> State:
        """What the same message says about health is still recorded, after consent at once."""
        state = self._before
        if state.consent == "yes":
            before = state
            state = with_health(state, self._heard, self._protocol)
            told_history = state != before and self._pending == "history_open"
            state = replace(state, history_done=state.history_done or told_history)
        else:
            kept = {key: self._parse[key] for key in ("text", "history") if key in self._parse}
            state = replace(state, early=(*state.early, kept))
        if turn.memory.holds and turn.memory.ideation:
            state = _with_ideation(state, Answer.YES, self._heard)
        elif _wishes_death(self._heard) and state.record(IDEATION).value is None:
            state = _with_ideation(state, Answer.UNSURE, self._heard)
        elif turn.cleared_check and state.record(IDEATION).value is None:
            state = _with_ideation(state, Answer.NO, self._heard)
        return replace(state, opened=True, concern_seen=turn.memory.concern_seen)

    def of(self, turn: SafetyTurn, *, case: str | None) -> list[Event]:
        """Slot events of the turn. The screening's outcome is a hold from `urgent` on."""
        state = self._screening(turn)
        memory = replace(turn.memory, case=case)
        events: list[Event] = [
            SlotSet(STATE_SLOT, memory.as_dict()),
            SlotSet("safety_level", memory.level.value if memory.level > Level.NONE else None),
            SlotSet("safety_category", memory.category.value if memory.category else None),
            SlotSet("clinic_name", self._clinic.name),
            SlotSet("clinic_phone", self._clinic.phone),
            SlotSet("who_sees", self._clinic.who_sees),
            SlotSet("kept_days", str(self._clinic.finished_days)),
            SlotSet("resume_only", turn.resume),
        ]
        if case is not None:
            events.append(SlotSet("handoff_case", case))
        if memory.pending is not None or memory.holds:
            events.append(SlotSet(REQUESTED_SLOT, memory.pending))
        events.extend(
            SlotSet(name, value) for name, value in slots_of(state, self._protocol).items()
        )
        if memory.holds or self._tracker.get_slot("screening_outcome") is not None:
            decision = standing(self._protocol, state.answers, self._safety(turn))
            events.append(SlotSet("screening_outcome", decision.outcome.value))
            events.append(SlotSet("screening_reasons", list(decision.reasons)))
        return events

    def while_taken_over(self, turn: SafetyTurn) -> list[Event]:
        """During a take-over the level still rises and staff see it; the bot asks nothing."""
        memory = replace(turn.memory, pending=None)
        return [
            event
            for event in self.of(replace(turn, memory=memory), case=turn.memory.case)
            if not (isinstance(event, SlotSet) and event.key == REQUESTED_SLOT)
        ]

    def plan(self, turn: SafetyTurn, *, case: str | None) -> list[str]:
        """Responses in order. The first message gets the opening too, after the danger."""
        say = list(turn.say)
        if turn.case is not None and turn.case.page_now:
            saved = "utter_safety_saved" if turn.memory.case is None else "utter_safety_saved_again"
            say.insert(1, saved if case is not None else "utter_safety_not_saved")
        elif turn.case is not None and case is None:
            say.insert(1, "utter_safety_not_saved")
        question = [say.pop()] if say and say[-1].startswith("utter_ask_") else []
        if not self._before.opened and not turn.resume:
            say.append("utter_opening")
        say += question
        return [*say, FORM] if turn.resume else say

    def report(self, turn: SafetyTurn) -> CaseReport:
        """The safety case as the desk keeps it."""
        state = self._screening(turn)
        decision = standing(self._protocol, state.answers, self._safety(turn))
        assert turn.case is not None  # the policy reports only turns that ask for a case
        return CaseReport(
            conversation=self._tracker.sender_id,
            channel=self._tracker.get_latest_input_channel() or "rest",
            kind=Kind.SAFETY,
            level=turn.case.level,
            category=turn.case.category,
            told=any(rule in self._told_ids() for rule in decision.reasons),
            outcome=decision.outcome.value if turn.memory.holds else None,
            reasons=decision.reasons if turn.memory.holds else None,
            answers=answers_for_case(state, self._protocol),
            volunteered=state.volunteered,
            contact=_contact(turn),
            protocol_version=self._protocol.version,
            words=_words(self._heard, turn),
            page_now=turn.case.page_now,
            check_open=turn.case.check_open,
            typed_by="another person" if state.proxy == "yes" else None,
            note=_told_in_danger(turn),
        )

    def _told_ids(self) -> frozenset[str]:
        return frozenset(one.id for one in self._protocol.criteria if one.tell_staff)

    def _safety(self, turn: SafetyTurn) -> SafetyState:
        return SafetyState(
            level=turn.memory.level,
            category=turn.memory.category,
            ideation=turn.memory.ideation,
            concern_seen=turn.memory.concern_seen,
        )


def _contact(turn: SafetyTurn) -> dict[str, str] | None:
    given = {
        slot: words for slot, words in turn.memory.replies.items() if slot.startswith("contact_")
    }
    return given or None


def _words(heard: Heard, turn: SafetyTurn) -> tuple[str, ...]:
    """The words that the level rests on; the whole message where an answer raised it."""
    raised = turn.case is not None and (turn.case.page_now or turn.case.check_open)
    return heard.danger.words or ((heard.text,) if raised else ())


def _told_in_danger(turn: SafetyTurn) -> str | None:
    """Replies to the danger questions that are no contact details, for staff."""
    told = [
        f"{slot.removeprefix('safety_')}: {words}"
        for slot, words in turn.memory.replies.items()
        if slot.startswith("safety_")
    ]
    return "; ".join(told) or None


def without_foreign_answer(heard: Heard) -> Heard:
    """Danger of another kind is no answer to a question about suicide."""
    asked = heard.answer.slot if heard.answer is not None else ""
    other_kind = heard.danger.category not in (None, Category.SUICIDE)
    if heard.danger.level > Level.NONE and other_kind and criterion_of(asked) in _ABOUT_SUICIDE:
        return replace(heard, answer=None)
    return heard


def _wishes_death(heard: Heard) -> bool:
    danger = heard.danger
    return danger.death_wish and danger.own and danger.category is Category.SUICIDE


def _with_ideation(state: State, value: Answer, heard: Heard) -> State:
    old = state.record(IDEATION)
    if old.value is value:
        return state
    previous = (*old.previous, old.value.value) if old.value else old.previous
    return state.with_record(
        IDEATION, replace(old, value=value, words=heard.text, previous=previous)
    )
