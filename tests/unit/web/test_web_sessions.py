"""Sessions and tokens of the website's channel: who may go on with which conversation."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from antechamber.channels.web import tables
from antechamber.channels.web.sessions import Sessions, Visitor
from antechamber.channels.web.tokens import SessionTokens
from antechamber.desk.database import Database

VISITOR = Visitor("https://clinic.example", "Firefox")
RESUME_S = 1800


class Clock:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(tmp_path: Path, clock: Clock) -> Sessions:
    database = Database(f"sqlite:///{tmp_path / 'web.db'}")
    tables.metadata.create_all(database.engine)
    return Sessions(database, resume_s=RESUME_S, clock=clock)


def test_two_visitors_never_share_a_conversation(sessions: Sessions) -> None:
    assert sessions.open(VISITOR).conversation != sessions.open(VISITOR).conversation


def test_conversation_id_has_128_bits_and_is_not_in_the_token(sessions: Sessions) -> None:
    session = sessions.open(VISITOR)
    assert len(session.conversation) == 32
    assert session.conversation not in SessionTokens("s" * 32, max_age_s=60).sign(session.id)


@pytest.mark.parametrize(
    "thief", [Visitor("https://evil.example", "Firefox"), Visitor("https://clinic.example", "curl")]
)
def test_stolen_token_opens_nothing(sessions: Sessions, thief: Visitor) -> None:
    session = sessions.open(VISITOR)
    assert sessions.find(session.id, thief) is None
    assert sessions.find(session.id, VISITOR) is not None


def test_closed_session_opens_nothing(sessions: Sessions) -> None:
    session = sessions.open(VISITOR)
    sessions.close(session.id)
    assert sessions.find(session.id, VISITOR) is None


def test_session_asks_after_the_time_to_resume(sessions: Sessions, clock: Clock) -> None:
    session = sessions.open(VISITOR)
    clock.now += timedelta(seconds=RESUME_S)
    found = sessions.find(session.id, VISITOR)
    assert found is not None
    assert not found.stale
    clock.now += timedelta(seconds=1)
    found = sessions.find(session.id, VISITOR)
    assert found is not None
    assert found.stale


def test_sign_of_life_starts_the_time_again(sessions: Sessions, clock: Clock) -> None:
    session = sessions.open(VISITOR)
    clock.now += timedelta(seconds=RESUME_S)
    sessions.seen(session.id)
    clock.now += timedelta(seconds=RESUME_S)
    found = sessions.find(session.id, VISITOR)
    assert found is not None
    assert not found.stale


def test_going_on_keeps_the_conversation_and_hides_what_was_said(sessions: Sessions) -> None:
    old = sessions.open(VISITOR)
    new = sessions.go_on(old, VISITOR, shown_from=8)
    assert (new.conversation, new.shown_from) == (old.conversation, 8)
    assert sessions.find(old.id, VISITOR) is None


@pytest.mark.parametrize("token", [None, 7, "", "forged", "a.b.c", ["x"]])
def test_anything_but_our_token_names_no_session(token: object) -> None:
    assert SessionTokens("s" * 32, max_age_s=60).session_id(token) is None


def test_token_of_another_secret_or_too_old_names_no_session() -> None:
    ours = SessionTokens("s" * 32, max_age_s=60)
    assert ours.session_id(ours.sign("id")) == "id"
    assert ours.session_id(SessionTokens("t" * 32, max_age_s=60).sign("id")) is None
    assert SessionTokens("s" * 32, max_age_s=-1).session_id(ours.sign("id")) is None
