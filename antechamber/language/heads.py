"""Linear classifiers over a sentence vector and hashed n-grams: small, quick, inspectable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from antechamber.language.encoder import DIMENSIONS
from antechamber.language.features import BUCKETS, sparse_rows

Matrix = npt.NDArray[np.float32]

_REGULARISATION = 10.0
_MAX_ITERATIONS = 60
_TOLERANCE = 1e-3
_SEED = 7


@dataclass(frozen=True)
class LinearHead:
    """Softmax over `labels`. `dense` is (384, n), `sparse` (buckets, n), `bias` (n,)."""

    labels: tuple[str, ...]
    dense: Matrix
    sparse: Matrix
    bias: Matrix

    def probabilities(self, vectors: Matrix, texts: Sequence[str]) -> Matrix:
        """Shape (len(texts), len(labels)); rows sum to 1. `vectors` belong to `texts`."""
        scores = vectors @ self.dense + self.bias
        columns, weights = sparse_rows(texts)
        for row, (buckets, values) in enumerate(zip(columns, weights, strict=True)):
            if len(buckets):
                scores[row] += values @ self.sparse[buckets]
        scores -= scores.max(axis=1, keepdims=True)
        exponentials = np.exp(scores)
        result: Matrix = exponentials / exponentials.sum(axis=1, keepdims=True)
        return result

    def save(self, path: Path) -> None:
        """Write as .npz; half precision is exact enough for a decision at a threshold."""
        np.savez_compressed(
            path,
            labels=np.array(self.labels),
            dense=self.dense.astype(np.float16),
            sparse=self.sparse.astype(np.float16),
            bias=self.bias,
        )


def load_head(path: Path) -> LinearHead:
    """Read what `LinearHead.save` wrote."""
    with np.load(path, allow_pickle=False) as stored:
        return LinearHead(
            labels=tuple(str(label) for label in stored["labels"]),
            dense=stored["dense"].astype(np.float32),
            sparse=stored["sparse"].astype(np.float32),
            bias=stored["bias"].astype(np.float32),
        )


def train_head(vectors: Matrix, texts: Sequence[str], labels: Sequence[str]) -> LinearHead:
    """Fit by logistic regression with classes weighted alike; the same data gives the same head."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    columns, weights = sparse_rows(texts)
    pointers = np.cumsum([0] + [len(buckets) for buckets in columns])
    ngrams = csr_matrix(
        (np.concatenate(weights), np.concatenate(columns), pointers), shape=(len(texts), BUCKETS)
    )
    model = LogisticRegression(
        C=_REGULARISATION,
        max_iter=_MAX_ITERATIONS,
        tol=_TOLERANCE,
        class_weight="balanced",
        random_state=_SEED,
    )
    model.fit(hstack([csr_matrix(vectors), ngrams]).tocsr(), list(labels))
    coefficients, intercept = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        coefficients = np.vstack([np.zeros_like(coefficients), coefficients])
        intercept = np.concatenate([[0.0], intercept])
    return LinearHead(
        labels=tuple(str(label) for label in model.classes_),
        dense=coefficients[:, :DIMENSIONS].T.astype(np.float32),
        sparse=coefficients[:, DIMENSIONS:].T.astype(np.float32),
        bias=intercept.astype(np.float32),
    )
