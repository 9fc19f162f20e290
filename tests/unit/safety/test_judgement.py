"""Patterns, model and memory together: nothing lowers a level."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antechamber.safety.judgement import ModelOpinion, in_context, judged
from antechamber.safety.levels import CALM, UNREADABLE, Category, Evidence, Level, Reading

TEXT = "words that were read"
SEEN = Evidence(0, 5, "words", "pattern:x")

_levels = st.sampled_from(Level)
_categories = st.sampled_from(Category)
readings = st.builds(
    Reading,
    level=_levels,
    category=_categories,
    evidence=st.just((SEEN,)),
    own=st.booleans(),
    ideation=st.booleans(),
    spanish=st.booleans(),
)
opinions = st.builds(
    ModelOpinion,
    level=_levels,
    category=_categories,
    own=st.booleans(),
    start=st.just(6),
    end=st.just(10),
    probability=st.just(0.876),
)


def opinion(
    level: Level, category: Category | None = Category.SUICIDE, *, own: bool = True
) -> ModelOpinion:
    return ModelOpinion(level, category, own, 6, 10, 0.876)


def test_levels_are_ordered_from_none_to_imminent() -> None:
    ordered = [Level.NONE, Level.CONCERN, Level.URGENT, Level.IMMINENT]
    assert sorted([Level.URGENT, Level.NONE, Level.IMMINENT, Level.CONCERN]) == ordered
    assert [one.rank for one in ordered] == [0, 1, 2, 3]
    for low, high in pairwise(ordered):
        assert low < high
        assert high > low
        assert low <= high
        assert high >= low
        assert not (high < low or low > high or high <= low or low >= high)
        assert low <= low
        assert low >= low
        assert not (low < low or low > low)


def test_a_detector_that_failed_is_a_concern() -> None:
    assert (UNREADABLE.level, UNREADABLE.category) == (Level.CONCERN, Category.SUICIDE)
    assert CALM.level is Level.NONE


@pytest.mark.parametrize("model", [None, opinion(Level.NONE)])
def test_without_an_opinion_the_patterns_stand(model: ModelOpinion | None) -> None:
    reading = Reading(Level.URGENT, Category.ABUSE, (SEEN,), own=False)
    assert judged(TEXT, reading, model) is reading


def test_a_model_that_agrees_adds_its_words() -> None:
    reading = Reading(Level.URGENT, Category.SUICIDE, (SEEN,), ideation=True)
    for level in (Level.CONCERN, Level.URGENT):
        found = judged(TEXT, reading, opinion(level, Category.ABUSE, own=False))
        assert found.evidence == (SEEN, Evidence(6, 10, "that", f"model:{level.value}:0.88"))
        assert (found.level, found.category, found.own) == (Level.URGENT, Category.SUICIDE, True)


def test_a_model_that_sees_more_raises_and_keeps_the_patterns_kind() -> None:
    reading = Reading(Level.CONCERN, Category.ABUSE, (SEEN,), own=False, spanish=True)
    found = judged(TEXT, reading, opinion(Level.IMMINENT))
    assert found.evidence == (Evidence(6, 10, "that", "model:imminent:0.88"), SEEN)
    assert (found.level, found.category, found.own) == (Level.IMMINENT, Category.ABUSE, False)
    assert (found.spanish, found.ideation) == (True, False)


@pytest.mark.parametrize(
    ("level", "category", "own", "ideation"),
    [
        (Level.URGENT, Category.SUICIDE, True, True),
        (Level.IMMINENT, Category.SUICIDE, True, True),
        (Level.CONCERN, Category.SUICIDE, True, False),
        (Level.URGENT, Category.SUICIDE, False, False),
        (Level.URGENT, Category.SELF_HARM, True, False),
    ],
)
def test_suicidal_thoughts_that_only_the_model_found_count_as_stated(
    level: Level, category: Category, own: bool, ideation: bool
) -> None:
    found = judged(TEXT, CALM, opinion(level, category, own=own))
    assert (found.level, found.category, found.own) == (level, category, own)
    assert found.ideation is ideation


@given(readings, st.none() | opinions)
def test_the_judgement_is_never_lower_than_either(
    reading: Reading, model: ModelOpinion | None
) -> None:
    found = judged(TEXT, reading, model)
    seen = model.level if model else Level.NONE
    assert found.level is max(reading.level, seen, key=lambda one: one.rank)
    assert set(found.evidence) >= set(reading.evidence)
    assert found.ideation or not reading.ideation
    assert found.spanish is reading.spanish


@given(readings, _levels, st.booleans())
def test_what_went_before_never_lowers(reading: Reading, earlier: Level, check: bool) -> None:
    found = in_context(reading, earlier, answers_check=check)
    assert found.level >= reading.level
    assert (found.category, found.evidence) == (reading.category, reading.evidence)


@pytest.mark.parametrize(
    ("level", "earlier", "answers_check", "expected"),
    [
        (Level.CONCERN, Level.CONCERN, False, Level.URGENT),
        (Level.CONCERN, Level.CONCERN, True, Level.CONCERN),
        (Level.CONCERN, Level.NONE, False, Level.CONCERN),
        (Level.CONCERN, Level.URGENT, False, Level.CONCERN),
        (Level.NONE, Level.CONCERN, False, Level.NONE),
        (Level.IMMINENT, Level.CONCERN, False, Level.IMMINENT),
    ],
)
def test_a_concern_after_a_concern_weighs_more(
    level: Level, earlier: Level, answers_check: bool, expected: Level
) -> None:
    found = in_context(Reading(level, Category.SUICIDE), earlier, answers_check=answers_check)
    assert found.level is expected
