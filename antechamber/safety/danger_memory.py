"""What the bot remembers of danger in one conversation; kept whole in one Rasa slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from antechamber.safety.levels import Category, Level


@dataclass(frozen=True)
class DangerMemory:
    """Highest level that staff have not cleared, and where the talk about it stands.

    `pending` is the danger question waiting for an answer (`safety_check`,
    `safety_now`, ...), `asked` those already put, `checks` how often the safety
    question was asked without a clear answer, `stayed` how many messages the
    bot has answered since, `last` the texts of its last turn in danger, so that
    it never repeats itself twice in a row.
    """

    level: Level = Level.NONE
    category: Category | None = None
    own: bool = True
    ideation: bool = False
    concern_seen: bool = False
    spanish: bool = False
    pending: str | None = None
    asked: tuple[str, ...] = ()
    checks: int = 0
    stayed: int = 0
    last: tuple[str, ...] = ()
    replies: Mapping[str, str] = field(default_factory=dict)
    case: str | None = None

    @property
    def holds(self) -> bool:
        """Whether the screening is paused for a human."""
        return self.level >= Level.URGENT

    def as_dict(self) -> dict[str, Any]:
        """JSON shape for the slot."""
        return {
            "level": self.level.value,
            "category": self.category.value if self.category else None,
            "own": self.own,
            "ideation": self.ideation,
            "concern_seen": self.concern_seen,
            "spanish": self.spanish,
            "pending": self.pending,
            "asked": list(self.asked),
            "checks": self.checks,
            "stayed": self.stayed,
            "last": list(self.last),
            "replies": dict(self.replies),
            "case": self.case,
        }


def memory_from(raw: Mapping[str, Any] | None) -> DangerMemory:
    """The memory in a slot's JSON; a calm one for an empty slot."""
    if not raw:
        return DangerMemory()
    return DangerMemory(
        level=Level(raw["level"]),
        category=Category(raw["category"]) if raw["category"] else None,
        own=bool(raw["own"]),
        ideation=bool(raw["ideation"]),
        concern_seen=bool(raw["concern_seen"]),
        spanish=bool(raw["spanish"]),
        pending=raw["pending"],
        asked=tuple(raw["asked"]),
        checks=int(raw["checks"]),
        stayed=int(raw["stayed"]),
        last=tuple(raw.get("last") or ()),
        replies=dict(raw["replies"]),
        case=raw["case"],
    )
