"""CMD-1's method: a keyword filter, then logistic regression over word n-grams.

Swaminathan et al., npj Digital Medicine 2023 (s41746-023-00951-3): messages
that hold a keyword go to a logistic regression, tuned for sensitivity. Their
list is not public; ours holds words of the same kind and the 300 terms that
weigh most in our safety messages, on which it is trained too. The threshold keeps 98 % of the dangerous ones in cross-validation.
It has two outcomes: page (`urgent`) or nothing.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from antechamber.language.examples import read_examples
from benchmarks.eval.rows import read_folder

ROOT = Path(__file__).resolve().parents[3]
SENSITIVITY = 0.98
LEARNED_KEYWORDS = 300
_DANGEROUS = frozenset({"urgent", "imminent"})
_KEYWORDS = re.compile(
    r"\b(?:suicid\w*|kill\w*|dead|die|dying|death|end (?:it|my life|things)|hang\w*|overdos\w*|pills?"
    r"|guns?|shoot\w*|knife|cut(?:ting)?|bleed\w*|hurt\w*|harm\w*|self.?harm|burn\w*|jump\w*|bridge"
    r"|goodbye|plan|better off|not (?:be|wake)|wake up|alive|live|hopeless|burden|give up|done"
    r"|abus\w*|hit(?:s|ting)?|beat\w*|chok\w*|rape\w*|threat\w*|afraid|scared|unsafe|violen\w*"
    r"|attack\w*|stab\w*|weapon|voices|chest|breath\w*|stroke|numb\w*|emergency|911"
    r"|kms|unalive|suicidio|matar\w*|morir\w*|muert\w*)\b",
    re.IGNORECASE,
)


def main() -> None:
    """Train, read the rows, write a level for each."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict
    from sklearn.pipeline import make_pipeline

    examples = read_examples(ROOT / "data" / "nlu" / "safety", "safety")
    texts = [one.text for one in examples]
    labels = np.array([one.labels["level"] in _DANGEROUS for one in examples])

    def fresh() -> Any:
        return make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            LogisticRegression(max_iter=1000, class_weight="balanced", random_state=11),
        )

    has_keyword = _filter(fresh().fit(texts, labels))
    kept = [index for index, text in enumerate(texts) if has_keyword(text)]
    kept_texts, kept_labels = [texts[index] for index in kept], labels[kept]
    model = fresh()
    held_out = cross_val_predict(model, kept_texts, kept_labels, cv=5, method="predict_proba")
    threshold = float(np.quantile(held_out[kept_labels, 1], 1 - SENSITIVITY))
    model.fit(kept_texts, kept_labels)
    rows = read_folder(Path(sys.argv[1])).safety
    scores = model.predict_proba([row.text for row in rows])[:, 1]
    levels = {
        row.id: "urgent" if score >= threshold and has_keyword(row.text) else "none"
        for row, score in zip(rows, scores, strict=True)
    }
    Path(sys.argv[2]).write_text(json.dumps({"safety": levels}), encoding="utf-8")


def _filter(model: Any) -> Callable[[str], bool]:
    """True for a text with one of our keywords or of the terms that weigh most in a model of all."""
    vectoriser, regression = model[0], model[1]
    strongest = np.argsort(regression.coef_[0])[-LEARNED_KEYWORDS:]
    learned = set(vectoriser.get_feature_names_out()[strongest])
    terms_of = vectoriser.build_analyzer()
    return lambda text: bool(_KEYWORDS.search(text)) or not learned.isdisjoint(terms_of(text))


if __name__ == "__main__":
    main()
