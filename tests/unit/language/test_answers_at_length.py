"""Replies that deny at length, and their mirrors that must never become no. Rules alone."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest

from antechamber.language.answers import AnswerReader
from antechamber.language.cues import load_cues
from antechamber.language.history import HistoryReader
from antechamber.protocol.loader import load_protocol

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 23, 12)


@lru_cache(maxsize=1)
def readers() -> tuple[HistoryReader, AnswerReader]:
    protocol = load_protocol(ROOT / "data" / "protocol.yml")
    return HistoryReader(protocol, load_cues(ROOT / "data" / "language")), AnswerReader(
        protocol, None
    )


def reply(slot: str, text: str) -> str:
    history, answers = readers()
    return answers.read(text, slot, history=history.read(text, now=NOW), now=NOW).reply.value


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        ("glaucoma", "Cataracts yes, glaucoma no"),
        ("glaucoma", "cataracts, but not glaucoma"),
        ("glaucoma", "got checked in june, don't have it"),
        ("glaucoma", "uncle has it but I don't"),
        ("raised_icp", "tested for pseudotumor, didn't have it"),
        ("heart_failure", "echo came back normal"),
        ("copd", "I smoke but my lungs have been checked and I don't have it"),
        ("schizophrenia_spectrum", "My brother has schizophrenia, I don't"),
        ("hyperthyroidism", "hypo not hyper"),
        ("hyperthyroidism", "underactive one for me, opposite problem"),
        ("pregnancy_or_nursing", "I'm male, my wife is the pregnant one"),
        ("ketamine_misuse", "Only ketamine I ever had was in the ER when they set my wrist"),
        ("suicidal_ideation", "no suicidal thoughts here"),
        ("suicidal_ideation", "honestly it has never crossed my mind"),
    ],
)
def test_a_denial_at_length_is_no(criterion: str, text: str) -> None:
    assert reply(criterion, text) == "no"


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        ("glaucoma", "cataracts no, glaucoma yes"),
        ("glaucoma", "I don't have it anymore since the surgery"),
        ("glaucoma", "I had it but don't have it now"),
        ("glaucoma", "I don't have it as bad as my mom"),
        ("raised_icp", "spinal tap was normal after treatment"),
        ("raised_icp", "pressure is normal with the shunt"),
        ("heart_failure", "had it, echo is clear now"),
        ("copd", "it isn't that I don't have it"),
        ("copd", "no chronic bronchitis"),
        ("psychosis_or_mania", "no mania but voices yes"),
        ("psychosis_or_mania", "no psychosis, still manic"),
        ("psychosis_or_mania", "I haven't been manic"),
        ("schizophrenia_spectrum", "not schizophrenia, it's schizoaffective"),
        ("hyperthyroidism", "hyper not hypo"),
        ("hyperthyroidism", "mine was underactive, now it's overactive"),
        ("pregnancy_or_nursing", "I'm a trans man"),
        ("pregnancy_or_nursing", "my man and I are expecting"),
        ("ketamine_misuse", "only at the clinic but then I bought some from a friend"),
        ("suicidal_ideation", "no thoughts of suicide today"),
        ("suicidal_ideation", "no suicidal thoughts just wish i was dead"),
        ("suicidal_ideation", "never crossed my mind until last week"),
    ],
)
def test_its_mirror_is_not(criterion: str, text: str) -> None:
    assert reply(criterion, text) != "no"


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        ("glaucoma", "My nan had glaucoma"),
        ("glaucoma", "my pop had it in both eyes"),
        ("copd", "my wife has it"),
        ("hyperthyroidism", "my sister has graves"),
    ],
)
def test_a_reply_about_family_alone_answers_nothing(criterion: str, text: str) -> None:
    assert reply(criterion, text) == "other"


@pytest.mark.parametrize(
    "text",
    [
        "no, i would never do anything",
        "nope just tired",
        "no i have kids i would never",
        "no, I'm just sad",
        "no thoughts like that",
        "no im not suicidal i just had a bad day",
        "absolutely not, I have a daughter",
    ],
)
def test_a_clear_no_that_goes_on_harmlessly_answers_the_safety_check(text: str) -> None:
    assert reply("safety_check", text) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "no but sometimes I think about it",
        "no, not today",
        "no plans yet",
        "lol no jk",
        "no i would never tell you",
        "no, I'm just tired of living",
        "no i have kids otherwise i would",
        "no, i already did it",
        "no i stopped taking my meds",
        "no point in living",
    ],
)
def test_one_unknown_word_after_the_no_asks_once_more(text: str) -> None:
    assert reply("safety_check", text) != "no"
