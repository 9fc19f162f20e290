"""Calls for staff, as rows that survive any crash: sent, waited for, passed to the next line.

A row is `pending` until a provider accepted it, then `sent` until somebody
acknowledged or the line's time is over, then the next line's row follows; after
the last line the round starts again. Only staff end it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.engine import Connection

from antechamber.desk import case_rows
from antechamber.desk.cases import Case, CaseState
from antechamber.desk.database import Database
from antechamber.desk.effects import ALERTED, NOT_REACHED, on_news
from antechamber.desk.effects_outbox import enqueue
from antechamber.desk.schema import alert_outbox, cases

LEASE = timedelta(seconds=20)
"""A worker that dies while sending delays the alert by this much at most."""

_LONGEST_RETRY_S = 60.0
_LOGGED_FAILURES = 3


@dataclass(frozen=True)
class DueAlert:
    """One leased row with its case. `sent` rows are due because nobody acknowledged in time."""

    id: int
    case: Case
    paging: int
    round: int
    line: int
    attempt: int
    sent: bool


class AlertOutbox:
    """The alerts worker's side of the outbox. `lines` is how many lines are configured."""

    def __init__(self, database: Database, clock: Callable[[], datetime], *, lines: int) -> None:
        self._database = database
        self._clock = clock
        self._lines = lines

    def call_for_unanswered(self) -> int:
        """Start calling for every case whose safety question stayed unanswered too long."""
        now = self._clock()
        due = (cases.c.page_at <= now) & (cases.c.state != CaseState.CLOSED.value)
        with self._database.reading() as connection:
            if connection.execute(select(cases.c.id).where(due)).first() is None:
                return 0
        with self._database.writing() as connection:
            found = connection.execute(
                select(cases.c.id).where(due).with_for_update(skip_locked=True)
            ).scalars()
            ids = list(found)
            for case_id in ids:
                case_rows.call_staff(connection, case_id, now, why="safety question not answered")
        return len(ids)

    def lease(self) -> DueAlert | None:
        """The next row that is due and that no other worker has, held for `LEASE`."""
        now = self._clock()
        query = (
            select(alert_outbox)
            .where(alert_outbox.c.state.in_(case_rows.ACTIVE), alert_outbox.c.due_at <= now)
            .where(or_(alert_outbox.c.lease_until.is_(None), alert_outbox.c.lease_until <= now))
            .order_by(alert_outbox.c.due_at)
            .limit(1)
        )
        with self._database.reading() as connection:
            if connection.execute(query).first() is None:
                return None
        with self._database.writing() as connection:
            row = connection.execute(query.with_for_update(skip_locked=True)).one_or_none()
            if row is None:
                return None
            self._set(connection, row.id, lease_until=now + LEASE)
            case = case_rows.case_of(connection, row.case_id)
        sent = row.state == "sent"
        return DueAlert(row.id, case, row.paging, row.round, row.line, row.attempt, sent)

    def keep(self, due: DueAlert) -> None:
        """Hold a row longer, before each service that may be slow."""
        with self._database.writing() as connection:
            self._set(connection, due.id, lease_until=self._clock() + LEASE)

    def accepted(self, due: DueAlert, line: str, wait_s: int) -> None:
        """A provider took the alert: the person may be told so, and the line's time runs."""
        now = self._clock()
        with self._database.writing() as connection:
            still = self._still(connection, due)
            self._note(connection, due, line, "accepted", now)
            if still:
                wait = now + timedelta(seconds=wait_s)
                self._set(connection, due.id, state="sent", due_at=wait, lease_until=None)
                self._tell(connection, due, ALERTED, now)

    def failed(self, due: DueAlert, line: str, result: str = "failed") -> None:
        """No provider of the line took it: try again later, and the next line now.

        `result` is `no_line` where the line is not configured at all.
        """
        now = self._clock()
        wait_s = min(_LONGEST_RETRY_S, 2.0 ** min(due.attempt, 10)) * random.uniform(0.5, 1.0)
        with self._database.writing() as connection:
            still = self._still(connection, due)
            if due.attempt < _LOGGED_FAILURES:  # a service that is down for days is not noted daily
                self._note(connection, due, line, result, now)
            if not still:
                return
            later = now + timedelta(seconds=wait_s)
            self._set(connection, due.id, attempt=due.attempt + 1, due_at=later, lease_until=None)
            if due.attempt == 0 and not self._next_line(connection, due, now):
                accepted = select(alert_outbox.c.id).where(
                    alert_outbox.c.case_id == due.case.id,
                    alert_outbox.c.paging == due.paging,
                    alert_outbox.c.state == "sent",
                )
                if connection.execute(accepted).first() is None:
                    self._tell(connection, due, NOT_REACHED, now)

    def expired(self, due: DueAlert) -> None:
        """Nobody acknowledged in the line's time: the person hears it, the next line is called."""
        now = self._clock()
        with self._database.writing() as connection:
            if not self._still(connection, due):
                return
            self._set(connection, due.id, state="expired", lease_until=None)
            self._tell(connection, due, NOT_REACHED, now)
            if not self._next_line(connection, due, now):
                self._next_round(connection, due, now)

    def _still(self, connection: Connection, due: DueAlert) -> bool:
        """Whether the row is still to be dealt with, and its case not acknowledged meanwhile."""
        case_rows.locked_row(connection, due.case.id)
        state = connection.execute(
            select(alert_outbox.c.state).where(alert_outbox.c.id == due.id)
        ).scalar_one_or_none()
        return state in case_rows.ACTIVE

    def _next_line(self, connection: Connection, due: DueAlert, now: datetime) -> bool:
        """Whether a row for the next line was added."""
        following = due.line + 1
        if following >= self._lines:
            return False
        return self._add(connection, due, due.round, following, now)

    def _next_round(self, connection: Connection, due: DueAlert, now: datetime) -> None:
        """From the first line again, once no row of this call is under way."""
        under_way = select(alert_outbox.c.id).where(
            alert_outbox.c.case_id == due.case.id,
            alert_outbox.c.state.in_(case_rows.ACTIVE),
        )
        if connection.execute(under_way).first() is None:
            self._add(connection, due, due.round + 1, 0, now)

    def _add(
        self, connection: Connection, due: DueAlert, round_: int, line: int, now: datetime
    ) -> bool:
        key = {"case_id": due.case.id, "paging": due.paging, "round": round_, "line": line}
        there = select(alert_outbox.c.id).filter_by(**key)
        if connection.execute(there).first() is not None:
            return False
        connection.execute(
            alert_outbox.insert().values(**key, due_at=now, attempt=0, state="pending")
        )
        return True

    def _tell(self, connection: Connection, due: DueAlert, response: str, now: datetime) -> None:
        """Tell the person, once a call."""
        said = cases.c.said_alerted if response == ALERTED else cases.c.said_not_reached
        first = connection.execute(
            update(cases)
            .where(cases.c.id == due.case.id, said.is_(False))
            .values({said.name: True})
        )
        if first.rowcount == 1:
            enqueue(connection, due.case.conversation, on_news(response), now)

    def _note(
        self, connection: Connection, due: DueAlert, line: str, result: str, now: datetime
    ) -> None:
        detail = {"line": line, "result": result}
        case_rows.add_event(connection, due.case.id, now, "alert", "desk", detail)

    def _set(self, connection: Connection, row_id: int, **values: object) -> None:
        connection.execute(update(alert_outbox).where(alert_outbox.c.id == row_id).values(**values))
