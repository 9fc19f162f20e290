"""A message as the language rules see it: folded text and words, with the way back to the original.

Offsets in findings are offsets into what the person typed, so every folded
character keeps the place it came from. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from antechamber.protocol.phrases import folded

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_|\n")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014"


@dataclass(frozen=True)
class Word:
    """One word or mark of the folded text; offsets into the folded text, end exclusive."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Surface:
    """`folded_text` for searching, `words` in order, and the original text to quote from."""

    original: str
    folded_text: str
    words: tuple[Word, ...]
    origin: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original text of a stretch of the folded text."""
        if end <= start:
            place = self.origin[start] if start < len(self.origin) else len(self.original)
            return place, place
        return self.origin[start], self.origin[end - 1] + 1

    def quote(self, start: int, end: int) -> str:
        """What the person typed there, word for word."""
        first, last = self.original_span(start, end)
        return self.original[first:last]


def surface_of(text: str) -> Surface:
    """The surface of one message."""
    folded_text = folded(text)
    if len(folded_text) == len(text):
        origin = tuple(range(len(text)))
    else:
        origin = tuple(place for place, char in enumerate(text) if folded(char))
    words = tuple(
        Word(match[0], match.start(), match.end()) for match in _TOKEN.finditer(folded_text)
    )
    return Surface(text, folded_text, words, origin)


def is_dash(word: str) -> bool:
    """True for a hyphen or a dash: phrases read it as a space."""
    return word in _DASHES


def phrase_words(form: str) -> tuple[str, ...]:
    """A wording from `phrases.forms`, cut the way `surface_of` cuts text; `*` stays on its word."""
    cut: list[str] = []
    for word in form.split():
        wild = word.endswith("*")
        pieces = [piece for piece in _TOKEN.findall(word.rstrip("*")) if not is_dash(piece)]
        if wild and pieces:
            pieces[-1] += "*"
        cut.extend(pieces)
    return tuple(cut)
