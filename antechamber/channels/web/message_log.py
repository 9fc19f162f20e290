"""Numbered messages of every conversation on the website. A reconnect gets exactly what it missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Row
from sqlalchemy.exc import IntegrityError

from antechamber.channels.web.messages import WebMessage
from antechamber.channels.web.tables import web_messages as table
from antechamber.desk.database import Database, StoreUnavailable

_TRIES = 5
_MOST_REPLAYED = 1000


class MessageLog:
    """Every call is one short transaction; what fails raises StoreUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, conversation: str, message: WebMessage) -> WebMessage | None:
        """The message with its number; None where this very message is kept already."""
        for _ in range(_TRIES):
            try:
                return self._add(conversation, message)
            except IntegrityError:  # another process took the number between our look and insert
                continue
        raise StoreUnavailable("A message could not be stored: too many writers at once.")

    def _add(self, conversation: str, message: WebMessage) -> WebMessage | None:
        with self._database.writing() as connection:
            for column, value in (
                (table.c.client_id, message.client_id),
                (table.c.ref, message.ref),
            ):
                if value is None:
                    continue
                known = select(table.c.seq).where(
                    table.c.conversation == conversation, column == value
                )
                if connection.execute(known).first() is not None:
                    return None
            last = connection.execute(
                select(func.max(table.c.seq)).where(table.c.conversation == conversation)
            ).scalar()
            numbered = replace(message, seq=(last or 0) + 1)
            connection.execute(
                table.insert().values(
                    conversation=conversation,
                    seq=numbered.seq,
                    at=numbered.at,
                    sender=numbered.sender,
                    name=numbered.name,
                    text=numbered.text,
                    buttons=list(numbered.buttons),
                    card=numbered.card,
                    client_id=numbered.client_id,
                    ref=numbered.ref,
                    handled=numbered.sender != "patient",
                )
            )
        return numbered

    def of_client(self, conversation: str, client_id: str) -> tuple[WebMessage, bool] | None:
        """A person's message by the widget's id, and whether it was answered."""
        query = select(table).where(
            table.c.conversation == conversation, table.c.client_id == client_id
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return (_message(row), row.handled) if row is not None else None

    def since(self, conversation: str, seq: int) -> list[WebMessage]:
        """Everything numbered above `seq`, oldest first; the newest thousand of a very long one."""
        query = (
            select(table)
            .where(table.c.conversation == conversation, table.c.seq > seq)
            .order_by(table.c.seq.desc())
            .limit(_MOST_REPLAYED)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [_message(row) for row in reversed(rows)]

    def last_seq(self, conversation: str) -> int:
        """Number of the newest message, 0 before the first."""
        query = select(func.max(table.c.seq)).where(table.c.conversation == conversation)
        with self._database.reading() as connection:
            return connection.execute(query).scalar() or 0

    def last_question(self, conversation: str) -> WebMessage | None:
        """The newest message of the bot that offered buttons."""
        query = (
            select(table)
            .where(table.c.conversation == conversation, table.c.sender == "bot")
            .order_by(table.c.seq.desc())
            .limit(10)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return next((_message(row) for row in rows if row.buttons), None)

    def mark_handled(self, conversation: str, seq: int) -> None:
        """The bot has answered, or has said that it could not."""
        change = (
            table.update()
            .where(table.c.conversation == conversation, table.c.seq == seq)
            .values(handled=True)
        )
        with self._database.writing() as connection:
            connection.execute(change)

    def unhandled(self, since: datetime) -> list[tuple[str, WebMessage]]:
        """Messages that a dying process left unanswered, oldest first, with their conversations."""
        query = (
            select(table)
            .where(table.c.handled.is_(False), table.c.at > since)
            .order_by(table.c.conversation, table.c.seq)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [(row.conversation, _message(row)) for row in rows]


def _message(row: Row) -> WebMessage:
    return WebMessage(
        sender=row.sender,
        text=row.text,
        at=row.at,
        name=row.name,
        buttons=tuple(row.buttons),
        card=row.card,
        client_id=row.client_id,
        ref=row.ref,
        seq=row.seq,
    )
