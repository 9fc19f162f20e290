"""One spelling for the ways people write a word. Data comes from data/safety/spelling.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from rapidfuzz.distance import OSA

_DIGIT_LETTERS = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "|": "il",
}  # fmt: skip
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_LONGEST_WORD = 80
_TRIES = 64
_CACHE_SIZE = 20_000


@dataclass(frozen=True)
class CoreWord:
    """A word whose misspellings are read: up to `distance` edits, except the words in `never`."""

    distance: int
    never: frozenset[str]


@dataclass(frozen=True)
class Spelling:
    """The spelling data and the vocabulary of all patterns.

    `contractions`: written form (apostrophes kept or dropped) to words. `contextual`: forms
    that are contractions except after or before the words listed ("ill" after "mentally", "2"
    before "days").
    """

    contractions: Mapping[str, tuple[str, ...]]
    contextual: Mapping[str, tuple[tuple[str, ...], frozenset[str], frozenset[str]]]
    emoji: Mapping[str, str]
    look_alikes: Mapping[str, str]
    core: Mapping[str, CoreWord]
    known: frozenset[str]
    vocabulary: frozenset[str]
    joinable: frozenset[str]
    _cache: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def words_for(self, written: str, before: str, after: str) -> tuple[str, ...]:
        """The plain words that a written word stands for, given its neighbours."""
        if written in self.contextual:
            words, unless_after, unless_before = self.contextual[written]
            keeps = before in unless_after or after in unless_before or not after[:1].isalpha()
            return (written,) if keeps else words
        found = self._cache.get(written)
        if found is None:
            found = self._read(written)
            if len(self._cache) < _CACHE_SIZE:
                self._cache[written] = found
        return found

    def _read(self, written: str) -> tuple[str, ...]:
        if written in self.contractions:
            return self.contractions[written]
        bare = written.replace("'", "")
        if bare in self.contractions:
            return self.contractions[bare]
        if bare in self.vocabulary or len(bare) > _LONGEST_WORD:
            return (bare,)
        for guess in (*self._with_letters(bare), *self._shortened(bare), *self._unstarred(bare)):
            if guess in self.contractions:
                return self.contractions[guess]
            if guess in self.vocabulary:
                return (guess,)
        corrected = self._corrected(bare)
        if corrected is not None:
            return (corrected,)
        parts = self.segmented(bare) if len(bare) >= 8 else ()
        plain = re.sub(r"[^a-z0-9/.:]", "", bare)
        return parts or ((plain,) if plain else ())

    def _with_letters(self, word: str) -> list[str]:
        """Readings of a word in which digits or signs stand for letters; none for plain numbers."""
        if not any(c in _DIGIT_LETTERS for c in word) or not any(c.isalpha() for c in word):
            return []
        options = [_DIGIT_LETTERS.get(char, char) for char in word]
        guesses: list[str] = []
        for letters in product(*options):
            guesses.append("".join(letters))
            if len(guesses) >= _TRIES:
                break
        return guesses

    def _shortened(self, word: str) -> list[str]:
        """Drawn-out letters as one or two: diiiie -> die, killlll -> kill."""
        if not _DRAWN_OUT.search(word):
            return []
        once = _DRAWN_OUT.sub(r"\1", word)
        guesses = [once, _DRAWN_OUT.sub(r"\1\1", word)]
        runs = list(_DRAWN_OUT.finditer(word))
        for keep in runs[:4]:
            head = _DRAWN_OUT.sub(r"\1", word[: keep.start()])
            guesses.append(head + keep.group(1) * 2 + _DRAWN_OUT.sub(r"\1", word[keep.end() :]))
        return guesses

    def _unstarred(self, word: str) -> list[str]:
        """Core words with letters starred out: k*ll, s**cide."""
        if "*" not in word or len(word.replace("*", "")) < 2:
            return []
        shape = re.compile(re.escape(word).replace(r"\*", "[a-z]"))
        return [core for core in self.core if shape.fullmatch(core)]

    def _corrected(self, word: str) -> str | None:
        """The one core word that this is a misspelling of, or None."""
        if len(word) < 4 or not word.isalpha() or word in self.known:
            return None
        best: tuple[int, str] | None = None
        for core, rule in self.core.items():
            if word in rule.never or abs(len(core) - len(word)) > rule.distance:
                continue
            if word[0] != core[0] and word[:2] != core[1::-1]:
                continue
            distance = OSA.distance(word, core, score_cutoff=rule.distance)
            if distance <= rule.distance and (best is None or distance < best[0]):
                best = (distance, core)
        return best[1] if best else None

    def segmented(self, letters: str) -> tuple[str, ...]:
        """Words run together ("killmyself") taken apart, or nothing.

        Only words of the joinable list count, and at least one must be a core word.
        """
        if len(letters) > _LONGEST_WORD:
            return ()
        guesses = self._with_letters(letters) or [letters]
        for guess in guesses:
            parts = self._split(guess)
            if parts and any(part in self.core or part in ("die", "kms") for part in parts):
                return tuple(w for part in parts for w in self.contractions.get(part, (part,)))
        return ()

    def _split(self, letters: str) -> tuple[str, ...]:
        best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - 12), end):
                before = best[start]
                if before is None or letters[start:end] not in self.joinable:
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or ()):
                    best[end] = (*before, letters[start:end])
        return best[-1] or ()
