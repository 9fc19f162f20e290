"""Trained reading of a reply, one head a criterion, each fitted on all replies plus its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from antechamber.language.encoder import Vectors
from antechamber.language.examples import Example
from antechamber.language.heads import LinearHead, load_head, train_head

_SHARED = "shared"


@dataclass(frozen=True)
class AnswerHeads:
    """`own` heads know their criterion's wording, `shared` knows how people say yes and no."""

    shared: LinearHead
    own: Mapping[str, LinearHead]

    def predict(self, vector: Vectors, text: str, criterion: str) -> Mapping[str, float]:
        """Probabilities of yes, no, unsure, decline, other; both heads count alike."""
        row = vector.reshape(1, -1)
        shared = dict(
            zip(self.shared.labels, self.shared.probabilities(row, [text])[0], strict=True)
        )
        head = self.own.get(criterion)
        if head is None:
            return {label: float(value) for label, value in shared.items()}
        own = dict(zip(head.labels, head.probabilities(row, [text])[0], strict=True))
        mixed = {label: float(np.sqrt(own[label] * shared[label])) for label in shared}
        total = sum(mixed.values())
        return {label: value / total for label, value in mixed.items()}

    def save(self, folder: Path) -> None:
        """Write every head into a folder."""
        self.shared.save(folder / f"{_SHARED}.npz")
        for criterion, head in self.own.items():
            head.save(folder / f"own-{criterion}.npz")


def load_answer_heads(folder: Path) -> AnswerHeads:
    """Read what `AnswerHeads.save` wrote."""
    own = {path.stem.removeprefix("own-"): load_head(path) for path in folder.glob("own-*.npz")}
    return AnswerHeads(load_head(folder / f"{_SHARED}.npz"), own)


def train_answer_heads(vectors: Vectors, examples: Sequence[Example]) -> AnswerHeads:
    """Fit on labelled replies; row i of `vectors` belongs to example i."""
    texts = [example.text for example in examples]
    labels = [example.labels["label"] for example in examples]
    criteria = [example.labels["criterion"] for example in examples]
    own = {}
    for criterion in dict.fromkeys(criteria):
        rows = [index for index, one in enumerate(criteria) if one == criterion]
        own[criterion] = train_head(
            vectors[rows], [texts[row] for row in rows], [labels[row] for row in rows]
        )
    return AnswerHeads(train_head(vectors, texts, labels), own)
