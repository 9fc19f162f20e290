"""Danger that lies in an answer: which reply to which question raises to what."""

from __future__ import annotations

import pytest

from antechamber.safety.danger_memory import DangerMemory
from antechamber.safety.levels import Category, Level
from antechamber.safety.raised import danger_of
from antechamber.screening.heard import Danger, Heard
from tests.messages import danger, finding, heard, reply, told

NONE, CONCERN, URGENT, IMMINENT = Level.NONE, Level.CONCERN, Level.URGENT, Level.IMMINENT
CALM = DangerMemory()
WHEN = "suicide_attempt__when"
SYMPTOMS = "uncontrolled_hypertension__symptoms"


def of(message: Heard, pending: str | None, memory: DangerMemory = CALM) -> Danger:
    return danger_of(message, pending, memory)


@pytest.mark.parametrize(
    ("said", "level", "ideation"),
    [
        ("yes", URGENT, True),
        ("unsure", CONCERN, False),
        ("decline", CONCERN, False),
        ("no", NONE, False),
        ("other", NONE, False),
    ],
)
def test_the_question_about_suicidal_thoughts(said: str, level: Level, ideation: bool) -> None:
    found = of(reply("suicidal_ideation", said), "suicidal_ideation")
    assert (found.level, found.ideation) == (level, ideation)
    assert found.category is (Category.SUICIDE if level > NONE else None)
    assert found.own is True


@pytest.mark.parametrize(
    ("recency", "level"),
    [("now", IMMINENT), ("recent", URGENT), ("window", CONCERN), ("older", NONE)],
)
def test_the_date_of_an_attempt(recency: str, level: Level) -> None:
    for slot in ("suicide_attempt", WHEN):
        found = of(reply(slot, "yes", detail={"recency": recency}), slot)
        assert (found.level, found.ideation) == (level, False)
    found = of(told(finding("suicide_attempt", "yes", recency=recency)), "history_open")
    assert found.level is level


@pytest.mark.parametrize(
    ("slot", "said", "detail", "level"),
    [
        (WHEN, "unsure", {}, CONCERN),
        (WHEN, "decline", {}, CONCERN),
        (WHEN, "unsure", {"recency": "about_window"}, NONE),
        (WHEN, "no", {"recency": "recent"}, NONE),
        (WHEN, "yes", {}, NONE),
        (WHEN, "other", {}, NONE),
        ("suicide_attempt", "unsure", {}, NONE),
        ("suicide_attempt", "no", {"recency": "window"}, NONE),
    ],
)
def test_an_attempt_without_a_date_is_a_concern_after_asking(
    slot: str, said: str, detail: dict[str, str], level: Level
) -> None:
    assert of(reply(slot, said, detail=detail), slot).level is level


def test_an_attempt_in_the_words_without_a_date_raises_nothing_yet() -> None:
    assert of(told(finding("suicide_attempt", "yes")), None).level is NONE


@pytest.mark.parametrize(
    ("value", "level", "ideation"),
    [("yes", URGENT, True), ("unsure", CONCERN, False), ("no", NONE, False)],
)
def test_suicidal_thoughts_in_free_history(value: str, level: Level, ideation: bool) -> None:
    found = of(told(finding("suicidal_ideation", value)), "history_open")
    assert (found.level, found.ideation) == (level, ideation)


def test_other_conditions_raise_nothing() -> None:
    assert of(told(finding("glaucoma", "yes"), finding("copd", "unsure")), None).level is NONE
    assert of(reply("glaucoma", "yes"), "glaucoma").level is NONE


@pytest.mark.parametrize(
    ("detail", "level"),
    [({"symptoms": True}, IMMINENT), ({"symptoms": False}, NONE), ({}, NONE)],
)
def test_symptoms_with_a_crisis_reading_are_an_emergency(
    detail: dict[str, bool], level: Level
) -> None:
    found = of(reply(SYMPTOMS, "yes", detail=detail), SYMPTOMS)
    assert found.level is level
    assert found.category is (Category.MEDICAL_EMERGENCY if level > NONE else None)


@pytest.mark.parametrize("slot", ["suicidal_ideation", WHEN, SYMPTOMS, "safety_now"])
def test_a_reply_to_another_question_raises_nothing(slot: str) -> None:
    memory = DangerMemory(level=URGENT, category=Category.SUICIDE)
    for said in ("yes", "no", "unsure"):
        message = reply(slot, said, detail={"symptoms": True, "recency": "now"})
        assert of(message, "glaucoma", memory).level is NONE


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(
    ("said", "words", "level"),
    [
        ("yes", NONE, URGENT),
        ("unsure", NONE, URGENT),
        ("other", CONCERN, URGENT),
        ("other", NONE, NONE),
        ("decline", NONE, NONE),
        ("no", NONE, NONE),
        ("no", CONCERN, CONCERN),
    ],
)
def test_the_direct_question(
    category: Category, own: bool, said: str, words: Level, level: Level
) -> None:
    memory = DangerMemory(level=CONCERN, category=category, own=own, pending="safety_check")
    spoken = danger(words, category if words > NONE else None, own=own)
    found = of(reply("safety_check", said, danger=spoken), "safety_check", memory)
    assert found.level is level
    stated = said == "yes" and category is Category.SUICIDE and own
    assert found.ideation is stated
    if level > NONE:
        assert (found.category, found.own) == (category, own)


def test_the_direct_question_without_a_remembered_kind_is_about_suicide() -> None:
    found = of(reply("safety_check", "yes"), "safety_check")
    assert (found.level, found.category, found.ideation) == (URGENT, Category.SUICIDE, True)


def test_without_a_reading_of_the_reply_the_direct_question_raises_nothing() -> None:
    assert of(heard("hm"), "safety_check").level is NONE
    assert of(heard("hm"), "safety_now").level is NONE


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize(
    ("slot", "said", "raises"),
    [
        ("safety_now", "no", True),
        ("safety_now", "yes", False),
        ("safety_now", "unsure", False),
        ("safety_plan", "yes", True),
        ("safety_plan", "no", False),
        ("safety_intent", "yes", False),
        ("safety_company", "no", False),
    ],
)
def test_not_safe_and_a_plan_are_imminent_where_a_life_is_meant(
    category: Category, slot: str, said: str, raises: bool
) -> None:
    memory = DangerMemory(level=URGENT, category=category)
    found = of(reply(slot, said), slot, memory)
    raised = raises and category is Category.SUICIDE
    assert found.level is (IMMINENT if raised else NONE)


def test_somebody_elses_danger_stays_somebody_elses() -> None:
    memory = DangerMemory(level=URGENT, category=Category.SUICIDE, own=False)
    found = of(reply("safety_now", "no"), "safety_now", memory)
    assert (found.level, found.own) == (IMMINENT, False)


def test_stronger_words_are_never_weakened_by_an_answer() -> None:
    spoken = danger(IMMINENT, Category.ABUSE, own=False)
    found = of(reply("suicidal_ideation", "yes", danger=spoken), "suicidal_ideation")
    assert (found.level, found.category, found.own) == (IMMINENT, Category.ABUSE, False)
    assert found.ideation is True


def test_the_strongest_of_several_counts() -> None:
    message = told(
        finding("suicide_attempt", "yes", recency="now"), finding("suicidal_ideation", "yes")
    )
    found = of(message, None)
    assert (found.level, found.ideation) == (IMMINENT, True)
