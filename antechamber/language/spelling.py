"""Forgive misspelt names of conditions, carefully. Pure.

Only long words that are in no list are compared, only with words of the same
first letter, and only a small difference counts, so that ordinary words never
become conditions. Hyper- and hypo- never cross: where the beginning of such a
word is itself misspelt, it could be either, and the person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from antechamber.language.surface import Surface

LEAST_LETTERS = 6
MOST_LOOKUPS = 400
_CLEAR = re.compile(r"(?:hyper|hypo)(?=t)")


@dataclass(frozen=True)
class Corrections:
    """By place of the word: what it stands for, and places that could be hyper- or hypothyroid."""

    words: dict[int, str]
    ambiguous: frozenset[int]


class Speller:
    """Knows the words of conditions and the words that must stay as they are."""

    def __init__(self, conditions: Iterable[str], known: Iterable[str]) -> None:
        """Take the words of the protocol's phrases, and words never to be corrected."""
        self._known = frozenset(known) | frozenset(conditions)
        by_letter: dict[str, list[str]] = {}
        for word in sorted(set(conditions)):
            if len(word) >= LEAST_LETTERS and word.isalpha():
                by_letter.setdefault(word[0], []).append(word)
        self._by_letter = by_letter

    def corrections(self, surface: Surface) -> Corrections:
        """Corrections for one message; at most MOST_LOOKUPS words are looked at."""
        found: dict[int, str] = {}
        ambiguous: set[int] = set()
        looked = 0
        for place, word in enumerate(surface.words):
            text = word.text
            if len(text) < LEAST_LETTERS or text in self._known or not text.isalpha():
                continue
            looked += 1
            if looked > MOST_LOOKUPS:
                break
            if self._could_be_thyroid_twin(text):
                ambiguous.add(place)
                continue
            best = self._nearest(text)
            if best is not None:
                found[place] = best
        return Corrections(found, frozenset(ambiguous))

    def _nearest(self, text: str) -> str | None:
        """The one condition word near enough, or None. Two equally near words: None."""
        prefix = _CLEAR.match(text)
        best: list[str] = []
        least = _allowed(len(text)) + 1
        for word in self._by_letter.get(text[0], ()):
            if prefix is not None and not word.startswith(prefix[0]):
                continue
            if abs(len(word) - len(text)) >= least + 1:
                continue
            distance = OSA.distance(text, word, score_cutoff=least)
            if distance > _allowed(min(len(text), len(word))):
                continue
            if distance > 1 and text[:-3] == word[: len(text) - 3]:
                continue  # another word of the same stem, "addictive" beside "addiction"
            if distance < least:
                least, best = distance, [word]
            elif distance == least:
                best.append(word)
        if not best:
            return None
        return best[0] if len(best) == 1 or _same_stem(best) else None

    def _could_be_thyroid_twin(self, text: str) -> bool:
        if text[0] != "h" or _CLEAR.match(text) is not None:
            return False
        return any(
            OSA.distance(text, twin, score_cutoff=3) <= (2 if len(text) < 11 else 3)
            for twin in ("hyperthyroid", "hypothyroid", "hyperthyroidism", "hypothyroidism")
        )


def _allowed(letters: int) -> int:
    """Edits allowed for a word of this length: 1 up to 7 letters, 2 up to 11, then 3."""
    return 1 if letters <= 7 else 2 if letters <= 11 else 3


def _same_stem(words: list[str]) -> bool:
    return len({word[:5] for word in words}) == 1
