"""Tables of the web channel, in the same database as conversations and cases."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from antechamber.desk.schema import UtcDateTime

metadata = MetaData()

web_sessions = Table(
    "web_sessions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("conversation", String(64), nullable=False, index=True),
    Column("origin", String(255), nullable=False),
    Column("browser", String(64), nullable=False),
    Column("opened", UtcDateTime, nullable=False),
    Column("seen", UtcDateTime, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("shown_from", Integer, nullable=False),
)
"""`key` and `browser` are hashes. Messages numbered below `shown_from` are shown only on request."""

web_messages = Table(
    "web_messages",
    metadata,
    Column("conversation", String(64), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("sender", String(10), nullable=False),
    Column("name", String(200)),
    Column("text", Text, nullable=False),
    Column("buttons", JSON, nullable=False),
    Column("card", String(20)),
    Column("client_id", String(64)),
    Column("ref", String(120)),
    Column("handled", Boolean, nullable=False, index=True),
    UniqueConstraint("conversation", "client_id", name="one_row_a_client_message"),
    UniqueConstraint("conversation", "ref", name="one_row_a_staff_push"),
)
"""`handled` False: a person's message that the bot has not answered yet."""
