"""How long ago something was, as a range of months. Pure types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

DAYS_PER_MONTH = 30.4375
NO_LIMIT_MONTHS = 1200.0
ADULT_AGE_YEARS = 18


class Exactness(str, Enum):
    """How far the words pin the time down."""

    EXACT = "exact"
    ABOUT = "about"
    VAGUE = "vague"


@dataclass(frozen=True)
class Timing:
    """Months before now, least and most. VAGUE means that a date should still be asked."""

    months_ago_min: float
    months_ago_max: float
    exactness: Exactness

    def within(self, months: float) -> bool | None:
        """True when it surely was `months` ago or less, False when surely longer, else None."""
        if self.months_ago_max <= months:
            return True
        return False if self.months_ago_min > months else None


@dataclass(frozen=True)
class TimingMention:
    """A timing and its place in the searched text (end exclusive)."""

    timing: Timing
    start: int
    end: int
