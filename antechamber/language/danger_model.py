"""The trained half of the danger detector. It can only raise what the patterns found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from antechamber.language.examples import Example
from antechamber.language.heads import LinearHead, load_head, train_head
from antechamber.safety.levels import Category, Level

Matrix = npt.NDArray[np.float32]

_NONE = "none"
_OTHER = "other"


@dataclass(frozen=True)
class Thresholds:
    """Probabilities set on tests/eval/dev: see docs/model-card.md.

    `page` and `concern` hold for a whole message, the `piece_` ones for one
    window of a long message, which has lost its surroundings.
    """

    page: float = 0.97
    concern: float = 0.90
    piece_page: float = 0.995
    piece_concern: float = 0.995


@dataclass(frozen=True)
class Opinion:
    """What the model makes of a message; `piece` is the index of the window that decided."""

    level: Level
    category: Category | None
    own: bool
    piece: int
    probability: float


@dataclass(frozen=True)
class DangerModel:
    """Three heads on the same features: how serious, what kind, whose danger."""

    level: LinearHead
    category: LinearHead
    about: LinearHead
    thresholds: Thresholds = Thresholds()

    def read(self, vectors: Matrix, pieces: Sequence[str]) -> Opinion:
        """The strongest opinion over the windows of a message; `pieces[0]` is the whole text."""
        table = self.level.probabilities(vectors, pieces)
        column = {name: index for index, name in enumerate(self.level.labels)}
        imminent = table[:, column["imminent"]]
        page = imminent + table[:, column["urgent"]]
        any_danger = page + table[:, column["concern"]]
        best = Opinion(Level.NONE, None, True, 0, float(any_danger[0]))
        for piece in range(len(pieces)):
            limits = self.thresholds
            page_limit = limits.page if piece == 0 else limits.piece_page
            concern_limit = limits.concern if piece == 0 else limits.piece_concern
            level = Level.NONE
            if page[piece] >= page_limit:
                urgent = imminent[piece] <= page[piece] / 2
                level = Level.URGENT if urgent else Level.IMMINENT
            elif any_danger[piece] >= concern_limit:
                level = Level.CONCERN
            if level > best.level:
                best = Opinion(level, None, True, piece, float(any_danger[piece]))
        if best.level is Level.NONE:
            return best
        at = slice(best.piece, best.piece + 1)
        return Opinion(
            level=best.level,
            category=self._category(vectors[at], pieces[at]),
            own=self._own(vectors[at], pieces[at]),
            piece=best.piece,
            probability=best.probability,
        )

    def _category(self, vector: Matrix, piece: Sequence[str]) -> Category:
        row = self.category.probabilities(vector, piece)[0]
        ranked = sorted(zip(row, self.category.labels, strict=True), reverse=True)
        return next(Category(name) for _, name in ranked if name != _NONE)

    def _own(self, vector: Matrix, piece: Sequence[str]) -> bool:
        row = self.about.probabilities(vector, piece)[0]
        return bool(row[self.about.labels.index(_OTHER)] < 0.5)

    def save(self, folder: Path) -> None:
        """Write the heads into a folder."""
        self.level.save(folder / "level.npz")
        self.category.save(folder / "category.npz")
        self.about.save(folder / "about.npz")


def load_danger_model(folder: Path) -> DangerModel:
    """Read what `DangerModel.save` wrote."""
    return DangerModel(
        level=load_head(folder / "level.npz"),
        category=load_head(folder / "category.npz"),
        about=load_head(folder / "about.npz"),
    )


def train_danger_model(vectors: Matrix, examples: Sequence[Example]) -> DangerModel:
    """Fit the heads on labelled messages; row i of `vectors` belongs to example i."""
    texts = [example.text for example in examples]
    dangerous = [
        index for index, example in enumerate(examples) if example.labels["level"] != _NONE
    ]
    return DangerModel(
        level=train_head(vectors, texts, [example.labels["level"] for example in examples]),
        category=train_head(
            vectors, texts, [example.labels.get("category", _NONE) for example in examples]
        ),
        about=train_head(
            vectors[dangerous],
            [texts[index] for index in dangerous],
            [examples[index].labels.get("about", "own") for index in dangerous],
        ),
    )
