"""Sentences put together from the protocol's reviewed texts."""

from __future__ import annotations

import pytest

from antechamber.screening import wording
from antechamber.screening.state import Record, State
from tests.messages import NO, UNSURE, YES
from tests.shipped import shipped_protocol

PROTOCOL = shipped_protocol()


def name(criterion: str) -> str:
    return PROTOCOL.criterion(criterion).name


def explanation(criterion: str) -> str:
    return PROTOCOL.criterion(criterion).explanation


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_reads_as_a_sentence(names: list[str], text: str) -> None:
    assert wording.listed(names) == text
    assert wording.listed(iter(names), last="or") == text.replace(" and ", " or ")


def test_the_summary_reads_back_every_answer_yes_first() -> None:
    state = State(
        records={
            "copd": Record(value=NO),
            "glaucoma": Record(value=YES),
            "heart_failure": Record(value=NO),
            "raised_icp": Record(value=UNSURE),
            "hyperthyroidism": Record(),
        },
        volunteered=("gout", "migraine"),
    )
    assert wording.summary(state, PROTOCOL).split("\n") == [
        f"Yes: {name('glaucoma')}.",
        f"Not sure: {name('raised_icp')}.",
        f"No: {name('heart_failure')} and {name('copd')}.",
        "You also told me: gout and migraine.",
    ]


def test_an_empty_memory_has_an_empty_summary() -> None:
    assert wording.summary(State(), PROTOCOL) == ""


def test_reasons_are_the_protocols_explanations_in_order() -> None:
    rules = ("copd", "glaucoma", "safety:abuse", "safety_concern")
    assert wording.reasons(rules, PROTOCOL).split("\n") == [
        f"- {explanation('copd')}",
        f"- {explanation('glaucoma')}",
        "- You told me about something hard, and a clinician should talk with you first.",
    ]
    assert wording.reasons((), PROTOCOL) == ""


def test_the_open_question_names_all_but_the_suicide_criteria() -> None:
    text = wording.conditions(PROTOCOL)
    for criterion in PROTOCOL.criteria:
        assert (criterion.name in text) is (not criterion.ask_alone)
    assert text.endswith(f" or {name('hyperthyroidism')}")
