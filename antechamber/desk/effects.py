"""What a staff action does to the conversation, as the bot's push endpoint takes it. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from antechamber.desk.cases import Disposition

JOINED = "utter_staff_joined"
LEFT = "utter_staff_left"
ALERTED = "utter_staff_alerted"
NOT_REACHED = "utter_staff_not_reached"

_DECISIONS = {
    Disposition.CLEARANCE_GIVEN: "utter_clearance_given",
    Disposition.CLEARANCE_REFUSED: "utter_clearance_refused",
}


@dataclass(frozen=True)
class Effects:
    """Slots to set, things to say in order, and `memory`: `clear`, `reopen` or None."""

    slots: Mapping[str, Any] = field(default_factory=dict)
    say: tuple[Mapping[str, Any], ...] = ()
    memory: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Body of the push."""
        return {
            "slots": dict(self.slots),
            "say": [dict(one) for one in self.say],
            "memory": self.memory,
        }


def on_claim(name: str) -> Effects:
    """The bot goes quiet; the person hears who is here."""
    return Effects({"taken_over_by": name}, (_response(JOINED, name),))


def on_release(name: str) -> Effects:
    """The bot goes on where it was."""
    return Effects({"taken_over_by": None}, (_response(LEFT, name),))


def on_clear() -> Effects:
    """Level and category go; answers stay."""
    return Effects(memory="clear")


def on_reopen() -> Effects:
    """The two suicide questions are asked again."""
    return Effects(memory="reopen")


def on_close(disposition: Disposition) -> Effects:
    """The case is done; a decision on clearance is told in fixed words."""
    said = _DECISIONS.get(disposition)
    say = (_response(said, None),) if said else ()
    return Effects({"taken_over_by": None, "handoff_case": None}, say)


def on_words(name: str, text: str) -> Effects:
    """A staff member speaks."""
    return Effects(say=({"text": text, "name": name, "from": "staff"},))


def on_news(response: str) -> Effects:
    """Whether staff could be told."""
    return Effects(say=(_response(response, None),))


def _response(response: str, name: str | None) -> dict[str, Any]:
    return {"response": response, "name": name, "from": "bot"}
