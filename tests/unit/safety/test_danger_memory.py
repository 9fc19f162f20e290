"""The memory of danger survives its trip through a Rasa slot."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antechamber.safety.danger_memory import DangerMemory, memory_from
from antechamber.safety.levels import Category, Level

_words = st.text(max_size=5)
memories = st.builds(
    DangerMemory,
    level=st.sampled_from(Level),
    category=st.sampled_from([None, *Category]),
    own=st.booleans(),
    ideation=st.booleans(),
    concern_seen=st.booleans(),
    spanish=st.booleans(),
    pending=st.none() | _words,
    asked=st.lists(_words, max_size=3).map(tuple),
    checks=st.integers(0, 3),
    stayed=st.integers(0, 9),
    last=st.lists(_words, max_size=3).map(tuple),
    replies=st.dictionaries(_words, _words, max_size=3),
    case=st.none() | _words,
)


@given(memories)
def test_a_memory_is_the_same_after_the_trip(memory: DangerMemory) -> None:
    assert memory_from(json.loads(json.dumps(memory.as_dict()))) == memory


def test_an_empty_slot_is_a_calm_memory() -> None:
    assert memory_from(None) == DangerMemory()
    assert memory_from({}) == DangerMemory()
    assert DangerMemory().level is Level.NONE


def test_a_memory_of_an_older_version_gets_what_it_lacks() -> None:
    raw = DangerMemory(level=Level.URGENT).as_dict()
    del raw["last"]
    assert memory_from(raw) == DangerMemory(level=Level.URGENT)


@pytest.mark.parametrize(
    ("level", "holds"),
    [(Level.NONE, False), (Level.CONCERN, False), (Level.URGENT, True), (Level.IMMINENT, True)],
)
def test_the_screening_is_held_from_urgent_on(level: Level, holds: bool) -> None:
    assert DangerMemory(level=level).holds is holds
