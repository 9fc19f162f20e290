"""The case store as the bot and the actions use it: one report in, one open case a conversation.

Every call is one short transaction. What fails raises StoreUnavailable, whose
text quotes no patient; the caller says honestly that nobody was reached.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from sqlalchemy import select
from sqlalchemy.engine import Connection, Row
from sqlalchemy.exc import IntegrityError

from antechamber.desk import case_rows
from antechamber.desk.cases import (
    Case,
    CaseEvent,
    CaseReport,
    CaseState,
    queue_order,
    severity_of,
)
from antechamber.desk.database import Database, StoreUnavailable
from antechamber.desk.deadlines import Deadlines
from antechamber.desk.merging import merged
from antechamber.desk.schema import case_events, cases
from antechamber.safety.levels import Category, Level

__all__ = ["CaseStore", "StoreUnavailable", "utc_now"]

_TRIES = 5


def utc_now() -> datetime:
    """The clock of a running desk."""
    return datetime.now(timezone.utc)


class CaseStore:
    """Cases on SQLite or Postgres; safe to use from several processes at once.

    `check_timeout_s` is how long the safety question may stay unanswered
    before staff are called.
    """

    def __init__(
        self,
        url: str | Database,
        *,
        clock: Callable[[], datetime] = utc_now,
        deadlines: Deadlines,
        check_timeout_s: int,
    ) -> None:
        self.database = url if isinstance(url, Database) else Database(url)
        self._clock = clock
        self._deadlines = deadlines
        self._check_timeout = timedelta(seconds=check_timeout_s)

    def upsert(self, report: CaseReport) -> Case:
        """The conversation's open case after this report; opened where there is none.

        A stronger kind or level upgrades the case and keeps its id; the same
        report twice changes nothing.
        """
        for _ in range(_TRIES):
            try:
                with self.database.writing() as connection:
                    return self._upsert(connection, report)
            except IntegrityError:  # another process opened the case between our look and insert
                continue
        raise StoreUnavailable("The case could not be stored: too many writers at once.")

    def open_level(self, conversation: str) -> tuple[Level, Category | None]:
        """Highest level that staff have not cleared, closed cases included."""
        with self.database.reading() as connection:
            rows = connection.execute(
                select(cases.c.level, cases.c.category).where(
                    cases.c.conversation == conversation, cases.c.level.is_not(None)
                )
            ).all()
        found = [(Level(level), Category(kind) if kind else None) for level, kind in rows]
        return max(found, key=lambda one: one[0].rank, default=(Level.NONE, None))

    def get(self, case_id: str) -> Case:
        """One case. Raises CaseNotFound."""
        with self.database.reading() as connection:
            return case_rows.case_of(connection, case_id)

    def list(self, state: CaseState | None = None) -> list[Case]:
        """Cases in queue order; all states where None is asked for."""
        query = select(cases)
        if state is not None:
            query = query.where(cases.c.state == state.value)
        with self.database.reading() as connection:
            found = case_rows.cases_of(connection, connection.execute(query))
        return sorted(found, key=queue_order)

    def events(self, case_id: str) -> tuple[CaseEvent, ...]:
        """The history of a case, oldest first. Raises CaseNotFound."""
        with self.database.reading() as connection:
            case_rows.case_of(connection, case_id)
            rows = connection.execute(
                select(case_events)
                .where(case_events.c.case_id == case_id)
                .order_by(case_events.c.id)
            ).all()
        return tuple(
            CaseEvent(row.case_id, row.at, row.kind, row.actor, row.detail) for row in rows
        )

    def _upsert(self, connection: Connection, report: CaseReport) -> Case:
        now = self._clock()
        row = connection.execute(
            select(cases)
            .where(
                cases.c.conversation == report.conversation,
                cases.c.state != CaseState.CLOSED.value,
            )
            .with_for_update()
        ).one_or_none()
        if row is None:
            case_id = self._open(connection, report, now)
        else:
            case_id = row.id
            self._update(connection, row, report, now)
        self._add_note(connection, case_id, report, now)
        return case_rows.case_of(connection, case_id)

    def _open(self, connection: Connection, report: CaseReport, now: datetime) -> str:
        case_id = case_rows.new_case_id()
        level = report.level if report.level not in (None, Level.NONE) else None
        severity = severity_of(report.kind, level)
        connection.execute(
            cases.insert().values(
                id=case_id,
                conversation=report.conversation,
                channel=report.channel,
                kind=report.kind.value,
                level=level.value if level else None,
                category=report.category.value if level and report.category else None,
                told=report.told,
                state=CaseState.OPEN.value,
                opened=now,
                due=now + self._deadlines.after(severity),
                page_at=now + self._check_timeout if report.check_open else None,
                paging=0,
                said_alerted=False,
                said_not_reached=False,
                outcome=report.outcome,
                reasons=list(report.reasons or ()),
                answers=dict(report.answers or {}),
                volunteered=list(report.volunteered or ()),
                contact=dict(report.contact or {}),
                protocol_version=report.protocol_version,
                words=list(dict.fromkeys(report.words)),
                typed_by=report.typed_by,
            )
        )
        detail = {"severity": severity, "words": list(report.words), "outcome": report.outcome}
        case_rows.add_event(connection, case_id, now, "opened", "bot", detail)
        if report.page_now:
            case_rows.call_staff(connection, case_id, now, why=severity)
        return case_id

    def _update(self, connection: Connection, row: Row, report: CaseReport, now: datetime) -> None:
        case = case_rows.cases_of(connection, [row])[0]
        merge = merged(
            case,
            row.paging,
            report,
            now=now,
            deadlines=self._deadlines,
            check_timeout=self._check_timeout,
        )
        case_rows.change(connection, case.id, merge.values)
        if merge.told_of:
            kind = "raised" if merge.raised else "updated"
            case_rows.add_event(connection, case.id, now, kind, "bot", merge.told_of)
        if merge.page:
            level = (report.level or case.level or Level.NONE).value
            case_rows.call_staff(connection, case.id, now, why=level)

    def _add_note(
        self, connection: Connection, case_id: str, report: CaseReport, now: datetime
    ) -> None:
        if report.note is None:
            return
        details = connection.execute(
            select(case_events.c.detail).where(
                case_events.c.case_id == case_id, case_events.c.kind == "note"
            )
        ).scalars()
        if not any(detail.get("text") == report.note for detail in details):
            case_rows.add_event(connection, case_id, now, "note", "bot", {"text": report.note})
