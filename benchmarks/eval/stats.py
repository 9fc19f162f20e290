"""Shares with 95 % Wilson intervals, F1 and percentiles. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_Z95 = 1.959964


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a share; (0, 1) for an empty total."""
    if not total:
        return 0.0, 1.0
    share, square = hits / total, _Z95**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = math.sqrt(share * (1 - share) / total + square / (4 * total**2))
    half = _Z95 * spread / (1 + square / total)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Share:
    """So many of so many. `value` is None while there is nothing to count."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, or None for an empty total."""
        return self.hits / self.total if self.total else None

    def __str__(self) -> str:
        """`98.3 % (118/120) [94.1, 99.5]`."""
        if not self.total:
            return "no rows"
        low, high = wilson(self.hits, self.total)
        return (
            f"{100 * self.hits / self.total:.1f} % ({self.hits}/{self.total}) "
            f"[{100 * low:.1f}, {100 * high:.1f}]"
        )


def share_of(flags: Collection[bool]) -> Share:
    """How many of the flags are true."""
    return Share(sum(flags), len(flags))


@dataclass(frozen=True)
class Scores:
    """Counts of a task that finds things: found and right, found and wrong, missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> Share:
        """Right among what was found."""
        return Share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Share:
        """Right among what was to be found."""
        return Share(self.right, self.right + self.missed)

    @property
    def f1(self) -> Share:
        """Micro F1 as a share: 2 right of 2 right + wrong + missed, so that it has an interval."""
        return Share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie; 0.0 for none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1 if share else 0)]
