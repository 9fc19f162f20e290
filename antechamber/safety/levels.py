"""The scale of danger, its kinds, and one reading of one text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


class Level(Enum):
    """How serious a message is. The order lives here, once; machines only move up."""

    NONE = "none"
    CONCERN = "concern"
    URGENT = "urgent"
    IMMINENT = "imminent"

    @property
    def rank(self) -> int:
        """0 for none to 3 for imminent."""
        return _ORDER.index(self)

    def __lt__(self, other: Level) -> bool:
        return self.rank < other.rank

    def __le__(self, other: Level) -> bool:
        return self.rank <= other.rank

    def __gt__(self, other: Level) -> bool:
        return self.rank > other.rank

    def __ge__(self, other: Level) -> bool:
        return self.rank >= other.rank


_ORDER = (Level.NONE, Level.CONCERN, Level.URGENT, Level.IMMINENT)


class Category(Enum):
    """What kind of danger. Contract: `safety_category`."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    HARM_TO_OTHERS = "harm_to_others"
    ABUSE = "abuse"
    MEDICAL_EMERGENCY = "medical_emergency"


@dataclass(frozen=True)
class Evidence:
    """Words that a reading rests on: offsets into the original text, end exclusive.

    `part` names the rule or model that fired, for staff and for review.
    """

    start: int
    end: int
    text: str
    part: str


@dataclass(frozen=True)
class Reading:
    """One text's level, category (None at level none) and evidence, strongest first.

    `own` is False when the danger is somebody else's (a child, a spouse).
    `ideation` is True when the person states suicidal thoughts, plan or act of
    their own: only then is the criterion `suicidal_ideation` set.
    `spanish` asks for an answer in Spanish too.
    """

    level: Level
    category: Category | None = None
    evidence: tuple[Evidence, ...] = field(default=())
    own: bool = True
    ideation: bool = False
    spanish: bool = False


CALM = Reading(Level.NONE)
UNREADABLE = Reading(Level.CONCERN, Category.SUICIDE)
"""A detector that failed: treated as a concern, so that a person is asked."""
