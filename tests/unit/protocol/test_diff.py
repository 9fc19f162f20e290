"""`antechamber protocol diff`: what a change of the protocol does to stored answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest

from antechamber.cli import main
from antechamber.desk.cases import Case, CaseState, Kind
from antechamber.desk.replay import answers_of
from antechamber.errors import ConfigurationError
from antechamber.protocol.diff import CriterionChange, OutcomeChange, StoredAnswers, diff
from antechamber.protocol.diff_text import answers_in, diff_text
from antechamber.protocol.model import Kind as CriterionKind
from antechamber.protocol.model import Protocol
from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer
from antechamber.screening.outcome import Decision, Outcome, SafetyState

Edit = Callable[[str, str, str], int]
NOON = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)


def without(protocol: Protocol, *ids: str) -> Protocol:
    kept = tuple(one for one in protocol.criteria if one.id not in ids)
    return replace(protocol, version="new", criteria=kept)


def with_kind(protocol: Protocol, criterion: str, kind: CriterionKind) -> Protocol:
    criteria = tuple(
        replace(one, kind=kind) if one.id == criterion else one for one in protocol.criteria
    )
    return replace(protocol, version="new", criteria=criteria)


def stored(case: str, safety: SafetyState | None = None, **answers: Answer) -> StoredAnswers:
    return StoredAnswers(case, answers, safety or SafetyState())


def test_the_same_protocol_changes_nothing(protocol: Protocol) -> None:
    found = diff(protocol, protocol, [stored("a", glaucoma=Answer.YES)])
    assert (found.criteria, found.outcomes, dict(found.unasked)) == ((), (), {})
    assert "no criterion changed" in diff_text(found)
    assert "1 cases replayed, 0 with another outcome" in diff_text(found)


def test_a_changed_kind_lists_whose_outcome_changes(protocol: Protocol) -> None:
    new = with_kind(protocol, "copd", CriterionKind.EXCLUSION)
    cases = [
        stored("yes", copd=Answer.YES),
        stored("unsure", copd=Answer.UNSURE),
        stored("stronger", copd=Answer.YES, glaucoma=Answer.YES),
        stored("none"),
    ]
    found = diff(protocol, new, cases)
    assert found.criteria == (CriterionChange("copd", "kind changed: clearance -> exclusion"),)
    assert found.outcomes == (
        OutcomeChange(
            "yes",
            Decision(Outcome.CLEARANCE_REQUIRED, ("copd",)),
            Decision(Outcome.NOT_ELIGIBLE, ("copd",)),
        ),
    )
    text = diff_text(found)
    assert "4 cases replayed, 1 with another outcome" in text
    assert "  yes: clearance_required -> not_eligible\n" in text + "\n"


def test_a_removed_criterion_takes_its_reason_away(protocol: Protocol) -> None:
    cases = [
        stored("alone", glaucoma=Answer.YES),
        stored("beside", glaucoma=Answer.YES, raised_icp=Answer.YES),
    ]
    found = diff(protocol, without(protocol, "glaucoma"), cases)
    assert found.criteria == (CriterionChange("glaucoma", "removed"),)
    assert [(one.case, one.removed, one.added) for one in found.outcomes] == [
        ("alone", ("glaucoma",), ()),
        ("beside", ("glaucoma",), ()),
    ]
    text = diff_text(found)
    assert "alone: not_eligible -> no_contraindication (-glaucoma)" in text
    assert "beside: not_eligible, other reasons (-glaucoma)" in text
    assert "2 cases replayed, 1 with another outcome" in text


def test_an_added_criterion_counts_who_was_never_asked(protocol: Protocol) -> None:
    cases = [stored("a", glaucoma=Answer.YES), stored("b"), stored("c", glaucoma=Answer.NO)]
    found = diff(without(protocol, "glaucoma"), protocol, cases)
    assert found.criteria == (CriterionChange("glaucoma", "added, exclusion"),)
    assert dict(found.unasked) == {"glaucoma": 1}
    assert [(one.case, one.added) for one in found.outcomes] == [("a", ("glaucoma",))]
    text = diff_text(found)
    assert "a: no_contraindication -> not_eligible (+glaucoma)" in text
    assert "glaucoma: 1 cases have no answer" in text


def test_a_reworded_criterion_is_named_with_what_was_reworded(protocol: Protocol) -> None:
    criteria = tuple(
        replace(one, question="Do you?", why="So.") if one.id == "copd" else one
        for one in protocol.criteria
    )
    found = diff(protocol, replace(protocol, criteria=criteria), [stored("a", copd=Answer.YES)])
    assert found.criteria == (CriterionChange("copd", "reworded: question, why"),)
    assert found.outcomes == ()


def test_another_order_alone_changes_no_outcome(protocol: Protocol) -> None:
    turned = replace(protocol, criteria=tuple(reversed(protocol.criteria)))
    case = stored("a", copd=Answer.YES, glaucoma=Answer.YES)
    assert diff(protocol, turned, [case]).outcomes == ()


def test_danger_stays_a_hold_in_both(protocol: Protocol) -> None:
    held = SafetyState(level=Level.URGENT, category=Category.ABUSE)
    found = diff(protocol, without(protocol, "glaucoma"), [stored("a", held, copd=Answer.YES)])
    assert found.outcomes == ()


def test_a_case_of_the_desk_is_read_with_its_danger() -> None:
    case = Case(
        id="c1",
        kind=Kind.SAFETY,
        level=None,
        category=None,
        told=False,
        state=CaseState.CLOSED,
        conversation="x",
        channel="rest",
        opened=NOON,
        due=NOON,
        reasons=("safety_concern",),
        answers={
            "copd": {"value": "yes", "words": "emphysema"},
            "glaucoma": {"value": None},
            "suicidal_ideation": {"value": "no"},
        },
    )
    assert answers_of(case) == StoredAnswers(
        "c1",
        {"copd": Answer.YES, "glaucoma": None, "suicidal_ideation": Answer.NO},
        SafetyState(concern_seen=True),
    )
    urgent = replace(
        case,
        level=Level.URGENT,
        category=Category.SUICIDE,
        reasons=(),
        answers={"suicidal_ideation": {"value": "yes"}},
    )
    assert answers_of(urgent).safety == SafetyState(Level.URGENT, Category.SUICIDE, True, False)
    assert answers_of(replace(case, level=Level.CONCERN, reasons=())).safety.concern_seen is True


def test_answers_are_read_from_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    rows = [
        {"id": "a", "answers": {"copd": "yes", "glaucoma": None}, "safety": None},
        {"id": "b", "answers": {}, "safety": "concern"},
        {"id": "c", "answers": {}, "safety": "imminent"},
    ]
    path.write_text("\n\n".join(json.dumps(row) for row in rows))
    assert list(answers_in(path)) == [
        StoredAnswers("a", {"copd": Answer.YES, "glaucoma": None}),
        StoredAnswers("b", {}, SafetyState(Level.CONCERN, concern_seen=True)),
        StoredAnswers("c", {}, SafetyState(Level.IMMINENT)),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not valid JSON"),
        ("[]", "`id`, `answers` and `safety`, nothing else"),
        ('{"id": "a", "answers": {}, "more": 1}', "nothing else"),
        ('{"id": "a"}', "nothing else"),
        ('{"id": 1, "answers": {}}', "`id` is not text"),
        ('{"id": "a", "answers": {"copd": true}}', "`copd` is not one of yes, no, unsure, null"),
        ('{"id": "a", "answers": {}, "safety": "bad"}', "`safety` is not one of none"),
    ],
)
def test_a_wrong_line_is_named_with_file_and_line(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text('{"id": "ok", "answers": {}}\n' + line)
    with pytest.raises(ConfigurationError) as raised:
        list(answers_in(path))
    assert str(raised.value).startswith(f"{path}:2: ")
    assert problem in str(raised.value)


def test_the_command_prints_criteria_and_cases(
    data: Path, edit: Edit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "old.yml"
    old.write_text((data / "protocol.yml").read_text(encoding="utf-8"), encoding="utf-8")
    edit("protocol.yml", 'version: "2026.11"', 'version: "next"')
    edit("protocol.yml", "- id: copd\n  kind: clearance", "- id: copd\n  kind: exclusion")
    answers = tmp_path / "answers.jsonl"
    answers.write_text('{"id": "case-7", "answers": {"copd": "yes"}, "safety": null}\n')
    arguments = ["protocol", "diff", str(old), str(data / "protocol.yml")]
    assert main([*arguments, "--answers", str(answers)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Protocol 2026.11 -> next",
        "  copd: kind changed: clearance -> exclusion",
        "1 cases replayed, 1 with another outcome",
        "  case-7: clearance_required -> not_eligible",
    ]
    assert main(arguments) == 0
    assert "cases" not in capsys.readouterr().out


@pytest.mark.parametrize("missing", ["old", "new", "answers"])
def test_a_missing_file_is_one_clear_line(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    files = dict.fromkeys(("old", "new", "answers"), data / "protocol.yml")
    (tmp_path / "answers.jsonl").write_text("")
    files["answers"] = tmp_path / "answers.jsonl"
    files[missing] = tmp_path / "nowhere"
    arguments = [str(files["old"]), str(files["new"]), "--answers", str(files["answers"])]
    assert main(["protocol", "diff", *arguments]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "nowhere: the file cannot be read" in said.err


def test_cases_and_a_file_are_not_replayed_together(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["protocol", "diff", "a", "b", "--cases", "--answers", "c"])
    assert "not allowed with" in capsys.readouterr().err
