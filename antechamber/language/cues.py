"""Load data/language/*.yml: cues of context, outside conditions, blanket answers, spelling.

The only module of `language` that reads files. Strict: an unknown key or an
empty list raises ConfigurationError.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from antechamber.errors import ConfigurationError
from antechamber.protocol.phrases import PhraseError, forms


@dataclass(frozen=True)
class ContextCue:
    """Wordings of one kind of context. `ends` are categories whose reach they cut off."""

    category: str
    direction: str
    phrases: tuple[str, ...]
    ends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Denial:
    """Which words deny a whole criterion (or part) when they are denied. Empty: all of them."""

    criterion: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Window:
    """A criterion that depends on when: what a mention answers inside and outside `months`.

    `event` True: the wording is an event, so any time beside it dates it. None
    as an answer means that nothing is settled.
    """

    criterion: str
    months: float
    event: bool
    inside: str
    straddling: str | None
    outside: str | None


@dataclass(frozen=True)
class Companion:
    """Words that mean something else beside other words ("bipolar" beside "stable").

    `words` empty: any word of the criterion. `answer` None: they settle nothing.
    `unless`: words that undo it where they stand beside too.
    """

    criterion: str
    words: tuple[str, ...]
    beside: tuple[str, ...]
    answer: str | None
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cues:
    """Everything that history reading knows beyond the protocol."""

    context: tuple[ContextCue, ...]
    outside: tuple[str, ...]
    blanket_none: tuple[str, ...]
    blanket_yes: tuple[str, ...]
    blanket_except: tuple[str, ...]
    denials: tuple[Denial, ...]
    windows: tuple[Window, ...]
    companions: tuple[Companion, ...]
    ordinary_words: tuple[str, ...]
    stopped_medicine: tuple[str, ...]
    latest: tuple[str, ...]


def load_cues(folder: Path) -> Cues:
    """The cues in data/language. Raises ConfigurationError naming file and entry."""
    context = _read(folder / "context_rules.yml")
    outside = _read(folder / "outside_conditions.yml")
    meaning = _mapping(_read(folder / "semantics.yml"), folder / "semantics.yml")
    spelling = _mapping(_read(folder / "spelling.yml"), folder / "spelling.yml")
    cues = Cues(
        context=tuple(
            ContextCue(
                one["category"], one["direction"], tuple(one["phrases"]), tuple(one.get("ends", ()))
            )
            for one in context
        ),
        outside=tuple(outside),
        blanket_none=tuple(meaning["blanket_none"]),
        blanket_yes=tuple(meaning["blanket_yes"]),
        blanket_except=tuple(meaning["blanket_except"]),
        denials=tuple(
            Denial(one["criterion"], tuple(one["phrases"])) for one in meaning["denials"]
        ),
        windows=tuple(Window(**one) for one in meaning["windows"]),
        companions=tuple(
            Companion(
                one["criterion"],
                tuple(one["words"]),
                tuple(one["beside"]),
                one["answer"],
                tuple(one.get("unless", ())),
            )
            for one in meaning["companions"]
        ),
        ordinary_words=tuple(spelling["ordinary_words"]),
        stopped_medicine=tuple(meaning["stopped_medicine"]),
        latest=tuple(meaning["latest"]),
    )
    _check(cues, folder)
    return cues


def _read(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ConfigurationError(
            f"{path}: cannot be read as YAML: {type(error).__name__}"
        ) from None


def _mapping(loaded: Any, path: Path) -> Mapping[str, Any]:
    if not isinstance(loaded, Mapping):
        raise ConfigurationError(f"{path}: a mapping is expected at the top")
    return loaded


def _check(cues: Cues, folder: Path) -> None:
    """Phrases must follow the syntax of data/protocol.yml; CueMatcher checks those of context."""
    lists = [cues.outside, cues.blanket_none, cues.blanket_yes, cues.blanket_except]
    lists += [cues.stopped_medicine, cues.latest]
    lists += [one.phrases for one in cues.denials]
    for companion in cues.companions:
        lists += [companion.words, companion.beside, companion.unless]
    for phrases in lists:
        for phrase in phrases:
            try:
                forms(phrase)
            except PhraseError as error:
                raise ConfigurationError(f"{folder}: phrase `{phrase}`: {error}") from None
