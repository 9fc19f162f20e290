"""What one message settles: the pending answer, free history, halves, blanket no, confirmations."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antechamber.screening.answers import Answer
from antechamber.screening.heard import Heard, Reply
from antechamber.screening.record import criterion_of, with_health
from antechamber.screening.state import Record, State
from tests.messages import NO, UNSURE, YES, finding, heard, reply, told
from tests.shipped import shipped_protocol

PROTOCOL = shipped_protocol()
IDS = tuple(criterion.id for criterion in PROTOCOL.criteria)
NAMED = State(opened=True, consent="yes", named=True, history_done=True)
SUICIDE = ("suicidal_ideation", "suicide_attempt")
EXCLUSIONS = IDS[1:8]


def after(state: State, *messages: Heard) -> State:
    for message in messages:
        state = with_health(state, message, PROTOCOL)
    return state


def value(state: State, criterion: str) -> Answer | None:
    return state.record(criterion).value


def confirmed_yes(criterion: str) -> State:
    return after(NAMED, reply(criterion, "yes"), reply(f"confirm_{criterion}", "yes"))


@pytest.mark.parametrize(
    ("slot", "criterion"),
    [
        ("copd", "copd"),
        ("copd__kind", "copd"),
        ("confirm_copd", "copd"),
        ("contact_name", "contact_name"),
    ],
)
def test_a_slot_belongs_to_its_criterion(slot: str, criterion: str) -> None:
    assert criterion_of(slot) == criterion


@pytest.mark.parametrize(
    ("said", "stored", "declined"),
    [
        (Reply.YES, YES, False),
        (Reply.NO, NO, False),
        (Reply.UNSURE, UNSURE, False),
        (Reply.DECLINE, UNSURE, True),
        (Reply.OTHER, None, False),
    ],
)
@pytest.mark.parametrize("criterion", IDS)
def test_a_reply_is_stored_at_once(
    criterion: str, said: Reply, stored: Answer | None, declined: bool
) -> None:
    state = after(NAMED, reply(criterion, said, text="in these words"))
    record = state.record(criterion)
    assert (record.value, record.declined) == (stored, declined)
    assert record.words == ("in these words" if stored else "")
    assert state.last == (criterion if stored else None)
    assert record.confirmed is False


@pytest.mark.parametrize("criterion", IDS)
def test_only_the_yes_of_an_exclusion_waits_for_a_confirmation(criterion: str) -> None:
    waits = (criterion,) if criterion in EXCLUSIONS else ()
    assert after(NAMED, reply(criterion, "yes")).to_confirm == waits
    for said in ("no", "unsure", "decline"):
        assert after(NAMED, reply(criterion, said)).to_confirm == ()


def test_several_confirmations_wait_in_the_order_of_what_was_said() -> None:
    state = after(NAMED, told(finding("raised_icp", YES), finding("glaucoma", YES)))
    assert state.to_confirm == ("raised_icp", "glaucoma")
    state = after(state, reply("confirm_raised_icp", "yes"))
    assert state.to_confirm == ("glaucoma",)
    assert state.confirmed == frozenset({"raised_icp"})


def test_a_reply_to_an_unknown_slot_changes_nothing() -> None:
    assert after(NAMED, reply("summary_ok", "yes")) == NAMED


@pytest.mark.parametrize(
    ("said", "stored", "confirmed"),
    [
        ("yes", YES, True),
        ("no", NO, False),
        ("unsure", UNSURE, False),
        ("decline", YES, False),
    ],
)
def test_a_confirmation_settles_the_yes(said: str, stored: Answer, confirmed: bool) -> None:
    asked = after(NAMED, reply("glaucoma", "yes", text="yes I do"))
    state = after(asked, reply("confirm_glaucoma", said, text="the reply"))
    record = state.record("glaucoma")
    assert (record.value, record.confirmed, state.to_confirm) == (stored, confirmed, ())
    changed = stored is not YES
    assert record.previous == (("yes",) if changed else ())
    assert record.words == ("the reply" if changed else "yes I do")


def test_noise_leaves_the_confirmation_waiting() -> None:
    asked = after(NAMED, reply("glaucoma", "yes"))
    assert after(asked, reply("confirm_glaucoma", "other")) == asked


def test_a_confirmation_of_what_was_taken_back_confirms_nothing() -> None:
    state = after(NAMED, reply("glaucoma", "no"), reply("confirm_glaucoma", "yes"))
    assert state.record("glaucoma") == Record(value=NO, words="some words")


def test_a_confirmed_yes_said_again_is_not_asked_again() -> None:
    state = after(confirmed_yes("glaucoma"), told(finding("glaucoma", YES)))
    assert state.to_confirm == ()
    assert state.record("glaucoma").confirmed


def test_a_changed_answer_keeps_the_earlier_one_and_reopens_the_outcome() -> None:
    first = replace(confirmed_yes("glaucoma"), told="not_eligible")
    state = after(first, told(finding("glaucoma", NO, "never had it")))
    assert state.record("glaucoma") == Record(value=NO, words="never had it", previous=("yes",))
    assert state.told is None
    state = after(state, told(finding("glaucoma", YES)))
    assert state.record("glaucoma").previous == ("yes", "no")
    assert state.to_confirm == ("glaucoma",)


def test_the_same_answer_again_is_no_change() -> None:
    first = replace(after(NAMED, reply("copd", "no")), told="no_contraindication")
    state = after(first, reply("copd", "no"))
    assert state.record("copd").previous == ()
    assert state.told == "no_contraindication"


@pytest.mark.parametrize("said", ["no", "unsure", "decline"])
def test_stated_ideation_is_never_taken_back_by_machine(said: str) -> None:
    stated = after(NAMED, reply("suicidal_ideation", "yes", text="I think of it"))
    assert after(stated, reply("suicidal_ideation", said)).record(
        "suicidal_ideation"
    ) == stated.record("suicidal_ideation")
    denied = after(stated, told(finding("suicidal_ideation", NO)))
    assert value(denied, "suicidal_ideation") is YES


def test_one_message_settles_many_criteria_with_its_words() -> None:
    message = told(
        finding("glaucoma", YES, "my glaucoma"),
        finding("copd", NO, "no copd"),
        finding("raised_icp", UNSURE, "a shunt"),
    )
    state = after(NAMED, message)
    assert {name: (value(state, name), state.record(name).words) for name in state.records} == {
        "glaucoma": (YES, "my glaucoma"),
        "copd": (NO, "no copd"),
        "raised_icp": (UNSURE, "a shunt"),
    }


def test_a_finding_outside_the_protocol_settles_nothing() -> None:
    assert after(NAMED, told(finding("gout", YES))) == NAMED


def test_the_pending_answer_comes_before_what_the_words_say() -> None:
    message = reply("glaucoma", "unsure", findings=(finding("glaucoma", YES), finding("copd", YES)))
    state = after(NAMED, message)
    assert (value(state, "glaucoma"), value(state, "copd")) == (UNSURE, YES)


def test_words_count_where_the_reply_settled_nothing() -> None:
    message = reply("copd", "other", findings=(finding("copd", NO),))
    assert value(after(NAMED, message), "copd") is NO


def test_other_people_settle_nothing_unless_someone_types_for_the_person() -> None:
    message = heard(others=(finding("glaucoma", YES),))
    assert after(NAMED, message) == NAMED
    assert after(replace(NAMED, proxy="no"), message) == replace(NAMED, proxy="no")
    assert value(after(replace(NAMED, proxy="yes"), message), "glaucoma") is YES


def test_half_a_denial_narrows_and_both_halves_are_a_no() -> None:
    state = after(NAMED, heard(denied_parts={"psychosis_or_mania": ("psychosis",)}))
    assert value(state, "psychosis_or_mania") is None
    assert state.denied_parts == {"psychosis_or_mania": ("psychosis",)}
    state = after(state, heard("nor mania", denied_parts={"psychosis_or_mania": ("mania",)}))
    assert state.record("psychosis_or_mania") == Record(value=NO, words="nor mania")


def test_a_denied_half_never_changes_an_answer() -> None:
    state = after(NAMED, reply("pregnancy_or_nursing", "yes"))
    assert after(state, heard(denied_parts={"pregnancy_or_nursing": ("nursing",)})) == state


def test_a_denied_half_yields_to_what_the_same_message_settles() -> None:
    message = told(
        finding("psychosis_or_mania", YES), denied_parts={"psychosis_or_mania": ("mania",)}
    )
    state = after(NAMED, message)
    assert value(state, "psychosis_or_mania") is YES
    assert state.denied_parts == {}


def test_halves_of_an_unknown_criterion_are_left_alone() -> None:
    assert after(NAMED, heard(denied_parts={"gout": ("big_toe",)})) == NAMED


@pytest.mark.parametrize("criterion", SUICIDE)
def test_denied_parts_never_settle_a_suicide_criterion(criterion: str) -> None:
    state = after(NAMED, heard(denied_parts={criterion: (criterion,)}))
    assert value(state, criterion) is None


def test_none_of_those_settles_what_was_named_but_never_the_suicide_criteria() -> None:
    state = after(NAMED, heard("none of those", none_of_those=True))
    assert {name for name in IDS if value(state, name) is NO} == set(IDS) - set(SUICIDE)
    assert state.record("copd").words == "none of those"
    assert [value(state, name) for name in SUICIDE] == [None, None]


def test_none_of_those_settles_nothing_before_the_conditions_were_named() -> None:
    state = replace(NAMED, named=False)
    assert after(state, heard(none_of_those=True)) == state


def test_none_of_those_leaves_exceptions_answers_and_follow_ups_alone() -> None:
    state = after(NAMED, reply("glaucoma", "unsure"))
    message = heard(
        none_of_those=True,
        none_except=("hyperthyroidism",),
        findings=(finding("heart_failure", YES),),
        follow_ups=("copd__kind",),
    )
    state = after(state, message)
    assert value(state, "glaucoma") is UNSURE
    assert value(state, "heart_failure") is YES
    assert value(state, "hyperthyroidism") is None
    assert value(state, "copd") is None
    assert value(state, "raised_icp") is NO


def test_vague_words_raise_a_follow_up_once() -> None:
    state = after(NAMED, heard(follow_ups=("copd__kind", "copd__kind")))
    assert state.follow_ups == ("copd__kind",)
    asked = replace(state, follow_ups=(), asked=("copd__kind",))
    assert after(asked, heard(follow_ups=("copd__kind",))).follow_ups == ()


def test_a_reply_that_needs_more_settles_nothing_yet() -> None:
    message = reply("hyperthyroidism", "unsure", needs="hyperthyroidism__kind")
    state = after(NAMED, message)
    assert value(state, "hyperthyroidism") is None
    assert state.follow_ups == ("hyperthyroidism__kind",)
    assert state.records == {}


def test_numbers_that_need_more_are_kept_for_the_next_reply() -> None:
    detail = {"systolic": 150}
    needs = "uncontrolled_hypertension__reading"
    state = after(NAMED, reply("uncontrolled_hypertension", "unsure", detail=detail, needs=needs))
    assert state.record("uncontrolled_hypertension") == Record(detail=detail)
    taken_back = NAMED.with_record("uncontrolled_hypertension", Record(previous=("no",)))
    noted = after(
        taken_back, reply("uncontrolled_hypertension", "unsure", detail=detail, needs=needs)
    )
    assert noted.record("uncontrolled_hypertension") == Record(previous=("no",), detail=detail)
    state = after(state, reply(needs, "yes", detail={"diastolic": 95}))
    assert state.record("uncontrolled_hypertension").detail == {"systolic": 150, "diastolic": 95}
    assert value(state, "uncontrolled_hypertension") is YES
    assert state.follow_ups == ()


def test_a_crisis_reading_is_a_yes_at_once_and_asks_for_symptoms() -> None:
    symptoms = "uncontrolled_hypertension__symptoms"
    first = after(NAMED, reply("uncontrolled_hypertension", "yes"))
    assert first.follow_ups == ("uncontrolled_hypertension__reading",)
    reading = reply(
        "uncontrolled_hypertension__reading", "yes", detail={"systolic": 190}, needs=symptoms
    )
    for state in (NAMED, first):
        held = after(state, reading)
        assert held.record("uncontrolled_hypertension").words == "some words"
        assert value(held, "uncontrolled_hypertension") is YES
        assert held.follow_ups == (symptoms,)
        assert held.record("uncontrolled_hypertension").detail == {"systolic": 190}
        over = after(held, reply(symptoms, "yes", detail={"symptoms": False}))
        assert over.follow_ups == ()
        assert value(over, "uncontrolled_hypertension") is YES


@pytest.mark.parametrize(
    ("criterion", "said", "follow_up"),
    [
        ("suicide_attempt", "yes", "suicide_attempt__when"),
        ("suicide_attempt", "unsure", "suicide_attempt__when"),
        ("uncontrolled_hypertension", "yes", "uncontrolled_hypertension__reading"),
        ("ketamine_misuse", "unsure", "ketamine_misuse__use"),
    ],
)
def test_an_answer_without_its_detail_asks_for_it(
    criterion: str, said: str, follow_up: str
) -> None:
    assert after(NAMED, reply(criterion, said)).follow_ups == (follow_up,)
    assert after(NAMED, told(finding(criterion, said))).follow_ups == (follow_up,)
    assert after(NAMED, reply(criterion, said, detail={"recency": "window"})).follow_ups == ()
    assert after(NAMED, told(finding(criterion, said, recency="window"))).follow_ups == ()
    assert after(NAMED, reply(criterion, "no")).follow_ups == ()
    asked = replace(NAMED, asked=(follow_up,))
    assert after(asked, reply(criterion, said)).follow_ups == ()


def test_an_answer_makes_its_own_follow_ups_needless_and_no_others() -> None:
    waiting = after(NAMED, heard(follow_ups=("copd__kind", "glaucoma__kind")))
    assert after(waiting, told(finding("copd", NO))).follow_ups == ("glaucoma__kind",)
    assert after(waiting, reply("copd__kind", "no")).follow_ups == ("glaucoma__kind",)


def test_a_follow_up_of_what_the_message_settles_is_not_raised() -> None:
    message = told(finding("copd", YES), follow_ups=("copd__kind", "glaucoma__kind"))
    assert after(NAMED, message).follow_ups == ("glaucoma__kind",)


def test_details_of_one_criterion_add_up() -> None:
    state = after(NAMED, told(finding("suicide_attempt", YES, recency="window")))
    assert state.record("suicide_attempt").detail == {"recency": "window"}
    state = after(state, reply("suicide_attempt", "yes", detail={"method": "kept apart"}))
    assert state.record("suicide_attempt").detail == {
        "recency": "window",
        "method": "kept apart",
    }


def test_conditions_outside_the_protocol_are_kept_once_word_for_word() -> None:
    state = after(NAMED, heard(volunteered=("Gout", "migraine")))
    assert state.volunteered == ("Gout", "migraine")
    state = after(state, heard(volunteered=("gout", "asthma")))
    assert state.volunteered == ("Gout", "migraine", "asthma")


_findings = st.builds(
    finding, st.sampled_from((*IDS, "gout")), st.sampled_from(Answer), st.sampled_from(["", "w"])
)
_slots = st.sampled_from(
    [
        *IDS,
        *(f"confirm_{name}" for name in EXCLUSIONS),
        *(
            f"{criterion.id}__{one.id}"
            for criterion in PROTOCOL.criteria
            for one in criterion.follow_ups
        ),
    ]
)
_replies = st.builds(reply, _slots, st.sampled_from(Reply))
_histories = st.builds(
    lambda found, blanket, parts: told(*found, none_of_those=blanket, denied_parts=parts),
    st.lists(_findings, max_size=4),
    st.booleans(),
    st.sampled_from([{}, {"psychosis_or_mania": ("mania",)}, {"suicide_attempt": ("x",)}]),
)
messages = st.lists(st.one_of(_replies, _histories), max_size=12)


@given(messages)
def test_whatever_is_said_the_memory_stays_in_order(said: list[Heard]) -> None:
    state = NAMED
    for message in said:
        before, state = state, after(state, message)
        for name, record in state.records.items():
            assert name in IDS
            assert not record.confirmed or record.value is YES
            kept = len(before.record(name).previous)
            assert record.previous[:kept] == before.record(name).previous
            assert not (record.declined and record.value is not UNSURE)
        assert all(value(state, name) is YES for name in state.to_confirm)
        assert len(set(state.to_confirm)) == len(state.to_confirm)
        assert len(set(state.follow_ups)) == len(state.follow_ups)
        if value(before, "suicidal_ideation") is YES:
            assert value(state, "suicidal_ideation") is YES


@given(messages)
def test_a_blanket_no_alone_never_answers_about_suicide(said: list[Heard]) -> None:
    blanket = [replace(message, findings=(), answer=None, none_of_those=True) for message in said]
    state = after(NAMED, *blanket)
    assert [value(state, name) for name in SUICIDE] == [None, None]
