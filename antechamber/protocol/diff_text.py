"""`antechamber protocol diff` in words, and the file of stored answers that it reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from antechamber.errors import ConfigurationError
from antechamber.protocol.diff import OutcomeChange, ProtocolDiff, StoredAnswers
from antechamber.safety.levels import Level
from antechamber.screening.answers import Answer
from antechamber.screening.outcome import SafetyState

_KEYS = {"id", "answers", "safety"}


def diff_text(found: ProtocolDiff) -> str:
    """The whole report: criteria first, then cases, one a line. Holds no patient's words."""
    lines = [f"Protocol {found.old_version} -> {found.new_version}"]
    lines += [f"  {one.criterion}: {one.what}" for one in found.criteria]
    if not found.criteria:
        lines.append("  no criterion changed")
    if not found.cases:
        return "\n".join(lines)
    changed = sum(one.outcome_changes for one in found.outcomes)
    lines.append(f"{found.cases} cases replayed, {changed} with another outcome")
    lines += [f"  {_outcome_text(one)}" for one in found.outcomes]
    lines += [
        f"  {name}: {count} cases have no answer" for name, count in found.unasked.items() if count
    ]
    return "\n".join(lines)


def _outcome_text(change: OutcomeChange) -> str:
    before, after = change.before.outcome.value, change.after.outcome.value
    outcome = f"{before} -> {after}" if change.outcome_changes else f"{before}, other reasons"
    reasons = [f"+{one}" for one in change.added] + [f"-{one}" for one in change.removed]
    return f"{change.case}: {outcome}" + (f" ({' '.join(reasons)})" if reasons else "")


def answers_in(path: Path) -> Iterator[StoredAnswers]:
    """Stored answers from JSON lines of `{id, answers: {criterion: value}, safety: null|level}`.

    Raises ConfigurationError with file and line for anything else.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{path}: the file cannot be read ({type(error).__name__})."
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _one(f"{path}:{number}", line)


def _one(place: str, line: str) -> StoredAnswers:
    try:
        raw = json.loads(line)
    except ValueError:
        _fail(place, "this is not valid JSON")
    if not isinstance(raw, dict) or set(raw) - _KEYS or not isinstance(raw.get("answers"), dict):
        _fail(place, "a line holds `id`, `answers` and `safety`, nothing else")
    if not isinstance(raw.get("id"), str):
        _fail(place, "`id` is not text")
    answers = {name: _value(place, name, value) for name, value in raw["answers"].items()}
    return StoredAnswers(raw["id"], answers, _safety(place, raw.get("safety")))


def _value(place: str, criterion: str, value: Any) -> Answer | None:
    try:
        return None if value is None else Answer(value)
    except ValueError:
        _fail(place, f"`{criterion}` is not one of yes, no, unsure, null")


def _safety(place: str, value: Any) -> SafetyState:
    try:
        level = Level.NONE if value is None else Level(value)
    except ValueError:
        _fail(place, "`safety` is not one of none, concern, urgent, imminent, null")
    return SafetyState(level=level, concern_seen=level is Level.CONCERN)


def _fail(place: str, problem: str) -> NoReturn:
    raise ConfigurationError(f"{place}: {problem}. Fix the line and run the command again.")
