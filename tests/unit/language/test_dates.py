"""Times as people say them, seen from 23 November 2026; the 12-month window is what matters."""

from __future__ import annotations

from datetime import datetime

import pytest

from antechamber.language.dates import Exactness, find_timings, read_timing

NOW = datetime(2026, 11, 23, 12, 0)


@pytest.mark.parametrize(
    ("text", "within_year"),
    [
        ("11 months ago", True),
        ("eleven months ago", True),
        ("12 months ago", True),
        ("13 months ago", False),
        ("about a year ago", None),
        ("a year ago", None),
        ("around 12 months ago", None),
        ("almost a year ago", True),
        ("less than a year ago", True),
        ("over a year ago", False),
        ("more than 12 months ago", False),
        ("a year and a half ago", False),
        ("two years ago", False),
        ("2 yrs ago", False),
        ("years ago", False),
        ("a few months ago", True),
        ("couple of years ago", False),
        ("in march", True),
        ("last october", True),
        ("last spring", True),
        ("last november", None),
        ("last fall", None),
        ("this fall", True),
        ("last winter", True),
        ("last year", None),
        ("earlier this year", True),
        ("back in 2019", False),
        ("in 2025", None),
        ("in 2024", False),
        ("3/2026", True),
        ("11/20/2025", False),
        ("11/24/2025", True),
        ("march 2025", False),
        ("december 2025", True),
        ("november 2025", None),
        ("march 3rd", True),
        ("when i was 15", False),
        ("when i was 17", None),
        ("as a kid", False),
        ("in high school", None),
        ("yesterday", True),
        ("last night", True),
        ("this morning", True),
        ("3 weeks ago", True),
        ("a while back", None),
        ("recently", True),
        ("6 years back", False),
    ],
)
def test_within_twelve_months(text: str, within_year: bool | None) -> None:
    timing = read_timing(f"it was {text}", NOW)
    assert timing is not None
    assert timing.within(12) is within_year


@pytest.mark.parametrize(
    "text",
    [
        "i may do it",
        "5 mg twice a day",
        "i am 34",
        "march on",
        "140/90",
        "the fall broke my arm",
        "spring water",
        "one day i will",
        "for two years",
        "in 2031",
        "my sun allergy",
        "second time",
        "i take 10 a day",
    ],
)
def test_no_time_is_seen(text: str) -> None:
    assert find_timings(text, NOW) == ()


@pytest.mark.parametrize("text", ["a while back", "when i was 17", "in college", "in the past"])
def test_vague_times_still_ask_for_a_date(text: str) -> None:
    timing = read_timing(text, NOW)
    assert timing is not None and timing.exactness is Exactness.VAGUE


def test_the_most_recent_of_several_counts() -> None:
    timing = read_timing("once in 2015 and again two months ago", NOW)
    assert timing is not None and timing.months_ago_max == 2


def test_place_of_a_time() -> None:
    (mention,) = find_timings("i tried in march this year", NOW)[:1]
    assert "i tried in march this year"[mention.start : mention.end] == "in march"
