"""Changes to Rasa 3.6.21 that have no extension point. Each is one function with its reason.

`apply()` runs in our own entry points before the server starts. Switch one off
for a comparison with `ANTECHAMBER_PATCHES_OFF=name,name` (or `all`). Delete
each when the named upstream behaviour changes.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import Any

logger = logging.getLogger(__name__)

RASA_VERSION = "3.6.21"
ACTION_TIMEOUT_S = 8.0
"""Stock Rasa waits 300 s for an action server that hangs; nobody on a phone does."""


def slash_text_is_text() -> None:
    """Text that begins with `/` goes through NLU like any other.

    Stock: RegexMessageHandler runs last and replaces the message, so that
    there is no safety reading and anyone can send intents or `/restart`.
    """
    from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
    from rasa.shared.nlu.training_data.message import Message

    def process(
        self: RegexMessageHandler, messages: list[Message], domain: object = None
    ) -> list[Message]:
        return messages

    RegexMessageHandler.process = process  # type: ignore[method-assign]


def action_schema_checked_once() -> None:
    """Check an action's response against a validator that was built once.

    Stock: `jsonschema.validate` checks the schema itself on every call, about
    80 % of a form turn. The answer is still checked.
    """
    from jsonschema import Draft7Validator
    from rasa.core.actions.action import RemoteAction

    validator = Draft7Validator(RemoteAction.action_response_format_spec())

    def validated(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validated  # type: ignore[method-assign]


def action_failure_is_said() -> None:
    """An action server that is dead, hung or broken: the person is told, nothing moves on.

    Stock: a dead server's exception ends in an empty list of events, which
    may let a form look finished; a hung one blocks the conversation for
    minutes. Here the pending question stays pending and a fixed text goes out.
    """
    import asyncio

    from rasa.core.actions import action
    from rasa.core.actions.action import RemoteAction, create_bot_utterance
    from rasa.shared.core.constants import REQUESTED_SLOT
    from rasa.shared.core.events import Event, SlotSet

    stock = RemoteAction.run

    async def run(
        self: RemoteAction, output_channel: Any, nlg: Any, tracker: Any, domain: Any
    ) -> list[Event]:
        try:
            return await asyncio.wait_for(
                stock(self, output_channel, nlg, tracker, domain), ACTION_TIMEOUT_S
            )
        except action.ActionExecutionRejection:
            raise
        except Exception as error:  # said to the person; no text in the log
            logger.error("action %s failed: %s", self.name(), type(error).__name__)
        said = await nlg.generate("utter_technical_trouble", tracker, output_channel.name())
        pending = tracker.get_slot("pending_slot") or tracker.get_slot(REQUESTED_SLOT)
        return [
            create_bot_utterance(said or {}),
            SlotSet("action_failed", True),
            SlotSet(REQUESTED_SLOT, pending or "consent"),
        ]

    RemoteAction.run = run  # type: ignore[method-assign]


_PATCHES: tuple[Callable[[], None], ...] = (
    slash_text_is_text,
    action_schema_checked_once,
    action_failure_is_said,
)


def apply() -> tuple[str, ...]:
    """Apply every patch that is not switched off; returns the names applied."""
    off = {name.strip() for name in os.environ.get("ANTECHAMBER_PATCHES_OFF", "").split(",")}
    applied = []
    for patch in _PATCHES:
        if patch.__name__ in off or "all" in off:
            logger.warning("Rasa patch %s is switched off", patch.__name__)
            continue
        patch()
        applied.append(patch.__name__)
    return tuple(applied)
