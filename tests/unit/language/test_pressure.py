"""Blood pressures as typed: what is read, what is left alone, what it answers."""

from __future__ import annotations

import pytest

from antechamber.language.pressure import (
    ImplausibleReading,
    Pressure,
    find_pressures,
    is_crisis,
    pressure_answer,
    read_pressure,
)
from antechamber.protocol.model import PressureBounds
from antechamber.screening.answers import Answer

BOUNDS = PressureBounds(140, 90, 180, 120, 183)


@pytest.mark.parametrize(
    ("text", "systolic", "diastolic"),
    [
        ("140/90", 140, 90),
        ("it was 140 over 90", 140, 90),
        ("one forty over ninety", 140, 90),
        ("one hundred and forty over eighty five", 140, 85),
        ("one oh five over seventy", 105, 70),
        ("a hundred twenty over eighty", 120, 80),
        ("bp 132 / 84", 132, 84),
        ("bp 118-76", 118, 76),
        ("my blood pressure is 118 - 76", 118, 76),
        ("systolic 150 diastolic 95", 150, 95),
        ("top number 150 bottom number 95", 150, 95),
        ("in the 150s over 90s", 150, 90),
        ("150ish over the 90s", 150, 90),
        ("between 130 and 140/85", 140, 85),
        ("130-140 over 80-90", 140, 90),
        ("top number 150", 150, None),
        ("top number was around 150", 150, None),
        ("the bottom one is 95", None, 95),
        ("my bp was around 135", 135, None),
        ("blood pressure of 142", 142, None),
        ("190/125 this morning", 190, 125),
        ("148/92.", 148, 92),
        ("148/92mmhg", 148, 92),
    ],
)
def test_reading_is_found(text: str, systolic: int | None, diastolic: int | None) -> None:
    assert [one.pressure for one in find_pressures(text)] == [Pressure(systolic, diastolic)]


@pytest.mark.parametrize(
    "text",
    [
        "on 10/12",
        "10/12/2023",
        "percocet 5/325",
        "20/20 vision",
        "a 1/2 tablet",
        "24/7",
        "im 54",
        "i weigh 180",
        "130 mg of it",
        "advair 250/50",
        "80/120",
        "300/90",
        "my bp is fine, i am 135 pounds",
        "call 555-123-4567",
        "since 2019",
        "100/100",
        "scored 18/27 on the phq",
        "blood pressure since i was 130 pounds",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_pressures(text) == ()


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("150 90", Pressure(150, 90)),
        ("140-90", Pressure(140, 90)),
        ("135", Pressure(135, None)),
        ("120 and 80", Pressure(120, 80)),
        ("it was 160/95, now 128/80", Pressure(128, 80)),
        ("no idea", None),
    ],
)
def test_reply_to_the_question_may_be_bare(text: str, reading: Pressure | None) -> None:
    assert read_pressure(text) == reading


@pytest.mark.parametrize("text", ["12/8", "300/100", "80/120", "900"])
def test_impossible_reply_is_asked_again(text: str) -> None:
    try:
        reading = read_pressure(text)
    except ImplausibleReading:
        return
    assert reading is None


@pytest.mark.parametrize(
    ("systolic", "diastolic"),
    [(69, 50), (261, 90), (120, 39), (200, 161), (90, 90), (80, 120), (None, None)],
)
def test_impossible_numbers_are_no_pressure(systolic: int | None, diastolic: int | None) -> None:
    with pytest.raises(ImplausibleReading):
        Pressure(systolic, diastolic)


@pytest.mark.parametrize(
    ("systolic", "diastolic", "answer"),
    [
        (139, 89, Answer.NO),
        (140, 89, Answer.YES),
        (139, 90, Answer.YES),
        (140, None, Answer.YES),
        (139, None, None),
        (None, 90, Answer.YES),
        (None, 89, None),
    ],
)
def test_either_number_at_its_bound_is_yes(
    systolic: int | None, diastolic: int | None, answer: Answer | None
) -> None:
    assert pressure_answer(Pressure(systolic, diastolic), BOUNDS) is answer


@pytest.mark.parametrize(
    ("systolic", "diastolic", "crisis"),
    [(179, 119, False), (180, 80, True), (150, 120, True), (None, 120, True), (179, None, False)],
)
def test_crisis_bounds(systolic: int | None, diastolic: int | None, crisis: bool) -> None:
    assert is_crisis(Pressure(systolic, diastolic), BOUNDS) is crisis
