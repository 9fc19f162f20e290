"""Fixtures that every room uses. This file also makes the helpers beside it importable."""

from __future__ import annotations

import pytest
from hypothesis import settings

from antechamber.protocol.model import Protocol
from tests.reading_grade import use_spoken_syllables
from tests.shipped import shipped_protocol

pytest_plugins = ["tests.running"]


@pytest.fixture(scope="session")
def protocol() -> Protocol:
    """The protocol that ships."""
    return shipped_protocol()


@pytest.fixture
def spoken_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep textstat off the network. It remembers counts by text, so use this for every grade."""
    use_spoken_syllables(monkeypatch)


# The same examples in every run, and no failure because the machine is busy.
settings.register_profile("shared", deadline=None, derandomize=True)
settings.load_profile("shared")
