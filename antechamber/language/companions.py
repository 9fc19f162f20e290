"""Words that mean something else beside others: "bumps of K" beside "every weekend". Pure.

Two uses: a condition outside the protocol may answer a criterion ("bipolar",
"stable"), and a word of the protocol may come to another answer, or to none.
Which words and answers is data/language/semantics.yml, `companions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from antechamber.language.cues import Companion
from antechamber.language.surface import Surface
from antechamber.language.targets import Target, WordKind
from antechamber.protocol.phrases import pattern
from antechamber.screening.answers import Answer

_REACH = 70
"""Characters around a word in which its companions are looked for, within its sentence."""
_BESIDE_KINDS = (WordKind.YES, WordKind.ASK)


@dataclass(frozen=True)
class _Rule:
    criterion: str
    words: re.Pattern[str] | None
    beside: re.Pattern[str]
    unless: re.Pattern[str]
    answer: Answer | None


@dataclass(frozen=True)
class Turned:
    """What a word comes to beside its companions; `answer` None: nothing is settled."""

    answer: Answer | None


class Companions:
    """Compiled rules; no state."""

    def __init__(self, companions: Iterable[Companion]) -> None:
        """Compile the wordings."""
        self._rules = [
            _Rule(
                one.criterion,
                pattern(one.words) if one.words else None,
                pattern(one.beside),
                pattern(one.unless),
                None if one.answer is None else Answer(one.answer),
            )
            for one in companions
        ]

    def turned(self, target: Target, surface: Surface, sentence: range) -> Turned | None:
        """For a word of the protocol: what it becomes, or None where no rule applies.

        `sentence` are the places of the words of its sentence.
        """
        if target.label.kind not in _BESIDE_KINDS:
            return None
        first = max(surface.words[sentence.start].start, target.start - _REACH)
        last = min(surface.words[sentence.stop - 1].end, target.end + _REACH)
        near = surface.folded_text[first:last]
        for rule in self._rules:
            if (
                rule.criterion == target.label.criterion
                and (rule.words is None or rule.words.search(target.words))
                and rule.beside.search(near)
                and not rule.unless.search(near)
            ):
                return Turned(rule.answer)
        return None

    def answered(self, target: Target, surface: Surface) -> list[tuple[str, Answer]]:
        """For a condition outside the protocol: the criteria that it answers in this message."""
        return [
            (rule.criterion, rule.answer)
            for rule in self._rules
            if rule.answer is not None
            and rule.words is not None
            and rule.words.search(target.words)
            and rule.beside.search(surface.folded_text)
            and not rule.unless.search(surface.folded_text)
        ]
