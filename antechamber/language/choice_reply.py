"""A reply to a follow-up with buttons: the label, other words for it, or "the second one". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from antechamber.language.reply_words import PieceKind
from antechamber.language.ruling import NO_VIEW, OTHER, Heard, Ruling
from antechamber.protocol.model import Choice, Criterion, FollowUp
from antechamber.protocol.phrases import folded, pattern
from antechamber.screening.answers import Answer
from antechamber.screening.heard import Reply

_REPLIES = {
    Answer.YES: Reply.YES,
    Answer.NO: Reply.NO,
    Answer.UNSURE: Reply.UNSURE,
    None: Reply.UNSURE,
}
_ORDINALS = (
    re.compile(
        r"(?:^|\b(?:the|number|option|choice|no|#)\s*)(?:1|one|first|1st)(?:\s+(?:one|option|choice))?$"
    ),
    re.compile(
        r"(?:^|\b(?:the|number|option|choice|no|#)\s*)(?:2|two|second|2nd)(?:\s+(?:one|option|choice))?$"
    ),
    re.compile(
        r"(?:^|\b(?:the|number|option|choice|no|#)\s*)(?:3|three|third|3rd)(?:\s+(?:one|option|choice))?$"
    ),
    re.compile(
        r"(?:^|\b(?:the|number|option|choice|no|#)\s*)(?:4|four|fourth|4th)(?:\s+(?:one|option|choice))?$"
    ),
    re.compile(
        r"(?:^|\b(?:the|number|option|choice|no|#)\s*)(?:5|five|fifth|5th)(?:\s+(?:one|option|choice))?$"
    ),
)
_LAST = re.compile(r"(?:^|\bthe\s+)last(?:\s+(?:one|option|choice))?$")
_DENIED = re.compile(
    r"\b(?:not|isnt|never|no|wasnt|dont have|neither)(?:\s+(?:a|an|the|it|really|was|is))*\s*$"
)


class ChoiceReader:
    """One follow-up's choices, compiled."""

    def __init__(self, criterion: Criterion, follow_up: FollowUp) -> None:
        """Compile the words of every choice."""
        self._criterion, self._follow_up = criterion, follow_up
        self._words = [
            (choice, pattern(choice.words) if choice.words else None)
            for choice in follow_up.choices
        ]

    def read(self, heard: Heard) -> Ruling:
        """The choice with the longest wording in the reply; two that differ settle nothing."""
        pressed = self.pressed(heard)
        if pressed.reply is not None:
            return pressed
        matched = self._matched(folded(heard.text))
        if len({choice.answer for choice in matched}) == 1:
            return self._ruled(matched[0])
        if len(matched) > 1:
            strongest = next((one for one in matched if one.answer is Answer.YES), None)
            return Ruling(Reply.UNSURE, sure=True) if strongest is None else OTHER
        return self._plain(heard)

    def pressed(self, heard: Heard) -> Ruling:
        """A button's own label, or its number; else NO_VIEW."""
        bare = " ".join(folded(heard.text).strip(' .!,"').split())
        choices = self._follow_up.choices
        for choice in choices:
            if bare == " ".join(folded(choice.label).split()).strip(' .!,"'):
                return self._ruled(choice)
        numbered = _by_number(bare, choices)
        return NO_VIEW if numbered is None else self._ruled(numbered)

    def denies(self, heard: Heard) -> int:
        """How many words name a choice meaning no ("asthma"); 0 where another is named too."""
        matched = self._matched(folded(heard.text))
        if not matched or any(one.answer is not Answer.NO for one in matched):
            return 0
        found = [
            words.search(folded(heard.text))
            for choice, words in self._words
            if words is not None and choice in matched
        ]
        told = [match[0] for match in found if match is not None and match[0] not in _PLAIN]
        return max((len(words.split()) for words in told), default=0)

    def doubts(self, heard: Heard) -> bool:
        """True where only choices that mean unsure are named ("in remission")."""
        matched = self._matched(folded(heard.text))
        return bool(matched) and all(one.answer is Answer.UNSURE for one in matched)

    def _matched(self, plain: str) -> list[Choice]:
        """Choices named and not denied; words inside a longer wording do not count."""
        spans: list[tuple[int, int, Choice]] = []
        for choice, words in self._words:
            for match in words.finditer(plain) if words is not None else ():
                if not _DENIED.search(plain[: match.start()]):
                    spans.append((match.start(), match.end(), choice))
        kept = [
            one
            for one in spans
            if not any(
                other[0] <= one[0] and one[1] <= other[1] and other[1] - other[0] > one[1] - one[0]
                for other in spans
            )
        ]
        return list(dict.fromkeys(choice for _, _, choice in kept))

    def _plain(self, heard: Heard) -> Ruling:
        """No choice named: yes and no fit only where the first and one other choice say so."""
        leaning = heard.leaning
        if leaning.reply in (Reply.UNSURE, Reply.DECLINE):
            return Ruling(leaning.reply, sure=True)
        if leaning.alone and leaning.kind in (PieceKind.ASK_BACK, PieceKind.NOTED):
            return OTHER
        finding = heard.finding(self._criterion.id)
        if finding is not None and finding.value is not None:
            return Ruling(_REPLIES[finding.value], sure=True)
        if self._is_yes_no_question() and leaning.alone and leaning.reply is not None:
            return Ruling(leaning.reply, sure=True)
        return NO_VIEW

    def _is_yes_no_question(self) -> bool:
        return self._follow_up.question.split()[0].lower() in (
            "was",
            "is",
            "has",
            "have",
            "do",
            "did",
        )

    def _ruled(self, choice: Choice) -> Ruling:
        ruling = Ruling(_REPLIES[choice.answer], sure=True, detail={"choice": choice.label})
        if choice.recency is not None:
            ruling = ruling.with_detail(recency=choice.recency.value)
        return ruling


def _by_number(bare: str, choices: Sequence[Choice]) -> Choice | None:
    said = bare.removesuffix(" please").removesuffix(" i think")
    for number, shape in enumerate(_ORDINALS[: len(choices)]):
        if shape.search(said) and len(said.split()) <= _MOST_ORDINAL_WORDS:
            return choices[number]
    if _LAST.search(said) and len(said.split()) <= _MOST_ORDINAL_WORDS:
        return choices[-1]
    return None


_MOST_ORDINAL_WORDS = 5
_PLAIN = frozenset({"yes", "no", "never"})
