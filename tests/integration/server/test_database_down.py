"""The database failing in three ways: danger is answered, a level is never forgotten, the case is stored later."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from conversations import crisis_text_comes_in_time, in_a_criterion, new_sender, said

from antechamber.desk.migrations import upgrade
from tests.clients import wait_until
from tests.server import Server

_STORED_WITHIN_S = 30.0
_NEVER_IN_A_HOLD = ("18 or older", "do any of these apply", "have you had any thoughts")


@contextmanager
def _locked(server: Server) -> Iterator[None]:
    connection = sqlite3.connect(server.database, isolation_level=None, timeout=10)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@contextmanager
def _without_events_table(server: Server) -> Iterator[None]:
    connection = sqlite3.connect(server.database, isolation_level=None, timeout=10)
    connection.execute("ALTER TABLE events RENAME TO events_away")
    try:
        yield
    finally:
        connection.execute("DROP TABLE IF EXISTS events")
        connection.execute("ALTER TABLE events_away RENAME TO events")
        connection.close()


@contextmanager
def _unreadable(server: Server) -> Iterator[None]:
    """Overwrite the file in place, as a dying disk might. A file's mode would not stop root."""
    with server.database.open("r+b") as file:
        file.write(b"\xff" * 65_536)
    try:
        yield
    finally:
        _start_afresh(server)


def _start_afresh(server: Server) -> None:
    import signal

    processes = ("bot", "desk", "alerts")
    for name in processes:
        server.signal(name, signal.SIGKILL)
    for path in server.state.glob("antechamber.db*"):
        path.unlink()
    upgrade(f"sqlite:///{server.database}")
    for name in processes:
        server.launch(name)
    for name in ("bot", "desk"):
        server.wait_until_ready(name)


BREAKS = {
    "locked": _locked,
    "no events table": _without_events_table,
    "unreadable": _unreadable,
}


@pytest.mark.parametrize("how", list(BREAKS))
def test_danger_is_answered_and_remembered(fragile: Server, how: str) -> None:
    known, new = new_sender("known"), new_sender("new")
    said(fragile.bot, known, "hello", "I have been thinking about killing myself.")
    assert fragile.bot.slots(known)["safety_level"] == "urgent"
    with BREAKS[how](fragile):
        crisis_text_comes_in_time(fragile, new)
        replies = fragile.bot.say(known, "lol jk")
        together = "\n".join(replies).lower()
        assert "988" in together, replies
        assert not [words for words in _NEVER_IN_A_HOLD if words in together], replies
    if how == "unreadable":
        return  # what the disk lost is lost; only the new conversation can be looked up
    _is_held(fragile, known)
    wait_until(
        lambda: fragile.desk.only_case(new) is not None,
        timeout_s=_STORED_WITHIN_S,
        what="the case that could not be written is stored",
    )
    case = fragile.desk.only_case(new)
    assert case is not None and (case["kind"], case["level"]) == ("safety", "imminent")
    _is_held(fragile, new)


def test_person_is_told_that_staff_were_not_reached(fragile: Server) -> None:
    with _locked(fragile):
        together = "\n".join(crisis_text_comes_in_time(fragile, new_sender("locked")))
    assert "could not reach the care team" in together
    assert "saved for the care team" not in together


def test_journal_is_stored_after_a_restart(fragile: Server) -> None:
    sender = new_sender("journal")
    with _locked(fragile):
        crisis_text_comes_in_time(fragile, sender)
        fragile.restart("bot")
    wait_until(
        lambda: fragile.desk.only_case(sender) is not None,
        timeout_s=_STORED_WITHIN_S,
        what="the journal of the earlier process is stored",
    )
    _is_held(fragile, sender)


@pytest.mark.parametrize("how", ["locked", "no events table"])
def test_screening_never_looks_finished(fragile: Server, how: str) -> None:
    sender = new_sender("summary")
    in_a_criterion(fragile.bot, sender)
    said(fragile.bot, sender, "no", "no")
    with BREAKS[how](fragile):
        replies = fragile.bot.say(sender, "what is ketamine?")
        assert "found nothing" not in "\n".join(replies).lower()
    assert fragile.bot.slots(sender)["screening_outcome"] is None


def _is_held(server: Server, sender: str) -> None:
    """One more message, and the conversation knows that it is on hold."""
    replies = server.bot.say(sender, "hello again")
    together = "\n".join(replies).lower()
    assert not [words for words in _NEVER_IN_A_HOLD if words in together], replies
    slots = server.bot.slots(sender)
    assert slots["safety_level"] in ("urgent", "imminent")
    assert slots["screening_outcome"] == "safety_hold"
