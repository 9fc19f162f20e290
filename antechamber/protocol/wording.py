"""Text for patients: bounds filled into it, and what it may not contain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from antechamber.protocol.model import PressureBounds
from antechamber.protocol.reading import Text

_PLACEHOLDER = re.compile(r"{([^{}]*)}")
_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_DAYS_A_MONTH = 30


@dataclass(frozen=True)
class Wording:
    """The numbers that a text may name as `{placeholder}`, so that each is written once."""

    values: Mapping[str, str]

    @classmethod
    def of(cls, pressure: PressureBounds, *, window_months: int, recent_months: int) -> Wording:
        """Placeholders from the bounds of a protocol."""
        return cls(
            {
                "high_systolic": str(pressure.high_systolic_mmhg),
                "high_diastolic": str(pressure.high_diastolic_mmhg),
                "crisis_systolic": str(pressure.crisis_systolic_mmhg),
                "crisis_diastolic": str(pressure.crisis_diastolic_mmhg),
                "reading_months": str(pressure.reading_valid_days // _DAYS_A_MONTH),
                "attempt_months": str(window_months),
                "recent_months": str(recent_months),
            }
        )

    def filled(self, text: Text) -> str:
        """The text with its placeholders filled. Fails on an unknown one and on stray braces.

        Rasa fills `{...}` in responses itself and would show a stray one to a patient.
        """
        for name in _PLACEHOLDER.findall(text.value):
            if name not in self.values:
                allowed = ", ".join(self.values)
                text.place.fail(f"`{{{name}}}` is not a known placeholder; known are {allowed}")
        result = _PLACEHOLDER.sub(lambda found: self.values[found[1]], text.value)
        if "{" in result or "}" in result:
            text.place.fail("a brace stands alone; write it without braces")
        return result

    def id_of(self, text: Text) -> str:
        """An id: lower case words joined by single underscores (two separate a follow-up)."""
        if not _ID.fullmatch(text.value):
            text.place.fail(
                f"`{text.value}` is not an id; use lower case letters, digits, single underscores"
            )
        return text.value
