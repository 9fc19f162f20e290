"""Intent and FAQ topic of a message from one head over both, and questions inside longer messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from antechamber.language.encoder import Vectors
from antechamber.language.heads import LinearHead

FAQ = "faq"
OUT_OF_SCOPE = "out_of_scope"

FAQ_CONFIDENCE = 0.30
"""Below this share for all topics together a message is not answered as an FAQ."""
_QUESTION_CONFIDENCE = 0.60
_RANKED = 10
_ASKED = frozenset({"ask_medical_advice", "ask_logistics", "ask_recreational"})
_QUESTION = re.compile(
    r"\?\W*$|^\W*(?:so |and |but |also |ok |okay |btw |by the way )?"
    r"(?:what|whats|how|why|is|are|does|do|can|could|will|would|who|when|where|which|should)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Question:
    """A question inside a message that also says something else."""

    intent: str
    topic: str | None


@dataclass(frozen=True)
class IntentReading:
    """`topic` is always the best FAQ topic; it matters where `intent` is `faq`."""

    intent: str
    confidence: float
    topic: str
    topic_confidence: float
    ranking: tuple[tuple[str, float], ...]
    questions: tuple[Question, ...]


class IntentReader:
    """Reads with one head whose labels are intents and `faq/<topic>`."""

    def __init__(self, head: LinearHead) -> None:
        self._head = head

    def read(self, text: str, vectors: Vectors, pieces: Sequence[str]) -> IntentReading:
        """`vectors` belong to `pieces`, the windows of the text, the whole text first."""
        rows = self._head.probabilities(vectors, pieces)
        intent, confidence, topic, topic_confidence, ranking = self._one(rows[0])
        return IntentReading(
            intent=intent,
            confidence=confidence,
            topic=topic,
            topic_confidence=topic_confidence,
            ranking=ranking,
            questions=self._questions(rows, pieces),
        )

    def _one(self, row: Vectors) -> tuple[str, float, str, float, tuple[tuple[str, float], ...]]:
        shares: dict[str, float] = {}
        topic, topic_confidence = "", -1.0
        for label, value in zip(self._head.labels, row, strict=True):
            name, _, label_topic = label.partition("/")
            shares[name] = shares.get(name, 0.0) + float(value)
            if label_topic and value > topic_confidence:
                topic, topic_confidence = label_topic, float(value)
        ranking = tuple(sorted(shares.items(), key=lambda one: -one[1])[:_RANKED])
        intent, confidence = ranking[0]
        if intent == FAQ and confidence < FAQ_CONFIDENCE:
            intent, confidence = OUT_OF_SCOPE, shares.get(OUT_OF_SCOPE, 0.0)
        return intent, confidence, topic, topic_confidence, ranking

    def _questions(self, rows: Vectors, pieces: Sequence[str]) -> tuple[Question, ...]:
        """Questions among the sentences; the whole counts only where it is one sentence."""
        found: list[Question] = []
        first = 1 if len(pieces) > 1 else 0
        for row, piece in zip(rows[first:], pieces[first:], strict=True):
            if not _QUESTION.search(piece):
                continue
            intent, confidence, topic, _, _ = self._one(row)
            if confidence < _QUESTION_CONFIDENCE:
                continue
            question = Question(intent, topic if intent == FAQ else None)
            if (intent == FAQ or intent in _ASKED) and question not in found:
                found.append(question)
        return tuple(found[:3])
