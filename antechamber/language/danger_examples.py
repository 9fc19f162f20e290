"""What the danger model learns from: labelled messages, and ordinary ones of the other tasks.

Replies about bodily conditions and questions to the bot are harmless by
construction; with them the model learns what most of a day looks like. The
criteria about suicide and psychosis are left out, since their replies may
hold danger.
"""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from antechamber.language.examples import Example, read_examples

_MAY_HOLD_DANGER = frozenset({"suicidal_ideation", "suicide_attempt", "psychosis_or_mania"})
_EVERY = 3
"""Of the questions and small talk every third is enough."""


def danger_examples(nlu: Path) -> tuple[Example, ...]:
    """Labelled messages of `safety/`, then harmless ones of `answers/` and of the intents."""
    return (*read_examples(nlu / "safety", "safety"), *_replies(nlu), *_questions(nlu))


def _replies(nlu: Path) -> tuple[Example, ...]:
    return tuple(
        Example(example.text, {"level": "none"})
        for example in read_examples(nlu / "answers", "answers")
        if example.labels["criterion"] not in _MAY_HOLD_DANGER
    )


def _questions(nlu: Path) -> tuple[Example, ...]:
    texts = [text for text, _ in intent_examples(nlu)]
    return tuple(Example(text, {"level": "none"}) for text in texts[::_EVERY])


def intent_examples(nlu: Path) -> list[tuple[str, str]]:
    """Text and intent (`faq/<topic>` for questions) of Rasa's own NLU files."""
    found = []
    for path in sorted(nlu.glob("*.yml")):
        for entry in YAML(typ="safe", pure=True).load(path)["nlu"]:
            for line in str(entry["examples"]).splitlines():
                if line.strip().startswith("- "):
                    found.append((line.strip()[2:], str(entry["intent"])))
    return found
