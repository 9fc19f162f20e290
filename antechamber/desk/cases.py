"""A case at the desk, what a report may say about one, and the order of the queue. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import Enum
from typing import Any

from antechamber.errors import AntechamberError
from antechamber.safety.levels import Category, Level


class Kind(Enum):
    """Why a case exists. The order lives here, once; a case only moves to a stronger kind."""

    REVIEW = "review"
    REQUEST = "request"
    CLEARANCE = "clearance"
    SAFETY = "safety"

    @property
    def rank(self) -> int:
        """0 for review to 3 for safety."""
        return list(Kind).index(self)


class CaseState(Enum):
    """Where a case stands: nobody's, somebody's, done."""

    OPEN = "open"
    CLAIMED = "claimed"
    CLOSED = "closed"


class Disposition(Enum):
    """How a case ended, as the contract lists it."""

    CLEARANCE_GIVEN = "clearance_given"
    CLEARANCE_REFUSED = "clearance_refused"
    REACHED_SAFE = "reached_safe"
    EMERGENCY_SERVICES = "emergency_services"
    NOT_REACHED = "not_reached"
    OTHER = "other"


class CaseNotFound(AntechamberError):
    """No case has this id."""


class CaseClosed(AntechamberError):
    """The case is closed; nothing more can be done with it but reading, clearing and notes."""


class AlreadyClaimed(AntechamberError):
    """Somebody else has the case."""

    def __init__(self, claimed_by: str) -> None:
        super().__init__("The case is claimed by someone else; take it over with a reason.")
        self.claimed_by = claimed_by


@dataclass(frozen=True)
class CaseReport:
    """What the bot or an action knows now. None leaves what is stored unchanged.

    `words` are the person's own words that raised the case. `page_now` calls
    staff at once. `check_open` means that the safety question waits for an
    answer: staff are called when it stays unanswered too long; a later safety
    report with neither flag takes that back.
    """

    conversation: str
    channel: str
    kind: Kind
    level: Level | None = None
    category: Category | None = None
    told: bool = False
    outcome: str | None = None
    reasons: tuple[str, ...] | None = None
    answers: Mapping[str, Mapping[str, Any]] | None = None
    volunteered: tuple[str, ...] | None = None
    contact: Mapping[str, str] | None = None
    protocol_version: str | None = None
    words: tuple[str, ...] = ()
    page_now: bool = False
    check_open: bool = False
    typed_by: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class AlertResult:
    """One attempt to call staff: the line's name, when, and `accepted`, `failed` or `no_line`."""

    line: str
    at: datetime
    result: str


@dataclass(frozen=True)
class Case:
    """One case as staff see it. Times are aware and in UTC.

    `level` is None where no danger was seen or staff have cleared it. `due` is
    when somebody must have acted. `page_at` is when staff are called unless the
    person answers before.
    """

    id: str
    kind: Kind
    level: Level | None
    category: Category | None
    told: bool
    state: CaseState
    conversation: str
    channel: str
    opened: datetime
    due: datetime
    page_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    claimed_by: str | None = None
    outcome: str | None = None
    reasons: tuple[str, ...] = ()
    answers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    volunteered: tuple[str, ...] = ()
    contact: Mapping[str, str] = field(default_factory=dict)
    protocol_version: str | None = None
    words: tuple[str, ...] = ()
    typed_by: str | None = None
    disposition: Disposition | None = None
    closed_at: datetime | None = None
    alerts: tuple[AlertResult, ...] = ()

    @property
    def severity(self) -> str:
        """The level where there is one, else the kind: what an alert may say."""
        return severity_of(self.kind, self.level)


@dataclass(frozen=True)
class CaseEvent:
    """One line of a case's history. Never changed after it is written."""

    case: str
    at: datetime
    kind: str
    actor: str
    detail: Mapping[str, Any]


def severity_of(kind: Kind, level: Level | None) -> str:
    """Key into the deadlines. A safety case that staff cleared waits like a request."""
    if level is not None and level > Level.NONE:
        return level.value
    return Kind.REQUEST.value if kind is Kind.SAFETY else kind.value


_QUEUE = ("imminent", "urgent", "concern", "told", "clearance", "request", "review")


def queue_order(case: Case) -> tuple[int, datetime, str]:
    """Sort key: contract's order (imminent, urgent, concern, told, ...), then oldest first."""
    place = case.severity
    if case.told and _QUEUE.index(place) > _QUEUE.index("told"):
        place = "told"
    return _QUEUE.index(place), case.opened, case.id


def report_as_dict(report: CaseReport) -> dict[str, Any]:
    """JSON shape of a report, for a journal of reports that are not stored yet."""
    raw: dict[str, Any] = {one.name: getattr(report, one.name) for one in fields(report)}
    for name in ("kind", "level", "category"):
        raw[name] = raw[name].value if raw[name] is not None else None
    for name in ("reasons", "volunteered", "words"):
        raw[name] = list(raw[name]) if raw[name] is not None else None
    for name in ("answers", "contact"):
        raw[name] = dict(raw[name]) if raw[name] is not None else None
    return raw


def report_from(raw: Mapping[str, Any]) -> CaseReport:
    """The report in a journal's JSON."""
    values = dict(raw)
    values["kind"] = Kind(values["kind"])
    values["level"] = Level(values["level"]) if values["level"] else None
    values["category"] = Category(values["category"]) if values["category"] else None
    for name in ("reasons", "volunteered", "words"):
        values[name] = tuple(values[name]) if values[name] is not None else None
    return CaseReport(**values)
