"""The memory as Rasa slots, and as the answers of a case."""

from __future__ import annotations

import json

import pytest

from antechamber.screening.slots import answers_for_case, slots_of
from antechamber.screening.state import Record, State
from tests.messages import UNSURE, YES
from tests.shipped import shipped_protocol

PROTOCOL = shipped_protocol()
IDS = tuple(criterion.id for criterion in PROTOCOL.criteria)
STATE = State(
    consent="yes",
    records={
        "glaucoma": Record(value=YES, words="I do", previous=("no",)),
        "copd": Record(value=UNSURE, declined=True, words="skip"),
    },
    volunteered=("gout",),
    contact={"contact_name": "Sam", "contact_phone": ""},
)


def test_every_criterion_is_a_slot_with_a_string_or_null() -> None:
    slots = slots_of(STATE, PROTOCOL)
    assert {name: slots[name] for name in IDS} == {
        **dict.fromkeys(IDS),
        "glaucoma": "yes",
        "copd": "unsure",
    }
    assert slots["consent"] == "yes"
    assert slots["volunteered"] == ["gout"]
    assert slots["screening_state"] == STATE.as_dict()
    assert json.dumps(slots)


def test_contact_details_are_null_where_declined_or_not_asked() -> None:
    slots = slots_of(STATE, PROTOCOL)
    contact = {name: value for name, value in slots.items() if name.startswith("contact_")}
    assert contact == {
        "contact_name": "Sam",
        "contact_phone": None,
        "contact_email": None,
        "contact_safe": None,
    }


@pytest.mark.parametrize(
    ("proxy", "slot"), [(None, None), ("asked", None), ("yes", "yes"), ("no", "no")]
)
def test_the_proxy_slot_is_filled_once_answered(proxy: str | None, slot: str | None) -> None:
    assert slots_of(State(proxy=proxy), PROTOCOL)["proxy_present"] == slot


def test_staff_see_value_declined_words_and_earlier_values() -> None:
    answers = answers_for_case(STATE, PROTOCOL)
    assert tuple(answers) == IDS
    assert answers["glaucoma"] == {
        "value": "yes",
        "declined": False,
        "words": "I do",
        "previous": ["no"],
    }
    assert answers["copd"] == {
        "value": "unsure",
        "declined": True,
        "words": "skip",
        "previous": [],
    }
    assert answers["raised_icp"] == {
        "value": None,
        "declined": False,
        "words": "",
        "previous": [],
    }
