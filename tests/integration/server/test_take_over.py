"""A clinician in the conversation: claim, words, release, clear, reopen, close, over the API."""

from __future__ import annotations

from typing import Any

import pytest
from conversations import CRISIS, case_id_of, in_a_criterion, new_sender, said

from tests.clients import wait_until
from tests.server import Server

_EFFECT_WITHIN_S = 2.0
_NAME = "Dr. Rivera"


def _in_effect(server: Server, sender: str, slot: str, value: object) -> None:
    wait_until(
        lambda: server.bot.slots(sender)[slot] == value,
        timeout_s=_EFFECT_WITHIN_S,
        what=f"{slot} is {value!r}",
    )


def _bot_events(server: Server, sender: str) -> list[dict[str, Any]]:
    return [one for one in server.bot.tracker(sender)["events"] if one["event"] == "bot"]


def _claimed(server: Server, what: str, *messages: str) -> tuple[str, str]:
    """A conversation that a clinician has taken over: sender and case id."""
    sender = new_sender(what)
    said(server.bot, sender, "hello", *messages)
    case = case_id_of(server, sender)
    server.desk.act(case, "claim", {"name": _NAME})
    return sender, case


def test_claimed_conversation_gets_no_reply_and_keeps_its_safety(server: Server) -> None:
    sender, case = _claimed(server, "claim", "I have been thinking about killing myself.")
    assert server.bot.say(sender, "is somebody there?") == []
    assert (
        server.bot.say(sender, "I have a loaded gun in my hand and I will shoot myself now") == []
    )
    tracker = server.bot.tracker(sender)
    assert tracker["latest_message"]["text"].startswith("I have a loaded gun")
    assert tracker["latest_message"]["safety"]["level"] == "imminent"
    assert tracker["slots"]["safety_level"] == "imminent"
    found = server.desk.case(case)
    assert (found["level"], found["state"], found["claimed_by"]) == ("imminent", "claimed", _NAME)


def test_person_hears_who_is_here_only_after_the_claim(server: Server) -> None:
    sender = new_sender("joined")
    said(server.bot, sender, "hello", "I have been thinking about killing myself.")
    assert not [one for one in _bot_events(server, sender) if _NAME in (one["text"] or "")]
    server.desk.act(case_id_of(server, sender), "claim", {"name": _NAME})
    wait_until(
        lambda: any(_NAME in (one["text"] or "") for one in _bot_events(server, sender)),
        timeout_s=_EFFECT_WITHIN_S,
        what="the person is told who is here",
    )


def test_staff_words_are_bot_events_with_their_name(server: Server) -> None:
    sender, case = _claimed(server, "words", CRISIS)
    words = "Hello, this is Dr. Rivera. I am reading what you write."
    server.desk.act(case, "messages", {"text": words})
    wait_until(
        lambda: any(one["text"] == words for one in _bot_events(server, sender)),
        timeout_s=_EFFECT_WITHIN_S,
        what="staff words are in the conversation",
    )
    event = next(one for one in _bot_events(server, sender) if one["text"] == words)
    assert event["metadata"]["from"] == "staff"
    assert event["metadata"]["name"] == _NAME
    messages = server.desk.get(f"/cases/{case}/messages").json()
    assert [(one["from"], one["name"]) for one in messages if one["text"] == words] == [
        ("staff", _NAME)
    ]
    told = next(one for one in messages if one["text"] == CRISIS)
    assert told["from"] == "patient"
    assert told["safety"]["level"] == "imminent"
    assert {"at", "from", "name", "text", "safety"} <= set(told)


def test_second_clinician_needs_a_reason(server: Server) -> None:
    _, case = _claimed(server, "second", CRISIS)
    refused = server.desk.post(f"/cases/{case}/claim", {"name": "Dr. Okafor"})
    assert refused.status_code == 409
    assert refused.json()["claimed_by"] == _NAME
    taken = server.desk.act(case, "claim", {"name": "Dr. Okafor", "takeover_reason": "shift"})
    assert taken["claimed_by"] == "Dr. Okafor"


def test_start_over_ends_no_take_over(server: Server) -> None:
    sender, case = _claimed(server, "restart", CRISIS)
    for words in ("start over", "yes", "/restart"):
        assert server.bot.say(sender, words) == []
    assert server.bot.slots(sender)["safety_level"] == "imminent"
    assert server.desk.case(case)["state"] == "claimed"


def test_released_conversation_goes_on_with_the_bot(server: Server) -> None:
    sender = new_sender("release")
    in_a_criterion(server.bot, sender)
    said(server.bot, sender, "can I talk to a person?")
    case = case_id_of(server, sender)
    server.desk.act(case, "claim", {"name": _NAME})
    assert server.bot.say(sender, "hi there") == []
    assert server.desk.act(case, "release")["state"] == "open"
    wait_until(
        lambda: bool(server.bot.say(sender, "what is ketamine?")),
        timeout_s=_EFFECT_WITHIN_S,
        what="the bot answers again",
    )
    assert server.bot.slots(sender)["requested_slot"] == "suicidal_ideation"


def test_clear_takes_the_level_and_keeps_answers(server: Server) -> None:
    sender = new_sender("clear")
    in_a_criterion(server.bot, sender)
    said(server.bot, sender, CRISIS)
    case = case_id_of(server, sender)
    server.desk.act(case, "clear", {"reason": "spoke by phone, safe at home"})
    _in_effect(server, sender, "safety_level", None)
    slots = server.bot.slots(sender)
    assert slots["safety_category"] is None
    assert (slots["suicidal_ideation"], slots["glaucoma"]) == ("yes", "no")


def test_reopen_asks_both_suicide_questions_again(server: Server) -> None:
    sender = new_sender("reopen")
    in_a_criterion(server.bot, sender)
    said(server.bot, sender, CRISIS)
    case = case_id_of(server, sender)
    server.desk.act(case, "clear", {"reason": "spoke by phone, safe at home"})
    server.desk.act(case, "reopen")
    _in_effect(server, sender, "requested_slot", "suicidal_ideation")
    slots = server.bot.slots(sender)
    assert (slots["suicidal_ideation"], slots["suicide_attempt"]) == (None, None)
    assert slots["screening_outcome"] is None
    said(server.bot, sender, "no", "no", "yes, that is right")
    slots = server.bot.slots(sender)
    assert slots["suicidal_ideation"] == "no"
    assert slots["screening_outcome"] == "clearance_required"
    assert "safety_concern" in slots["screening_reasons"]


def test_danger_after_closing_opens_a_new_case(server: Server) -> None:
    sender, case = _claimed(server, "close", CRISIS)
    closed = server.desk.act(case, "close", {"disposition": "reached_safe", "note": "called"})
    assert (closed["state"], closed["disposition"]) == ("closed", "reached_safe")
    _in_effect(server, sender, "handoff_case", None)
    said(server.bot, sender, "I took the pills, I swallowed all of them just now")
    assert case_id_of(server, sender) != case
    assert server.bot.slots(sender)["handoff_case"] == case_id_of(server, sender)


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("claim", {}),
        ("claim", {"name": 7}),
        ("clear", {}),
        ("messages", {"text": ""}),
        ("close", {"disposition": "gone", "note": ""}),
    ],
)
def test_bad_body_is_refused(server: Server, action: str, body: dict[str, Any]) -> None:
    sender = new_sender("bad")
    said(server.bot, sender, "can I talk to a person?")
    answer = server.desk.post(f"/cases/{case_id_of(server, sender)}/{action}", body)
    assert answer.status_code == 422


def test_stronger_kind_and_level_keep_the_case(server: Server) -> None:
    sender = new_sender("upgrade")
    said(server.bot, sender, "hello", "Yes, I'm 40 and I agree.", "can I talk to a person?")
    case = case_id_of(server, sender)
    assert server.desk.case(case)["kind"] == "request"
    steps = [
        ("I'm just a burden to everyone.", "concern"),
        ("yes", "urgent"),
        (CRISIS, "imminent"),
    ]
    for words, level in steps:
        said(server.bot, sender, words)
        found = server.desk.case(case_id_of(server, sender))
        assert (found["id"], found["kind"], found["level"]) == (case, "safety", level)
    assert len(server.desk.cases(sender)) == 1
