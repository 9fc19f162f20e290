"""medspaCy as it ships (PyRuSH sentences, target matcher, ConText), with the protocol's yes words.

A target is `yes`; negated `no`; family, historical, hypothetical or possible: nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from antechamber.protocol.loader import load_protocol
from antechamber.protocol.phrases import forms
from benchmarks.eval.model import quiet
from benchmarks.eval.rows import read_folder

ROOT = Path(__file__).resolve().parents[3]


def main() -> None:
    """Read the rows, write the findings of each."""
    nlp = _pipeline()
    found = {row.id: _findings(nlp(row.text)) for row in read_folder(Path(sys.argv[1])).history}
    Path(sys.argv[2]).write_text(json.dumps({"history": found}), encoding="utf-8")


def _pipeline() -> Any:
    import medspacy
    from medspacy.ner import TargetRule

    quiet()
    nlp = medspacy.load()
    quiet()
    rules = []
    for criterion in load_protocol(ROOT / "data" / "protocol.yml").criteria:
        for part in criterion.parts:
            for phrase in part.yes_words:
                plain = (form for form in forms(phrase) if "*" not in form)
                rules += [TargetRule(form, criterion.id.upper()) for form in plain]
    nlp.get_pipe("medspacy_target_matcher").add(rules)
    return nlp


def _findings(doc: Any) -> list[tuple[str, str]]:
    found = set()
    for entity in doc.ents:
        marks = entity._
        if marks.is_family or marks.is_historical or marks.is_hypothetical or marks.is_uncertain:
            continue
        found.add((entity.label_.lower(), "no" if marks.is_negated else "yes"))
    return sorted(found)


if __name__ == "__main__":
    main()
