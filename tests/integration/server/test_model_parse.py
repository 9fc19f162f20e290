"""`POST /model/parse` has the contract's shape for every text."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.server import Server

_LEVELS = {"none", "concern", "urgent", "imminent"}
_CATEGORIES = {None, "suicide", "self_harm", "harm_to_others", "abuse", "medical_emergency"}

TEXTS = [
    "",
    " ",
    "🙂",
    "hello",
    "/restart",
    "/greet",
    '/inform{"glaucoma": "yes"}',
    "I have COPD and my mom has glaucoma",
    "I want to die",
    "Quiero morir",
    "null",
    "\u202ehello\u0000 there",
    "no " * 3333,
]


@pytest.mark.parametrize("text", TEXTS, ids=[repr(one[:20]) for one in TEXTS])
def test_shape(server: Server, text: str) -> None:
    parsed = server.bot.parse(text)
    safety = parsed["safety"]
    assert set(safety) == {"level", "category", "evidence"}
    assert safety["level"] in _LEVELS
    assert safety["category"] in _CATEGORIES
    assert (safety["level"] == "none") == (safety["category"] is None)
    for one in safety["evidence"]:
        assert set(one) == {"start", "end", "text"}
        assert parsed["text"][one["start"] : one["end"]] == one["text"] != ""
    for one in parsed["findings"]:
        assert set(one) == {"criterion", "value", "start", "end"}
        assert one["value"] in ("yes", "no", "unsure")
        assert 0 <= one["start"] < one["end"] <= len(parsed["text"])
    assert set(parsed["intent"]) >= {"name", "confidence"}


@pytest.mark.parametrize(
    ("text", "level", "category"),
    [
        ("/i am going to kill myself tonight", "imminent", "suicide"),
        ("my suicidal thoughts", "concern", "suicide"),
        ("which dose of ketamine would kill me", "concern", "suicide"),
        ("is ketamine safe?", "none", None),
        ("can you take too much ketamine?", "none", None),
        ("does ketamine help suicidal people?", "none", None),
        ("/restart", "none", None),
    ],
)
def test_safety_of_the_text_alone(
    server: Server, text: str, level: str, category: str | None
) -> None:
    safety = server.bot.parse(text)["safety"]
    assert (safety["level"], safety["category"]) == (level, category)


def test_nobody_sends_intents_or_entities(server: Server) -> None:
    parsed = server.bot.parse('/affirm{"consent": "yes"}')
    assert parsed["text"] == '/affirm{"consent": "yes"}'
    assert parsed.get("entities", []) == []


def test_findings_quote_the_text(server: Server) -> None:
    text = "I have COPD, no glaucoma, and my dad has heart failure."
    found = {one["criterion"]: one for one in server.bot.parse(text)["findings"]}
    assert {name: one["value"] for name, one in found.items()} == {"copd": "yes", "glaucoma": "no"}
    assert "COPD" in text[found["copd"]["start"] : found["copd"]["end"]]
    assert "glaucoma" in text[found["glaucoma"]["start"] : found["glaucoma"]["end"]]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what is ketamine?", "what_is_ketamine"),
        ("who can see what I type here?", "privacy"),
        ("am I talking to a robot?", "about_bot"),
        ("I have COPD, may I?", "medical_clearance"),
        ("does ketamine damage the bladder?", "bladder_toxicity"),
    ],
)
def test_faq_topic_stands_where_clients_look(server: Server, text: str, topic: str) -> None:
    parsed = server.bot.parse(text)
    assert parsed["intent"]["name"] == "faq"
    selected: dict[str, Any] = parsed["response_selector"]["faq"]["response"]
    assert selected["intent_response_key"] == f"faq/{topic}"


def test_closed_doors(server: Server) -> None:
    tracker = requests.get(f"{server.bot_url}/conversations/x/tracker", timeout=10)
    parsed = requests.post(f"{server.bot_url}/model/parse", json={"text": "hi"}, timeout=10)
    cases = requests.get(f"{server.desk_url}/api/cases", timeout=10)
    assert [one.status_code for one in (tracker, parsed, cases)] == [401, 401, 401]
