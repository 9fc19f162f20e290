"""Every persona, over HTTP: REST, the tracker, the desk's API, a stand-in pager."""

from __future__ import annotations

from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from ruamel.yaml import YAML

from tests.personas.drive import drive
from tests.personas.persona import BadPersona, Persona, personas
from tests.server import Server

FOLDER = Path(__file__).parent
PERSONAS = personas(FOLDER)
_LONG_ENOUGH = 12
"""Shorter sentences ("yes please") stand in logs by chance."""


def _cases() -> list[ParameterSet]:
    """One parameter a persona; a known failure carries its reason."""
    known = YAML(typ="safe", pure=True).load(FOLDER / "known" / "failures.yml")
    assert set(known) <= {one.id for one in PERSONAS}, "a known failure names no persona"
    return [
        pytest.param(
            one,
            id=f"{one.topic}-{one.id}",
            marks=[pytest.mark.xfail(reason=known[one.id])] if one.id in known else [],
        )
        for one in PERSONAS
    ]


@pytest.mark.timeout(180)
@pytest.mark.parametrize("persona", _cases())
def test_persona(server: Server, persona: Persona) -> None:
    run = drive(server, persona)
    assert not run.faults, run.report()


def test_there_are_enough_personas() -> None:
    assert len(PERSONAS) >= 45


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- {id: a, about: b, turns: [{says: hi}], end: {consnet: yes}}", "unknown consnet"),
        ("- {id: a, about: b, turns: [{say: hi}], end: {consent: yes}}", "unknown say"),
        ("- {id: a, about: b, turns: [{says: hi}], end: {glaucoma: true}}", "values are words"),
        ("- {id: a, about: b, turns: [{says: hi, then: {}}], end: {consent: yes}}", "is empty"),
        ("- {id: a, about: b, turns: [], end: {consent: yes}}", "must be a list"),
        ("- {id: a, about: b, turns: [{says: hi}]}", "must say something"),
        ("- {id: a, id: b, about: b, turns: [{says: hi}], end: {consent: yes}}", "duplicate"),
        ("- {id: a, about: b, turns: [{says: hi}], end: {case: {knid: review}}}", "unknown knid"),
        ("- {id: a, about: b, turns: [{says: hi}, end: {}}", "bad.yml"),
        ("- {id: a, about: b, turns: [{says: hi}], end: {replies_contain: hi}}", "list of texts"),
    ],
)
def test_loader_refuses(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "bad.yml").write_text(text)
    with pytest.raises(BadPersona, match=complaint):
        personas(tmp_path)


def test_loader_refuses_an_id_that_is_taken(tmp_path: Path) -> None:
    one = "- {id: a, about: b, turns: [{says: hi}], end: {consent: yes}}\n"
    (tmp_path / "bad.yml").write_text(one * 2)
    with pytest.raises(BadPersona, match="is taken"):
        personas(tmp_path)


def test_no_process_log_quotes_a_person(server: Server, server_logs: list[Path]) -> None:
    """Last of the run: see `pytest_collection_modifyitems` in tests/conftest.py."""
    assert server_logs
    logs = {log.name: log.read_text(errors="replace").lower() for log in server_logs}
    said = {turn.says for persona in PERSONAS for turn in persona.turns}
    quoted = [
        f"{name} quotes {words[:60]!r}"
        for words in sorted(said)
        if len(words.strip()) > _LONG_ENOUGH
        for name, text in logs.items()
        if words.strip().lower()[:200] in text
    ]
    assert not quoted, "\n".join(quoted)
