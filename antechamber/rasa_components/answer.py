"""Graph component: the reply to the pending question, read in its context."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from antechamber.language.answer_examples import answer_examples
from antechamber.language.answer_heads import AnswerHeads, load_answer_heads, train_answer_heads
from antechamber.language.answers import AnswerReader
from antechamber.language.encoder import SentenceEncoder
from antechamber.language.examples import checksum
from antechamber.language.pressure import Pressure
from antechamber.rasa_components.encoder import VECTORS
from antechamber.rasa_components.history import READING
from antechamber.rasa_components.resources import clinic_now, protocol
from antechamber.screening.record import criterion_of
from antechamber.screening.state import State, state_from
from antechamber.settings import data_folder, encoder_folder

logger = logging.getLogger(__name__)

ANSWER = "answer"
SCREENING_SLOT = "screening_state"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerComponent(GraphComponent):
    """Sets `answer` while a question is pending; a failure sets None: the bot asks again."""

    def __init__(
        self, heads: AnswerHeads | None, model_storage: ModelStorage, resource: Resource
    ) -> None:
        self._reader = AnswerReader(protocol(), heads)
        self._storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerComponent:
        """An untrained reader: rules only."""
        return cls(None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AnswerComponent:
        """The trained reader."""
        with model_storage.read_from(resource) as folder:
            return cls(load_answer_heads(Path(folder)), model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """New examples train it again."""
        nlu = data_folder() / "nlu"
        return checksum([nlu / "answers", nlu])

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the heads on data/nlu/answers and keep them."""
        examples = answer_examples(data_folder() / "nlu")
        encoder = SentenceEncoder(encoder_folder(), threads=0)
        vectors = encoder.encode([example.text for example in examples])
        heads = train_answer_heads(vectors, examples)
        with self._storage.write_to(self._resource) as folder:
            heads.save(Path(folder))
        return self._resource

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """Read each message against the slot that the conversation waits for."""
        for message in messages:
            message.set(ANSWER, self._read(message, tracker), add_to_output=True)
        return messages

    def _read(
        self, message: Message, tracker: DialogueStateTracker | None
    ) -> dict[str, Any] | None:
        text = message.get(TEXT) or ""
        slot = tracker.get_slot(REQUESTED_SLOT) if tracker is not None else None
        if tracker is None or not slot or not text.strip():
            return None
        vectors = message.get(VECTORS)
        try:
            state = state_from(tracker.get_slot(SCREENING_SLOT))
            heard = self._reader.read(
                text,
                slot,
                history=message.get(READING),
                now=clinic_now(),
                vector=vectors[0] if vectors is not None else None,
                previous_numbers=_numbers(state, criterion_of(slot)),
                asked=state.asked,
                about_other=state.proxy == "yes",
            )
        except Exception as error:  # nothing is answered; no text in the log
            logger.error("answer reader failed: %s", type(error).__name__)
            return None
        return {
            "slot": heard.slot,
            "reply": heard.reply.value,
            "detail": dict(heard.detail),
            "needs": heard.needs,
        }


def _numbers(state: State, criterion: str) -> Pressure | None:
    """A blood pressure told before, of which one number may be missing."""
    detail = state.record(criterion).detail
    systolic, diastolic = detail.get("systolic"), detail.get("diastolic")
    if systolic is None and diastolic is None:
        return None
    return Pressure(systolic, diastolic)
