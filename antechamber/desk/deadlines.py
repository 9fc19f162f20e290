"""How soon somebody must have acted, by severity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Deadlines:
    """Seconds from the moment a case got its severity. Names are the contract's.

    Defaults: imminent 2 minutes, urgent 5, concern the same day (8 hours), the
    rest one working day.
    """

    imminent: int = 120
    urgent: int = 300
    concern: int = 28_800
    clearance: int = 86_400
    request: int = 86_400
    review: int = 86_400

    def after(self, severity: str) -> timedelta:
        """Time allowed for a severity: a level or a kind by its contract name."""
        seconds: int = getattr(self, severity)
        return timedelta(seconds=seconds)
