"""What staff do with a case: one transaction each, with its history, audit row and effects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.engine import Connection, Row

from antechamber.desk import audit, case_rows
from antechamber.desk.cases import (
    AlreadyClaimed,
    Case,
    CaseClosed,
    CaseState,
    Disposition,
    Kind,
    severity_of,
)
from antechamber.desk.database import Database
from antechamber.desk.deadlines import Deadlines
from antechamber.desk.effects import (
    Effects,
    on_claim,
    on_clear,
    on_close,
    on_release,
    on_reopen,
    on_words,
)
from antechamber.desk.effects_outbox import enqueue
from antechamber.desk.schema import cases
from antechamber.desk.store import utc_now


class StaffActions:
    """Actions of one clinician, named `actor` in history and audit (`api`, a user, a terminal).

    Effects on the conversation are queued in the same transaction; the caller
    delivers them. All raise CaseNotFound and StoreUnavailable.
    """

    def __init__(
        self, database: Database, *, deadlines: Deadlines, clock: Callable[[], datetime] = utc_now
    ) -> None:
        self._database = database
        self._deadlines = deadlines
        self._clock = clock

    def read(self, case_id: str | None, actor: str, what: str) -> None:
        """Write down that somebody looked. `what` is `list`, `case` or `messages`."""
        with self._database.writing() as connection:
            audit.record(
                connection, at=self._clock(), actor=actor, action=f"read_{what}", case_id=case_id
            )

    def acknowledge(self, case_id: str, actor: str) -> Case:
        """Somebody has seen it: no more alerts. A second acknowledgement changes nothing."""
        with self._action(case_id, actor, "ack") as (connection, row):
            self._acknowledge(connection, row, actor)
            return case_rows.case_of(connection, case_id)

    def claim(
        self, case_id: str, name: str, actor: str, *, takeover_reason: str | None = None
    ) -> Case:
        """`name`, as the person will read it, has the case, and speaks in the conversation.

        Raises AlreadyClaimed where another has it and no reason is given, and
        CaseClosed. Claiming one's own case again changes nothing.
        """
        detail = {"name": name, "takeover_reason": takeover_reason}
        with self._action(case_id, actor, "claim", detail) as (connection, row):
            _refuse_closed(row)
            if row.claimed_by is not None and row.claimed_by != name and not takeover_reason:
                raise AlreadyClaimed(row.claimed_by)
            self._acknowledge(connection, row, actor)
            if row.claimed_by != name:
                values = {
                    "claimed_by": name,
                    "state": CaseState.CLAIMED.value,
                    "page_at": None,  # a person reads the answer now
                }
                case_rows.change(connection, case_id, values)
                self._happened(connection, row, "claimed", actor, detail, on_claim(name))
            return case_rows.case_of(connection, case_id)

    def release(self, case_id: str, actor: str) -> Case:
        """Hand the conversation back to the bot. A case that nobody has is left as it is."""
        with self._action(case_id, actor, "release") as (connection, row):
            _refuse_closed(row)
            if row.claimed_by is not None:
                values = {"claimed_by": None, "state": CaseState.OPEN.value}
                case_rows.change(connection, case_id, values)
                effects = on_release(row.claimed_by)
                self._happened(connection, row, "released", actor, {}, effects)
            return case_rows.case_of(connection, case_id)

    def say(self, case_id: str, text: str, actor: str) -> Case:
        """Speak in the conversation, under the name that claimed it, else under `actor`."""
        with self._action(case_id, actor, "message") as (connection, row):
            _refuse_closed(row)
            name = row.claimed_by or actor
            self._happened(connection, row, "staff_message", actor, {}, on_words(name, text))
            return case_rows.case_of(connection, case_id)

    def clear(self, case_id: str, reason: str, actor: str) -> Case:
        """Take the level of danger off the whole conversation, earlier cases included."""
        with self._action(case_id, actor, "clear", {"reason": reason}) as (connection, row):
            was = {"level": row.level, "category": row.category, "reason": reason}
            connection.execute(
                update(cases)
                .where(cases.c.conversation == row.conversation)
                .values(level=None, category=None)
            )
            due = self._clock() + self._deadlines.after(severity_of(Kind(row.kind), None))
            case_rows.change(connection, case_id, {"page_at": None, "due": due})
            self._acknowledge(connection, row, actor)
            self._happened(connection, row, "cleared", actor, was, on_clear())
            return case_rows.case_of(connection, case_id)

    def reopen(self, case_id: str, actor: str) -> Case:
        """Have the two suicide questions asked again."""
        with self._action(case_id, actor, "reopen") as (connection, row):
            self._happened(connection, row, "reopened", actor, {}, on_reopen())
            return case_rows.case_of(connection, case_id)

    def close(self, case_id: str, disposition: Disposition, note: str, actor: str) -> Case:
        """Finish the case. Raises CaseClosed where it is finished already."""
        detail = {"disposition": disposition.value}
        with self._action(case_id, actor, "close", detail) as (connection, row):
            _refuse_closed(row)
            self._acknowledge(connection, row, actor)
            values = {
                "state": CaseState.CLOSED.value,
                "claimed_by": None,
                "disposition": disposition.value,
                "closed_at": self._clock(),
                "page_at": None,
            }
            case_rows.change(connection, case_id, values)
            noted = {**detail, "note": note}
            self._happened(connection, row, "closed", actor, noted, on_close(disposition))
            return case_rows.case_of(connection, case_id)

    def add_note(self, case_id: str, text: str, actor: str) -> Case:
        """Add words for staff only."""
        with self._action(case_id, actor, "note") as (connection, row):
            case_rows.add_event(connection, row.id, self._clock(), "note", actor, {"text": text})
            return case_rows.case_of(connection, case_id)

    @contextmanager
    def _action(
        self, case_id: str, actor: str, action: str, detail: Mapping[str, Any] | None = None
    ) -> Iterator[tuple[Connection, Row]]:
        """The locked case in a transaction that is audited; a refused action leaves no row."""
        with self._database.writing() as connection:
            row = case_rows.locked_row(connection, case_id)
            yield connection, row
            audit.record(
                connection,
                at=self._clock(),
                actor=actor,
                action=action,
                case_id=case_id,
                detail=detail,
            )

    def _happened(
        self,
        connection: Connection,
        row: Row,
        kind: str,
        actor: str,
        detail: Mapping[str, Any],
        effects: Effects,
    ) -> None:
        now = self._clock()
        case_rows.add_event(connection, row.id, now, kind, actor, detail)
        enqueue(connection, row.conversation, effects, now)

    def _acknowledge(self, connection: Connection, row: Row, actor: str) -> None:
        case_rows.stop_calling(connection, row.id)
        if row.acknowledged_at is not None:
            return
        now = self._clock()
        values = {"acknowledged_at": now, "acknowledged_by": actor}
        case_rows.change(connection, row.id, values)
        case_rows.add_event(connection, row.id, now, "acknowledged", actor)


def _refuse_closed(row: Row) -> None:
    if row.state == CaseState.CLOSED.value:
        raise CaseClosed("The case is closed.")
