"""YAML with its line numbers, read strictly: every mistake names file, line and field."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from antechamber.errors import ConfigurationError

_CHECK = "Fix it, then run `pytest tests/unit/safety`."
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Entry:
    """One value of a file: its field name, file, and YAML node."""

    name: str
    file: str
    node: yaml.Node

    def error(self, finding: str) -> ConfigurationError:
        """The error to raise for this value."""
        line = self.node.start_mark.line + 1
        return ConfigurationError(f"{self.file}:{line}: field `{self.name}`: {finding}. {_CHECK}")

    def text(self) -> str:
        """The value as text. Raises ConfigurationError if it is a list or a mapping."""
        if not isinstance(self.node, yaml.ScalarNode):
            raise self.error("must be text")
        if not self.node.value.strip():
            raise self.error("must not be empty")
        return str(self.node.value)

    def number(self) -> int:
        """The value as a whole number."""
        value = self.text()
        if not value.isdecimal():
            raise self.error(f"`{value}` is not a whole number")
        return int(value)

    def flag(self) -> bool:
        """The value as true or false."""
        return self.one_of({"true", "false"}) == "true"

    def one_of(self, allowed: set[str]) -> str:
        """The value, which must be one of `allowed`."""
        value = self.text()
        if value not in allowed:
            raise self.error(f"`{value}` is not one of {', '.join(sorted(allowed))}")
        return value

    def items(self) -> list[Entry]:
        """The values of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.error("must be a list")
        return [Entry(self.name, self.file, node) for node in self.node.value]

    def texts(self) -> list[Entry]:
        """The values of a list of texts, each checked; refuses a text given twice."""
        seen: set[str] = set()
        for item in self.items():
            if item.text() in seen:
                raise item.error(f"`{item.text()}` stands twice")
            seen.add(item.text())
        return self.items()

    def fields(self) -> dict[str, Entry]:
        """The values of a mapping by name. Raises ConfigurationError for a name used twice."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.error("must be a mapping")
        found: dict[str, Entry] = {}
        for key, value in self.node.value:
            entry = Entry(str(key.value), self.file, value)
            if entry.name in found:
                raise entry.error("stands twice")
            found[entry.name] = entry
        return found

    def field(self, name: str) -> Entry:
        """A value that must be there."""
        found = self.fields().get(name)
        if found is None:
            raise self.error(f"`{name}` is missing")
        return found

    def optional(self, name: str) -> Entry | None:
        """A value that may be missing."""
        return self.fields().get(name)

    def only(self, allowed: set[str]) -> None:
        """Refuse any field outside `allowed`."""
        for name, entry in self.fields().items():
            if name not in allowed:
                raise entry.error(f"unknown; allowed: {', '.join(sorted(allowed))}")


_SECTIONS = {
    "classes", "patterns", "cues", "raises", "spelling", "past_words", "own_words",
    "other_words", "clause_starters", "conjunctions", "complement_verbs",
}  # fmt: skip


def entries_in(file: str, text: str) -> list[Entry]:
    """The top-level sections of one file. Raises ConfigurationError if it is no YAML mapping."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ConfigurationError(f"{file}:{line}: not valid YAML. {_CHECK}") from None
    if node is None:
        return []
    whole = Entry("file", file, node)
    whole.only(_SECTIONS)
    return list(whole.fields().values())
