"""Who may read and write which conversation: sessions that the server opens and can end."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from antechamber.channels.web.tables import web_sessions as table
from antechamber.desk.database import Database
from antechamber.desk.store import utc_now

_ID_BYTES = 16
"""128 bits, from the system's source of randomness."""


@dataclass(frozen=True)
class Visitor:
    """What a session is tied to: the page's origin and the browser. A token alone is not enough."""

    origin: str
    browser: str

    @property
    def fingerprint(self) -> str:
        """Hash of the browser's own description of itself."""
        return _hashed(self.browser)


@dataclass(frozen=True)
class Session:
    """`id` is what the token names. `stale`: the person must confirm before it goes on."""

    id: str
    conversation: str
    shown_from: int
    stale: bool


class Sessions:
    """Sessions in the database; ids are stored as hashes, so that a copied table opens nothing."""

    def __init__(
        self, database: Database, *, resume_s: int, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._database = database
        self._resume = timedelta(seconds=resume_s)
        self._clock = clock

    def open(self, visitor: Visitor) -> Session:
        """A session for a conversation that nobody has had yet."""
        return self._open(visitor, secrets.token_hex(_ID_BYTES), shown_from=0)

    def find(self, session_id: str, visitor: Visitor) -> Session | None:
        """The session, None where it is unknown, ended, or another visitor's."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(table).where(table.c.key == _hashed(session_id), table.c.closed.is_(False))
            ).one_or_none()
        if row is None or (row.origin, row.browser) != (visitor.origin, visitor.fingerprint):
            return None
        stale = self._clock() - row.seen > self._resume
        return Session(session_id, row.conversation, row.shown_from, stale)

    def go_on(self, session: Session, visitor: Visitor, *, shown_from: int) -> Session:
        """The same conversation in a new session; the old one ends."""
        new = self._open(visitor, session.conversation, shown_from=shown_from)
        self.close(session.id)
        return new

    def show_all(self, session: Session) -> Session:
        """The person asked for what was said earlier."""
        self._change(session.id, shown_from=0)
        return replace(session, shown_from=0)

    def seen(self, session_id: str) -> None:
        """A sign of life: the time to resume counts from here."""
        self._change(session_id, seen=self._clock())

    def close(self, session_id: str) -> None:
        """End a session; its token opens nothing any more."""
        self._change(session_id, closed=True)

    def _open(self, visitor: Visitor, conversation: str, *, shown_from: int) -> Session:
        session_id = secrets.token_urlsafe(_ID_BYTES)
        now = self._clock()
        with self._database.writing() as connection:
            connection.execute(
                table.insert().values(
                    key=_hashed(session_id),
                    conversation=conversation,
                    origin=visitor.origin,
                    browser=visitor.fingerprint,
                    opened=now,
                    seen=now,
                    closed=False,
                    shown_from=shown_from,
                )
            )
        return Session(session_id, conversation, shown_from, stale=False)

    def _change(self, session_id: str, **values: object) -> None:
        change = table.update().where(table.c.key == _hashed(session_id)).values(**values)
        with self._database.writing() as connection:
            connection.execute(change)


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
