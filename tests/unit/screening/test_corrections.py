"""An answer taken back is asked again, and the earlier one is kept for staff."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from antechamber.screening.corrections import reopened, with_correction
from antechamber.screening.state import Record, State
from tests.messages import NO, YES, heard
from tests.shipped import shipped_protocol

PROTOCOL = shipped_protocol()
GLAUCOMA = Record(value=YES, words="yes", confirmed=True, declined=True, detail={"choice": "x"})
STATE = State(
    opened=True,
    consent="yes",
    records={
        "glaucoma": GLAUCOMA,
        "copd": Record(value=NO),
        "suicidal_ideation": Record(value=YES),
        "raised_icp": Record(),
    },
    denied_parts={"psychosis_or_mania": ("mania",), "pregnancy_or_nursing": ("nursing",)},
    follow_ups=("glaucoma__kind", "copd__kind"),
    asked=("history_open", "glaucoma", "glaucoma__kind", "confirm_glaucoma", "copd"),
    to_confirm=("glaucoma", "ketamine_misuse"),
    summary_ok=True,
    told="not_eligible",
    last="copd",
)


def test_reopening_clears_one_answer_and_everything_that_hangs_on_it() -> None:
    state = reopened(STATE, "glaucoma")
    assert state.record("glaucoma") == Record(previous=("yes",))
    assert state.record("copd") == Record(value=NO)
    assert state.follow_ups == ("copd__kind",)
    assert state.asked == ("history_open", "copd")
    assert state.to_confirm == ("ketamine_misuse",)
    assert (state.told, state.summary_ok, state.history_done) == (None, False, True)
    assert state.denied_parts == STATE.denied_parts


def test_reopening_takes_denied_halves_back() -> None:
    state = reopened(STATE, "psychosis_or_mania")
    assert state.denied_parts == {"pregnancy_or_nursing": ("nursing",)}
    assert state.record("psychosis_or_mania").previous == ()


def test_reopening_twice_keeps_every_earlier_value() -> None:
    state = reopened(STATE, "glaucoma").with_record("glaucoma", Record(NO, previous=("yes",)))
    assert reopened(state, "glaucoma").record("glaucoma").previous == ("yes", "no")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"mentioned": ("glaucoma",)}, "glaucoma"),
        ({"mentioned": ("raised_icp", "gout", "copd", "glaucoma")}, "copd"),
        ({"follow_ups": ("glaucoma__kind",), "mentioned": ("copd",)}, "glaucoma"),
        ({"about_last": True}, "copd"),
        ({"about_last": True, "mentioned": ("glaucoma",)}, "glaucoma"),
        ({"about_last": True, "mentioned": ("raised_icp",)}, "copd"),
    ],
)
def test_the_named_answer_or_else_the_last_is_opened(parts: dict[str, Any], expected: str) -> None:
    state = with_correction(STATE, heard(intent="correct_answer", **parts), PROTOCOL)
    assert state == reopened(STATE, expected)


@pytest.mark.parametrize(
    "parts", [{}, {"mentioned": ("raised_icp",)}, {"mentioned": ("suicidal_ideation",)}]
)
def test_a_correction_that_names_no_answer_opens_none(parts: dict[str, Any]) -> None:
    assert with_correction(STATE, heard(**parts), PROTOCOL) is None


def test_the_last_answer_is_opened_only_where_there_is_one() -> None:
    last = heard(about_last=True)
    assert with_correction(replace(STATE, last=None), last, PROTOCOL) is None
    assert with_correction(replace(STATE, last="raised_icp"), last, PROTOCOL) is None
    assert with_correction(replace(STATE, last="suicidal_ideation"), last, PROTOCOL) is None
