"""Graph component: sentence vectors, once a message, for every component after it."""

from __future__ import annotations

import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from antechamber.language.encoder import SentenceEncoder
from antechamber.language.windows import windows
from antechamber.settings import encoder_folder

logger = logging.getLogger(__name__)

VECTORS = "sentence_vectors"
"""Message key: vectors of the windows of the text, the whole text first; None if it failed."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class EncoderComponent(GraphComponent):
    """Sets `sentence_vectors` on each message. On failure None: later parts go on without."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EncoderComponent:
        """Load the exported encoder. Raises ConfigurationError if set-up never exported it."""
        return cls(SentenceEncoder(encoder_folder()))

    def process(self, messages: list[Message]) -> list[Message]:
        """Encode the windows of each message."""
        for message in messages:
            text = message.get(TEXT) or ""
            try:
                pieces = [text[window.start : window.end] for window in windows(text)]
                vectors = self._encoder.encode(pieces) if pieces else None
            except Exception as error:  # the detector then treats the message as a concern
                logger.error("sentence encoder failed: %s", type(error).__name__)
                vectors = None
            message.set(VECTORS, vectors)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode every training message in one batch; whole texts only."""
        messages = [one for one in training_data.training_examples if one.get(TEXT)]
        vectors = self._encoder.encode([one.get(TEXT) for one in messages])
        for index, message in enumerate(messages):
            message.set(VECTORS, vectors[index : index + 1])
        return training_data
