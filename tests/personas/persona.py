"""Personas: conversations written as data, and a loader that refuses what it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

CRITERIA = (
    "suicidal_ideation",
    "suicide_attempt",
    "psychosis_or_mania",
    "schizophrenia_spectrum",
    "ketamine_misuse",
    "glaucoma",
    "raised_icp",
    "pregnancy_or_nursing",
    "uncontrolled_hypertension",
    "heart_failure",
    "copd",
    "hyperthyroidism",
)
"""The contract's table, in its order."""

SLOTS = frozenset(
    {
        *CRITERIA,
        "screening_outcome",
        "screening_reasons",
        "safety_level",
        "safety_category",
        "volunteered",
        "consent",
        "requested_slot",
    }
)
_CASE = frozenset(
    {
        "kind",
        "level",
        "category",
        "told",
        "state",
        "outcome",
        "reasons",
        "answers",
        "contact",
        "volunteered",
        "typed_by",
    }
)
NO_CASE = "none"
"""`case: none` says that the conversation has no case."""


class BadPersona(Exception):
    """A persona file cannot be used; says where and why."""


@dataclass(frozen=True)
class Expected:
    """What must hold after a turn, or at the end.

    `one_of` names slots with several allowed values; `slots` are compared
    exactly. `case` holds only the fields that matter, or `NO_CASE`. A
    `mentions` entry must stand in some item of the list. `heard` is the level
    that the last message had by itself and with what went before.
    """

    slots: Mapping[str, Any] = field(default_factory=dict)
    one_of: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    replies_contain: tuple[str, ...] = ()
    replies_lack: tuple[str, ...] = ()
    no_reply: bool = False
    volunteered_mentions: tuple[str, ...] = ()
    reasons_include: tuple[str, ...] = ()
    case: Mapping[str, Any] | str | None = None
    staff_paged: bool | None = None
    heard: str | None = None


@dataclass(frozen=True)
class Turn:
    """One message of the person, and what must hold once it is answered."""

    says: str
    then: Expected


@dataclass(frozen=True)
class Persona:
    """A whole conversation. `topic` is the file it stands in."""

    id: str
    about: str
    topic: str
    turns: tuple[Turn, ...]
    end: Expected


def personas(folder: Path) -> list[Persona]:
    """Every persona of the folder's files, by file name. Raises BadPersona."""
    found = [one for path in sorted(folder.glob("*.yml")) for one in _personas(path)]
    seen: dict[str, str] = {}
    for one in found:
        if one.id in seen:
            raise BadPersona(f"{one.topic}: id `{one.id}` is taken by {seen[one.id]}")
        seen[one.id] = one.topic
    return found


def _personas(path: Path) -> list[Persona]:
    # YAML 1.2: `no` is a word and `true` is not.
    reader = YAML(typ="safe", pure=True)
    try:
        raw = reader.load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise BadPersona(f"{path.name}: {error}") from error
    if not isinstance(raw, list) or not raw:
        raise BadPersona(f"{path.name}: must be a list of personas")
    return [_persona(one, path.stem) for one in raw]


def _persona(raw: object, topic: str) -> Persona:
    found = _mapping(raw, topic, {"id", "about", "turns", "end"})
    where = f"{topic}: {found.get('id')}"
    for name in ("id", "about"):
        if not isinstance(found.get(name), str) or not found[name].strip():
            raise BadPersona(f"{where}: `{name}` must be words")
    turns = found.get("turns")
    if not isinstance(turns, list) or not turns:
        raise BadPersona(f"{where}: `turns` must be a list")
    if not found.get("end"):
        raise BadPersona(f"{where}: `end` must say something")
    return Persona(
        id=found["id"],
        about=found["about"],
        topic=topic,
        turns=tuple(_turn(one, f"{where}, turn {n}") for n, one in enumerate(turns, start=1)),
        end=_expected(found["end"], f"{where}, end"),
    )


def _turn(raw: object, where: str) -> Turn:
    found = _mapping(raw, where, {"says", "then"})
    if "says" not in found:
        raise BadPersona(f"{where}: `says` is missing")
    then = found.get("then")
    if "then" in found and not then:
        raise BadPersona(f"{where}: `then` is empty")
    return Turn(_said(found["says"], where), _expected(then or {}, where))


def _said(raw: object, where: str) -> str:
    """A text, or `{repeat: words, characters: number}` for what is too long to write down."""
    if isinstance(raw, str):
        return raw
    found = _mapping(raw, where, {"repeat", "characters"})
    words, characters = found.get("repeat"), found.get("characters")
    if not isinstance(words, str) or not words or not isinstance(characters, int):
        raise BadPersona(f"{where}: `says` must be text, or repeat and characters")
    return (words * (characters // len(words) + 1))[:characters]


_OTHER_KEYS = {one.name for one in fields(Expected)} - {"slots", "one_of"}


def _expected(raw: object, where: str) -> Expected:
    found = _mapping(raw, where, {*SLOTS, *_OTHER_KEYS, "one_of"})
    case = found.get("case")
    if isinstance(case, dict):
        _mapping(case, f"{where}, case", set(_CASE))
    elif case not in (None, NO_CASE):
        raise BadPersona(f"{where}: `case` must be fields or `{NO_CASE}`")
    one_of = _mapping(found.get("one_of", {}), f"{where}, one_of", set(SLOTS))
    slots = {name: value for name, value in found.items() if name in SLOTS}
    for name, value in slots.items():
        if isinstance(value, bool):
            raise BadPersona(f"{where}: `{name}` is true or false, but values are words")
    for name in ("staff_paged", "no_reply"):
        if not isinstance(found.get(name, False), bool):
            raise BadPersona(f"{where}: `{name}` must be true or false")
    return Expected(
        slots=slots,
        one_of={name: tuple(values) for name, values in one_of.items()},
        replies_contain=_words(found, "replies_contain", where),
        replies_lack=_words(found, "replies_lack", where),
        no_reply=found.get("no_reply", False),
        volunteered_mentions=_words(found, "volunteered_mentions", where),
        reasons_include=_words(found, "reasons_include", where),
        case=case,
        staff_paged=found.get("staff_paged"),
        heard=found.get("heard"),
    )


def _words(found: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = found.get(name, [])
    if not isinstance(values, list) or not all(isinstance(one, str) and one for one in values):
        raise BadPersona(f"{where}: `{name}` must be a list of texts")
    return tuple(values)


def _mapping(raw: object, where: str, keys: set[str]) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise BadPersona(f"{where}: must have keys, not {type(raw).__name__}")
    unknown = sorted(set(map(str, raw)) - keys)
    if unknown:
        raise BadPersona(f"{where}: unknown {', '.join(unknown)}")
    return raw
