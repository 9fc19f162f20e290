"""What staff read and did, in a chain of hashes: a changed or missing row shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from antechamber.desk.database import Database
from antechamber.desk.schema import audit, audit_head

_START = "0" * 64
_LOCK = 7_204_212
"""Postgres advisory lock: one writer at a time, so that the chain has no forks."""


def record(
    connection: Connection,
    *,
    at: datetime,
    actor: str,
    action: str,
    case_id: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append one row inside the caller's transaction. `detail` must hold no patient's words."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    head = connection.execute(select(audit_head).where(audit_head.c.id == 1)).one_or_none()
    number = 1 if head is None else head.rows + 1
    before = _START if head is None else head.hash
    row = {
        "id": number,
        "at": at.isoformat(),
        "actor": actor,
        "action": action,
        "case_id": case_id,
        "detail": json.dumps(dict(detail or {}), sort_keys=True, ensure_ascii=False),
    }
    row["hash"] = _hash(before, row)
    connection.execute(audit.insert().values(**row))
    if head is None:
        connection.execute(audit_head.insert().values(id=1, rows=number, hash=row["hash"]))
    else:
        connection.execute(update(audit_head).values(rows=number, hash=row["hash"]))


def faults(database: Database) -> list[str]:
    """Every place where the trail was changed, cut or reordered; empty where it is whole."""
    found: list[str] = []
    before, expected = _START, 1
    with database.reading() as connection:
        head = connection.execute(select(audit_head).where(audit_head.c.id == 1)).one_or_none()
        for row in connection.execute(select(audit).order_by(audit.c.id)):
            if row.id != expected:
                found.append(f"rows {expected} to {row.id - 1} are missing")
            elif row.hash != _hash(before, row._mapping):
                found.append(f"row {row.id} was changed, or the row before it")
            before, expected = row.hash, row.id + 1
    rows, last = (0, _START) if head is None else (head.rows, head.hash)
    if expected - 1 != rows:
        found.append(f"the trail ends at row {expected - 1}, not at row {rows}")
    elif before != last and not found:
        found.append(f"row {rows} was changed")
    return found


def _hash(before: str, row: Mapping[str, Any]) -> str:
    columns = [row[name] for name in ("id", "at", "actor", "action", "case_id", "detail")]
    body = json.dumps([before, *columns], ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()
