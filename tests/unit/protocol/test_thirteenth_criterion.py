"""A clinic adds a criterion of its own, or switches one on, without any change in Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from antechamber.protocol.domain import generated_domain
from antechamber.protocol.loader import load_optional, load_protocol
from antechamber.protocol.model import Kind
from antechamber.screening.answers import Answer

Edit = Callable[[str, str, str], int]

OWN = """
- id: latex_allergy
  kind: clearance
  name: a latex allergy
  definition: An allergy to latex is yes.
  question: At any time, have you had an allergic reaction to latex?
  help: Latex is in some gloves.
  why: Our kit holds latex gloves.
  yes_words:
  - latex allergy
  ask_words:
  - glove rash
  follow_ups:
  - id: kind
    when: [ask]
    reads: choice
    question: What did the gloves do, at any time?
    choices:
    - label: Hives or swelling
      words: [hives]
      answer: "yes"
    otherwise: unsure
  read_back: You said that you are allergic to latex. Is that right?
  explanation: You told us about a latex allergy.
  source: this clinic, house rules, section 2
  reviewed: 2026-11-23
"""


def test_a_criterion_of_the_clinics_own_is_asked_last(data: Path) -> None:
    file = data / "protocol.yml"
    file.write_text(file.read_text(encoding="utf-8") + OWN, encoding="utf-8")
    protocol = load_protocol(file)
    assert len(protocol.criteria) == 13
    own = protocol.criteria[-1]
    assert (own.id, own.kind, own.tell_staff, own.past) == (
        "latex_allergy",
        Kind.CLEARANCE,
        False,
        None,
    )
    assert own.follow_ups[0].choices[0].answer is Answer.YES
    domain = generated_domain(protocol)
    assert "utter_question_latex_allergy:" in domain
    assert "utter_question_latex_allergy__kind:" in domain
    assert "confirm_latex_allergy" not in domain


def test_ketamine_allergy_is_switched_on_by_its_id(data: Path, edit: Edit) -> None:
    edit("protocol.yml", "  ids: []\n", "  ids: [ketamine_allergy]\n")
    protocol = load_protocol(data / "protocol.yml")
    assert [criterion.id for criterion in protocol.criteria[12:]] == ["ketamine_allergy"]
    assert "confirm_ketamine_allergy" in generated_domain(protocol)


def test_all_optional_criteria_fit_beside_the_protocol(data: Path, edit: Edit) -> None:
    optional = load_optional(data / "protocol-optional.yml", load_protocol(data / "protocol.yml"))
    ids = [criterion.id for criterion in optional]
    assert len(ids) == 6
    edit("protocol.yml", "  ids: []\n", f"  ids: [{', '.join(ids)}]\n")
    protocol = load_protocol(data / "protocol.yml")
    assert [criterion.id for criterion in protocol.criteria[12:]] == ids


@pytest.mark.parametrize("name", ["protocol.yml"])
def test_none_of_the_optional_criteria_is_on_as_shipped(data: Path, name: str) -> None:
    assert len(load_protocol(data / name).criteria) == 12
