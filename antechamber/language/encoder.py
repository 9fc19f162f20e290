"""Sentence vectors from all-MiniLM-L6-v2 through ONNX Runtime, on one thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from antechamber.errors import ConfigurationError
from antechamber.language.encoder_export import MAX_TOKENS

if TYPE_CHECKING:
    from collections.abc import Sequence

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 384


class SentenceEncoder:
    """Turns texts into unit vectors of 384 numbers.

    Texts past 128 tokens are cut: split long messages first (`windows`).
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load the graph. Raises ConfigurationError if `folder` holds no exported encoder."""
        import onnxruntime
        from tokenizers import Tokenizer

        graph = folder / "encoder.onnx"
        if not graph.exists():
            raise ConfigurationError(
                f"{graph} is missing: the sentence encoder was never exported. "
                "Run `antechamber train`."
            )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(graph), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (len(texts), 384). Texts of like length share a batch."""
        vectors: Vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(texts)), key=lambda index: len(encodings[index].ids))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            width = max(len(encodings[index].ids) for index in batch)
            ids = np.zeros((len(batch), width), dtype=np.int32)
            mask = np.zeros((len(batch), width), dtype=np.int32)
            for row, index in enumerate(batch):
                tokens = encodings[index].ids
                ids[row, : len(tokens)] = tokens
                mask[row, : len(tokens)] = 1
            raw = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
            vectors[batch] = raw / np.linalg.norm(raw, axis=1, keepdims=True)
        return vectors


_BATCH = 16
