"""A case for a terminal. No I/O."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from antechamber.desk.cases import Case, CaseEvent, CaseState

_COLUMNS = "{:<13} {:<10} {:<9} {:<8} {:>8} {:>9}  {}"


def queue_text(cases: Iterable[Case], now: datetime) -> str:
    """One line a case, in the order given: id, kind, severity, state, age, deadline, owner."""
    lines = [_COLUMNS.format("CASE", "KIND", "SEVERITY", "STATE", "AGE", "DUE", "WITH")]
    for case in cases:
        due = "-" if case.state is CaseState.CLOSED else _due(case.due - now)
        severity = f"{case.severity}{'*' if case.told else ''}"
        lines.append(
            _COLUMNS.format(
                case.id,
                case.kind.value,
                severity,
                case.state.value,
                _span(now - case.opened),
                due,
                case.claimed_by or "-",
            )
        )
    if len(lines) == 1:
        return "No cases."
    return "\n".join(lines)


def case_text(case: Case, events: Iterable[CaseEvent], now: datetime) -> str:
    """Everything about one case, its history last."""
    danger = case.level.value if case.level else "none"
    if case.category is not None:
        danger += f" ({case.category.value})"
    lines = [
        f"Case {case.id}: {case.kind.value}, {case.state.value}",
        f"  danger        {danger}",
        f"  opened        {_span(now - case.opened)} ago, due {_due(case.due - now)}",
        f"  acknowledged  {case.acknowledged_by or 'no'}",
        f"  with          {case.claimed_by or '-'}",
        f"  conversation  {case.conversation} ({case.channel})",
        f"  outcome       {case.outcome or 'not decided'}",
        f"  reasons       {', '.join(case.reasons) or '-'}",
        f"  protocol      {case.protocol_version or '-'}",
        f"  typed by      {case.typed_by or 'the person'}",
    ]
    if case.disposition is not None:
        lines.append(f"  disposition   {case.disposition.value}")
    lines += _block("Words that raised it", [f'"{words}"' for words in case.words])
    lines += _block("Answers", [_answer(name, raw) for name, raw in case.answers.items()])
    lines += _block("Also mentioned", case.volunteered)
    lines += _block("Contact", [f"{key}: {value}" for key, value in case.contact.items()])
    lines += _block("Alerts", [f"{_clock(one.at)} {one.line}: {one.result}" for one in case.alerts])
    history = [f"{_clock(event.at)} {event.kind} by {event.actor}" for event in events]
    lines += _block("History", history)
    return "\n".join(lines)


def _answer(criterion: str, raw: object) -> str:
    record = raw if isinstance(raw, dict) else {}
    value = record.get("value") or "not answered"
    declined = " (declined)" if record.get("declined") else ""
    words = f'  "{record["words"]}"' if record.get("words") else ""
    before = record.get("previous") or ()
    changed = f"  (before: {', '.join(before)})" if before else ""
    return f"{criterion}: {value}{declined}{words}{changed}"


def _block(title: str, lines: Iterable[str]) -> list[str]:
    found = [f"  {line}" for line in lines]
    return [title, *found] if found else []


def _clock(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def _due(left: timedelta) -> str:
    return f"in {_span(left)}" if left >= timedelta() else f"{_span(-left)} late"


def _span(time: timedelta) -> str:
    minutes = int(time.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"
