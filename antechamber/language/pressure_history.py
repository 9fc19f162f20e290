"""What the blood pressures told in one message answer, and which of them is the last. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from antechamber.language.cues import Cues
from antechamber.language.dates import DAYS_PER_MONTH, NO_LIMIT_MONTHS
from antechamber.language.pressure import Pressure, is_crisis, pressure_answer
from antechamber.language.standing import Standing
from antechamber.language.surface import Surface
from antechamber.language.targets import WordKind
from antechamber.protocol.model import PressureBounds
from antechamber.protocol.phrases import pattern
from antechamber.screening.answers import Answer

if TYPE_CHECKING:
    from antechamber.language.settling import Said

_NOT_OWN = (Standing.OTHER, Standing.UNREAL, Standing.UNCLEAR)
_REACH = 30
"""Characters around a reading in which "now" or "today" speaks of it."""


class PressureHistory:
    """Bounds and wordings around blood pressure; no state."""

    def __init__(self, bounds: PressureBounds, cues: Cues) -> None:
        """Compile the wordings."""
        self._bounds = bounds
        self._latest = pattern(cues.latest)
        self._stopped = pattern(cues.stopped_medicine)

    def is_crisis(self, reading: Pressure) -> bool:
        """True at or above the crisis bounds."""
        return is_crisis(reading, self._bounds)

    def last(self, said: Sequence[Said], surface: Surface) -> Pressure | None:
        """The person's last reading, or None."""
        one = self._last(said, surface)
        return None if one is None else one.target.pressure

    def answer(self, said: Sequence[Said], surface: Surface) -> tuple[Said, Answer | None] | None:
        """The mention that counts and its answer (None: ask); None without a reading of their own.

        A reading older than `reading_valid_days`, and one before a medicine was
        stopped, settles nothing unless it is high or said to be the latest.
        """
        one = self._last(said, surface)
        if one is None or one.target.pressure is None:
            return None
        answer = pressure_answer(one.target.pressure, self._bounds)
        if self._is_old(one):
            return one, None
        stopped = self._stopped.search(surface.folded_text) is not None
        if stopped and answer is Answer.NO and not self._is_latest(one, surface):
            return one, None
        return one, answer

    def _last(self, said: Sequence[Said], surface: Surface) -> Said | None:
        own = [
            one
            for one in said
            if one.target.label.kind is WordKind.PRESSURE and one.standing not in _NOT_OWN
        ]
        fresh = [one for one in own if self._is_latest(one, surface)]
        counting = fresh or own
        return counting[-1] if counting else None

    def _is_latest(self, one: Said, surface: Surface) -> bool:
        near = surface.folded_text[max(0, one.target.start - _REACH) : one.target.start]
        after = surface.folded_text[one.target.end : one.target.end + _REACH // 2]
        return self._latest.search(near) is not None or self._latest.search(after) is not None

    def _is_old(self, one: Said) -> bool:
        if one.timing is None:
            return False
        if one.timing.months_ago_max >= NO_LIMIT_MONTHS:
            return True
        days = one.timing.months_ago_min * DAYS_PER_MONTH
        return days > self._bounds.reading_valid_days
