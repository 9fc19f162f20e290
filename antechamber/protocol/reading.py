"""Strict reading of a YAML file that a clinic edits: every error names file, line and field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import NoReturn, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from antechamber.errors import ConfigurationError

NEXT_STEP = "Fix it, then run `antechamber protocol check`."

_E = TypeVar("_E", bound=Enum)


@dataclass(frozen=True)
class Place:
    """Where a value stands, as an error names it. `line` counts from 1."""

    file: str
    line: int
    subject: str

    def fail(self, problem: str) -> NoReturn:
        """Raise ConfigurationError: file, line, subject, problem, next step."""
        raise ConfigurationError(self.message(problem))

    def message(self, problem: str) -> str:
        """The error's text, for callers that collect several."""
        about = f" {self.subject}:" if self.subject else ""
        return f"{self.file}:{self.line}:{about} {problem}. {NEXT_STEP}"


@dataclass(frozen=True)
class Text:
    """One string and where it stands."""

    value: str
    place: Place


class Record:
    """One YAML mapping, read key by key. Unknown keys fail when it is made.

    `subject` is what errors call it, for example "criterion `glaucoma`".
    """

    def __init__(
        self, data: CommentedMap, file: str, subject: str, *, line: int, keys: Iterable[str]
    ) -> None:
        self._data = data
        self._file = file
        self._subject = subject
        self._line = line
        allowed = tuple(keys)
        for key in data:
            if key not in allowed:
                self.at(str(key), of=key).fail(
                    f"`{key}` is not a known key; known are {', '.join(allowed)}"
                )

    def at(self, field: str, *, of: object = None) -> Place:
        """The place of a field, or of the mapping where the field is missing."""
        key = field if of is None else of
        line = self._data.lc.key(key)[0] + 1 if key in self._data else self._line
        named = f"field `{field}`"
        return Place(self._file, line, f"{self._subject}, {named}" if self._subject else named)

    def has(self, key: str) -> bool:
        """Whether the key is there at all."""
        return key in self._data

    def text(self, key: str) -> Text:
        """A string that is not empty."""
        value, place = self._value(key), self.at(key)
        if not isinstance(value, str):
            place.fail(f"`{value}` is not text; put it in quotes")
        if not value.strip():
            place.fail("the text is empty; write it")
        return Text(" ".join(value.split()), place)

    def optional_text(self, key: str) -> str | None:
        """A string that is not empty, or None where the key is missing."""
        return self.text(key).value if self.has(key) else None

    def integer(self, key: str, *, least: int, most: int) -> int:
        """A whole number within both bounds."""
        value = self._value(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.at(key).fail(f"`{value}` is not a whole number from {least} to {most}")
        return value

    def flag(self, key: str) -> bool:
        """`true` or `false`; a missing key is False."""
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            self.at(key).fail(f"`{value}` is not one of true, false")
        return value

    def date(self, key: str) -> date:
        """A date written as year-month-day."""
        value = self._value(key)
        if type(value) is not date:
            self.at(key).fail(f"`{value}` is not a date; write it as 2026-11-23, without quotes")
        return value

    def member(self, key: str, kind: type[_E]) -> _E:
        """One member of an enum, by its value."""
        value = self._value(key)
        for member in kind:
            if member.value == value:
                return member
        allowed = ", ".join(str(member.value) for member in kind)
        self.at(key).fail(f"`{value}` is not one of {allowed}")

    def texts(self, key: str) -> tuple[Text, ...]:
        """A list of strings that are not empty; a missing key is an empty list."""
        if not self.has(key):
            return ()
        place, found = self.at(key), []
        for line, value in self._items(key):
            here = Place(place.file, line, place.subject)
            if not isinstance(value, str):
                here.fail(f"`{value}` is not text; put it in quotes")
            if not value.strip():
                here.fail("the list holds an empty text; write it or delete it")
            found.append(Text(" ".join(value.split()), here))
        return tuple(found)

    def record(self, key: str, *, keys: Iterable[str], subject: str | None = None) -> Record:
        """A mapping below this one."""
        value, place = self._value(key), self.at(key)
        if not isinstance(value, CommentedMap):
            place.fail(f"`{value}` is not a mapping of {', '.join(keys)}")
        return Record(value, self._file, subject or place.subject, line=place.line, keys=keys)

    def records(self, key: str, *, keys: Iterable[str], noun: str) -> tuple[Record, ...]:
        """A list of mappings, each named in errors by `noun` and its `id`, else its place."""
        if not self.has(key):
            return ()
        found = []
        for number, (line, value) in enumerate(self._items(key), start=1):
            if not isinstance(value, CommentedMap):
                place = self.at(key)
                Place(place.file, line, place.subject).fail(f"`{value}` is not a mapping")
            name = value.get("id", number)
            outer = f"{self._subject}, " if self._subject else ""
            subject = f"{outer}{noun} `{name}`"
            found.append(Record(value, self._file, subject, line=line, keys=keys))
        return tuple(found)

    def _value(self, key: str) -> object:
        if key not in self._data:
            self.at(key).fail("the key is missing; add it")
        return self._data[key]

    def _items(self, key: str) -> list[tuple[int, object]]:
        values = self._data[key]
        if not isinstance(values, CommentedSeq):
            self.at(key).fail(f"`{values}` is not a list")
        return [(values.lc.item(index)[0] + 1, value) for index, value in enumerate(values)]


def read_file(path: Path, *, keys: Iterable[str]) -> Record:
    """The mapping at the top of a YAML file.

    Raises ConfigurationError for a missing, unreadable or broken file, a key
    that stands twice, and unknown keys.
    """
    name = str(path)
    try:
        data = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{name}: the file cannot be read ({type(error).__name__}). {NEXT_STEP}"
        ) from error
    except YAMLError as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        problem = error.problem if isinstance(error, MarkedYAMLError) else None
        line = mark.line + 1 if mark is not None else 1
        first = (problem or "it cannot be parsed").splitlines()[0].strip()
        Place(name, line, "").fail(f"this is not valid YAML: {first}")
    if not isinstance(data, CommentedMap):
        Place(name, 1, "").fail("the file holds no keys at its top")
    return Record(data, name, "", line=1, keys=keys)
