"""Halves of a composite criterion in a reply: "no voices, no mania" denies both. Pure.

Source: contract, "Half of a composite denied ... leaves it null".
"""

from __future__ import annotations

import re

from antechamber.language.ruling import NO_VIEW, Heard, Ruling
from antechamber.protocol.model import Criterion, Part
from antechamber.protocol.phrases import pattern
from antechamber.screening.heard import Reply

_CLAUSE = re.compile(r"[,.;:!?\n]|\b(?=(?:but|though|although|just|only|still|except|yet)\b)")
_DENYING = re.compile(
    r"\b(?:no|not|never|neither|nor|none|zero|without|nothing|havent|hasnt|dont|doesnt|didnt|isnt|"
    r"arent|aint|wasnt|cant|denies)\b"
)
_OWN_VERB = re.compile(
    r"\b(?:i|im|ive|it|its|thats|am|is|are|was|have|had|do|did|still|yes|yeah)\b"
)
_BOTH = re.compile(
    r"\b(?:either|neither|both|nothing like (?:that|it)|none of (?:that|it|those|this|them)|"
    r"anything (?:like (?:that|it)|else)|or anything|nothing else|schizo anything)\b"
)
_MOST_WORDS_OF_AN_ITEM = 4


class PartsReader:
    """The wordings of every half of one criterion, compiled."""

    def __init__(self, criterion: Criterion) -> None:
        """Compile them; a criterion of one part is never composite."""
        self._parts = (
            [(part.id, pattern(_named(part))) for part in criterion.parts]
            if len(criterion.parts) > 1
            else []
        )

    def read(self, heard: Heard) -> Ruling:
        """No where every half is denied, OTHER where one is left open, yes where one is affirmed.

        None of it is certain: the head must agree, and OTHER never becomes no.
        """
        affirmed, denied = self._standing(heard.plain.text)
        if not denied or heard.plain.asks:
            return NO_VIEW
        if affirmed:
            return Ruling(Reply.YES)
        whole = len(denied) == len(self._parts) or _BOTH.search(heard.plain.text) is not None
        return Ruling(Reply.NO if whole else Reply.OTHER)

    def _standing(self, text: str) -> tuple[set[str], set[str]]:
        affirmed: set[str] = set()
        denied: set[str] = set()
        before_denied = False
        for clause in _CLAUSE.split(text):
            item = len(clause.split()) <= _MOST_WORDS_OF_AN_ITEM and not _OWN_VERB.search(clause)
            goes_on = before_denied and item
            for name, words in self._parts:
                for match in words.finditer(clause):
                    denying = _DENYING.search(clause[: match.start()]) is not None or goes_on
                    (denied if denying else affirmed).add(name)
                    before_denied = denying
        return affirmed, denied


def _named(part: Part) -> tuple[str, ...]:
    return (*part.yes_words, *part.broad_words, *part.ask_words)
