"""`antechamber cases|audit|alerts` on a real SQLite file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from antechamber.desk import cli
from antechamber.desk.cases import Case, CaseReport, Kind
from antechamber.desk.database import Database
from antechamber.desk.migrations import upgrade
from antechamber.desk.schema import audit
from antechamber.desk.setup import case_store
from antechamber.safety.levels import Category, Level


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bot: Any) -> str:
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("BOT_URL", bot.url)
    monkeypatch.setenv("BOT_API_TOKEN", "bot-token")
    monkeypatch.setenv("DESK_SECRET", "secret")
    monkeypatch.delenv("ALERTS_CONFIG", raising=False)
    upgrade(url)
    return url


@pytest.fixture
def case(clinic: str) -> Case:
    return case_store().upsert(
        CaseReport(
            "one",
            "rest",
            Kind.SAFETY,
            level=Level.URGENT,
            category=Category.SUICIDE,
            words=("words of a person",),
            answers={"copd": {"value": "no", "words": "none", "previous": ["unsure"]}},
        )
    )


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_commands(parser.add_subparsers(required=True))
    arguments = parser.parse_args(words)
    code: int = arguments.run(arguments)
    return code


def test_from_the_queue_to_the_close(
    case: Case, bot: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("cases", "list") == 0
    assert case.id in capsys.readouterr().out
    assert run("cases", "show", case.id) == 0
    shown = capsys.readouterr().out
    for expected in ("urgent (suicide)", "words of a person", "copd: no", "before: unsure"):
        assert expected in shown
    assert run("cases", "claim", case.id, "--name", "Dana") == 0
    assert run("cases", "clear", case.id, "--reason", "spoke") == 0
    assert run("cases", "reopen", case.id) == 0
    assert run("cases", "close", case.id, "--disposition", "reached_safe") == 0
    assert [body["memory"] for _, body in bot.pushed] == [None, "clear", "reopen", None]
    capsys.readouterr()
    assert run("cases", "list", "--state", "open") == 0
    assert capsys.readouterr().out == "No cases.\n"


def test_a_case_that_is_not_there_is_one_clear_line(
    clinic: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("cases", "show", "c-nothing") == 1
    assert capsys.readouterr().err == "There is no case c-nothing.\n"


def test_a_case_of_someone_else_needs_a_reason(case: Case) -> None:
    assert run("cases", "claim", case.id, "--name", "Dana") == 0
    assert run("cases", "claim", case.id, "--name", "Lee") == 1
    assert run("cases", "claim", case.id, "--name", "Lee", "--takeover-reason", "shift") == 0


def test_a_bot_that_is_down_is_said(
    case: Case, bot: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    bot.down = True
    assert run("cases", "claim", case.id, "--name", "Dana") == 0
    assert "could not be reached" in capsys.readouterr().out


def test_audit_verify_finds_a_changed_row(
    case: Case, clinic: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run("cases", "show", case.id)
    assert run("audit", "verify") == 0
    with Database(clinic).writing() as connection:
        connection.execute(update(audit).values(actor="nobody"))
    capsys.readouterr()
    assert run("audit", "verify") == 1
    assert "row 1 was changed" in capsys.readouterr().out


def test_alerts_test_says_that_there_is_no_line(
    clinic: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("alerts", "test") == 1
    assert "No alert line" in capsys.readouterr().out


def test_a_missing_secret_is_one_clear_line(
    clinic: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BOT_API_TOKEN")
    assert run("cases", "list") == 1
    assert "BOT_API_TOKEN is not set" in capsys.readouterr().err
