"""What the reply heads learn from: labelled replies, and talk that answers no question.

A person asked about glaucoma may greet, thank, ask or want to start over. With
such messages as `other` a head does not read noise as an answer.
"""

from __future__ import annotations

import re
from pathlib import Path

from antechamber.language.danger_examples import intent_examples
from antechamber.language.examples import Example, read_examples

_ANSWERS = frozenset({"affirm", "deny", "unsure", "decline_answer", "inform_history"})
_EVERY = 45
_HISTORY_EVERY = 6
_ABOUT_SUICIDE = ("suicidal_ideation", "suicide_attempt")
_SUICIDE_WORDS = re.compile(
    r"suicid|attempt|kill|die|dying|dead|self|harm|thought|hurt", re.IGNORECASE
)
_NOISE = ("blorf", "asdf", "qwerty uiop", "???", "...", "ok", "hm", "hmm", "test", "lol", "x", "1")


def answer_examples(nlu: Path) -> tuple[Example, ...]:
    """Labelled replies of `answers/`, then `other` for each criterion: small talk, questions, noise."""
    labelled = read_examples(nlu / "answers", "answers")
    criteria = list(dict.fromkeys(example.labels["criterion"] for example in labelled))
    talk = intent_examples(nlu)
    asides = [text for text, intent in talk if intent not in _ANSWERS]
    history = [
        text
        for text, intent in talk
        if intent == "inform_history" and not _SUICIDE_WORDS.search(text)
    ]
    more: list[Example] = []
    for offset, criterion in enumerate(criteria):
        texts = [*asides[offset::_EVERY], *_NOISE]
        if criterion in _ABOUT_SUICIDE:
            texts += history[offset::_HISTORY_EVERY]
        more += [Example(text, {"criterion": criterion, "label": "other"}) for text in texts]
    return (*labelled, *more)
