"""What is asked next, and the progress hint."""

from __future__ import annotations

from dataclasses import replace

import pytest

from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer
from antechamber.screening.next_slot import Progress, next_slot, progress
from antechamber.screening.outcome import SafetyState
from antechamber.screening.state import Record, State
from tests.messages import NO, UNSURE, YES
from tests.shipped import shipped_protocol

PROTOCOL = shipped_protocol()
IDS = tuple(criterion.id for criterion in PROTOCOL.criteria)
CALM = SafetyState()
ASKING = State(opened=True, consent="yes", named=True, history_done=True)


def with_answers(state: State = ASKING, /, **answers: Answer | None) -> State:
    for name, value in answers.items():
        state = state.with_record(name, Record(value=value))
    return state


def confirmed(name: str, state: State = ASKING) -> State:
    return state.with_record(name, Record(value=YES, confirmed=True))


def asked_of(state: State, safety: SafetyState = CALM) -> str | None:
    return next_slot(state, PROTOCOL, safety)


ALL_NO = with_answers(**dict.fromkeys(IDS, NO))


def test_consent_comes_before_everything() -> None:
    assert asked_of(State()) == "consent"
    assert asked_of(replace(ALL_NO, consent=None)) == "consent"


def test_nothing_is_asked_without_consent() -> None:
    assert asked_of(replace(ASKING, consent="no")) is None


def test_the_person_beside_the_typist_is_asked_about_before_the_history() -> None:
    assert asked_of(replace(ASKING, proxy="asked", history_done=False)) == "proxy_present"
    for settled in ("yes", "no", None):
        assert asked_of(replace(ASKING, proxy=settled, history_done=False)) == "history_open"


def test_confirmations_come_before_follow_ups_and_those_before_criteria() -> None:
    state = replace(
        with_answers(glaucoma=YES, raised_icp=YES),
        to_confirm=("glaucoma", "raised_icp"),
        follow_ups=("copd__kind", "hyperthyroidism__kind"),
    )
    assert asked_of(state) == "confirm_glaucoma"
    assert asked_of(replace(state, to_confirm=())) == "copd__kind"
    assert asked_of(replace(state, to_confirm=(), follow_ups=())) == "suicidal_ideation"


def test_criteria_are_asked_in_the_order_of_the_protocol() -> None:
    state = ASKING
    for name in IDS:
        assert asked_of(state) == name
        state = with_answers(state, **{name: NO})
    assert asked_of(state) == "summary_ok"


def test_the_read_back_comes_last_and_once() -> None:
    assert asked_of(ALL_NO) == "summary_ok"
    assert asked_of(replace(ALL_NO, summary_ok=True)) == "contact_name"


def test_after_a_confirmed_exclusion_only_the_suicide_questions_are_asked() -> None:
    state = confirmed("glaucoma")
    assert asked_of(state) == "suicidal_ideation"
    state = with_answers(state, suicidal_ideation=NO)
    assert asked_of(state) == "suicide_attempt"
    assert asked_of(with_answers(state, suicide_attempt=NO)) == "contact_name"


def test_an_unconfirmed_exclusion_lets_the_questions_go_on() -> None:
    state = with_answers(suicidal_ideation=NO, suicide_attempt=NO, glaucoma=YES)
    assert asked_of(state) == "psychosis_or_mania"


def test_after_an_early_end_only_follow_ups_about_suicide_are_asked() -> None:
    state = with_answers(confirmed("glaucoma"), suicidal_ideation=NO, suicide_attempt=UNSURE)
    waiting = replace(state, follow_ups=("copd__kind", "suicide_attempt__when"))
    assert asked_of(waiting) == "suicide_attempt__when"
    assert asked_of(replace(state, follow_ups=("copd__kind",))) == "contact_name"


def test_every_follow_up_is_asked_where_the_screening_did_not_end_early() -> None:
    state = replace(ALL_NO, follow_ups=("uncontrolled_hypertension__reading",))
    assert asked_of(state) == "uncontrolled_hypertension__reading"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "contact_name"),
        ({"contact_name": "A"}, "contact_phone"),
        ({"contact_name": "", "contact_phone": "5"}, "contact_safe"),
        ({"contact_name": "", "contact_phone": ""}, "contact_email"),
        ({"contact_name": "", "contact_phone": "", "contact_email": "a@b"}, "contact_safe"),
        ({"contact_name": "", "contact_phone": "", "contact_email": ""}, None),
        ({"contact_name": "", "contact_phone": "5", "contact_safe": "yes"}, None),
    ],
)
def test_one_way_to_reach_the_person_is_enough(given: dict[str, str], expected: str | None) -> None:
    state = replace(ALL_NO, summary_ok=True, contact=given)
    assert asked_of(state) == expected
    assert asked_of(replace(state, contact_done=True)) is None


def test_a_hold_asks_no_criterion() -> None:
    held = SafetyState(level=Level.URGENT, category=Category.ABUSE)
    assert asked_of(ASKING, held) == "contact_name"


def test_progress_counts_only_what_is_asked_one_by_one() -> None:
    assert progress(ASKING, PROTOCOL, "suicidal_ideation") == Progress(1, 12)
    state = replace(
        with_answers(suicidal_ideation=NO, copd=NO), asked=("history_open", "suicidal_ideation")
    )
    assert progress(state, PROTOCOL, "suicide_attempt") == Progress(2, 11)
    for slot in (None, "consent", "copd__kind", "confirm_copd", "summary_ok"):
        assert progress(state, PROTOCOL, slot) is None


def test_a_question_put_again_has_the_same_number() -> None:
    state = replace(ASKING, asked=("suicidal_ideation",))
    assert progress(state, PROTOCOL, "suicidal_ideation") == Progress(1, 12)


def test_progress_never_counts_a_question_twice() -> None:
    state = replace(ASKING, asked=("copd", "suicidal_ideation"))
    assert progress(state, PROTOCOL, "suicidal_ideation") == Progress(1, 12)


def test_progress_after_a_confirmed_exclusion_counts_what_will_be_asked() -> None:
    assert progress(confirmed("glaucoma"), PROTOCOL, "suicidal_ideation") == Progress(1, 2)
