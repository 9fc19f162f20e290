"""The store on real SQLite files and a real Postgres."""

from __future__ import annotations

import logging
import multiprocessing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select

from antechamber.desk.cases import CaseNotFound, CaseReport, Disposition, Kind
from antechamber.desk.database import Database, StoreUnavailable
from antechamber.desk.deadlines import Deadlines
from antechamber.desk.migrations import upgrade
from antechamber.desk.schema import alert_outbox, metadata
from antechamber.desk.staff_actions import StaffActions
from antechamber.desk.store import CaseStore
from antechamber.safety.levels import Category, Level

URGENT = CaseReport(
    conversation="one",
    channel="rest",
    kind=Kind.SAFETY,
    level=Level.URGENT,
    category=Category.SUICIDE,
    words=("I want to die, señor",),
    page_now=True,
)
REVIEW = CaseReport(
    conversation="one",
    channel="rest",
    kind=Kind.REVIEW,
    outcome="no_contraindication",
    reasons=(),
    answers={"copd": {"value": "no", "declined": False, "words": "none", "previous": []}},
    protocol_version="1",
)


def alert_rows(database: Database) -> list[Any]:
    with database.reading() as connection:
        return list(connection.execute(select(alert_outbox).order_by(alert_outbox.c.id)))


def test_migrations_build_what_the_schema_says(database: Database) -> None:
    with database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda _o, name, *_: name != "alembic_version"}
        )
        differences = compare_metadata(context, metadata)
    assert differences == []


def test_upgrading_twice_changes_nothing(url: str, store: CaseStore) -> None:
    case = store.upsert(URGENT)
    upgrade(url)
    assert store.get(case.id) == case


def test_processes_that_start_together_build_the_database_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'desk.db'}"
    spawn = multiprocessing.get_context("spawn")
    starting = [spawn.Process(target=upgrade, args=(url,)) for _ in range(3)]
    for process in starting:
        process.start()
    for process in starting:
        process.join(timeout=60)
    assert [process.exitcode for process in starting] == [0, 0, 0]
    assert (tmp_path / "new" / "desk.db").stat().st_mode & 0o077 == 0


def test_a_case_comes_back_as_it_was_stored(store: CaseStore) -> None:
    case = store.upsert(replace(REVIEW, contact={"contact_phone": "+1"}, volunteered=("gout",)))
    assert store.get(case.id) == case
    assert case.outcome == "no_contraindication"
    assert case.answers == REVIEW.answers
    assert case.volunteered == ("gout",)
    assert case.due == case.opened + timedelta(days=1)


def test_the_same_report_twice_is_one_case_and_one_call(
    store: CaseStore, database: Database
) -> None:
    first = store.upsert(replace(URGENT, note="asks for a person"))
    before = store.events(first.id)
    assert store.upsert(replace(URGENT, note="asks for a person")) == first
    assert store.events(first.id) == before
    assert len(alert_rows(database)) == 1


def test_a_stronger_report_upgrades_the_case_and_keeps_its_id(store: CaseStore) -> None:
    review = store.upsert(REVIEW)
    urgent = store.upsert(URGENT)
    assert urgent.id == review.id
    assert (urgent.kind, urgent.level) == (Kind.SAFETY, Level.URGENT)
    assert urgent.answers == REVIEW.answers
    weaker = store.upsert(replace(URGENT, level=Level.CONCERN, kind=Kind.REQUEST))
    assert (weaker.kind, weaker.level) == (Kind.SAFETY, Level.URGENT)
    assert [event.kind for event in store.events(review.id)] == ["opened", "raised", "paged"]


def test_a_rising_level_calls_staff_again(
    store: CaseStore, staff: StaffActions, database: Database
) -> None:
    case = store.upsert(URGENT)
    staff.acknowledge(case.id, "dana")
    raised = store.upsert(replace(URGENT, level=Level.IMMINENT))
    assert raised.acknowledged_at is None
    assert [(row.paging, row.state) for row in alert_rows(database)] == [
        (1, "done"),
        (2, "pending"),
    ]


def test_an_open_question_sets_the_time_of_the_call_once(store: CaseStore, clock: Any) -> None:
    asked = replace(URGENT, level=Level.CONCERN, page_now=False, check_open=True)
    case = store.upsert(asked)
    assert case.page_at == clock.now + timedelta(seconds=300)
    clock.forward(100)
    assert store.upsert(asked).page_at == case.page_at
    assert store.upsert(replace(asked, check_open=False)).page_at is None


def test_the_level_outlives_the_case_and_falls_only_by_staff(
    store: CaseStore, staff: StaffActions
) -> None:
    case = store.upsert(URGENT)
    staff.close(case.id, Disposition.NOT_REACHED, "", "dana")
    assert store.open_level("one") == (Level.URGENT, Category.SUICIDE)
    again = store.upsert(replace(REVIEW))
    assert again.id != case.id
    staff.clear(again.id, "spoke with her", "dana")
    assert store.open_level("one") == (Level.NONE, None)
    assert store.open_level("nobody") == (Level.NONE, None)


def test_an_unknown_case_is_said_to_be_unknown(store: CaseStore) -> None:
    with pytest.raises(CaseNotFound):
        store.get("c-nothing")


def test_ids_are_short_and_differ(store: CaseStore) -> None:
    ids = {store.upsert(replace(REVIEW, conversation=str(one))).id for one in range(20)}
    assert len(ids) == 20
    assert all(len(one) == 12 and one.startswith("c-") for one in ids)


def _write(url: str, start: Any, level: Level, results: Any) -> None:
    store = CaseStore(Database(url, timeout_s=10), deadlines=Deadlines(), check_timeout_s=300)
    start.wait()
    for _ in range(50):
        results.put(store.upsert(replace(URGENT, level=level)).id)


def test_two_processes_with_one_conversation_make_one_case(
    url: str, store: CaseStore, database: Database
) -> None:
    spawn = multiprocessing.get_context("spawn")
    start, results = spawn.Event(), spawn.Queue()
    writers = [
        spawn.Process(target=_write, args=(url, start, level, results))
        for level in (Level.URGENT, Level.IMMINENT)
    ]
    for writer in writers:
        writer.start()
    start.set()
    ids = {results.get(timeout=60) for _ in range(100)}
    for writer in writers:
        writer.join(timeout=30)
    assert len(ids) == 1
    assert len(store.list()) == 1
    assert store.list()[0].level is Level.IMMINENT
    assert len([row for row in alert_rows(database) if row.state == "pending"]) == 1


def test_a_failing_database_quotes_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for url in (f"sqlite:///{tmp_path / 'nowhere' / 'x.db'}", f"sqlite:///{tmp_path / 'empty.db'}"):
        store = CaseStore(url, deadlines=Deadlines(), check_timeout_s=300)
        with pytest.raises(StoreUnavailable) as raised:
            store.upsert(URGENT)
        chain = [raised.value, raised.value.__cause__, raised.value.__context__]
        assert not any("want to die" in str(error) for error in chain)
        with pytest.raises(StoreUnavailable):
            store.open_level("one")
    assert "want to die" not in caplog.text


def test_a_locked_database_fails_within_the_time_allowed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    upgrade(url)
    store = CaseStore(Database(url, timeout_s=0.2), deadlines=Deadlines(), check_timeout_s=300)
    with Database(url).writing(), pytest.raises(StoreUnavailable):
        store.upsert(URGENT)
    assert store.upsert(URGENT).level is Level.URGENT
