"""What the rules make of one reply, before a trained head is asked. Types only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from antechamber.language.pieces import PlainReply
from antechamber.language.pressure import Pressure
from antechamber.language.reading import Finding, HistoryReading
from antechamber.language.replies import Leaning
from antechamber.screening.heard import Reply


@dataclass(frozen=True)
class Ruling:
    """The rules' reading. `reply` None: no view. `sure`: a head need not be asked.

    `bare`: the wording is a plain answer ("no"), so that a head may not overrule it.
    """

    reply: Reply | None
    sure: bool = False
    bare: bool = False
    detail: Mapping[str, Any] = field(default_factory=dict)
    needs: str | None = None

    def with_detail(self, **detail: Any) -> Ruling:
        """The same ruling with more detail."""
        return replace(self, detail={**self.detail, **detail})


NO_VIEW = Ruling(None)
OTHER = Ruling(Reply.OTHER, sure=True)


@dataclass(frozen=True)
class Heard:
    """One reply with everything that its reading needs. `now` is in the clinic's time zone."""

    text: str
    plain: PlainReply
    leaning: Leaning
    history: HistoryReading
    now: datetime
    told_before: Pressure | None = None
    about_other: bool = False

    def finding(self, criterion: str) -> Finding | None:
        """What the words themselves say about a criterion; None where it is not mentioned."""
        return next((one for one in self.history.findings if one.criterion == criterion), None)

    def denied_half(self, criterion: str) -> bool:
        """True where one part of a composite criterion was denied and others stay open."""
        return any(one.criterion == criterion for one in self.history.halves)

    def asked(self, criterion: str) -> str | None:
        """The follow-up that vague words raise, or None."""
        return next(
            (one.follow_up for one in self.history.asks if one.criterion == criterion), None
        )
