"""Rows of the desk's tables to cases and back; used inside other people's transactions."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection, Row

from antechamber.desk.cases import (
    AlertResult,
    Case,
    CaseNotFound,
    CaseState,
    Disposition,
    Kind,
)
from antechamber.desk.schema import alert_outbox, case_events, cases
from antechamber.safety.levels import Category, Level

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
ACTIVE = ("pending", "sent")


def new_case_id() -> str:
    """A short id with 50 random bits: it stands in alerts and links, so it must not be guessable."""
    return "c-" + "".join(secrets.choice(_ALPHABET) for _ in range(10))


def locked_row(connection: Connection, case_id: str) -> Row:
    """The case's row, held until the transaction ends. Raises CaseNotFound."""
    row = connection.execute(
        select(cases).where(cases.c.id == case_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise CaseNotFound(f"There is no case {case_id}.")
    return row


def case_of(connection: Connection, case_id: str) -> Case:
    """The case as it stands now, alerts included. Raises CaseNotFound."""
    row = connection.execute(select(cases).where(cases.c.id == case_id)).one_or_none()
    if row is None:
        raise CaseNotFound(f"There is no case {case_id}.")
    return cases_of(connection, [row])[0]


def cases_of(connection: Connection, rows: Iterable[Row]) -> list[Case]:
    """Cases of some rows, each with its alerts."""
    wanted = list(rows)
    alerts: dict[str, list[AlertResult]] = defaultdict(list)
    found = connection.execute(
        select(case_events.c.case_id, case_events.c.at, case_events.c.detail)
        .where(case_events.c.kind == "alert")
        .where(case_events.c.case_id.in_([row.id for row in wanted]))
        .order_by(case_events.c.id)
    )
    for case_id, at, detail in found:
        alerts[case_id].append(AlertResult(detail["line"], at, detail["result"]))
    return [_case(row, alerts[row.id]) for row in wanted]


def _case(row: Row, alerts: list[AlertResult]) -> Case:
    return Case(
        id=row.id,
        kind=Kind(row.kind),
        level=Level(row.level) if row.level else None,
        category=Category(row.category) if row.category else None,
        told=row.told,
        state=CaseState(row.state),
        conversation=row.conversation,
        channel=row.channel,
        opened=row.opened,
        due=row.due,
        page_at=row.page_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        claimed_by=row.claimed_by,
        outcome=row.outcome,
        reasons=tuple(row.reasons),
        answers=row.answers,
        volunteered=tuple(row.volunteered),
        contact=row.contact,
        protocol_version=row.protocol_version,
        words=tuple(row.words),
        typed_by=row.typed_by,
        disposition=Disposition(row.disposition) if row.disposition else None,
        closed_at=row.closed_at,
        alerts=tuple(alerts),
    )


def change(connection: Connection, case_id: str, values: Mapping[str, Any]) -> None:
    """Set columns of one case."""
    if values:
        connection.execute(update(cases).where(cases.c.id == case_id).values(**values))


def add_event(
    connection: Connection,
    case_id: str,
    at: datetime,
    kind: str,
    actor: str,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append one line to a case's history."""
    connection.execute(
        case_events.insert().values(
            case_id=case_id, at=at, kind=kind, actor=actor, detail=dict(detail or {})
        )
    )


def call_staff(connection: Connection, case_id: str, now: datetime, *, why: str) -> None:
    """Start calling staff from the first line, whoever answered an earlier call."""
    stop_calling(connection, case_id)
    paging = connection.execute(select(cases.c.paging).where(cases.c.id == case_id)).scalar_one()
    change(
        connection,
        case_id,
        {
            "paging": paging + 1,
            "page_at": None,
            "said_alerted": False,
            "said_not_reached": False,
            "acknowledged_at": None,
            "acknowledged_by": None,
        },
    )
    connection.execute(
        alert_outbox.insert().values(
            case_id=case_id,
            paging=paging + 1,
            round=0,
            line=0,
            due_at=now,
            attempt=0,
            state="pending",
        )
    )
    add_event(connection, case_id, now, "paged", "desk", {"why": why})


def stop_calling(connection: Connection, case_id: str) -> None:
    """No alert of this case is sent any more."""
    connection.execute(
        update(alert_outbox)
        .where(alert_outbox.c.case_id == case_id, alert_outbox.c.state.in_(ACTIVE))
        .values(state="done", lease_until=None)
    )
