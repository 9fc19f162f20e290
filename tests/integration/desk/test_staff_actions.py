"""What staff do with a case, on real databases, and the trail it leaves."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import delete, update

from antechamber.desk import audit
from antechamber.desk.cases import (
    AlreadyClaimed,
    CaseClosed,
    CaseReport,
    CaseState,
    Disposition,
    Kind,
)
from antechamber.desk.database import Database
from antechamber.desk.schema import audit as audit_table
from antechamber.desk.schema import audit_head
from antechamber.desk.services import DeskServices
from antechamber.desk.staff_actions import StaffActions
from antechamber.desk.store import CaseStore
from antechamber.safety.levels import Category, Level

URGENT = CaseReport(
    conversation="one",
    channel="rest",
    kind=Kind.SAFETY,
    level=Level.URGENT,
    category=Category.SUICIDE,
    words=("words",),
    page_now=True,
)


def test_one_owner_and_a_second_needs_a_reason(store: CaseStore, staff: StaffActions) -> None:
    case = store.upsert(URGENT)
    claimed = staff.claim(case.id, "Dana", "api")
    assert (claimed.state, claimed.claimed_by) == (CaseState.CLAIMED, "Dana")
    assert claimed.acknowledged_at is not None
    assert staff.claim(case.id, "Dana", "api") == claimed
    with pytest.raises(AlreadyClaimed) as raised:
        staff.claim(case.id, "Lee", "api")
    assert raised.value.claimed_by == "Dana"
    assert staff.claim(case.id, "Lee", "api", takeover_reason="shift ends").claimed_by == "Lee"
    released = staff.release(case.id, "api")
    assert (released.state, released.claimed_by) == (CaseState.OPEN, None)


def test_of_many_who_claim_at_once_one_wins(store: CaseStore, staff: StaffActions) -> None:
    case = store.upsert(URGENT)
    won: list[str] = []
    lost: list[str] = []

    def claim(name: str) -> None:
        try:
            staff.claim(case.id, name, "api")
            won.append(name)
        except AlreadyClaimed as error:
            lost.append(error.claimed_by)

    threads = [threading.Thread(target=claim, args=(f"staff {one}",)) for one in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert lost == won * 5


def test_clearing_takes_the_level_and_keeps_the_rest(store: CaseStore, staff: StaffActions) -> None:
    case = store.upsert(URGENT)
    cleared = staff.clear(case.id, "spoke with her", "api")
    assert (cleared.kind, cleared.level, cleared.category) == (Kind.SAFETY, None, None)
    assert cleared.words == ("words",)
    assert store.events(case.id)[-1].detail["level"] == "urgent"


def test_a_closed_case_stays_closed(store: CaseStore, staff: StaffActions) -> None:
    case = store.upsert(URGENT)
    closed = staff.close(case.id, Disposition.REACHED_SAFE, "with her sister", "api")
    assert (closed.state, closed.disposition) == (CaseState.CLOSED, Disposition.REACHED_SAFE)
    for act in (
        lambda: staff.claim(case.id, "Dana", "api"),
        lambda: staff.release(case.id, "api"),
        lambda: staff.say(case.id, "hello", "api"),
        lambda: staff.close(case.id, Disposition.OTHER, "", "api"),
    ):
        with pytest.raises(CaseClosed):
            act()
    assert store.list(CaseState.CLOSED) == [closed]
    assert store.upsert(URGENT).id != case.id


def test_effects_reach_the_conversation_in_order(services: DeskServices, bot: Any) -> None:
    case = services.store.upsert(URGENT)
    services.staff.claim(case.id, "Dana", "api")
    services.staff.say(case.id, "Hello, this is Dana.", "api")
    services.staff.clear(case.id, "spoke", "api")
    services.staff.reopen(case.id, "api")
    services.staff.close(case.id, Disposition.CLEARANCE_GIVEN, "", "api")
    assert services.effects.deliver("one")
    assert {conversation for conversation, _ in bot.pushed} == {"one"}
    bodies = [body for _, body in bot.pushed]
    assert bodies[0]["slots"] == {"taken_over_by": "Dana"}
    assert bodies[1]["say"] == [{"text": "Hello, this is Dana.", "name": "Dana", "from": "staff"}]
    assert [body["memory"] for body in bodies] == [None, None, "clear", "reopen", None]
    assert bodies[4]["slots"] == {"taken_over_by": None, "handoff_case": None}
    assert bodies[4]["say"][0]["response"] == "utter_clearance_given"
    assert len({body["id"] for body in bodies}) == 5


def test_effects_wait_for_a_bot_that_is_down(services: DeskServices, bot: Any, clock: Any) -> None:
    case = services.store.upsert(URGENT)
    services.staff.claim(case.id, "Dana", "api")
    bot.down = True
    assert not services.effects.deliver("one")
    services.staff.say(case.id, "Hello.", "api")
    bot.down = False
    services.effects.deliver()
    assert bot.said() == []  # not before its time
    clock.forward(40)
    assert services.effects.deliver()
    assert bot.said() == ["utter_staff_joined", "Hello."]
    assert services.effects.deliver()
    assert len(bot.pushed) == 2


def test_an_untouched_trail_is_whole(
    store: CaseStore, staff: StaffActions, database: Database
) -> None:
    assert audit.faults(database) == []
    case = store.upsert(URGENT)
    staff.read(case.id, "api", "case")
    staff.claim(case.id, "Dana", "api")
    with pytest.raises(AlreadyClaimed):
        staff.claim(case.id, "Lee", "api")
    assert audit.faults(database) == []


@pytest.mark.parametrize("row", [1, 2, 3])
@pytest.mark.parametrize("how", ["changed", "missing"])
def test_a_changed_or_missing_row_is_found(
    store: CaseStore, staff: StaffActions, database: Database, row: int, how: str
) -> None:
    case = store.upsert(URGENT)
    for _ in range(3):
        staff.read(case.id, "api", "case")
    with database.writing() as connection:
        if how == "changed":
            connection.execute(
                update(audit_table).where(audit_table.c.id == row).values(actor="nobody")
            )
        else:
            connection.execute(delete(audit_table).where(audit_table.c.id == row))
    assert audit.faults(database)


def test_an_emptied_trail_is_found(
    store: CaseStore, staff: StaffActions, database: Database
) -> None:
    staff.read(None, "api", "list")
    with database.writing() as connection:
        connection.execute(delete(audit_table))
    assert audit.faults(database) == ["the trail ends at row 0, not at row 1"]
    with database.writing() as connection:
        connection.execute(delete(audit_head))
    staff.read(None, "api", "list")
