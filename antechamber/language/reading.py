"""What history reading gives back. Offsets are into the original text, end exclusive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from antechamber.language.pressure import Pressure
from antechamber.screening.answers import Answer


@dataclass(frozen=True)
class Finding:
    """One mention of a criterion. `value` None: mentioned, settles nothing.

    `part` is the half of a composite criterion, None otherwise. `cue` is the
    wording that decided, empty for a plain statement. `detail` holds `recency`
    (now, recent, window, about_window, older) of a dated suicide attempt.
    """

    criterion: str
    value: Answer | None
    start: int
    end: int
    part: str | None
    cue: str
    detail: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ask:
    """Vague words that raise a follow-up; None where the criterion's own question is asked."""

    criterion: str
    follow_up: str | None
    start: int
    end: int


@dataclass(frozen=True)
class Half:
    """Parts of a composite criterion that were denied while others stay open."""

    criterion: str
    denied: tuple[str, ...]


@dataclass(frozen=True)
class Blanket:
    """An answer to a whole list of conditions; `except_criteria` were left out of it."""

    negates_all: bool
    except_criteria: tuple[str, ...]


@dataclass(frozen=True)
class HistoryReading:
    """Everything read from one message.

    `findings` hold one entry per criterion, in order of place: the settled ones
    have a value. `others` are about other people. `pressure` is the last
    reading told, `crisis` True when it is at or above the crisis bounds.
    `volunteered` quotes conditions outside the protocol word for word.
    """

    findings: tuple[Finding, ...] = ()
    asks: tuple[Ask, ...] = ()
    halves: tuple[Half, ...] = ()
    volunteered: tuple[str, ...] = ()
    blanket: Blanket | None = None
    others: tuple[Finding, ...] = ()
    pressure: Pressure | None = None
    crisis: bool = False

    @property
    def settled(self) -> tuple[Finding, ...]:
        """Findings with a value: the key `findings` of a parsed message."""
        return tuple(finding for finding in self.findings if finding.value is not None)
