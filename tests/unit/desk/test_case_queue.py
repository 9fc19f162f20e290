"""Order of the queue, journals of reports, and the merging rules. No database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from random import Random

import pytest

from antechamber.desk.cases import (
    Case,
    CaseReport,
    CaseState,
    Kind,
    queue_order,
    report_as_dict,
    report_from,
    severity_of,
)
from antechamber.desk.deadlines import Deadlines
from antechamber.desk.merging import Merge, merged
from antechamber.safety.levels import Category, Level

NOON = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)


def a_case(kind: Kind = Kind.REVIEW, level: Level | None = None, **changes: object) -> Case:
    case = Case(
        id="c-aaaaaaaaaa",
        kind=kind,
        level=level,
        category=None,
        told=False,
        state=CaseState.OPEN,
        conversation="one",
        channel="rest",
        opened=NOON,
        due=NOON + timedelta(days=1),
    )
    return replace(case, **changes)  # type: ignore[arg-type]


def merge(case: Case, report: CaseReport, *, paging: int = 0) -> Merge:
    return merged(
        case,
        paging,
        report,
        now=NOON,
        deadlines=Deadlines(),
        check_timeout=timedelta(seconds=300),
    )


def test_queue_is_in_the_contracts_order_then_oldest_first() -> None:
    later = NOON + timedelta(minutes=1)
    in_order = [
        a_case(Kind.SAFETY, Level.IMMINENT, id="imminent", opened=later),
        a_case(Kind.SAFETY, Level.URGENT, id="urgent"),
        a_case(Kind.SAFETY, Level.CONCERN, id="concern"),
        a_case(Kind.REVIEW, told=True, id="told", opened=later),
        a_case(Kind.CLEARANCE, id="clearance"),
        a_case(Kind.CLEARANCE, id="clearance-later", opened=later),
        a_case(Kind.REQUEST, id="request"),
        a_case(Kind.REVIEW, id="review"),
    ]
    mixed = Random(7).sample(in_order, len(in_order))
    mixed.sort(key=queue_order)
    assert [one.id for one in mixed] == [one.id for one in in_order]


def test_kinds_rise_from_review_to_safety() -> None:
    assert [one.value for one in sorted(Kind, key=lambda one: one.rank)] == [
        "review",
        "request",
        "clearance",
        "safety",
    ]


def test_a_cleared_safety_case_waits_like_a_request() -> None:
    assert severity_of(Kind.SAFETY, None) == "request"
    assert severity_of(Kind.SAFETY, Level.URGENT) == "urgent"


def test_a_report_survives_the_journal() -> None:
    report = CaseReport(
        conversation="one",
        channel="rest",
        kind=Kind.SAFETY,
        level=Level.URGENT,
        category=Category.SUICIDE,
        reasons=("suicidal_ideation",),
        answers={"copd": {"value": "no"}},
        words=("words",),
        page_now=True,
    )
    assert report_from(report_as_dict(report)) == report


@pytest.mark.parametrize("stored", list(Level))
@pytest.mark.parametrize("reported", [*Level, None])
def test_a_level_never_lowers(stored: Level, reported: Level | None) -> None:
    case = a_case(Kind.SAFETY, stored if stored is not Level.NONE else None)
    values = merge(case, CaseReport("one", "rest", Kind.SAFETY, level=reported)).values
    level = Level(values["level"]) if "level" in values else stored
    assert level == max(stored, reported or Level.NONE, key=lambda one: one.rank)


@pytest.mark.parametrize("stored", list(Kind))
@pytest.mark.parametrize("reported", list(Kind))
def test_a_kind_never_weakens(stored: Kind, reported: Kind) -> None:
    values = merge(a_case(stored), CaseReport("one", "rest", reported)).values
    kind = Kind(values["kind"]) if "kind" in values else stored
    assert kind == max(stored, reported, key=lambda one: one.rank)


def test_staff_are_called_again_only_when_the_level_rises() -> None:
    case = a_case(Kind.SAFETY, Level.URGENT)
    same = CaseReport("one", "rest", Kind.SAFETY, level=Level.URGENT, page_now=True)
    higher = replace(same, level=Level.IMMINENT)
    assert merge(case, same, paging=0).page
    assert not merge(case, same, paging=1).page
    assert merge(case, higher, paging=1).page


def test_only_a_safety_report_settles_the_open_question() -> None:
    case = a_case(Kind.SAFETY, Level.CONCERN, page_at=NOON)
    request = CaseReport("one", "rest", Kind.REQUEST)
    answered = CaseReport("one", "rest", Kind.SAFETY, level=Level.CONCERN)
    asked_again = replace(answered, check_open=True)
    assert "page_at" not in merge(case, request).values
    assert merge(case, answered).values["page_at"] is None
    assert "page_at" not in merge(case, asked_again).values


def test_due_moves_nearer_never_further() -> None:
    case = a_case(Kind.REVIEW, due=NOON + timedelta(seconds=10))
    worse = CaseReport("one", "rest", Kind.SAFETY, level=Level.URGENT)
    assert "due" not in merge(case, worse).values
    assert merge(a_case(), worse).values["due"] == NOON + timedelta(seconds=300)


def test_history_shows_both_versions_of_an_outcome() -> None:
    case = a_case(outcome="no_contraindication")
    corrected = CaseReport("one", "rest", Kind.CLEARANCE, outcome="clearance_required")
    assert merge(case, corrected).told_of["outcome"] == {
        "from": "no_contraindication",
        "to": "clearance_required",
    }
