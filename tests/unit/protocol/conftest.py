"""A writable copy of the clinic's data, so that one thing at a time can be made wrong in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from antechamber.protocol.loader import load_protocol
from antechamber.protocol.model import Protocol

ROOT = Path(__file__).resolve().parents[3]
FILES = ("protocol.yml", "protocol-optional.yml", "clinic.yml")

Edit = Callable[[str, str, str], int]


@pytest.fixture(scope="session")
def protocol() -> Protocol:
    """The protocol that ships."""
    return load_protocol(ROOT / "data" / "protocol.yml")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with copies of the files that a clinic edits."""
    for name in FILES:
        shutil.copy(ROOT / "data" / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def edit(data: Path) -> Edit:
    """Replace text that stands once in a file; gives the number of its first line."""

    def replaced(name: str, old: str, new: str) -> int:
        text = (data / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        (data / name).write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replaced
