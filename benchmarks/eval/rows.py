"""Labelled messages as JSON lines, in our four shapes and the four of `eval-public`.

docs/evaluation-data.md describes them for people. Unknown keys are ignored, a
missing one stops the run with file and line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

LEVELS = ("none", "concern", "urgent", "imminent")
LABELS = ("yes", "no", "unsure", "decline", "other")

Raw = Mapping[str, Any]


class BadRow(ValueError):
    """A line that cannot be used; the message names file, line and what is wrong."""


@dataclass(frozen=True)
class SafetyRow:
    """A message with its level; `tags` say what makes it hard, if the file says so."""

    id: str
    text: str
    level: str
    category: str | None
    tags: tuple[str, ...]


@dataclass(frozen=True)
class AnswerRow:
    """A reply to one criterion's question; label `other` means that it settles nothing."""

    id: str
    criterion: str
    text: str
    label: str


@dataclass(frozen=True)
class HistoryRow:
    """Free text with what it must settle: pairs of criterion and value, and nothing else."""

    id: str
    text: str
    expected: frozenset[tuple[str, str]]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class FaqRow:
    """A message with its intent and, for `faq`, its topic."""

    id: str
    text: str
    intent: str
    topic: str | None


@dataclass(frozen=True)
class CrisisRow:
    """A message that outsiders call a crisis or not; their label knows no levels."""

    id: str
    text: str
    crisis: bool


@dataclass(frozen=True)
class IndirectRow:
    """A reply to a question that is none of ours."""

    id: str
    question: str
    text: str
    label: str


@dataclass(frozen=True)
class ConceptRow:
    """A clinician's sentence; `concept` stands in it in capitals and is affirmed or not."""

    id: str
    text: str
    concept: str
    label: str


@dataclass(frozen=True)
class Rows:
    """Everything that one folder holds; an absent file is an empty tuple."""

    safety: tuple[SafetyRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    faq: tuple[FaqRow, ...] = ()
    crisis: tuple[CrisisRow, ...] = ()
    indirect: tuple[IndirectRow, ...] = ()
    concepts: tuple[ConceptRow, ...] = ()
    out_of_scope: tuple[FaqRow, ...] = ()

    def texts(self) -> tuple[str, ...]:
        """Every message, in file order."""
        groups = (
            self.safety, self.answers, self.history, self.faq,
            self.crisis, self.indirect, self.concepts, self.out_of_scope,
        )  # fmt: skip
        return tuple(row.text for group in groups for row in group)


Row = TypeVar("Row")


def read_folder(folder: Path) -> Rows:
    """The rows of every known file in a folder. Raises BadRow; an empty folder is one too."""
    rows = Rows(
        safety=_read(folder / "safety.jsonl", _safety),
        answers=_read(folder / "answers.jsonl", _answer),
        history=_read(folder / "history.jsonl", _history),
        faq=_read(folder / "faq.jsonl", _faq),
        crisis=_read(folder / "crisis.jsonl", _crisis),
        indirect=_read(folder / "indirect_answers.jsonl", _indirect),
        concepts=_read(folder / "negex.jsonl", _concept),
        out_of_scope=_read(folder / "out_of_scope.jsonl", _faq),
    )
    if not rows.texts():
        raise BadRow(
            f"{folder} holds none of safety.jsonl, answers.jsonl, history.jsonl, faq.jsonl, "
            "crisis.jsonl, indirect_answers.jsonl, negex.jsonl, out_of_scope.jsonl. "
            "See docs/evaluation-data.md."
        )
    return rows


def _read(path: Path, row_of: Callable[[str, Raw], Row]) -> tuple[Row, ...]:
    return tuple(_lines(path, row_of)) if path.exists() else ()


def _lines(path: Path, row_of: Callable[[str, Raw], Row]) -> Iterator[Row]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            yield row_of(str(raw.get("id") or f"{path.stem}-{number}"), raw)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadRow(
                f"{path.name}:{number}: {type(error).__name__}: {error}. "
                "See docs/evaluation-data.md for the shape."
            ) from error


def _one_of(value: object, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError(f"`{value}` is not one of {', '.join(allowed)}")
    return str(value)


def _safety(row_id: str, raw: Raw) -> SafetyRow:
    level = _one_of(raw["level"], LEVELS)
    return SafetyRow(row_id, raw["text"], level, raw.get("category"), _tags(raw))


def _answer(row_id: str, raw: Raw) -> AnswerRow:
    label = raw["label"]
    known = "other" if label in (None, "none", "null") else _one_of(label, LABELS)
    return AnswerRow(row_id, raw["criterion"], raw["text"], known)


def _history(row_id: str, raw: Raw) -> HistoryRow:
    expect = raw["expect"]
    pairs = (
        expect.items()
        if isinstance(expect, Mapping)
        else [(one["criterion"], one["value"]) for one in expect]
    )
    settled = frozenset((name, str(value)) for name, value in pairs if value is not None)
    return HistoryRow(row_id, raw["text"], settled, _tags(raw))


def _faq(row_id: str, raw: Raw) -> FaqRow:
    topic = raw.get("topic")
    return FaqRow(row_id, raw["text"], raw["intent"], topic.removeprefix("faq/") if topic else None)


def _crisis(row_id: str, raw: Raw) -> CrisisRow:
    return CrisisRow(row_id, raw["text"], bool(int(raw["crisis"])))


def _indirect(row_id: str, raw: Raw) -> IndirectRow:
    return IndirectRow(row_id, raw["question"], raw["text"], str(raw["label"]))


def _concept(row_id: str, raw: Raw) -> ConceptRow:
    return ConceptRow(row_id, raw["text"], raw["concept"], str(raw["label"]))


def _tags(raw: Raw) -> tuple[str, ...]:
    return tuple(str(tag) for tag in raw.get("tags") or ())
