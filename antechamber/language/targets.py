"""Find the protocol's words in a message: which criterion, which part, what kind of word. Pure.

Where wordings of the protocol overlap the longest wins, over all criteria, so
"intracranial hypertension" is never read as "hypertension"; a look-alike hides
its words. Conditions outside the protocol are looked for apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from antechamber.language.pressure import Pressure
from antechamber.language.surface import Surface, Word, is_dash, phrase_words
from antechamber.protocol.model import Protocol, Reads
from antechamber.protocol.phrases import forms

_GAPS = frozenset(':("')


class WordKind(str, Enum):
    """Which list of the protocol a word stands in: OVER are its resolved words.

    PRESSURE is a reading, OUTSIDE a condition that is not in the protocol.
    """

    YES = "yes"
    UNSURE = "unsure"
    OVER = "over"
    ASK = "ask"
    NO = "no"
    LOOK_ALIKE = "look_alike"
    OUTSIDE = "outside"
    PRESSURE = "pressure"


@dataclass(frozen=True)
class Label:
    """What a wording stands for. `part` is None for a criterion that is not composite.

    `broad`: an ask word that covers the whole condition, so that denying it denies the whole.
    """

    criterion: str
    part: str | None
    kind: WordKind
    broad: bool = False


@dataclass(frozen=True)
class Target:
    """A labelled stretch of a message: offsets into the folded text, and into its words.

    `words` are the words as corrected; `pressure` only on a blood pressure.
    """

    label: Label
    start: int
    end: int
    first: int
    last: int
    words: str
    pressure: Pressure | None = None


class TargetFinder:
    """All wordings by their first word. Built once, used for every message."""

    def __init__(self, wordings: Iterable[tuple[str, Label]]) -> None:
        """Take phrases (syntax of data/protocol.yml) with their labels."""
        self._exact: dict[str, list[tuple[tuple[str, ...], Label]]] = {}
        self._wild: dict[str, list[tuple[tuple[str, ...], Label]]] = {}
        self._vocabulary: set[str] = set()
        for phrase, label in wordings:
            for form in forms(phrase):
                self._add(phrase_words(form), label)
        for table in (self._exact, self._wild):
            for entries in table.values():
                entries.sort(key=lambda entry: -len(entry[0]))

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word that stands in a wording, without `*`."""
        return frozenset(self._vocabulary)

    def find(self, surface: Surface, corrected: Mapping[int, str]) -> list[Target]:
        """Labelled stretches, none overlapping another except a condition outside the protocol.

        `corrected` gives, for the place of a misspelt word, what it stands for.
        """
        places = [place for place, word in enumerate(surface.words) if not _is_gap(word.text)]
        texts = [corrected.get(place, surface.words[place].text) for place in places]
        matches = [
            (label, here, here + length)
            for here in range(len(texts))
            for label, length in self._longest(texts, here).items()
        ]
        found: list[Target] = []
        for label, here, end in _longest_first(matches, texts):
            if label.kind is not WordKind.LOOK_ALIKE:
                first, last = places[here], places[end - 1]
                found.append(_target(surface.words, label, first, last, texts[here:end]))
        return found

    def _longest(self, texts: list[str], here: int) -> dict[Label, int]:
        """The longest wording of each criterion that begins at a place, with its length."""
        best: dict[str, tuple[Label, int]] = {}
        word = texts[here]
        for entries in (self._exact.get(word, ()), self._wild.get(word[:2], ())):
            for wording, label in entries:
                held = best.get(label.criterion)
                if held is not None and held[1] >= len(wording):
                    continue
                if _matches(wording, texts, here):
                    best[label.criterion] = (label, len(wording))
        return dict(best.values())

    def _add(self, wording: tuple[str, ...], label: Label) -> None:
        if not wording:
            return
        self._vocabulary.update(word.rstrip("*") for word in wording)
        table = self._wild if wording[0].endswith("*") else self._exact
        key = wording[0][:2] if table is self._wild else wording[0]
        table.setdefault(key, []).append((wording, label))
        joined = "".join(wording)
        if len(wording) == 2 and len(joined) >= 10 and "*" not in wording[0] and joined.isalnum():
            self._exact.setdefault(joined, []).append(((joined,), label))


def _is_gap(word: str) -> bool:
    """True for marks that a wording reaches over: "thyroid: overactive", "heart (failing)"."""
    return word in _GAPS or is_dash(word)


def protocol_wordings(protocol: Protocol) -> list[tuple[str, Label]]:
    """Every phrase of every criterion with its label; no words of all parts answer the whole."""
    labelled: list[tuple[str, Label]] = []
    for criterion in protocol.criteria:
        composite = len(criterion.parts) > 1
        for_all = set.intersection(*(set(part.no_words) for part in criterion.parts))
        no_label = Label(criterion.id, None, WordKind.NO)
        labelled.extend((phrase, no_label) for phrase in sorted(for_all))
        for part in criterion.parts:
            part_id = part.id if composite else None
            for kind, phrases in (
                (WordKind.YES, part.yes_words),
                (WordKind.UNSURE, part.unsure_words),
                (WordKind.ASK, part.ask_words),
                (WordKind.NO, part.no_words),
            ):
                label = Label(criterion.id, part_id, kind)
                apart = for_all if kind is WordKind.NO else criterion.resolved_words
                labelled.extend(
                    (phrase, replace(label, broad=phrase in part.broad_words))
                    for phrase in phrases
                    if phrase not in apart
                )
        over = Label(criterion.id, None, WordKind.OVER)
        labelled.extend((phrase, over) for phrase in criterion.resolved_words)
        look_alike = Label(criterion.id, None, WordKind.LOOK_ALIKE)
        labelled.extend((phrase, look_alike) for phrase in criterion.look_alikes)
    return labelled


def pressure_criterion(protocol: Protocol) -> str | None:
    """Id of the criterion that a blood pressure answers, or None in a protocol without one."""
    for criterion in protocol.criteria:
        if any(follow_up.reads is Reads.PRESSURE for follow_up in criterion.follow_ups):
            return criterion.id
    return None


_Match = tuple[Label, int, int]


def _longest_first(matches: list[_Match], texts: list[str]) -> list[_Match]:
    """Matches that overlap none with more letters: "thyroid problems" in "no thyroid problems"."""
    ranked = sorted(matches, key=lambda one: (-sum(map(len, texts[one[1] : one[2]])), one[1]))
    taken: dict[bool, set[int]] = {}
    kept: list[_Match] = []
    for match in ranked:
        label, here, end = match
        places = taken.setdefault(label.kind is WordKind.OUTSIDE, set())
        if places.isdisjoint(range(here, end)):
            places.update(range(here, end))
            kept.append(match)
    return kept


def _matches(wording: tuple[str, ...], texts: list[str], here: int) -> bool:
    if here + len(wording) > len(texts):
        return False
    for word, text in zip(wording, texts[here : here + len(wording)], strict=True):
        if word.endswith("*"):
            if not text.startswith(word[:-1]):
                return False
        elif word != text:
            return False
    return True


def _target(
    words: tuple[Word, ...], label: Label, first: int, last: int, texts: list[str]
) -> Target:
    return Target(label, words[first].start, words[last].end, first, last, " ".join(texts))
