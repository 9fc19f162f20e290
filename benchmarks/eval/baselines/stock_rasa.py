"""Rasa's default pipeline (`rasa init`, 3.6), trained on our data: intents and topics, and replies.

Two models: one on data/nlu/*.yml, and one on data/nlu/answers whose texts begin
with the criterion's id. Stock DIET does not know which question is pending;
the prefix gives it that, so the comparison does not turn on it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.eval.model import latencies_ms, quiet
from benchmarks.eval.rows import read_folder

ROOT = Path(__file__).resolve().parents[3]
EPOCHS = 100
_TIMED = 300

CONFIG = f"""
recipe: default.v1
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {EPOCHS}
    constrain_similarities: true
    random_seed: 11
  - name: ResponseSelector
    epochs: {EPOCHS}
    constrain_similarities: true
    random_seed: 11
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
"""

Parser = Callable[[str], Mapping[str, Any]]


def main() -> None:
    """Train, read the rows, write labels and latencies."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    rows = read_folder(Path(sys.argv[1]))
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if rows.faq or rows.safety:
            parse = trained(work, "faq", ROOT / "data" / "nlu", with_responses=True)
            found["faq"] = {row.id: _guess(parse(row.text)) for row in rows.faq}
            found["latency_ms"] = latencies_ms(parse, rows.texts()[:_TIMED])
        if rows.answers:
            parse = trained(work, "answers", _replies(work), with_responses=False)
            found["answers"] = {
                row.id: _reply(parse(f"{row.criterion} {row.text}")) for row in rows.answers
            }
    Path(sys.argv[2]).write_text(json.dumps(found), encoding="utf-8")


def trained(work: Path, name: str, data: Path, *, with_responses: bool) -> Parser:
    """Train an NLU-only model and return what reads a text with it."""
    import rasa.model_training
    from rasa.core.agent import Agent
    from rasa.utils.common import configure_logging_and_warnings

    configure_logging_and_warnings(log_level=40, warn_only_once=True)
    quiet()
    config = work / f"{name}.yml"
    pipeline = CONFIG if with_responses else _without_selector(CONFIG)
    config.write_text(pipeline, encoding="utf-8")
    model = rasa.model_training.train_nlu(
        config=str(config),
        nlu_data=str(data),
        output=str(work / name),
        domain=str(ROOT / "domain") if with_responses else None,
    )
    if model is None:
        raise SystemExit(f"the stock pipeline could not be trained on {name}")
    agent = Agent.load(model)
    quiet()
    loop = asyncio.new_event_loop()
    return lambda text: dict(loop.run_until_complete(agent.parse_message(text)))


def _without_selector(config: str) -> str:
    start, end = config.index("  - name: ResponseSelector"), config.index("  - name: Fallback")
    return config[:start] + config[end:]


def _replies(work: Path) -> Path:
    """Our replies in Rasa's own format, the label as the intent."""
    from antechamber.language.examples import read_examples

    by_label: dict[str, list[str]] = defaultdict(list)
    for one in read_examples(ROOT / "data" / "nlu" / "answers", "answers"):
        text = one.text.replace("[", "(").replace("]", ")").replace("{", "(").replace("}", ")")
        by_label[one.labels["label"]].append(f"{one.labels['criterion']} {text}")
    lines = ['version: "3.1"', "nlu:"]
    for label, texts in by_label.items():
        lines += [f'- intent: "{label}"', "  examples: |"]
        lines += [f"    - {text}" for text in texts]
    path = work / "replies.yml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _guess(parse: Mapping[str, Any]) -> list[Any]:
    selectors = parse.get("response_selector") or {}
    selector = selectors.get("default") or {}  # its name where no retrieval intent is configured
    key = str((selector.get("response") or {}).get("intent_response_key") or "")
    intent = parse["intent"]
    return [intent["name"], key.removeprefix("faq/"), float(intent["confidence"])]


def _reply(parse: Mapping[str, Any]) -> str:
    """The label; a fallback asks again, which is `other`."""
    name = str(parse["intent"]["name"])
    return "other" if name == "nlu_fallback" else name


if __name__ == "__main__":
    main()
