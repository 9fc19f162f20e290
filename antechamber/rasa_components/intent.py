"""Graph component: intent and FAQ topic, and the questions that ride along in a message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from antechamber.language.encoder import SentenceEncoder
from antechamber.language.heads import load_head, train_head
from antechamber.language.intents import IntentReader
from antechamber.language.windows import windows
from antechamber.rasa_components.encoder import VECTORS
from antechamber.settings import encoder_folder

RESPONSE_SELECTOR = "response_selector"
FAQ = "faq"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentComponent(GraphComponent):
    """Sets `intent`, `intent_ranking`, the FAQ topic where ResponseSelector has it, and `questions`."""

    def __init__(
        self, reader: IntentReader | None, model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._reader = reader
        self._storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentComponent:
        """An untrained classifier."""
        return cls(None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentComponent:
        """The trained classifier."""
        with model_storage.read_from(resource) as folder:
            return cls(
                IntentReader(load_head(Path(folder) / "intent.npz")), model_storage, resource
            )

    def train(self, training_data: TrainingData) -> Resource:
        """Fit one head over intents and topics of Rasa's own training data."""
        messages = [one for one in training_data.intent_examples if one.get(TEXT)]
        texts = [str(one.get(TEXT)) for one in messages]
        labels = [str(one.get("intent_response_key") or one.get(INTENT)) for one in messages]
        encoder = SentenceEncoder(encoder_folder(), threads=0)
        head = train_head(encoder.encode(texts), texts, labels)
        self._reader = IntentReader(head)
        with self._storage.write_to(self._resource) as folder:
            head.save(Path(folder) / "intent.npz")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Classify each message; without vectors it is out of scope, and nothing is answered."""
        for message in messages:
            text = message.get(TEXT) or ""
            vectors = message.get(VECTORS)
            pieces = [text[one.start : one.end] for one in windows(text)]
            if self._reader is None or vectors is None or len(vectors) != len(pieces):
                message.set(INTENT, {"name": "out_of_scope", "confidence": 0.0}, add_to_output=True)
                continue
            found = self._reader.read(text, vectors, pieces)
            message.set(
                INTENT, {"name": found.intent, "confidence": found.confidence}, add_to_output=True
            )
            message.set(
                "intent_ranking",
                [{"name": name, "confidence": value} for name, value in found.ranking],
                add_to_output=True,
            )
            message.set(
                "questions",
                [{"intent": one.intent, "topic": one.topic} for one in found.questions],
                add_to_output=True,
            )
            message.set(RESPONSE_SELECTOR, _selector(found.topic, found.topic_confidence), True)
        return messages


def _selector(topic: str, confidence: float) -> dict[str, Any]:
    """The shape of Rasa's own ResponseSelector, so that `utter_faq` finds the answer."""
    key = f"{FAQ}/{topic}"
    response = {
        "responses": [],
        "confidence": confidence,
        "intent_response_key": key,
        "utter_action": f"utter_{key}",
    }
    return {
        "all_retrieval_intents": [FAQ],
        FAQ: {
            "response": response,
            "ranking": [{"confidence": confidence, "intent_response_key": key}],
        },
    }
