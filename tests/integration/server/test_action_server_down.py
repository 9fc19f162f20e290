"""The action server dead or hung: danger is answered, nothing looks finished, nothing is lost."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from conversations import crisis_text_comes_in_time, in_a_criterion, new_sender, said

from tests.server import Server

_TROUBLE_WITHIN_S = 15.0
_OUTCOME_WORDS = ("found nothing", "that is not an approval", "a clinician needs to check")


@pytest.fixture(params=["killed", "stopped"])
def how(request: pytest.FixtureRequest) -> str:
    """In which way the action server fails."""
    return str(request.param)


class Break:
    """Stops answering on demand."""

    def __init__(self, server: Server, how: str) -> None:
        self._server = server
        self._number = signal.SIGKILL if how == "killed" else signal.SIGSTOP
        self._broken = False

    def now(self) -> None:
        """From here on no action is answered."""
        self._broken = True
        self._server.signal("actions", self._number)

    def mend(self) -> None:
        """Answering again; nothing happens where nothing is broken."""
        if not self._broken:
            return
        self._broken = False
        if self._number == signal.SIGSTOP:
            self._server.signal("actions", signal.SIGCONT)
        else:
            self._server.launch("actions")
        self._server.wait_until_ready("actions")


@pytest.fixture
def actions(fragile: Server, how: str) -> Iterator[Break]:
    breaking = Break(fragile, how)
    yield breaking
    breaking.mend()


def test_crisis_text_comes_in_a_criterion(fragile: Server, actions: Break) -> None:
    sender = new_sender("actions")
    in_a_criterion(fragile.bot, sender)
    actions.now()
    crisis_text_comes_in_time(fragile, sender)
    slots = fragile.bot.slots(sender)
    assert slots["safety_level"] == "imminent"
    assert slots["screening_outcome"] == "safety_hold"
    assert slots["suicidal_ideation"] == "yes"
    case = fragile.desk.only_case(sender)
    assert case is not None and case["level"] == "imminent"


def test_crisis_text_comes_in_the_first_message(fragile: Server, actions: Break) -> None:
    actions.now()
    crisis_text_comes_in_time(fragile, new_sender("actions"))


def test_screening_never_looks_finished(fragile: Server, actions: Break) -> None:
    sender = new_sender("actions")
    in_a_criterion(fragile.bot, sender)
    said(fragile.bot, sender, "no", "no")
    assert fragile.bot.slots(sender)["requested_slot"] == "summary_ok"
    actions.now()
    replies = fragile.bot.say(sender, "yes", timeout_s=_TROUBLE_WITHIN_S)
    slots = fragile.bot.slots(sender)
    assert slots["screening_outcome"] is None
    assert slots["requested_slot"] == "summary_ok"
    together = "\n".join(replies).lower()
    assert "988" in together, replies
    assert not [words for words in _OUTCOME_WORDS if words in together], replies
    assert fragile.desk.only_case(sender) is None


def test_answer_is_not_made_up(fragile: Server, actions: Break) -> None:
    sender = new_sender("actions")
    in_a_criterion(fragile.bot, sender)
    actions.now()
    fragile.bot.say(sender, "no", timeout_s=_TROUBLE_WITHIN_S)
    slots = fragile.bot.slots(sender)
    assert slots["suicidal_ideation"] is None
    assert slots["requested_slot"] == "suicidal_ideation"
    actions.mend()
    fragile.bot.say(sender, "no")
    slots = fragile.bot.slots(sender)
    assert slots["suicidal_ideation"] == "no"
    assert slots["requested_slot"] == "suicide_attempt"


def test_concern_is_asked_about_and_kept(fragile: Server, actions: Break) -> None:
    sender = new_sender("actions")
    in_a_criterion(fragile.bot, sender)
    actions.now()
    fragile.bot.say(sender, "I'm just a burden to everyone.")
    slots = fragile.bot.slots(sender)
    assert (slots["safety_level"], slots["requested_slot"]) == ("concern", "safety_check")
    fragile.bot.say(sender, "no", timeout_s=_TROUBLE_WITHIN_S)
    actions.mend()
    fragile.bot.say(sender, "what is next?")
    slots = fragile.bot.slots(sender)
    assert slots["safety_level"] == "concern"
    assert slots["screening_outcome"] is None
    assert slots["requested_slot"] is not None
