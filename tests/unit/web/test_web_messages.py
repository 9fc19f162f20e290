"""Numbered messages, limits and cards of the website's channel."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from antechamber.channels.web import tables
from antechamber.channels.web.cards import Cards
from antechamber.channels.web.limits import Limit
from antechamber.channels.web.message_log import MessageLog
from antechamber.channels.web.messages import WebMessage, bot_message
from antechamber.channels.web.options import options_from
from antechamber.channels.web.origins import address_of, origin_of
from antechamber.desk.database import Database
from antechamber.errors import ConfigurationError
from antechamber.settings import home

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)


@pytest.fixture
def log(tmp_path: Path) -> MessageLog:
    database = Database(f"sqlite:///{tmp_path / 'web.db'}")
    tables.metadata.create_all(database.engine)
    return MessageLog(database)


def _said(text: str, client_id: str) -> WebMessage:
    return WebMessage("patient", text, NOW, client_id=client_id)


def test_messages_are_numbered_in_each_conversation(log: MessageLog) -> None:
    for conversation in ("a", "b"):
        for number in (1, 2):
            kept = log.add(conversation, WebMessage("bot", "hi", NOW))
            assert kept is not None
            assert kept.seq == number


def test_replay_gives_exactly_what_is_missing(log: MessageLog) -> None:
    for text in ("one", "two", "three"):
        log.add("a", WebMessage("bot", text, NOW, buttons=("Yes",)))
    missing = log.since("a", 1)
    assert [(one.seq, one.text, one.buttons) for one in missing] == [
        (2, "two", ("Yes",)),
        (3, "three", ("Yes",)),
    ]
    assert log.since("b", 0) == []


def test_same_client_message_is_kept_once(log: MessageLog) -> None:
    assert log.add("a", _said("help", "12345678")) is not None
    assert log.add("a", _said("help", "12345678")) is None
    assert log.add("b", _said("help", "12345678")) is not None


def test_message_waits_until_it_is_handled(log: MessageLog) -> None:
    log.add("a", _said("I want to die", "12345678"))
    assert [one.text for _, one in log.unhandled(NOW - timedelta(days=1))] == ["I want to die"]
    assert log.unhandled(NOW + timedelta(seconds=1)) == []
    log.mark_handled("a", 1)
    assert log.unhandled(NOW - timedelta(days=1)) == []


def test_progress_hint_is_cut_off_and_a_push_has_a_reference() -> None:
    asked = bot_message({"text": "(2 of 9) Do you?", "buttons": [{"title": "Yes"}]}, NOW, None)
    assert (asked.text, asked.buttons, asked.ref) == ("Do you?", ("Yes",), None)
    staff = {"from": "staff", "name": "Alex", "effect": "e1"}
    pushed = bot_message({"text": "Hello", "metadata": staff}, NOW, None)
    assert (pushed.sender, pushed.name) == ("staff", "Alex")
    assert pushed.ref == bot_message({"text": "Hello", **staff}, NOW, None).ref


def test_limit_forgets_after_its_window() -> None:
    now = 0.0
    limit = Limit(2, 10.0, clock=lambda: now)
    assert [limit.allows("a") for _ in range(3)] == [True, True, False]
    assert limit.allows("b")
    now = 10.1
    assert limit.allows("a")


def test_cards_know_the_shipped_texts() -> None:
    responses = YAML(typ="safe").load(home() / "domain" / "screening.yml")["responses"]
    cards = Cards(responses)
    for name, card in (
        ("utter_outcome_not_eligible", "outcome"),
        ("utter_outcome_no_contraindication", "outcome"),
        ("utter_question_summary_ok", "summary"),
        ("utter_opening", None),
    ):
        text = responses[name][0]["text"]
        for placeholder in ("clinic_name", "reasons", "summary", "who_sees"):
            text = text.replace(f"{{{placeholder}}}", "- one (really?)\n- two")
        assert cards.card_of(text) == card, name


def test_origin_is_the_pages_own_only_where_the_browser_says_so() -> None:
    own = "https://chat.example"
    assert origin_of({"origin": "https://Evil.example"}, own=own) == "https://evil.example"
    assert origin_of({}, own=own) is None
    assert origin_of({"sec-fetch-site": "same-origin"}, own=own) == own


def test_forwarded_address_counts_only_behind_our_own_proxies() -> None:
    headers = {"x-forwarded-for": "6.6.6.6, 1.2.3.4"}
    assert address_of(headers, "10.0.0.1", proxies=0) == "10.0.0.1"
    assert address_of(headers, "10.0.0.1", proxies=1) == "1.2.3.4"


def test_production_needs_a_secret_and_names_its_origins(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "http://127.0.0.1:8123" in options_from({"DESK_PORT": "8123", "WEB_SECRET": "s"}).origins
    monkeypatch.setenv("ANTECHAMBER_PROFILE", "production")
    assert options_from({"WEB_SECRET": "s"}).origins == frozenset()
    with pytest.raises(ConfigurationError, match="WEB_SECRET"):
        options_from({})
