"""The generated part of the domain follows the protocol, and the written file is current."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from antechamber.protocol.domain import generated_domain, written_domain_is_current
from antechamber.protocol.model import Kind, Protocol


@pytest.fixture(scope="module")
def domain(protocol: Protocol) -> dict[str, Any]:
    """As a reader of YAML 1.1 sees it, who would make booleans of bare `yes` and `no`."""
    loaded: dict[str, Any] = yaml.safe_load(generated_domain(protocol))
    return loaded


def test_the_written_file_is_current(protocol: Protocol) -> None:
    root = Path(__file__).resolve().parents[3]
    assert written_domain_is_current(root / "domain" / "protocol.yml", protocol)


def test_an_edited_or_missing_file_is_not_current(protocol: Protocol, tmp_path: Path) -> None:
    file = tmp_path / "protocol.yml"
    assert not written_domain_is_current(file, protocol)
    file.write_text(generated_domain(protocol) + "\n", encoding="utf-8")
    assert not written_domain_is_current(file, protocol)


def test_a_criterion_is_a_categorical_slot_of_three_strings(
    protocol: Protocol, domain: dict[str, Any]
) -> None:
    for criterion in protocol.criteria:
        assert domain["slots"][criterion.id] == {
            "type": "categorical",
            "values": ["yes", "no", "unsure"],
            "influence_conversation": False,
            "mappings": [{"type": "custom"}],
        }


def test_the_form_asks_for_every_slot_and_every_slot_is_declared(
    protocol: Protocol, domain: dict[str, Any]
) -> None:
    asked = domain["forms"]["screening_form"]["required_slots"]
    assert sorted(asked) == sorted(domain["slots"])
    assert [one for one in asked if one in {c.id for c in protocol.criteria}] == [
        criterion.id for criterion in protocol.criteria
    ]


def test_only_stops_are_read_back(protocol: Protocol, domain: dict[str, Any]) -> None:
    confirmed = {one for one in domain["slots"] if one.startswith("confirm_")}
    assert confirmed == {
        f"confirm_{criterion.id}"
        for criterion in protocol.criteria
        if criterion.kind is not Kind.CLEARANCE
    }


def test_a_button_sends_the_words_that_it_shows(domain: dict[str, Any]) -> None:
    for name, variations in domain["responses"].items():
        if not name.startswith("utter_question_"):
            continue
        for variation in variations:
            titles = [button["title"] for button in variation["buttons"]]
            assert titles == [button["payload"] for button in variation["buttons"]], name
            assert not any(title.startswith("/") for title in titles), name
            assert len(set(titles)) == len(titles), name
            assert "Not sure" in titles, name
            assert variation["text"].startswith("{progress_hint}"), name


def test_questions_come_from_the_protocol(protocol: Protocol, domain: dict[str, Any]) -> None:
    for criterion in protocol.criteria:
        text = domain["responses"][f"utter_question_{criterion.id}"][0]["text"]
        assert text == "{progress_hint}" + criterion.question
