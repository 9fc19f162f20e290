"""Load data/language/replies.yml: how people say yes, no, not sure and "rather not". Strict."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

from antechamber.errors import ConfigurationError
from antechamber.language.surface import phrase_words
from antechamber.protocol.phrases import PhraseError, forms, pattern
from antechamber.screening.heard import Reply

DEFAULT_FILE = Path(__file__).resolve().parents[2] / "data" / "language" / "replies.yml"
_REPLIES = {"yes": Reply.YES, "no": Reply.NO, "unsure": Reply.UNSURE, "decline": Reply.DECLINE}
_LISTS = (
    "soft_no",
    "relatives",
    "doubts",
    "past_words",
    "reassurances",
    "unknowns",
    "minimises",
    "harmless_after_no",
    "other_numbers",
    "goal",
    "symptoms_none",
    "symptoms_some",
)
_SETS = ("clause_starts", "self", "asking", "no_question_after", "joins")


class PieceKind(str, Enum):
    """Kinds of wording that a reply is cut into. REST is what no list knows."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    DECLINE = "decline"
    YES_ALONE = "yes_alone"
    NO_ALONE = "no_alone"
    UNSURE_ALONE = "unsure_alone"
    DECLINE_ALONE = "decline_alone"
    OFTEN = "often"
    NOT_NOW = "not_now"
    PAST = "past"
    ONCE = "once"
    NOTED = "noted"
    CORRECTION = "correction"
    CONTRAST = "contrast"
    ASK_BACK = "ask_back"
    FILLER = "filler"
    REST = "rest"


@dataclass(frozen=True)
class ReplyWords:
    """The compiled lists. `wordings` are by first word, longest first."""

    wordings: Mapping[str, tuple[tuple[tuple[str, ...], PieceKind], ...]]
    by_slot: Mapping[str, tuple[tuple[Reply, re.Pattern[str]], ...]]
    clause_starts: frozenset[str]
    self_words: frozenset[str]
    asking: frozenset[str]
    no_question_after: frozenset[str]
    joins: frozenset[str]
    soft_no: re.Pattern[str]
    doubts: re.Pattern[str]
    past_words: re.Pattern[str]
    reassurances: re.Pattern[str]
    unknowns: re.Pattern[str]
    minimises: re.Pattern[str]
    relatives: re.Pattern[str]
    harmless_after_no: re.Pattern[str]
    other_numbers: re.Pattern[str]
    goal: re.Pattern[str]
    symptoms_none: re.Pattern[str]
    symptoms_some: re.Pattern[str]


def load_reply_words(path: Path = DEFAULT_FILE) -> ReplyWords:
    """The wordings of one file. Raises ConfigurationError naming file, list and phrase."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ConfigurationError(
            f"{path}: cannot be read as YAML: {type(error).__name__}"
        ) from None
    known = {"pieces", "by_slot", *_LISTS, *_SETS}
    if not isinstance(raw, Mapping) or set(raw) != known:
        raise ConfigurationError(f"{path}: the keys must be exactly {', '.join(sorted(known))}")
    return ReplyWords(
        wordings=_wordings(raw["pieces"], path),
        by_slot={
            str(slot): tuple(
                (_reply(str(key), path), _compiled(phrases, path, f"by_slot.{slot}.{key}"))
                for key, phrases in lists.items()
            )
            for slot, lists in raw["by_slot"].items()
        },
        clause_starts=frozenset(str(word) for word in raw["clause_starts"]),
        self_words=frozenset(str(word) for word in raw["self"]),
        asking=frozenset(str(word) for word in raw["asking"]),
        no_question_after=frozenset(str(word) for word in raw["no_question_after"]),
        joins=frozenset(str(word) for word in raw["joins"]),
        **{name: _compiled(raw[name], path, name) for name in _LISTS},
    )


def _wordings(
    pieces: Mapping[str, Sequence[str]], path: Path
) -> dict[str, tuple[tuple[tuple[str, ...], PieceKind], ...]]:
    wanted = {kind.value for kind in PieceKind} - {PieceKind.REST.value}
    if set(pieces) != wanted:
        raise ConfigurationError(f"{path}: `pieces` must hold exactly {', '.join(sorted(wanted))}")
    found: dict[str, dict[tuple[str, ...], PieceKind]] = {}
    for kind in PieceKind:
        for phrase in pieces.get(kind.value, ()):
            for form in _forms(phrase, path, f"pieces.{kind.value}"):
                words = phrase_words(form)
                found.setdefault(words[0], {}).setdefault(words, kind)
    return {
        first: tuple(sorted(entries.items(), key=lambda entry: -len(entry[0])))
        for first, entries in found.items()
    }


def _reply(key: str, path: Path) -> Reply:
    if key not in _REPLIES:
        raise ConfigurationError(
            f"{path}: `{key}` in `by_slot` is not one of {', '.join(_REPLIES)}"
        )
    return _REPLIES[key]


def _compiled(phrases: Any, path: Path, name: str) -> re.Pattern[str]:
    for phrase in phrases:
        _forms(phrase, path, name)
    return pattern(phrases)


def _forms(phrase: object, path: Path, name: str) -> tuple[str, ...]:
    if not isinstance(phrase, str):
        raise ConfigurationError(f"{path}: `{name}`: `{phrase}` is not text; put it in quotes")
    try:
        return forms(phrase)
    except PhraseError as error:
        raise ConfigurationError(f"{path}: `{name}`: phrase `{phrase}`: {error}") from None
