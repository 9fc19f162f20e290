"""Answers of stored cases, as `antechamber protocol diff --cases` replays them."""

from __future__ import annotations

import getpass

from antechamber.desk.cases import Case
from antechamber.desk.wiring import build_database, desk_services
from antechamber.protocol.diff import StoredAnswers
from antechamber.safety.levels import Level
from antechamber.screening.answers import Answer
from antechamber.screening.outcome import SAFETY_CONCERN, SafetyState


def stored_answers() -> tuple[StoredAnswers, ...]:
    """Every case's answers, closed ones included; the reading is audited.

    Raises StoreUnavailable, and ConfigurationError where a secret is missing.
    """
    build_database()
    desk = desk_services()
    desk.staff.read(None, f"terminal:{getpass.getuser()}", "list")
    return tuple(answers_of(case) for case in desk.store.list())


def answers_of(case: Case) -> StoredAnswers:
    """A case's answers and danger; a cleared level leaves only the concern that happened."""
    answers = {
        criterion: Answer(raw["value"]) if raw.get("value") else None
        for criterion, raw in case.answers.items()
    }
    level = case.level or Level.NONE
    safety = SafetyState(
        level=level,
        category=case.category,
        ideation=answers.get("suicidal_ideation") is Answer.YES,
        concern_seen=level is Level.CONCERN or SAFETY_CONCERN in case.reasons,
    )
    return StoredAnswers(case.id, answers, safety)
