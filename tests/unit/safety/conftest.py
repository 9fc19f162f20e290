"""The shipped lexicon, loaded once, for the pattern tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from antechamber.safety.detector import read
from antechamber.safety.levels import Reading
from antechamber.safety.lexicon import lexicon_from

DATA = Path(__file__).resolve().parents[3] / "data" / "safety"
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def safety_files() -> dict[str, str]:
    """The texts of data/safety by file name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.yml"))}


@pytest.fixture(scope="session")
def reading_of(safety_files: dict[str, str]) -> Callable[[str], Reading]:
    """The patterns' reading of a text, on a fixed day."""
    lexicon = lexicon_from(safety_files)
    return lambda text: read(text, lexicon, TODAY)
