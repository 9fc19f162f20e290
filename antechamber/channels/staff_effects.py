"""What the desk does to a conversation, as Rasa events. The tracker is read, never changed here."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rasa.core.actions.action import create_bot_utterance
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from antechamber.rasa_components.resources import protocol
from antechamber.safety.danger_memory import memory_from
from antechamber.safety.levels import Level
from antechamber.screening.corrections import reopened
from antechamber.screening.outcome import SafetyState
from antechamber.screening.slots import slots_of
from antechamber.screening.state import state_from
from antechamber.screening.turn import resume

logger = logging.getLogger(__name__)

EFFECT = "effect"
_REOPENED = ("suicidal_ideation", "suicide_attempt")
_MEMORY = (None, "clear", "reopen")

Render = Callable[[str, str | None], Awaitable[dict[str, Any] | None]]
"""A response of the domain, with the staff member's name for `{staff_name}`; None if unknown."""


class BadEffects(Exception):
    """The body of a push cannot be used; says which field."""


@dataclass(frozen=True)
class StaffEffects:
    """A checked push. `id` makes a repeated one harmless."""

    id: str
    slots: Mapping[str, Any]
    say: Sequence[Mapping[str, Any]]
    memory: str | None

    def seen_in(self, tracker: DialogueStateTracker) -> bool:
        """Whether this very push was applied before."""
        return any((event.metadata or {}).get(EFFECT) == self.id for event in tracker.events)

    async def events(self, tracker: DialogueStateTracker, render: Render) -> list[Event]:
        """Slot changes first, then what is said; `render` gives a response of the domain."""
        mark = {EFFECT: self.id}
        slots = {**self._memory_slots(tracker), **self.slots}
        changes = [SlotSet(key, value, metadata=mark) for key, value in slots.items()]
        events: list[Event] = list(changes)
        asked = next((one.value for one in changes if one.key == "requested_slot"), None)
        question = {"from": "bot", "response": f"utter_question_{asked}"}
        for one in [*self.say, *([question] if asked and self.memory == "reopen" else [])]:
            uttered = await _uttered(one, render)
            if uttered is not None:
                uttered.metadata = {**uttered.metadata, **mark}
                events.append(uttered)
        return events

    def _memory_slots(self, tracker: DialogueStateTracker) -> dict[str, Any]:
        """What clearing or reopening changes. Clearing keeps every answer.

        The outcome is worked out anew without the level; reopening also puts
        the first open question, unless danger still holds the screening.
        """
        if self.memory is None:
            return {}
        memory = memory_from(tracker.get_slot("safety_state"))
        state = state_from(tracker.get_slot("screening_state"))
        if self.memory == "clear":
            memory = replace(
                memory,
                level=Level.NONE,
                category=None,
                ideation=False,
                # What staff cleared did happen: the outcome stays at clearance or stronger.
                concern_seen=True,
                pending=None,
                asked=(),
                checks=0,
            )
        else:
            for criterion in _REOPENED:
                state = reopened(state, criterion)
        slots: dict[str, Any] = {
            "safety_level": None if memory.level is Level.NONE else memory.level.value,
            "safety_category": memory.category.value if memory.category else None,
            "safety_state": memory.as_dict(),
        }
        if memory.holds:
            return {**slots, **slots_of(state, protocol())}
        safety = SafetyState(concern_seen=memory.concern_seen)
        turn = resume(state, protocol(), safety)
        decision = turn.decision
        slots["requested_slot"] = turn.slot if self.memory == "reopen" else None
        slots["screening_outcome"] = decision.outcome.value if decision else None
        slots["screening_reasons"] = list(decision.reasons) if decision else None
        kept = turn.state if self.memory == "reopen" else state
        return {**slots, **slots_of(kept, protocol())}


def effects_from(body: object) -> StaffEffects:
    """The effects in a request's JSON. Raises BadEffects."""
    if not isinstance(body, dict):
        raise BadEffects("the body must be a JSON object")
    slots, say, memory = body.get("slots", {}), body.get("say", []), body.get("memory")
    if not isinstance(body.get("id"), str):
        raise BadEffects("`id` must be a string")
    if not isinstance(slots, dict):
        raise BadEffects("`slots` must be an object")
    if memory not in _MEMORY:
        raise BadEffects("`memory` must be clear, reopen or null")
    if not isinstance(say, list) or not all(_is_message(one) for one in say):
        raise BadEffects("`say` must be a list of {text or response, name, from}")
    return StaffEffects(body["id"], slots, say, memory)


def _is_message(one: object) -> bool:
    if not isinstance(one, dict) or one.get("from") not in ("staff", "bot"):
        return False
    return isinstance(one.get("text") or one.get("response"), str)


async def _uttered(one: Mapping[str, Any], render: Render) -> BotUttered | None:
    """The event of one message; None where the domain has no such response."""
    name = one.get("name")
    if one.get("text"):
        metadata = {"from": one["from"], "name": name}
        return BotUttered(text=one["text"], data={}, metadata=metadata)
    message = await render(one["response"], name)
    if message is None:
        logger.error("the domain has no response %s", one["response"])
        return None
    uttered = create_bot_utterance(message)
    uttered.metadata = {**uttered.metadata, "from": one["from"]}
    return uttered
