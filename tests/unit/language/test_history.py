"""Free-text history against labelled sentences: every settled criterion, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from antechamber.language.cues import load_cues
from antechamber.language.history import HistoryReader
from antechamber.protocol.loader import load_protocol

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 23, 12, 0)
LABEL = re.compile(r"\[([^\[\]]+)\]\((\w+): (yes|no|unsure|null)\)")


@dataclass(frozen=True)
class Case:
    """One sentence without its markup, and what it must come to."""

    text: str
    expected: dict[str, tuple[str, int, int]]
    about_other: bool = False
    asks: list[str] | None = None
    halves: dict[str, list[str]] = field(default_factory=dict)
    volunteered: list[str] | None = None
    blanket_except: list[str] | None = None


def case_of(entry: str | dict[str, Any]) -> Case:
    """Read one entry; refuse markup that does not parse."""
    given = {"text": entry} if isinstance(entry, str) else dict(entry)
    marked, plain, expected, last = given.pop("text"), "", {}, 0
    for match in LABEL.finditer(marked):
        plain += marked[last : match.start()]
        start = len(plain)
        plain += match[1]
        if match[3] != "null":
            expected[match[2]] = (match[3], start, len(plain))
        last = match.end()
    plain += marked[last:]
    assert not re.search(r"\[|\]|\(\w+:", plain), f"markup does not parse: {marked}"
    return Case(plain, expected, **given)


def load_cases() -> list[Any]:
    groups = yaml.safe_load((Path(__file__).parent / "history_cases.yml").read_text())
    return [
        pytest.param(case_of(entry), id=f"{group}-{number}")
        for group, entries in groups.items()
        for number, entry in enumerate(entries)
    ]


@pytest.fixture(scope="module")
def reader() -> HistoryReader:
    return HistoryReader(
        load_protocol(ROOT / "data/protocol.yml"), load_cues(ROOT / "data/language")
    )


@pytest.mark.parametrize("case", load_cases())
def test_sentence_settles_exactly_what_is_labelled(case: Case, reader: HistoryReader) -> None:
    reading = reader.read(case.text, now=NOW, about_other=case.about_other)
    settled = {finding.criterion: finding for finding in reading.settled}
    values = {name: finding.value.value for name, finding in settled.items() if finding.value}
    assert values == {name: label[0] for name, label in case.expected.items()}, case.text
    for name, (_, start, end) in case.expected.items():
        assert settled[name].start < end and start < settled[name].end, case.text
    if case.asks is not None:
        assert [ask.criterion for ask in reading.asks] == case.asks, case.text
    assert {half.criterion: list(half.denied) for half in reading.halves} == case.halves or (
        not case.halves
    ), case.text
    if case.volunteered is not None:
        assert list(reading.volunteered) == case.volunteered, case.text
    if case.blanket_except is not None:
        assert reading.blanket is not None, case.text
        assert list(reading.blanket.except_criteria) == case.blanket_except, case.text
    elif case.expected == {} and case.text in ("nothing", "no", "I'm healthy"):
        assert reading.blanket is None


def test_there_are_at_least_250_sentences() -> None:
    assert len(load_cases()) >= 250
