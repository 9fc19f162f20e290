"""What must still reach a conversation: written with the change, delivered in order, then deleted."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import uuid4

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.engine import Connection

from antechamber.desk.database import Database
from antechamber.desk.effects import Effects
from antechamber.desk.schema import effects_outbox

logger = logging.getLogger(__name__)

_LEASE = timedelta(seconds=10)
_LONGEST_WAIT_S = 30.0


class BotUnreachable(Exception):
    """The bot did not take the effects now."""


class BotRefused(Exception):
    """The bot will never take these effects: trying again would block what comes after."""


class Pusher(Protocol):
    """Whatever brings effects to the bot."""

    def push(self, conversation: str, effect_id: str, body: dict[str, Any]) -> None:
        """Deliver. Raises BotUnreachable or BotRefused."""


KEY = "key"
"""Part of a stored body: what the bot knows a repeated push by."""


@dataclass(frozen=True)
class _Leased:
    id: int
    conversation: str
    body: dict[str, Any]
    attempt: int


def enqueue(connection: Connection, conversation: str, effects: Effects, now: datetime) -> None:
    """Add effects inside the caller's transaction."""
    connection.execute(
        effects_outbox.insert().values(
            conversation=conversation,
            # SQLite gives a deleted row's number again, so an effect carries a key of its own.
            body={**effects.as_dict(), KEY: uuid4().hex},
            created=now,
            due_at=now,
            attempt=0,
        )
    )


class EffectsOutbox:
    """Delivers effects at least once; the bot drops one that it has seen, by its id."""

    def __init__(self, database: Database, bot: Pusher, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._bot = bot
        self._clock = clock

    def deliver(self, conversation: str | None = None) -> bool:
        """Push what is due, of one conversation or of all. False where something is left.

        For one conversation the wait between attempts is not observed: a staff
        member is looking.
        """
        while (row := self._lease(conversation)) is not None:
            try:
                self._bot.push(row.conversation, f"effect-{row.body[KEY]}", row.body)
            except BotUnreachable as error:
                logger.warning("effect %d not delivered, will be retried: %s", row.id, error)
                self._postpone(row)
                if conversation is not None:
                    break
                continue
            except BotRefused as error:
                logger.error("effect %d dropped: %s", row.id, error)
            with self._database.writing() as connection:
                connection.execute(delete(effects_outbox).where(effects_outbox.c.id == row.id))
        return self._left(conversation) == 0

    def _left(self, conversation: str | None) -> int:
        query = select(func.count()).select_from(effects_outbox)
        if conversation is not None:
            query = query.where(effects_outbox.c.conversation == conversation)
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def _lease(self, conversation: str | None) -> _Leased | None:
        """The oldest undelivered row of some conversation, unless another process has it."""
        now = self._clock()
        firsts = select(func.min(effects_outbox.c.id)).group_by(effects_outbox.c.conversation)
        query = (
            select(effects_outbox)
            .where(effects_outbox.c.id.in_(firsts))
            .where(or_(effects_outbox.c.lease_until.is_(None), effects_outbox.c.lease_until <= now))
            .order_by(effects_outbox.c.id)
            .limit(1)
        )
        if conversation is not None:
            query = query.where(effects_outbox.c.conversation == conversation)
        else:
            query = query.where(effects_outbox.c.due_at <= now)
        with self._database.reading() as connection:
            if connection.execute(query).first() is None:
                return None
        with self._database.writing() as connection:
            row = connection.execute(query.with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            connection.execute(
                update(effects_outbox)
                .where(effects_outbox.c.id == row.id)
                .values(lease_until=now + _LEASE)
            )
            return _Leased(row.id, row.conversation, dict(row.body), row.attempt)

    def _postpone(self, row: _Leased) -> None:
        wait_s = min(_LONGEST_WAIT_S, 2.0 ** min(row.attempt, 10)) * random.uniform(0.5, 1.0)
        with self._database.writing() as connection:
            connection.execute(
                update(effects_outbox)
                .where(effects_outbox.c.id == row.id)
                .values(
                    lease_until=None,
                    attempt=row.attempt + 1,
                    due_at=self._clock() + timedelta(seconds=wait_s),
                )
            )
