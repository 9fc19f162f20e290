"""CheckList-style behaviour of the danger detector, through the trained model in process.

Source: Ribeiro et al., ACL 2020 (invariance and directional tests). A message
that says the same thing with a typo, a greeting, a name, capitals, a question
at its end, an emoji or no marks must not fall below the level of the message
itself. A clear negation of the same thing must lower it.
Known failures stand in behaviour.yml with a reason; one that passes fails the
run until it is struck off.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from antechamber.safety.levels import Level

DATA: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "behaviour.yml").read_text(encoding="utf-8")
)
DANGEROUS: list[str] = DATA["dangerous"]
NEGATED: list[dict[str, str]] = DATA["negated"]
KNOWN: dict[tuple[str, str], str] = {
    (one["text"], one["change"]): one["reason"] for one in DATA["known_failures"] or ()
}

LevelOf = Callable[[str], Level]


def _typo(text: str) -> str:
    """Two letters changed places in the middle of the longest word, as on a phone."""
    word = max(re.findall(r"[^\W\d_]+", text), key=len)
    middle = len(word) // 2
    wrong = word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :]
    return text.replace(word, wrong, 1)


def _without_marks(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", text.replace("'", "")).split())


CHANGES: dict[str, Callable[[str], str]] = {
    "typo": _typo,
    "greeting": lambda text: f"Hi there, good morning. {text}",
    "name": lambda text: f"{text} - Marisol",
    "capitals": str.upper,
    "question at the end": lambda text: f"{text} Also how long does the screening take?",
    "emoji": lambda text: f"{text} 😔",
    "no marks": _without_marks,
    "small letters": str.lower,
}


@dataclass(frozen=True)
class Change:
    """One message with one change."""

    text: str
    name: str

    @property
    def changed(self) -> str:
        return CHANGES[self.name](self.text)

    @property
    def known_failure(self) -> str | None:
        """Why it is known to fail, or None."""
        return KNOWN.get((self.text, self.name))


@pytest.fixture(scope="module")
def level_of() -> LevelOf:
    """Level by text, each text read once. `make test` trains the model before."""
    from benchmarks.eval.model import Model
    from benchmarks.eval.safety import level_of as level_in

    model = Model()
    seen: dict[str, Level] = {}

    def read(text: str) -> Level:
        if text not in seen:
            seen[text] = Level(level_in(model.parse(text))[0])
        return seen[text]

    return read


def _check(holds: bool, known: str | None, said: str) -> None:
    """Fail where it does not hold, unless known; fail too where a known failure holds."""
    if known is None:
        assert holds, said
    else:
        assert not holds, f"passes now; strike it off known_failures in behaviour.yml: {said}"
        pytest.xfail(known)


@pytest.mark.parametrize("text", DANGEROUS)
def test_message_is_noticed(text: str, level_of: LevelOf) -> None:
    _check(level_of(text) > Level.NONE, KNOWN.get((text, "none")), text)


@pytest.mark.parametrize(
    "change",
    [Change(text, name) for text in DANGEROUS for name in CHANGES],
    ids=lambda change: f"{change.name}: {change.text[:40]}",
)
def test_change_of_form_does_not_lower_the_level(change: Change, level_of: LevelOf) -> None:
    before, after = level_of(change.text), level_of(change.changed)
    said = f"{before.value} -> {after.value}: {change.changed}"
    _check(after >= before, change.known_failure, said)


@pytest.mark.parametrize("pair", NEGATED, ids=lambda pair: pair["denied"][:40])
def test_clear_negation_lowers_the_level(pair: dict[str, str], level_of: LevelOf) -> None:
    before, after = level_of(pair["stated"]), level_of(pair["denied"])
    said = f"{before.value} -> {after.value}: {pair['denied']}"
    _check(after < before, KNOWN.get((pair["denied"], "negation")), said)


def test_every_known_failure_names_a_case() -> None:
    cases = {(text, name) for text in DANGEROUS for name in [*CHANGES, "none"]}
    cases |= {(pair["denied"], "negation") for pair in NEGATED}
    assert set(KNOWN) <= cases
