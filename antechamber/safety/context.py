"""What the words around a danger phrase say about it: denied, past, whose. Pure.

After NegEx and ConText (Chapman 2001, Harkema 2009), with scopes that end where a person
starts a new clause, since patients seldom write full stops.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import pairwise

from antechamber.safety.grammar import PUNCTUATION, Chart
from antechamber.safety.lexicon import Cue, Lexicon, Match
from antechamber.safety.normalize import Token
from antechamber.safety.times import Bucket, dates_in

_ENDS = frozenset({".", "!", "?", ";", "\n"})
_LONGEST = 60
_OVERLAP = 15
_NEGATION_REACH = 12
_SUBJECTS = frozenset({"i", "yo", "he", "she", "they", "we"})
_FRAGMENT = 12
_PAST_REACH = 3
_USED_TO_REACH = 6
_PRESENT = frozenset({
    "am", "is", "want", "feel", "feeling", "going", "now", "will", "need", "has",
    "says", "quiero", "quiere", "esta",
})  # fmt: skip
_PERFECT = frozenset({"have", "has", "having", "been"})
_OWN_REFLEXIVES = frozenset({"myself", "meself", "masel"})
_OTHER_REFLEXIVES = frozenset({"himself", "herself", "themselves", "themself", "hisself"})


class Whose(Enum):
    """Whose danger a phrase speaks of; `GENERIC` is nobody in particular."""

    OWN = "own"
    OTHER = "other"
    GENERIC = "generic"


@dataclass(frozen=True)
class Sentence:
    """A stretch of tokens that is matched on its own; `offset` is its place in the message."""

    offset: int
    texts: tuple[str, ...]

    @cached_property
    def chart(self) -> Chart:
        """The sentence ready for matching."""
        return Chart(self.texts)


def sentences_of(tokens: Sequence[Token]) -> list[Sentence]:
    """The message in sentences; endless ones in overlapping windows."""
    texts = [token.text for token in tokens]
    sentences: list[Sentence] = []
    start = 0
    for at, text in enumerate([*texts, "."]):
        if text not in _ENDS:
            continue
        stop = min(at + 1, len(texts))
        while stop - start > _LONGEST:
            sentences.append(Sentence(start, tuple(texts[start : start + _LONGEST])))
            start += _LONGEST - _OVERLAP
        if start < stop:
            sentences.append(Sentence(start, tuple(texts[start:stop])))
        start = stop
    return sentences


class Context:
    """The cues of one sentence and the questions that a hit asks of them."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon, today: date | None) -> None:
        self._texts = sentence.texts
        self._lexicon = lexicon
        self._cues: dict[Cue, list[Match]] = {cue: [] for cue in Cue}
        for label, match in lexicon.cue_finder.find(sentence.chart):
            self._cues[lexicon.cues[label]].append(match)
        times = {
            Cue.TODAY: Bucket.TODAY,
            Cue.RECENT: Bucket.RECENT,
            Cue.YEAR: Bucket.YEAR,
            Cue.REMOTE: Bucket.REMOTE,
        }
        self.times = [(match, times[cue]) for cue in times for match in self._cues[cue]]
        self.times.extend(dates_in(sentence.texts, today))

    def has(self, cue: Cue) -> bool:
        """Whether the sentence holds this cue anywhere."""
        return bool(self._cues[cue])

    def is_masked(self, hit: Match) -> bool:
        """Whether an idiom, a general question or a hypothetical covers an end or half of it."""
        half = (hit.end - hit.start) / 2
        return any(
            m.start <= hit.start < m.end
            or m.start < hit.end <= m.end
            or min(m.end, hit.end) - max(m.start, hit.start) >= half
            for m in self._cues[Cue.MASK]
        )

    def is_negated(self, hit: Match) -> bool:
        """Whether a denial before the hit reaches it, or one right after it takes it back."""
        if any(0 <= m.start - hit.end <= 1 for m in self._cues[Cue.NEGATED_AFTER]):
            return True
        negations = {
            at
            for m in self._cues[Cue.NEGATION]
            for at in range(m.start, m.end)
            if not _covers(self._cues[Cue.NOT_NEGATION], at)
        }
        if not negations:
            return False
        barriers = {at for m in self._cues[Cue.BARRIER] for at in range(m.start, m.end)}
        for at in range(hit.start - 1, max(-1, hit.start - 1 - _NEGATION_REACH), -1):
            if at in negations:
                return True
            if at in barriers or self._starts_clause(at):
                return False
        return False

    def has_negation_inside(self, hit: Match) -> bool:
        """Whether a denial stands within the hit, where its pattern leaves a gap."""
        return any(
            not _covers(self._cues[Cue.NOT_NEGATION], at)
            for m in self._cues[Cue.NEGATION]
            for at in range(max(m.start, hit.start), min(m.end, hit.end))
        )

    def names_self(self, hit: Match) -> bool:
        """Whether the hit, or the words right before it, name the writer."""
        first = max(0, hit.start - 4)
        return any(text in self._lexicon.own_words for text in self._texts[first : hit.end])

    def _starts_clause(self, at: int) -> bool:
        """Whether a clause of its own begins at `at`, so that a denial before it ends."""
        word, lexicon = self._texts[at], self._lexicon
        before = self._texts[at - 1] if at else ""
        after = self._texts[at + 1] if at + 1 < len(self._texts) else ""
        if word in PUNCTUATION:
            return word not in (",", '"', "(") or after in lexicon.clause_starters
        if word in lexicon.conjunctions:
            return after in lexicon.clause_starters
        if word == "he" and after.endswith(("ado", "ido")):  # Spanish "he pensado", not English he
            return False
        return word in _SUBJECTS and before not in lexicon.complement_verbs and at > 0

    def is_past(self, hit: Match) -> bool:
        """Whether a past verb governs the hit; "have wanted" and "still" keep it present."""
        lead = self._texts[max(0, hit.start - _USED_TO_REACH) : hit.end]
        if ("used", "to") in pairwise(lead):
            return True
        first = max(0, hit.start - _PAST_REACH)
        for at in range(first, hit.end):
            if self._texts[at] in PUNCTUATION and at < hit.start:
                continue
            if self._texts[at] not in self._lexicon.past_words:
                continue
            before = self._texts[max(0, at - 3) : at]
            if not any(word in _PERFECT for word in before):
                return True
        return False

    def is_present(self, hit: Match) -> bool:
        """Whether the hit itself speaks in the present ("am suicidal"), whatever date is near."""
        return any(text in _PRESENT for text in self._texts[hit.start : hit.end])

    def bucket(self, hit: Match) -> Bucket | None:
        """The date nearest to the hit in its sentence, or None."""
        return nearest(self.times, hit)

    def whose(self, hit: Match) -> Whose:
        """Whose danger the hit speaks of: its own words first, else the subject before it."""
        words = self._texts[hit.start : hit.end]
        if any(word in _OWN_REFLEXIVES for word in words):
            return Whose.OWN
        others = self._cues[Cue.OTHER]
        generic = self._cues[Cue.GENERIC]
        if any(word in _OTHER_REFLEXIVES for word in words):
            return self._third_person(hit)
        for at in range(hit.end - 1, -1, -1):
            if _starts(generic, at) and not _covers(others, at):
                return Whose.GENERIC
            if _covers(others, at) or self._texts[at] in self._lexicon.other_words:
                return Whose.OTHER
            if self._texts[at] in self._lexicon.own_words:
                return Whose.OWN
            if at < hit.start and self._texts[at] in ("but",):
                return Whose.OWN
        return Whose.OWN

    def _third_person(self, hit: Match) -> Whose:
        """Somebody known to the writer, or nobody in particular ("someone", "the hero")."""
        for at in range(hit.end - 1, -1, -1):
            if _starts(self._cues[Cue.GENERIC], at):
                return Whose.GENERIC
            if _covers(self._cues[Cue.OTHER], at) or self._texts[at] in self._lexicon.other_words:
                return Whose.OTHER
        return Whose.OTHER


def is_fragment(sentence: Sentence) -> bool:
    """Whether a sentence is short enough to date its neighbour: "This morning."."""
    return len(sentence.texts) <= _FRAGMENT


def nearest(times: Iterable[tuple[Match, Bucket]], hit: Match) -> Bucket | None:
    """The date at the smallest distance from the hit."""
    best = min(times, key=lambda pair: _distance(pair[0], hit), default=None)
    return best[1] if best else None


def _distance(one: Match, other: Match) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _covers(matches: Sequence[Match], at: int) -> bool:
    return any(m.start <= at < m.end for m in matches)


def _starts(matches: Sequence[Match], at: int) -> bool:
    return any(m.start == at for m in matches)
