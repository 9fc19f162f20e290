"""When something was, as people say it, in months before a given day. Pure: `now` is passed in.

"In March", "two years ago", "last spring", "3/2026", "when I was 12" become a
range of months. dateparser is not used: it reads "may", "sun", "5 mg" and a bare
number as dates, and it gives a point where a range is meant.
"""

from __future__ import annotations

from datetime import datetime

from antechamber.language.time_shapes import SHAPES
from antechamber.language.timing import (
    ADULT_AGE_YEARS,
    DAYS_PER_MONTH,
    NO_LIMIT_MONTHS,
    Exactness,
    Timing,
    TimingMention,
)

__all__ = [
    "ADULT_AGE_YEARS",
    "DAYS_PER_MONTH",
    "NO_LIMIT_MONTHS",
    "Exactness",
    "Timing",
    "TimingMention",
    "find_timings",
    "read_timing",
]


def find_timings(folded_text: str, now: datetime) -> tuple[TimingMention, ...]:
    """Every time expression in a text (lower case, no apostrophes), in order of place.

    Dates in the future give nothing.
    """
    found: list[TimingMention] = []
    for shape, reader in SHAPES:
        for match in shape.finditer(folded_text):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            timing = reader(match, now.date())
            if timing is not None:
                found.append(TimingMention(timing, match.start(), match.end()))
    return tuple(sorted(found, key=lambda mention: mention.start))


def read_timing(folded_text: str, now: datetime) -> Timing | None:
    """The one timing of a reply, the most recent where several stand; None without any."""
    found = find_timings(folded_text, now)
    if not found:
        return None
    return min((mention.timing for mention in found), key=lambda timing: timing.months_ago_min)
