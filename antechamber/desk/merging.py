"""What a report changes in a case. No I/O: kinds and levels only rise here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from antechamber.desk.cases import Case, CaseReport, Kind, severity_of
from antechamber.desk.deadlines import Deadlines
from antechamber.safety.levels import Level


@dataclass(frozen=True)
class Merge:
    """Columns to set; `raised` is a stronger kind or level; `page` calls staff now.

    `told_of` holds what the history shows: column to its value before and after.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    raised: bool = False
    page: bool = False
    told_of: Mapping[str, Any] = field(default_factory=dict)


_FACTS = ("outcome", "reasons", "answers", "volunteered", "contact", "protocol_version", "typed_by")


def merged(
    case: Case,
    paging: int,
    report: CaseReport,
    *,
    now: datetime,
    deadlines: Deadlines,
    check_timeout: timedelta,
) -> Merge:
    """What a report changes; nothing where the case already says all of it.

    `paging` counts the calls for staff so far. A call starts when the level
    rises, or when nobody was ever called; the same report again calls nobody.
    """
    values: dict[str, Any] = {}
    told_of: dict[str, Any] = {}
    level = case.level or Level.NONE
    level_rose = report.level is not None and report.level > level
    if report.level is not None and level_rose:
        level = report.level
        values["level"] = level.value
        values["category"] = report.category.value if report.category else None
    kind = max(case.kind, report.kind, key=lambda one: one.rank)
    if kind is not case.kind:
        values["kind"] = kind.value
    raised = bool(values)
    if raised:
        told_of["severity"] = {"from": case.severity, "to": severity_of(kind, level)}
        due = now + deadlines.after(severity_of(kind, level))
        if due < case.due:
            values["due"] = due
    if report.told and not case.told:
        values["told"] = told_of["told"] = True
    for name in _FACTS:
        _merge_fact(name, case, report, values, told_of)
    new_words = [one for one in report.words if one not in case.words]
    if new_words:
        values["words"] = [*case.words, *new_words]
        told_of["words"] = new_words
    page = report.page_now and (level_rose or paging == 0)
    if not page:
        values.update(_page_at(case, report, now + check_timeout))
    return Merge(values, raised, page, told_of)


def _merge_fact(
    name: str, case: Case, report: CaseReport, values: dict[str, Any], told_of: dict[str, Any]
) -> None:
    """One column that the newest report decides; None leaves it."""
    new = getattr(report, name)
    if new is None:
        return
    new = _plain(new)
    old = _plain(getattr(case, name))
    if name == "contact":
        new = {**old, **new}
    if new != old:
        values[name] = new
        told_of[name] = {"from": old, "to": new}


def _page_at(case: Case, report: CaseReport, timeout: datetime) -> dict[str, Any]:
    """When staff are called unless the person answers: the first question's clock counts.

    Only a safety report settles the question; a request for a person or a
    finished screening meanwhile does not.
    """
    if report.check_open:
        being_called = bool(case.alerts) and case.acknowledged_at is None
        return {"page_at": timeout} if case.page_at is None and not being_called else {}
    settled = report.kind is Kind.SAFETY and case.page_at is not None
    return {"page_at": None} if settled else {}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return value
