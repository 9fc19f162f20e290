"""The rules: single criteria as a table, everything else as properties and against the oracle."""

from __future__ import annotations

import random
from itertools import combinations, permutations, product
from typing import Any

import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from antechamber.protocol.model import Kind, Protocol
from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer
from antechamber.screening.outcome import (
    Decision,
    Outcome,
    SafetyState,
    decide,
    open_criteria,
    outcome_of,
    standing,
)
from tests.shipped import shipped_protocol

PROTOCOL = shipped_protocol()
IDS = tuple(criterion.id for criterion in PROTOCOL.criteria)
CALM = SafetyState()
COMBINATIONS = 100_000
SEED = 20261123

Answers = dict[str, Answer | None]

_values = st.sampled_from([None, *Answer])
answer_maps = st.fixed_dictionaries(dict.fromkeys(IDS, _values))
safety_states = st.builds(
    SafetyState,
    level=st.sampled_from(Level),
    category=st.sampled_from([None, *Category]),
    ideation=st.booleans(),
    concern_seen=st.booleans(),
)
confirmations = st.frozensets(st.sampled_from(IDS))


def plain(decision: Decision | None) -> oracle.Result | None:
    return None if decision is None else (decision.outcome.value, decision.reasons)


def spoken(answers: Answers) -> dict[str, str | None]:
    return {name: value.value if value else None for name, value in answers.items()}


def safety_of(safety: SafetyState) -> dict[str, Any]:
    return {
        "level": safety.level.value,
        "category": safety.category.value if safety.category else None,
        "ideation": safety.ideation,
        "concern": safety.concern_seen,
    }


def all_no(**changed: Answer | None) -> Answers:
    return {**dict.fromkeys(IDS, Answer.NO), **changed}


def test_the_protocol_holds_the_contracts_criteria_in_its_order() -> None:
    assert IDS == oracle.TABLE
    kinds = {
        Kind.SAFETY_HOLD: oracle.SAFETY,
        Kind.EXCLUSION: oracle.NOT_ELIGIBLE,
        Kind.CLEARANCE: oracle.CLEARANCE,
    }
    for criterion in PROTOCOL.criteria:
        assert criterion.id in kinds[criterion.kind]
        assert criterion.ask_alone is (criterion.id in oracle.ALWAYS_ASKED)


@pytest.mark.parametrize(
    ("criterion", "outcome"),
    [
        ("suicidal_ideation", "safety_hold"),
        ("suicide_attempt", "not_eligible"),
        ("psychosis_or_mania", "not_eligible"),
        ("schizophrenia_spectrum", "not_eligible"),
        ("ketamine_misuse", "not_eligible"),
        ("glaucoma", "not_eligible"),
        ("raised_icp", "not_eligible"),
        ("pregnancy_or_nursing", "not_eligible"),
        ("uncontrolled_hypertension", "clearance_required"),
        ("heart_failure", "clearance_required"),
        ("copd", "clearance_required"),
        ("hyperthyroidism", "clearance_required"),
    ],
)
def test_one_yes_alone_gives_the_contracts_outcome(criterion: str, outcome: str) -> None:
    decision = decide(PROTOCOL, all_no(**{criterion: Answer.YES}), CALM)
    assert plain(decision) == (outcome, (criterion,))


@pytest.mark.parametrize("criterion", IDS)
def test_one_unsure_alone_asks_for_clearance(criterion: str) -> None:
    decision = decide(PROTOCOL, all_no(**{criterion: Answer.UNSURE}), CALM)
    assert plain(decision) == ("clearance_required", (criterion,))


def test_every_no_finds_nothing() -> None:
    assert plain(decide(PROTOCOL, all_no(), CALM)) == ("no_contraindication", ())


@pytest.mark.parametrize("criterion", IDS)
def test_one_open_question_keeps_the_outcome_open(criterion: str) -> None:
    assert decide(PROTOCOL, all_no(**{criterion: None}), CALM) is None


def test_a_criterion_that_is_missing_counts_as_unanswered() -> None:
    assert decide(PROTOCOL, {}, CALM) is None
    assert [one.id for one in open_criteria(PROTOCOL, {})] == list(IDS)
    assert [one.id for one in open_criteria(PROTOCOL, {"copd": Answer.NO})] == [
        name for name in IDS if name != "copd"
    ]


def test_outcomes_are_ranked_from_nothing_found_to_a_hold() -> None:
    ranked = sorted(Outcome, key=lambda one: one.rank)
    assert [one.value for one in ranked] == [
        "no_contraindication",
        "clearance_required",
        "not_eligible",
        "safety_hold",
    ]


@pytest.mark.parametrize(
    ("level", "holds"),
    [(Level.NONE, False), (Level.CONCERN, False), (Level.URGENT, True), (Level.IMMINENT, True)],
)
def test_the_screening_is_held_from_urgent_on(level: Level, holds: bool) -> None:
    safety = SafetyState(level=level, category=Category.ABUSE)
    assert safety.holds is holds
    expected = ("safety_hold", ("safety:abuse",)) if holds else ("no_contraindication", ())
    assert plain(decide(PROTOCOL, all_no(), safety)) == expected


def test_a_hold_needs_no_other_answer() -> None:
    safety = SafetyState(level=Level.URGENT, category=Category.HARM_TO_OTHERS)
    assert plain(decide(PROTOCOL, {}, safety)) == ("safety_hold", ("safety:harm_to_others",))


def test_stated_ideation_is_the_reason_in_place_of_the_category() -> None:
    safety = SafetyState(level=Level.URGENT, category=Category.SUICIDE, ideation=True)
    answers = {"suicidal_ideation": Answer.YES}
    assert plain(decide(PROTOCOL, answers, safety)) == ("safety_hold", ("suicidal_ideation",))


def test_a_concern_is_never_better_than_clearance() -> None:
    safety = SafetyState(concern_seen=True)
    assert plain(decide(PROTOCOL, all_no(), safety)) == ("clearance_required", ("safety_concern",))
    decision = decide(PROTOCOL, all_no(glaucoma=Answer.YES), safety)
    assert plain(decision) == ("not_eligible", ("glaucoma", "safety_concern"))


def test_early_end_waits_for_confirmation_and_for_both_suicide_questions() -> None:
    answers: Answers = {"glaucoma": Answer.YES}
    confirmed = frozenset({"glaucoma"})
    assert decide(PROTOCOL, answers, CALM, confirmed=confirmed) is None
    answers["suicidal_ideation"] = Answer.NO
    assert decide(PROTOCOL, answers, CALM, confirmed=confirmed) is None
    answers["suicide_attempt"] = Answer.NO
    assert decide(PROTOCOL, answers, CALM) is None
    expected = ("not_eligible", ("glaucoma",))
    assert plain(decide(PROTOCOL, answers, CALM, confirmed=confirmed)) == expected


def test_unsure_or_clearance_never_ends_early() -> None:
    answers: Answers = {
        "suicidal_ideation": Answer.NO,
        "suicide_attempt": Answer.NO,
        "glaucoma": Answer.UNSURE,
        "copd": Answer.YES,
    }
    assert decide(PROTOCOL, answers, CALM, confirmed=frozenset(answers)) is None


def test_an_unconfirmed_yes_counts_once_everything_is_answered() -> None:
    decision = decide(PROTOCOL, all_no(raised_icp=Answer.YES), CALM)
    assert plain(decision) == ("not_eligible", ("raised_icp",))


@given(answer_maps, st.sampled_from(IDS), st.sampled_from([Answer.YES, Answer.UNSURE]))
def test_no_further_yes_or_unsure_weakens_an_outcome(
    answers: Answers, criterion: str, value: Answer
) -> None:
    if answers[criterion] is Answer.YES and value is Answer.UNSURE:
        return  # a correction downwards, not a further answer
    before = standing(PROTOCOL, answers, CALM)
    after = standing(PROTOCOL, {**answers, criterion: value}, CALM)
    assert after.outcome.rank >= before.outcome.rank
    assert set(after.reasons) >= set(before.reasons)


@given(answer_maps, safety_states)
def test_unsure_never_finds_nothing(answers: Answers, safety: SafetyState) -> None:
    decision = standing(PROTOCOL, answers, safety)
    if Answer.UNSURE in answers.values() or Answer.YES in answers.values():
        assert decision.outcome is not Outcome.NO_CONTRAINDICATION
        assert decision.reasons


@given(answer_maps, safety_states, confirmations, st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(
    answers: Answers, safety: SafetyState, confirmed: frozenset[str], rng: random.Random
) -> None:
    shuffled = list(answers.items())
    rng.shuffle(shuffled)
    first = decide(PROTOCOL, answers, safety, confirmed=confirmed)
    assert decide(PROTOCOL, dict(shuffled), safety, confirmed=confirmed) == first


def test_every_order_of_three_answers_gives_one_result() -> None:
    said = [("glaucoma", Answer.YES), ("copd", Answer.UNSURE), ("suicide_attempt", Answer.NO)]
    results = {standing(PROTOCOL, dict(order), CALM) for order in permutations(said)}
    assert len(results) == 1


@given(answer_maps, safety_states, confirmations)
def test_any_state_agrees_with_the_oracle(
    answers: Answers, safety: SafetyState, confirmed: frozenset[str]
) -> None:
    words = spoken(answers)
    assert plain(standing(PROTOCOL, answers, safety)) == oracle.standing(words, **safety_of(safety))
    wanted = oracle.decided(words, confirmed=confirmed, **safety_of(safety))
    assert plain(decide(PROTOCOL, answers, safety, confirmed=confirmed)) == wanted


def test_all_pairs_agree_with_the_oracle() -> None:
    for first, second in combinations(IDS, 2):
        for one, two in product([None, *Answer], repeat=2):
            answers = all_no(**{first: one, second: two})
            found = plain(decide(PROTOCOL, answers, CALM))
            assert found == oracle.decided(spoken(answers)), (first, one, second, two)


def test_a_hundred_thousand_random_combinations_agree_with_the_oracle() -> None:
    rng = random.Random(SEED)
    states = [
        SafetyState(level=level, category=category, ideation=ideation, concern_seen=concern)
        for level in Level
        for category in (None, *Category)
        for ideation in (False, True)
        for concern in (False, True)
    ]
    values: tuple[Answer | None, ...] = (Answer.NO, Answer.NO, *Answer, None)
    for _ in range(COMBINATIONS):
        answers: Answers = dict(zip(IDS, rng.choices(values, k=len(IDS)), strict=True))
        confirmed = frozenset(name for name in IDS if rng.random() < 0.3)
        safety = rng.choice(states) if rng.random() < 0.3 else CALM
        found = plain(decide(PROTOCOL, answers, safety, confirmed=confirmed))
        wanted = oracle.decided(spoken(answers), confirmed=confirmed, **safety_of(safety))
        assert found == wanted, (answers, confirmed, safety)


def test_an_answer_alone_is_read_by_kind(protocol: Protocol) -> None:
    for criterion in protocol.criteria:
        assert outcome_of(criterion, None) is Outcome.NO_CONTRAINDICATION
        assert outcome_of(criterion, Answer.NO) is Outcome.NO_CONTRAINDICATION
        assert outcome_of(criterion, Answer.UNSURE) is Outcome.CLEARANCE_REQUIRED
