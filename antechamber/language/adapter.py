"""A small learned change to the encoder's weights, kept in the repo as two thin matrices a layer.

The packaged encoder was trained on general text. Fitted to our own examples
(`adapter_training.py`) it tells danger, answers and topics apart far better;
the change has low rank, so it is small enough to review as a file and to ship.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

LAYERS = 6
PLACES = ("query", "key", "value", "attention_output", "intermediate", "output")
"""The six dense layers of one transformer layer."""


@dataclass(frozen=True)
class Adapter:
    """For each `layer.place` the factors (inputs, rank) and (rank, outputs) of the change."""

    factors: Mapping[str, tuple[Matrix, Matrix]]

    def delta(self, name: str) -> Matrix:
        """What is added to one kernel of shape (inputs, outputs)."""
        down, up = self.factors[name]
        result: Matrix = down @ up
        return result

    def save(self, path: Path) -> None:
        """Write in half precision."""
        arrays = {}
        for name, (down, up) in self.factors.items():
            arrays[f"{name}.down"] = down.astype(np.float16)
            arrays[f"{name}.up"] = up.astype(np.float16)
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(path, **arrays)


def load_adapter(path: Path) -> Adapter:
    """Read what `Adapter.save` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        names = sorted({key.rsplit(".", 1)[0] for key in stored.files})
        return Adapter(
            {
                name: (
                    stored[f"{name}.down"].astype(np.float32),
                    stored[f"{name}.up"].astype(np.float32),
                )
                for name in names
            }
        )


def checksum(path: Path) -> str:
    """Identifies an adapter; `none` where there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "none"
