"""Levels and categories by mechanism: tables of (text, level, category)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from antechamber.safety.levels import Category, Level, Reading

Reader = Callable[[str], Reading]

SUICIDE, SELF_HARM = Category.SUICIDE, Category.SELF_HARM
OTHERS, ABUSE, MEDICAL = Category.HARM_TO_OTHERS, Category.ABUSE, Category.MEDICAL_EMERGENCY

CONCERN = [
    ("I wish I was dead", SUICIDE),
    ("hope I don't wake up tomorrow", SUICIDE),
    ("I don't want to live anymore", SUICIDE),
    ("everyone would be better off without me", SUICIDE),
    ("there is no point in going on", SUICIDE),
    ("which dose of ketamine is lethal", SUICIDE),
    ("what dose would kill me", SUICIDE),
    ("asking for a friend, how many pills to die", SUICIDE),
    ("can ketamine help with my suicidal thoughts", SUICIDE),
    ("I want to sleep and never wake up", SUICIDE),
    ("my suicidal thoughts", SUICIDE),
    ("I'd rather not answer the suicide question", SUICIDE),
    ("I tried to kill myself", SUICIDE),
    ("I tried to kill myself six months ago", SUICIDE),
    ("I get urges to cut myself", SELF_HARM),
    ("I have intrusive images of stabbing my baby", OTHERS),
    ("my husband doesn't let me leave the house", ABUSE),
]
URGENT = [
    ("I want to kill myself", SUICIDE),
    ("I keep thinking about killing myself", SUICIDE),
    ("if this doesn't work I'll kill myself", SUICIDE),
    ("the voices tell me to kill myself", SUICIDE),
    ("I tried to kill myself three weeks ago", SUICIDE),
    ("I attempted suicide in October", SUICIDE),
    ("I cut myself two days ago", SELF_HARM),
    ("I'm going to hurt him", OTHERS),
    ("my boyfriend hits me", ABUSE),
]
IMMINENT = [
    ("I'm going to kill myself tonight", SUICIDE),
    ("I have a plan to kill myself", SUICIDE),
    ("I'm going to jump off the bridge", SUICIDE),
    ("the pills are lined up in front of me", SUICIDE),
    ("I wrote my suicide note", SUICIDE),
    ("I just took all my pills", SUICIDE),
    ("tried to hang myself last night", SUICIDE),
    ("I want to die. I have the pills ready", SUICIDE),
    ("cut too deep and it won't stop bleeding", SELF_HARM),
    ("I have a knife and I'm outside his door", OTHERS),
    ("he is beating me right now", ABUSE),
    ("I can't breathe", MEDICAL),
    ("crushing chest pain down my left arm", MEDICAL),
    ("BP is 195/125. My head is pounding", MEDICAL),
]
NONE = [
    "this form is killing me",
    "dying to get started",
    "kill two birds with one stone",
    "no suicidal thoughts",
    "I won't kill myself",
    "I do not have a plan to kill myself",
    "patient denies suicidal ideation",
    "I have never wanted to hurt myself",
    "Suicide attempts: none. Thoughts: none.",
    "I was suicidal in 2015 but not since",
    "tried to kill myself at 17, that was twenty years ago",
    "my brother died by suicide in 1998",
    "does ketamine help suicidal people?",
    "can you take too much ketamine",
    "I had chest pain in 2021, it was checked out",
    "190/110, no headache, no chest pain",
    "140/90 and I take 2 pills",
    "no, nunca he pensado en suicidarme",
    "",
]


@pytest.mark.parametrize(("text", "category"), CONCERN)
def test_text_alone_does_not_settle_it(reading_of: Reader, text: str, category: Category) -> None:
    reading = reading_of(text)
    assert (reading.level, reading.category) == (Level.CONCERN, category)


@pytest.mark.parametrize(("text", "category"), URGENT)
def test_stated_danger_is_urgent(reading_of: Reader, text: str, category: Category) -> None:
    reading = reading_of(text)
    assert (reading.level, reading.category) == (Level.URGENT, category)


@pytest.mark.parametrize(("text", "category"), IMMINENT)
def test_plan_means_time_or_act_is_imminent(
    reading_of: Reader, text: str, category: Category
) -> None:
    reading = reading_of(text)
    assert (reading.level, reading.category) == (Level.IMMINENT, category)


@pytest.mark.parametrize("text", NONE)
def test_harmless_words_stay_calm(reading_of: Reader, text: str) -> None:
    assert reading_of(text).level is Level.NONE


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I'm not suicidal, I just want to die", Level.CONCERN),
        ("not suicidal but I do have a plan to kill myself", Level.IMMINENT),
        ("no thoughts of suicide but I am going to kill myself", Level.URGENT),
        ("no I want to kill myself", Level.URGENT),
        ("no glaucoma, no copd, i want to kill myself", Level.URGENT),
        ("I want to kill myself lol jk", Level.URGENT),
        ("I can't stop thinking about killing myself", Level.URGENT),
    ],
)
def test_half_denials_still_fire(reading_of: Reader, text: str, level: Level) -> None:
    assert reading_of(text).level >= level


def test_own_and_ideation_are_set_for_the_writer(reading_of: Reader) -> None:
    reading = reading_of("I want to kill myself")
    assert reading.own
    assert reading.ideation


@pytest.mark.parametrize(
    "text", ["my daughter wants to kill herself", "my son is suicidal", "mi hija se quiere matar"]
)
def test_somebody_else_in_danger_keeps_the_level(reading_of: Reader, text: str) -> None:
    reading = reading_of(text)
    assert reading.level >= Level.URGENT
    assert not reading.own
    assert not reading.ideation


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("ya no quiero vivir", Level.CONCERN),
        ("me quiero matar", Level.URGENT),
        ("esta noche me voy a matar", Level.IMMINENT),
        ("mi esposo me pega", Level.URGENT),
        ("no puedo respirar", Level.IMMINENT),
    ],
)
def test_spanish_counts_and_asks_for_spanish(reading_of: Reader, text: str, level: Level) -> None:
    reading = reading_of(text)
    assert reading.level is level
    assert reading.spanish
