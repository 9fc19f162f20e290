"""Graph component: what a message says about health, read as free history."""

from __future__ import annotations

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from antechamber.language.conversation_cues import speaks_for_another
from antechamber.language.history import HistoryReader
from antechamber.language.history_parse import parse_shape
from antechamber.language.reading import HistoryReading
from antechamber.rasa_components.resources import clinic_now, history_reader

logger = logging.getLogger(__name__)

FINDINGS = "findings"
HISTORY = "history"
READING = "history_reading"
PROXY_SLOT = "proxy_present"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class HistoryComponent(GraphComponent):
    """Sets `findings` (contract) and `history`; a failure sets nothing, so questions get asked."""

    def __init__(self, reader: HistoryReader) -> None:
        self._reader = reader

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> HistoryComponent:
        """Build the reader from the protocol's words."""
        return cls(history_reader())

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """Read each message; third-person answers count once a proxy was confirmed."""
        for_other = tracker is not None and tracker.get_slot(PROXY_SLOT) == "yes"
        for message in messages:
            text = message.get(TEXT) or ""
            reading = HistoryReading()
            shape: dict[str, Any] = {}
            try:
                reading = self._reader.read(text, now=clinic_now(), about_other=for_other)
                other = None
                if speaks_for_another(text):
                    other = self._reader.read(text, now=clinic_now(), about_other=True)
                shape = parse_shape(text, reading, other)
            except Exception as error:  # nothing is settled; no text in the log
                logger.error("history reader failed: %s", type(error).__name__)
            message.set(READING, reading)
            message.set(
                FINDINGS,
                [
                    {key: one[key] for key in ("criterion", "value", "start", "end")}
                    for one in shape.get("findings", ())
                ],
                add_to_output=True,
            )
            message.set(HISTORY, shape, add_to_output=True)
        return messages
