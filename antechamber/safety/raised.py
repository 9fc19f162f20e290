"""Danger that lies in an answer rather than in the words alone. Only ever raises a level.

Source: contract, "How slots are filled" (suicide criteria, blood pressure) and
"Levels"; Columbia triage: a plan, or an act within three months, is the
highest level.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from antechamber.safety.danger_memory import DangerMemory
from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer
from antechamber.screening.heard import Danger, Heard, Reply

IDEATION = "suicidal_ideation"
ATTEMPT = "suicide_attempt"
CHECK = "safety_check"

_BY_RECENCY = {
    "now": Level.IMMINENT,
    "recent": Level.URGENT,
    "window": Level.CONCERN,
}


@dataclass(frozen=True)
class Raised:
    """A level that an answer asks for, with its kind. `own` False: somebody else is in danger."""

    level: Level
    category: Category
    ideation: bool = False
    own: bool = True


def danger_of(heard: Heard, pending: str | None, memory: DangerMemory) -> Danger:
    """The danger of a message: its words, and what it answers to the pending question."""
    danger = heard.danger
    for raised in _raised_by(heard, pending, memory):
        if raised.level > danger.level:
            danger = replace(danger, level=raised.level, category=raised.category, own=raised.own)
        if raised.ideation:
            danger = replace(danger, ideation=True)
    return danger


def _raised_by(heard: Heard, pending: str | None, memory: DangerMemory) -> list[Raised]:
    raised = [
        *_by_answer(heard, pending),
        *_by_check(heard, pending, memory),
        *_by_danger_question(heard, pending, memory),
    ]
    for finding in heard.findings:
        if finding.criterion == IDEATION and finding.value is Answer.YES:
            raised.append(Raised(Level.URGENT, Category.SUICIDE, ideation=True))
        elif finding.criterion == IDEATION and finding.value is Answer.UNSURE:
            raised.append(Raised(Level.CONCERN, Category.SUICIDE))
        elif finding.criterion == ATTEMPT:
            level = _BY_RECENCY.get(str(finding.detail.get("recency")))
            if level is not None:
                raised.append(Raised(level, Category.SUICIDE))
    return raised


def _by_answer(heard: Heard, pending: str | None) -> list[Raised]:
    answer = heard.answer
    if answer is None or answer.slot != pending:
        return []
    if pending == IDEATION:
        if answer.reply is Reply.YES:
            return [Raised(Level.URGENT, Category.SUICIDE, ideation=True)]
        if answer.reply in (Reply.UNSURE, Reply.DECLINE):
            return [Raised(Level.CONCERN, Category.SUICIDE)]
    if pending in (ATTEMPT, f"{ATTEMPT}__when"):
        level = _BY_RECENCY.get(str(answer.detail.get("recency")))
        if level is not None and answer.reply is not Reply.NO:
            return [Raised(level, Category.SUICIDE)]
        undated = pending != ATTEMPT and answer.detail.get("recency") is None
        if undated and answer.reply in (Reply.UNSURE, Reply.DECLINE):
            return [Raised(Level.CONCERN, Category.SUICIDE)]
    if pending == "uncontrolled_hypertension__symptoms" and answer.detail.get("symptoms"):
        return [Raised(Level.IMMINENT, Category.MEDICAL_EMERGENCY)]
    return []


def _by_check(heard: Heard, pending: str | None, memory: DangerMemory) -> list[Raised]:
    """Yes, maybe and don't know to the direct question are urgent; so is more of the same."""
    if pending != CHECK or heard.answer is None:
        return []
    category = memory.category or Category.SUICIDE
    own_suicide = category is Category.SUICIDE and memory.own
    if heard.answer.reply is Reply.YES:
        return [Raised(Level.URGENT, category, ideation=own_suicide, own=memory.own)]
    if heard.answer.reply is Reply.UNSURE:
        return [Raised(Level.URGENT, category, own=memory.own)]
    if heard.answer.reply is Reply.OTHER and heard.danger.level is Level.CONCERN:
        return [Raised(Level.URGENT, category, own=memory.own)]
    return []


def _by_danger_question(heard: Heard, pending: str | None, memory: DangerMemory) -> list[Raised]:
    if heard.answer is None or heard.answer.slot != pending or memory.category is None:
        return []
    not_safe = pending == "safety_now" and heard.answer.reply is Reply.NO
    planned = pending == "safety_plan" and heard.answer.reply is Reply.YES
    own_life = memory.category is Category.SUICIDE
    if own_life and (not_safe or planned):
        return [Raised(Level.IMMINENT, memory.category, own=memory.own)]
    return []
