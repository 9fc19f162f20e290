"""A whole conversation with the screening alone: no Rasa, no language reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from antechamber.protocol.model import Protocol
from antechamber.screening.answers import Answer
from antechamber.screening.heard import FindingHeard, Heard
from antechamber.screening.outcome import SafetyState
from antechamber.screening.state import State
from antechamber.screening.turn import Turn, resume, take_turn
from tests.messages import heard, parse_of, reply, told
from tests.shipped import shipped_protocol

SUICIDE = ("suicidal_ideation", "suicide_attempt")


@dataclass
class Talk:
    """Keeps what the bot would keep between two messages."""

    state: State = field(default_factory=State)
    pending: str | None = None
    safety: SafetyState = field(default_factory=SafetyState)
    protocol: Protocol = field(default_factory=shipped_protocol)
    turns: list[Turn] = field(default_factory=list)

    def hears(self, message: Heard, *, away: bool = False) -> Turn:
        """One message of the person, and the bot's turn; `away`: after hours of silence."""
        parse = parse_of(message)
        state, pending = self.state, self.pending
        turn = take_turn(state, message, parse, pending, self.protocol, self.safety, away=away)
        return self._kept(turn)

    def says(self, text: str = "some words", intent: str = "out_of_scope", **parts: Any) -> Turn:
        """A message that answers nothing, unless `parts` say so."""
        return self.hears(heard(text, intent, **parts))

    def replies(self, value: str, **parts: Any) -> Turn:
        """A reply to what the bot asked last."""
        assert self.pending is not None
        return self.hears(reply(self.pending, value, **parts))

    def tells(self, *findings: FindingHeard, **parts: Any) -> Turn:
        """Free history."""
        return self.hears(told(*findings, **parts))

    def resumes(self) -> Turn:
        """The bot puts the pending question again."""
        return self._kept(resume(self.state, self.protocol, self.safety))

    def answers(self, until: str | None = None, **special: str) -> Turn:
        """`no` to every criterion that is asked (or what `special` gives), up to a slot or the end."""
        turn = self.turns[-1]
        for _ in range(40):
            if self.pending is None or self.pending == until:
                return turn
            ids = {criterion.id for criterion in self.protocol.criteria}
            if self.pending not in ids:
                return turn
            turn = self.replies(special.get(self.pending, "no"))
        raise AssertionError("the questions do not end")

    def value(self, criterion: str) -> Answer | None:
        """A criterion's answer."""
        return self.state.record(criterion).value

    def _kept(self, turn: Turn) -> Turn:
        self.turns.append(turn)
        self.state, self.pending = turn.state, turn.slot
        return turn


def said(turn: Turn) -> list[str]:
    """Names of the responses of a turn."""
    return [one.response for one in turn.say]


def opened() -> Talk:
    """A conversation that waits for consent."""
    talk = Talk()
    talk.says("hi", "greet")
    return talk


def agreed() -> Talk:
    """A conversation that waits for the open history."""
    talk = opened()
    talk.replies("yes")
    return talk


def asking() -> Talk:
    """A conversation that waits for the first criterion."""
    talk = agreed()
    talk.says("not much", "inform_history")
    return talk
