"""Graph component: the danger detector. Every message of every channel passes here."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from antechamber.language.danger_examples import danger_examples
from antechamber.language.danger_model import (
    DangerModel,
    load_danger_model,
    train_danger_model,
)
from antechamber.language.encoder import SentenceEncoder
from antechamber.language.examples import checksum
from antechamber.language.windows import windows
from antechamber.rasa_components.encoder import VECTORS
from antechamber.rasa_components.resources import clinic_now, lexicon
from antechamber.safety.danger_memory import memory_from
from antechamber.safety.detector import read
from antechamber.safety.judgement import ModelOpinion, in_context, judged
from antechamber.safety.levels import CALM, UNREADABLE, Level, Reading
from antechamber.safety.lexicon import Lexicon
from antechamber.safety.raised import CHECK
from antechamber.settings import data_folder, encoder_folder

logger = logging.getLogger(__name__)

SAFETY = "safety"
SAFETY_DETAIL = "safety_detail"
STATE_SLOT = "safety_state"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SafetyComponent(GraphComponent):
    """Sets `safety` (contract) and `safety_detail` (whose danger, ideation, Spanish, parts)."""

    def __init__(
        self,
        patterns: Lexicon,
        model: DangerModel | None,
        model_storage: ModelStorage,
        resource: Resource,
    ) -> None:
        self._patterns = patterns
        self._model = model
        self._storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyComponent:
        """An untrained detector: patterns only."""
        return cls(lexicon(), None, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SafetyComponent:
        """The trained detector."""
        with model_storage.read_from(resource) as folder:
            return cls(lexicon(), load_danger_model(Path(folder)), model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """New examples train it again."""
        nlu = data_folder() / "nlu"
        return checksum([nlu / "safety", nlu / "answers", nlu])

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on data/nlu/safety and keep it."""
        examples = danger_examples(data_folder() / "nlu")
        encoder = SentenceEncoder(encoder_folder(), threads=0)
        vectors = encoder.encode([example.text for example in examples])
        self._model = train_danger_model(vectors, examples)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
        return self._resource

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """Judge each message; a part that fails makes it a concern, never none."""
        for message in messages:
            text = message.get(TEXT) or ""
            reading = self._read(text, message.get(VECTORS))
            try:
                reading = _with_memory(reading, tracker)
            except Exception as error:  # an unreadable memory must not stop the reading
                logger.error("safety memory failed: %s", type(error).__name__)
            message.set(SAFETY, _contract_shape(reading), add_to_output=True)
            message.set(SAFETY_DETAIL, _detail(reading), add_to_output=True)
        return messages

    def _read(self, text: str, vectors: Any) -> Reading:
        if not text.strip():
            return CALM
        failed = False
        try:
            patterns = read(text, self._patterns, today=clinic_now().date())
        except Exception as error:  # counts as danger; no text in the log
            logger.error("safety patterns failed: %s", type(error).__name__)
            patterns, failed = CALM, True
        opinion = None
        try:
            opinion = self._opinion(text, vectors)
        except Exception as error:  # counts as danger; no text in the log
            logger.error("safety model failed: %s", type(error).__name__)
            failed = True
        reading = judged(text, patterns, opinion)
        return UNREADABLE if failed and reading.level is Level.NONE else reading

    def _opinion(self, text: str, vectors: Any) -> ModelOpinion | None:
        if self._model is None:
            return None
        pieces = windows(text)
        if vectors is None or len(vectors) != len(pieces):
            raise ValueError("no sentence vectors")
        found = self._model.read(vectors, [text[piece.start : piece.end] for piece in pieces])
        piece = pieces[found.piece]
        return ModelOpinion(
            found.level, found.category, found.own, piece.start, piece.end, found.probability
        )


def _with_memory(reading: Reading, tracker: DialogueStateTracker | None) -> Reading:
    if tracker is None:
        return reading
    memory = memory_from(tracker.get_slot(STATE_SLOT))
    return in_context(reading, memory.level, answers_check=memory.pending == CHECK)


def _contract_shape(reading: Reading) -> dict[str, Any]:
    return {
        "level": reading.level.value,
        "category": reading.category.value if reading.category else None,
        "evidence": [
            {"start": one.start, "end": one.end, "text": one.text} for one in reading.evidence
        ],
    }


def _detail(reading: Reading) -> dict[str, Any]:
    return {
        "own": reading.own,
        "ideation": reading.ideation,
        "spanish": reading.spanish,
        "parts": [one.part for one in reading.evidence],
    }
