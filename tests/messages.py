"""Short ways to write down what was heard in one message, for tests of screening and safety."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer
from antechamber.screening.heard import AnswerHeard, Danger, FindingHeard, Heard, Reply

YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE
CALM = Danger(Level.NONE, None, own=True, ideation=False, spanish=False)


def danger(
    level: Level,
    category: Category | None = Category.SUICIDE,
    *,
    own: bool = True,
    ideation: bool = False,
    spanish: bool = False,
) -> Danger:
    """What the detector made of a message."""
    return Danger(level, category, own=own, ideation=ideation, spanish=spanish)


def heard(text: str = "some words", intent: str = "out_of_scope", **parts: Any) -> Heard:
    """A calm message, with any part of it replaced."""
    return Heard(**{"text": text, "intent": intent, "danger": CALM, **parts})


def reply(
    slot: str,
    value: Reply | str,
    *,
    detail: Mapping[str, Any] | None = None,
    needs: str | None = None,
    **parts: Any,
) -> Heard:
    """A message that was read as a reply to the pending slot."""
    answer = AnswerHeard(slot, Reply(value), detail or {}, needs)
    intent = {Reply.YES: "affirm", Reply.NO: "deny"}.get(answer.reply, "inform_history")
    return heard(**{"intent": intent, "answer": answer, **parts})


def finding(
    criterion: str, value: Answer | str, words: str = "words", **detail: Any
) -> FindingHeard:
    """Free text that settles a criterion."""
    return FindingHeard(criterion, Answer(value), words, detail)


def told(*findings: FindingHeard, **parts: Any) -> Heard:
    """Free history that settles these criteria."""
    return heard(**{"intent": "inform_history", "findings": findings, **parts})


def parse_of(message: Heard) -> dict[str, Any]:
    """Parse data that reads back as this message's history; findings quote the whole text."""

    def shape(one: FindingHeard) -> dict[str, Any]:
        return {
            "criterion": one.criterion,
            "value": one.value.value,
            "start": 0,
            "end": len(message.text),
            "detail": dict(one.detail),
        }

    return {
        "text": message.text,
        "intent": {"name": message.intent},
        "history": {
            "findings": [shape(one) for one in message.findings],
            "others": [shape(one) for one in message.others],
            "follow_ups": list(message.follow_ups),
            "denied_parts": {key: list(parts) for key, parts in message.denied_parts.items()},
            "none_of_those": message.none_of_those,
            "none_except": list(message.none_except),
            "volunteered": list(message.volunteered),
            "proxy": message.proxy,
            "minor": message.minor,
            "mentioned": list(message.mentioned),
            "about_last": message.about_last,
        },
        "safety": {"level": message.danger.level.value, "category": None, "evidence": []},
    }
