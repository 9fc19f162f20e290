"""Load `data/protocol.yml` and the optional criteria that it includes. Strict: no silent default.

Checks across criteria are in `checks.py`; the shape is in `model.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from antechamber.errors import ConfigurationError
from antechamber.protocol.checks import Claim, clashes
from antechamber.protocol.criterion_reading import CRITERION_KEYS, criterion_from
from antechamber.protocol.model import Criterion, PressureBounds, Protocol
from antechamber.protocol.reading import Record, read_file
from antechamber.protocol.wording import Wording

_PROTOCOL_KEYS = ("version", "reviewed", "suicide_attempt", "blood_pressure", "include", "criteria")
_ATTEMPT_KEYS = ("window_months", "recent_months")
_PRESSURE_KEYS = (
    "high_systolic_mmhg",
    "high_diastolic_mmhg",
    "crisis_systolic_mmhg",
    "crisis_diastolic_mmhg",
    "reading_valid_days",
)
_INCLUDE_KEYS = ("file", "ids")

_T = TypeVar("_T")


def load_protocol(path: Path) -> Protocol:
    """The protocol in this file, with the optional criteria that it includes.

    Raises ConfigurationError with one line for each criterion that is wrong:
    file, line, criterion, field, what was found, what is allowed, next command.
    """
    top = read_file(path, keys=_PROTOCOL_KEYS)
    attempt = top.record("suicide_attempt", keys=_ATTEMPT_KEYS)
    window = attempt.integer("window_months", least=1, most=120)
    recent = attempt.integer("recent_months", least=1, most=120)
    if recent > window:
        attempt.at("recent_months").fail(f"`{recent}` is more than window_months, `{window}`")
    pressure = _pressure(top.record("blood_pressure", keys=_PRESSURE_KEYS))
    wording = Wording.of(pressure, window_months=window, recent_months=recent)
    records = [*_criteria(top), *_included(top, path.parent)]
    if not records:
        top.at("criteria").fail("there is no criterion; a protocol without any would pass everyone")
    return Protocol(
        version=top.text("version").value,
        reviewed=top.date("reviewed"),
        attempt_window_months=window,
        attempt_recent_months=recent,
        pressure=pressure,
        criteria=_all_criteria(records, wording),
    )


def optional_ids(path: Path) -> tuple[str, ...]:
    """Ids of the criteria in a file of optional criteria, such as data/protocol-optional.yml."""
    return tuple(record.text("id").value for record in _criteria(_optional_file(path)))


def load_optional(path: Path, protocol: Protocol) -> tuple[Criterion, ...]:
    """All criteria of an optional file, on or off, so that they can be checked and reviewed."""
    wording = Wording.of(
        protocol.pressure,
        window_months=protocol.attempt_window_months,
        recent_months=protocol.attempt_recent_months,
    )
    return _all_criteria(list(_criteria(_optional_file(path))), wording)


def _optional_file(path: Path) -> Record:
    return read_file(path, keys=("criteria",))


def _criteria(top: Record) -> tuple[Record, ...]:
    return top.records("criteria", keys=CRITERION_KEYS, noun="criterion")


def _included(top: Record, folder: Path) -> list[Record]:
    chosen: list[Record] = []
    for include in top.records("include", keys=_INCLUDE_KEYS, noun="include"):
        file = include.text("file")
        if not (folder / file.value).is_file():
            file.place.fail(f"`{file.value}` is not a file beside the protocol")
        known = {
            record.text("id").value: record
            for record in _criteria(_optional_file(folder / file.value))
        }
        for wanted in include.texts("ids"):
            if wanted.value not in known:
                wanted.place.fail(f"`{wanted.value}` is not one of {', '.join(known)}")
            chosen.append(known[wanted.value])
    return chosen


def _all_criteria(records: list[Record], wording: Wording) -> tuple[Criterion, ...]:
    """Every criterion; errors of several criteria are raised together, one a line."""
    problems: list[str] = []

    def attempt(work: Callable[[], _T]) -> _T | None:
        try:
            return work()
        except ConfigurationError as error:
            problems.append(str(error))
            return None

    claims: list[Claim] = []
    criteria: list[Criterion] = []
    seen: set[str] = set()
    for record in records:
        criterion = attempt(lambda: criterion_from(record, wording, claims))  # noqa: B023
        if criterion is None:
            continue
        criteria.append(criterion)
        if criterion.id in seen:
            problems.append(
                record.at("id").message(f"the id `{criterion.id}` stands twice; ids are unique")
            )
        seen.add(criterion.id)
    problems.extend(clashes(claims))
    if problems:
        raise ConfigurationError("\n".join(problems))
    return tuple(criteria)


def _pressure(record: Record) -> PressureBounds:
    systolic = record.integer("high_systolic_mmhg", least=80, most=260)
    diastolic = record.integer("high_diastolic_mmhg", least=40, most=160)
    for high, low in (
        ("high_systolic_mmhg", "high_diastolic_mmhg"),
        ("crisis_systolic_mmhg", "crisis_diastolic_mmhg"),
        ("crisis_systolic_mmhg", "high_systolic_mmhg"),
        ("crisis_diastolic_mmhg", "high_diastolic_mmhg"),
    ):
        first = record.integer(high, least=40, most=260)
        second = record.integer(low, least=40, most=260)
        if first <= second:
            record.at(high).fail(f"`{first}` is not above {low}, `{second}`")
    return PressureBounds(
        high_systolic_mmhg=systolic,
        high_diastolic_mmhg=diastolic,
        crisis_systolic_mmhg=record.integer("crisis_systolic_mmhg", least=80, most=260),
        crisis_diastolic_mmhg=record.integer("crisis_diastolic_mmhg", least=40, most=200),
        reading_valid_days=record.integer("reading_valid_days", least=1, most=730),
    )
