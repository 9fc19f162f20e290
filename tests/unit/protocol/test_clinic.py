"""The clinic's file: what it gives, and how its errors read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest

from antechamber.errors import ConfigurationError
from antechamber.protocol.clinic import Audience, load_clinic

Edit = Callable[[str, str, str], int]


def test_crisis_numbers_are_those_of_the_united_states(data: Path) -> None:
    clinic = load_clinic(data / "clinic.yml")
    ways = {line.id: (line.call, line.press, line.text, line.word) for line in clinic.crisis_lines}
    assert ways == {
        "988": ("988", None, "988", None),
        "911": ("911", None, None, None),
        "crisis_text_line": (None, None, "741741", "HOME"),
        "veterans": ("988", "1", "838255", None),
        "spanish": ("988", "2", "988", "AYUDA"),
        "domestic_violence": ("1-800-799-7233", None, "88788", "START"),
        "poison_help": ("1-800-222-1222", None, None, None),
        "trevor_project": ("1-866-488-7386", None, "678678", "START"),
        "childhelp": ("1-800-422-4453", None, None, None),
    }


def test_nobody_is_told_to_press_3(data: Path) -> None:
    """The line behind it ended on 17 July 2025."""
    assert all(line.press != "3" for line in load_clinic(data / "clinic.yml").crisis_lines)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 11, 23, 14, 0, tzinfo=timezone.utc), True),
        (datetime(2026, 11, 23, 13, 59, tzinfo=timezone.utc), False),
        (datetime(2026, 11, 23, 22, 0, tzinfo=timezone.utc), False),
        (datetime(2026, 11, 22, 16, 0, tzinfo=timezone.utc), False),
    ],
)
def test_opening_hours_are_in_the_clinics_time_zone(
    data: Path, moment: datetime, is_open: bool
) -> None:
    assert load_clinic(data / "clinic.yml").is_open(moment) is is_open


def test_lines_are_chosen_by_audience(data: Path) -> None:
    clinic = load_clinic(data / "clinic.yml")
    assert [line.id for line in clinic.lines_for(Audience.YOUTH, Audience.CHILD_ABUSE)] == [
        "trevor_project",
        "childhelp",
    ]


@pytest.mark.parametrize(
    ("old", "new", "offset", "message"),
    [
        (
            "phone: 555-010-0199",
            "phone: ask us",
            0,
            "field `phone`: `ask us` is not a phone number",
        ),
        (
            "America/New_York\n",
            "Mars/Base\n",
            0,
            "field `time_zone`: `Mars/Base` is not a time zone",
        ),
        ('monday: ["09:00-17:00"]', "monday: [9-17]", 0, "field `monday`: `9-17` is not a span"),
        ('monday: ["09:00-17:00"]', 'monday: ["17:00-09:00"]', 0, "ends before it begins"),
        ("  sunday: []\n", "", -7, "field `sunday`: the day is missing"),
        ("  finished_days: 2190", "  finished_days: 0", 0, "`0` is not a whole number from 1"),
        ("  - id: childhelp\n", "  - id: trevor_project\n", 0, "`trevor_project` stands twice"),
        (
            "audience: poisoning",
            "audience: poison",
            0,
            "`poison` is not one of everyone, emergency",
        ),
        ('    text: "741741"\n', "", -5, "there is no way to reach this line"),
        ('    call: "911"\n', '    press: "1"\n', -5, "there is no way to reach this line"),
        ("https://www.thehotline.org", "thehotline", 0, "`thehotline` is not a web address"),
        ("audience: emergency", "audience: youth", None, "no line is for `emergency`"),
        ("name: Example Ketamine Clinic", "nam: Example", 0, "`nam` is not a known key"),
    ],
)
def test_an_error_names_file_line_and_field(
    data: Path, edit: Edit, old: str, new: str, offset: int | None, message: str
) -> None:
    line = edit("clinic.yml", old, new)
    with pytest.raises(ConfigurationError) as raised:
        load_clinic(data / "clinic.yml")
    file = data / "clinic.yml"
    assert str(raised.value).startswith(
        f"{file}:" if offset is None else f"{file}:{line + offset}:"
    )
    assert message in str(raised.value)
