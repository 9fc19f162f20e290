"""A history reading as JSON for Rasa's parse data; `screening.heard` reads it back."""

from __future__ import annotations

from typing import Any

from antechamber.language.age import stated_minor
from antechamber.language.conversation_cues import refers_to_last_answer, speaks_for_another
from antechamber.language.reading import Finding, HistoryReading

_DETAIL = "__"
PRESSURE_CRITERION = "uncontrolled_hypertension"
"""The one criterion that a blood pressure reading settles."""


def parse_shape(
    text: str, reading: HistoryReading, other: HistoryReading | None = None
) -> dict[str, Any]:
    """Plain lists and strings; offsets into `text`, end exclusive.

    `other` is the same text read as about the person that somebody types for;
    it counts only once that was confirmed.
    """
    blanket = reading.blanket
    return {
        "findings": _settled(reading),
        "others": _settled(other) if other is not None else [],
        "follow_ups": _unique(
            f"{ask.criterion}{_DETAIL}{ask.follow_up}" for ask in reading.asks if ask.follow_up
        ),
        "mentioned": _unique(
            [
                *(finding.criterion for finding in (*reading.findings, *reading.others)),
                *(ask.criterion for ask in reading.asks),
            ]
        ),
        "denied_parts": {half.criterion: list(half.denied) for half in reading.halves},
        "none_of_those": blanket is not None and blanket.negates_all,
        "none_except": list(blanket.except_criteria) if blanket is not None else [],
        "volunteered": list(reading.volunteered),
        "proxy": speaks_for_another(text),
        "minor": stated_minor(text),
        "about_last": refers_to_last_answer(text),
    }


def _settled(reading: HistoryReading) -> list[dict[str, Any]]:
    """Findings with a value. `crisis` marks one that a reading at the crisis bounds settled."""
    return [
        {
            "criterion": finding.criterion,
            "value": finding.value.value,
            "start": finding.start,
            "end": finding.end,
            "detail": {
                **finding.detail,
                **({"crisis": True} if reading.crisis and _names_pressure(finding) else {}),
            },
        }
        for finding in reading.findings
        if finding.value is not None
    ]


def _names_pressure(finding: Finding) -> bool:
    return finding.criterion == PRESSURE_CRITERION


def _unique(names: Any) -> list[str]:
    return list(dict.fromkeys(names))
