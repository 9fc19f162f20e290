"""`antechamber protocol`: exit codes and what is printed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from antechamber.cli import main
from antechamber.settings import home

Edit = Callable[[str, str, str], int]


@pytest.fixture
def clinic_dir(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with `data/`, as a clinic has it."""
    root = data / "root"
    root.mkdir()
    (root / "data").symlink_to(data)
    shutil.copytree(home() / "data" / "faq", data / "faq", dirs_exist_ok=True)
    monkeypatch.chdir(root)
    monkeypatch.delenv("CLINIC_CONFIG", raising=False)
    return root


def test_check_prints_one_line(clinic_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["protocol", "check"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("OK. data/protocol.yml: version 2026.11, 12 criteria")
    assert said.out.count("\n") == 1
    assert said.err == ""


@pytest.mark.parametrize(
    ("name", "old", "new", "start"),
    [
        ("protocol.yml", "  name: glaucoma\n", "  name: ''\n", "data/protocol.yml:"),
        (
            "protocol-optional.yml",
            "  name: seizures\n",
            "  name: ''\n",
            "data/protocol-optional.yml:",
        ),
        ("clinic.yml", "phone: 555-010-0199", "phone: none", "data/clinic.yml:"),
    ],
)
def test_check_fails_on_each_file(
    clinic_dir: Path,
    edit: Edit,
    capsys: pytest.CaptureFixture[str],
    name: str,
    old: str,
    new: str,
    start: str,
) -> None:
    line = edit(name, old, new)
    assert main(["protocol", "check"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{start}{line}:")


def test_check_reads_the_clinic_that_the_environment_names(
    clinic_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLINIC_CONFIG", "elsewhere.yml")
    assert main(["protocol", "check"]) == 1
    assert capsys.readouterr().err.startswith("elsewhere.yml: the file cannot be read")


def test_domain_is_written_once_and_checked(
    clinic_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["protocol", "domain", "--check"]) == 1
    assert "Run `antechamber protocol domain`" in capsys.readouterr().err
    assert main(["protocol", "domain"]) == 0
    assert main(["protocol", "domain", "--check"]) == 0
    assert capsys.readouterr().out.endswith(
        "OK. domain/protocol.yml and domain/faq.yml are current.\n"
    )
