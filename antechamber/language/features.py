"""Hashed word and letter n-grams: what a sentence vector blurs (names, negations, typos)."""

from __future__ import annotations

import itertools
import re
import zlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

BUCKETS = 1 << 14
_TOKEN = re.compile(r"[a-z']+|\d+|[^\w\s]")


def ngrams(text: str) -> list[int]:
    """Bucket numbers of the words, word pairs and letter runs (3 to 5) of a text."""
    lowered = text.lower().replace("’", "'").replace("'", "")
    words = _TOKEN.findall(lowered)
    grams = [f"w {word}" for word in words]
    grams += [f"p {first} {second}" for first, second in itertools.pairwise(words)]
    for word in words:
        padded = f"<{word}>"
        for size in (3, 4, 5):
            grams += [f"c {padded[at : at + size]}" for at in range(len(padded) - size + 1)]
    return [zlib.crc32(gram.encode()) % BUCKETS for gram in grams]


def sparse_rows(texts: Sequence[str]) -> tuple[list[npt.NDArray[np.int64]], list[Matrix]]:
    """For each text its buckets and their weights; weights of one text have unit length."""
    columns: list[npt.NDArray[np.int64]] = []
    weights: list[Matrix] = []
    for text in texts:
        buckets, counts = np.unique(np.array(ngrams(text), dtype=np.int64), return_counts=True)
        values = (
            (1.0 + np.log(counts)).astype(np.float32) if len(buckets) else counts.astype(np.float32)
        )
        norm = float(np.linalg.norm(values)) or 1.0
        columns.append(buckets)
        weights.append((values / norm).astype(np.float32))
    return columns, weights
