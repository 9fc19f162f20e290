"""Tables of the desk. `migrations/` builds them; a test holds the two together."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator):
    """Aware datetimes in and out, also on SQLite, which forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """UTC for the database; a naive time is a programming error."""
        if value is None:
            return None
        utc = value.astimezone(timezone.utc)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Always aware, in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=timezone.utc)
        return value.astimezone(timezone.utc)


metadata = MetaData()

cases = Table(
    "cases",
    metadata,
    Column("id", String(20), primary_key=True),
    Column("conversation", String(255), nullable=False, index=True),
    Column("channel", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("level", String(20)),
    Column("category", String(40)),
    Column("told", Boolean, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("opened", UtcDateTime, nullable=False),
    Column("due", UtcDateTime, nullable=False),
    Column("page_at", UtcDateTime, index=True),
    Column("paging", Integer, nullable=False),
    Column("said_alerted", Boolean, nullable=False),
    Column("said_not_reached", Boolean, nullable=False),
    Column("acknowledged_at", UtcDateTime),
    Column("acknowledged_by", String(200)),
    Column("claimed_by", String(200)),
    Column("outcome", String(40)),
    Column("reasons", JSON, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("volunteered", JSON, nullable=False),
    Column("contact", JSON, nullable=False),
    Column("protocol_version", String(80)),
    Column("words", JSON, nullable=False),
    Column("typed_by", String(80)),
    Column("disposition", String(40)),
    Column("closed_at", UtcDateTime),
    Index(
        "one_open_case_a_conversation",
        "conversation",
        unique=True,
        sqlite_where=text("state != 'closed'"),
        postgresql_where=text("state != 'closed'"),
    ),
)
"""`paging` counts calls for staff; 0 means that nobody was ever called."""

case_events = Table(
    "case_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_id", String(20), ForeignKey("cases.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("detail", JSON, nullable=False),
)

alert_outbox = Table(
    "alert_outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_id", String(20), ForeignKey("cases.id"), nullable=False),
    Column("paging", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("attempt", Integer, nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("lease_until", UtcDateTime),
    UniqueConstraint("case_id", "paging", "round", "line", name="one_row_a_line_and_round"),
)
"""`state`: pending (to send at `due_at`), sent (accepted; unanswered at `due_at`), done, expired."""

effects_outbox = Table(
    "effects_outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("conversation", String(255), nullable=False, index=True),
    Column("body", JSON, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("attempt", Integer, nullable=False),
    Column("lease_until", UtcDateTime),
)
"""What must still reach a conversation, in order of id. A delivered row is deleted."""

heartbeats = Table(
    "heartbeats",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("actor", String(200), nullable=False),
    Column("action", String(40), nullable=False),
    Column("case_id", String(20), index=True),
    Column("detail", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""Append-only, without gaps in `id`; `hash` covers the row and the hash before it."""

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("rows", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""One row: how many rows the audit trail has and the last hash, so that a missing end is seen."""
