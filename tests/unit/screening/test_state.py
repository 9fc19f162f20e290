"""The memory survives its trip through a Rasa slot unchanged."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from antechamber.screening.answers import Answer
from antechamber.screening.state import Record, State, state_from
from tests.messages import NO, YES

_words = st.text(max_size=5)
_many = st.lists(_words, max_size=3).map(tuple)
_maybe = st.none() | _words
_details = st.dictionaries(_words, st.none() | st.booleans() | st.integers() | _words, max_size=2)
_records = st.builds(
    Record,
    value=st.sampled_from([None, *Answer]),
    declined=st.booleans(),
    words=_words,
    previous=_many,
    confirmed=st.booleans(),
    detail=_details,
)
states = st.builds(
    State,
    opened=st.booleans(),
    consent=st.sampled_from([None, "yes", "no"]),
    minor=st.booleans(),
    named=st.booleans(),
    history_done=st.booleans(),
    records=st.dictionaries(_words, _records, max_size=3),
    denied_parts=st.dictionaries(_words, _many, max_size=2),
    follow_ups=_many,
    asked=_many,
    to_confirm=_many,
    summary_ok=st.booleans(),
    proxy=_maybe,
    proxy_asked=st.booleans(),
    overlay=_maybe,
    misses=st.integers(0, 5),
    last=_maybe,
    volunteered=_many,
    contact=st.dictionaries(_words, _words, max_size=2),
    contact_done=st.booleans(),
    told=_maybe,
    concern_seen=st.booleans(),
    protocol_versions=_many,
    early=st.lists(_details, max_size=2).map(tuple),
)


def stored(state: State) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(json.dumps(state.as_dict()))
    return raw


@given(states)
def test_a_memory_is_the_same_after_the_trip(state: State) -> None:
    assert state_from(stored(state)) == state


def test_an_empty_slot_is_a_fresh_memory() -> None:
    assert state_from(None) == State()
    assert state_from({}) == State()


def test_a_memory_of_an_older_version_gets_what_it_lacks() -> None:
    raw = stored(State(opened=True, consent="yes"))
    for name in ("proxy_asked", "records", "early", "follow_ups", "denied_parts"):
        del raw[name]
    assert state_from(raw) == State(opened=True, consent="yes")


def test_answers_and_confirmations_are_read_off_the_records() -> None:
    state = State(
        records={
            "glaucoma": Record(value=YES, confirmed=True),
            "copd": Record(value=NO),
            "raised_icp": Record(),
        }
    )
    assert state.answers == {"glaucoma": YES, "copd": NO, "raised_icp": None}
    assert state.confirmed == frozenset({"glaucoma"})
    assert state.record("gout") == Record()
    changed = state.with_record("copd", Record(value=YES))
    assert changed.record("copd").value is YES
    assert state.record("copd").value is NO
