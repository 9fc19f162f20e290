"""Ways to reach the person: given, declined, invalid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from antechamber.screening.contact import with_contact
from antechamber.screening.say import Say
from antechamber.screening.state import State
from tests.messages import heard, reply

STATE = State(opened=True, consent="yes", contact={"contact_name": "Sam"})


@pytest.mark.parametrize("slot", ["contact_name", "contact_phone", "contact_email"])
@pytest.mark.parametrize(
    ("said", "stored"), [("yes", "told"), ("no", ""), ("unsure", ""), ("decline", "")]
)
def test_a_detail_is_stored_and_a_refusal_is_empty(slot: str, said: str, stored: str) -> None:
    found = with_contact(STATE, reply(slot, said, detail={"value": "told"}), slot)
    assert found == (replace(STATE, contact={**STATE.contact, slot: stored}), ())


@pytest.mark.parametrize("said", ["yes", "no", "unsure", "decline"])
def test_whether_a_message_is_safe_is_stored_as_said(said: str) -> None:
    found = with_contact(STATE, reply("contact_safe", said), "contact_safe")
    assert found is not None
    assert found[0].contact == {"contact_name": "Sam", "contact_safe": said}


def test_a_yes_without_a_value_is_empty() -> None:
    found = with_contact(STATE, reply("contact_phone", "yes"), "contact_phone")
    assert found is not None
    assert found[0].contact["contact_phone"] == ""


@pytest.mark.parametrize("slot", ["contact_phone", "contact_email"])
def test_what_cannot_be_right_is_asked_once_more_then_left_empty(slot: str) -> None:
    wrong = reply(slot, "other", detail={"invalid": True})
    first = with_contact(STATE, wrong, slot)
    assert first is not None
    state, said = first
    assert said == (Say(f"utter_{slot}_invalid"),)
    assert state == replace(STATE, asked=(f"{slot}_invalid",))
    second = with_contact(state, wrong, slot)
    assert second is not None
    assert second == (replace(state, contact={**STATE.contact, slot: ""}), ())


def test_anything_else_is_not_taken_for_a_detail() -> None:
    assert with_contact(STATE, heard("hello"), "contact_phone") is None
    assert with_contact(STATE, reply("contact_phone", "other"), "contact_phone") is None
    assert with_contact(STATE, reply("contact_phone", "yes"), "contact_email") is None
    assert with_contact(STATE, reply("copd", "yes"), "copd") is None
