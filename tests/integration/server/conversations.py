"""Short ways to a certain point of a conversation, for tests about what happens there."""

from __future__ import annotations

import time
from uuid import uuid4

from tests.clients import BotClient
from tests.server import Server

CRISIS = "I'm going to kill myself tonight with the pills I saved up."
CRISIS_WITHIN_S = 4.0
"""The issue asks for 2 s; the rest is room for a busy test machine."""


def new_sender(what: str) -> str:
    """A conversation that nobody else uses."""
    return f"{what}-{uuid4().hex[:8]}"


def said(bot: BotClient, sender: str, *messages: str) -> list[str]:
    """Say all messages; the replies to the last one."""
    replies: list[str] = []
    for message in messages:
        replies = bot.say(sender, message)
    return replies


def in_a_criterion(bot: BotClient, sender: str) -> None:
    """Bring a conversation to the suicide question, with the listed conditions denied."""
    said(bot, sender, "hello", "Yes, I'm 40 and I agree.", "none of those")
    assert bot.slots(sender)["requested_slot"] == "suicidal_ideation"


def crisis_text_comes_in_time(server: Server, sender: str, text: str = CRISIS) -> list[str]:
    """The replies to words of danger: resources, within the time allowed."""
    began = time.monotonic()
    replies = server.bot.say(sender, text)
    took = time.monotonic() - began
    together = "\n".join(replies)
    assert "988" in together and "911" in together, f"no crisis text: {replies}"
    assert took < CRISIS_WITHIN_S, f"the crisis text took {took:.1f} s"
    return replies


def case_id_of(server: Server, sender: str) -> str:
    """Id of the conversation's open case. Fails where there is none."""
    case = server.desk.only_case(sender)
    assert case is not None, "there is no case"
    return str(case["id"])
