"""Find cues in words. Phrases become one small automaton, so optional words cost nothing. Pure.

`phrases.forms` writes every wording out; cues with many optional words stand
for tens of thousands, so they are walked instead. Syntax is that of
data/protocol.yml without `*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from antechamber.language.surface import phrase_words
from antechamber.protocol.phrases import PhraseError, folded

_TOKEN = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
_CLOSES = {"(": ")", "[": "]"}


@dataclass
class _State:
    """One place in the automaton: where a word leads, and the cues that end here."""

    after: dict[str, list[_State]] = field(default_factory=dict)
    cues: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class CueMatch:
    """Number of a cue (as given to the matcher) and its words, end exclusive."""

    cue: int
    first: int
    last: int


class CueMatcher:
    """All phrases of all cues. The longest match at a place wins; matches never overlap."""

    def __init__(self, cues: Iterable[Iterable[str]]) -> None:
        """Take the phrases of each cue. Raises PhraseError for bad syntax."""
        self._start = _State()
        self.words: set[str] = set()
        for number, phrases in enumerate(cues):
            for phrase in phrases:
                tokens = _TOKEN.findall(folded(phrase))
                for end in self._grow({id(self._start): self._start}, tokens, None).values():
                    if end is self._start:
                        raise PhraseError(f"`{phrase}` may be empty")
                    end.cues.append(number)
                if tokens:
                    raise PhraseError(f"`{phrase}`: `{tokens[0]}` has no opening bracket")

    def find(self, words: Sequence[str]) -> list[CueMatch]:
        """Matches in order of place."""
        longest = [match for here in range(len(words)) if (match := self._at(words, here))]
        longest.sort(key=lambda match: (match.first - match.last, match.first))
        taken = [False] * len(words)
        kept: list[CueMatch] = []
        for match in longest:
            if not any(taken[match.first : match.last]):
                taken[match.first : match.last] = [True] * (match.last - match.first)
                kept.append(match)
        return sorted(kept, key=lambda match: match.first)

    def _at(self, words: Sequence[str], here: int) -> CueMatch | None:
        states = [self._start]
        best: CueMatch | None = None
        place = here
        while states and place < len(words):
            states = [after for state in states for after in state.after.get(words[place], ())]
            place += 1
            ends = [number for state in states for number in state.cues]
            if ends:
                best = CueMatch(min(ends), here, place)
        return best

    def _grow(
        self, start: dict[int, _State], tokens: list[str], closing: str | None
    ) -> dict[int, _State]:
        """States after the alternatives up to `closing`; takes the tokens it reads."""
        ends: dict[int, _State] = {}
        here = start
        while tokens:
            token = tokens.pop(0)
            if token == closing:
                return ends | here
            if token == "|":
                ends, here = ends | here, start
            elif token in _CLOSES:
                inner = self._grow(here, tokens, _CLOSES[token])
                here = inner | here if token == "[" else inner
            elif token in ")]":
                tokens.insert(0, token)
                return ends | here
            else:
                here = self._step(here, token)
        if closing is not None:
            raise PhraseError(f"`{closing}` is missing")
        return ends | here

    def _step(self, here: dict[int, _State], token: str) -> dict[int, _State]:
        for word in phrase_words(token):
            self.words.add(word)
            following = _State()
            for state in here.values():
                state.after.setdefault(word, []).append(following)
            here = {id(following): following}
        return here
