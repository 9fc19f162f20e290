"""Read a person's free-text history against the protocol. No I/O, no clock, no Rasa.

Order of work: fold the text, forgive spelling, find the protocol's words, cut
sentences, let ConText say how each mention stands, settle each criterion.
Only what the person says about themself, now, settles anything (contract:
"How slots are filled").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from antechamber.language.blanket import BlanketReader
from antechamber.language.clauses import labelled, sentences
from antechamber.language.clinical_context import ClinicalContext
from antechamber.language.cues import Cues
from antechamber.language.dates import NO_LIMIT_MONTHS, Timing, TimingMention, find_timings
from antechamber.language.pressure import find_pressures
from antechamber.language.reading import HistoryReading
from antechamber.language.settling import Said, Settler
from antechamber.language.spelling import Speller
from antechamber.language.standing import Mention, Standing, standing_of
from antechamber.language.surface import Surface, surface_of
from antechamber.language.targets import (
    Label,
    Target,
    TargetFinder,
    WordKind,
    pressure_criterion,
    protocol_wordings,
)
from antechamber.protocol.model import Protocol
from antechamber.screening.answers import Answer

MOST_CHARACTERS = 10_000
"""Longer messages are read up to here."""

_LISTED = re.compile(r"\s*(?:,|and|&|then|again|once|\s)*\s*(?:in\s*)?")
_OUTSIDE = Label("", None, WordKind.OUTSIDE)
_LABELLED = {
    Answer.YES: Standing.STATED,
    Answer.NO: Standing.DENIED,
    Answer.UNSURE: Standing.UNSURE,
}


class HistoryReader:
    """Built once from the protocol and the cues; `read` has no state."""

    def __init__(self, protocol: Protocol, cues: Cues) -> None:
        """Compile words and cues. Raises PhraseError for a phrase with bad syntax."""
        wordings = protocol_wordings(protocol)
        self._targets = TargetFinder([*wordings, *((phrase, _OUTSIDE) for phrase in cues.outside)])
        self._context = ClinicalContext(cues.context)
        conditions = TargetFinder(wordings).vocabulary
        self._speller = Speller(
            conditions - self._context.words, {*cues.ordinary_words, *self._context.words}
        )
        self._blanket = BlanketReader(cues)
        self._settler = Settler(protocol, cues)
        self._pressure_criterion = pressure_criterion(protocol)
        self._asked_alone = {one.id for one in protocol.criteria if one.ask_alone}

    def read(self, text: str, *, now: datetime, about_other: bool = False) -> HistoryReading:
        """What the message says about the person being screened.

        `now` is the server's time in the clinic's time zone. `about_other`: a
        helper types for that person, so third-person answers count.
        """
        surface = surface_of(text[:MOST_CHARACTERS])
        targets = self._find(surface)
        blanket = self._blanket.read(surface, targets)
        if not targets:
            return HistoryReading(blanket=blanket)
        timings = find_timings(surface.folded_text, now)
        said = self._said(surface, targets, timings, about_other)
        return replace(self._settler.settle(surface, said), blanket=blanket)

    def _find(self, surface: Surface) -> list[Target]:
        corrections = self._speller.corrections(surface)
        twins = dict.fromkeys(corrections.ambiguous, "thyroid")
        found = self._targets.find(surface, {**corrections.words, **twins})
        if self._pressure_criterion is not None:
            found.extend(_pressure_targets(surface, self._pressure_criterion))
        found = [one for one in found if not _is_part_of_another(one, found)]
        return sorted(found, key=lambda target: (target.start, target.end))

    def _said(
        self,
        surface: Surface,
        targets: Sequence[Target],
        timings: Sequence[TimingMention],
        about_other: bool,
    ) -> list[Said]:
        answers = labelled(surface, targets)
        said: list[Said] = []
        for sentence in sentences(surface, targets):
            inside = [one for one in targets if sentence.first <= one.first < sentence.last]
            if not inside:
                continue
            words = [word.text for word in surface.words[sentence.first : sentence.last]]
            spans = [
                (one.first - sentence.first, min(one.last + 1, sentence.last) - sentence.first)
                for one in inside
            ]
            reading = self._context.read(words, spans)
            taken = frozenset(place for first, last in spans for place in range(first, last))
            for target, (first, last), edges in zip(inside, spans, reading.edges, strict=True):
                quotable = target.label.criterion in self._asked_alone
                mention = Mention(words, first, last, taken, sentence.asked, quotable)
                standing, cue = standing_of(mention, edges, about_other=about_other)
                if target in answers and standing is not Standing.OTHER:
                    standing, cue = _LABELLED[answers[target]], answers[target].value
                place = _Place(surface, sentence.first, sentence.last)
                span = range(sentence.first, sentence.last)
                said.append(Said(target, standing, cue, span, place.timing(target, timings)))
        return said


@dataclass(frozen=True)
class _Place:
    """A sentence, for finding the time that belongs to a mention."""

    surface: Surface
    first: int
    last: int

    def timing(self, target: Target, timings: Sequence[TimingMention]) -> Timing | None:
        """The nearest time of the same sentence, or None; of a listed row the most recent."""
        words, text = self.surface.words, self.surface.folded_text
        start, end = words[self.first].start, words[self.last - 1].end
        inside = [one for one in timings if start <= one.start < end and not _begins(one, text)]
        if not inside:
            return None
        pinned = [one for one in inside if not _says_nothing(one.timing)]
        inside = pinned or inside
        near = min(inside, key=lambda one: max(one.start - target.end, target.start - one.end))
        row = [near]
        for one in inside[inside.index(near) + 1 :]:
            if not _LISTED.fullmatch(text[row[-1].end : one.start]):
                break
            row.append(one)
        return min((one.timing for one in row), key=lambda timing: timing.months_ago_min)


def _says_nothing(timing: Timing) -> bool:
    """True for "in college", which pins nothing down where another time stands too."""
    return timing.months_ago_min == 0 and timing.months_ago_max >= NO_LIMIT_MONTHS


def _begins(mention: TimingMention, text: str) -> bool:
    """True for "since March": it says since when, not when it was."""
    lead = text[max(0, mention.start - 6) : mention.end]
    return lead.startswith("since") or text[mention.start :].startswith("since")


def _is_part_of_another(one: Target, targets: Sequence[Target]) -> bool:
    """True for an outside condition inside a longer word of the protocol."""
    return one.label == _OUTSIDE and any(
        other.label != _OUTSIDE
        and other.start <= one.start
        and one.end <= other.end
        and other.end - other.start > one.end - one.start
        for other in targets
    )


def _pressure_targets(surface: Surface, criterion: str) -> list[Target]:
    label = Label(criterion, None, WordKind.PRESSURE)
    found: list[Target] = []
    for mention in find_pressures(surface.folded_text):
        places = [
            place
            for place, word in enumerate(surface.words)
            if word.start < mention.end and mention.start < word.end
        ]
        found.append(
            Target(label, mention.start, mention.end, places[0], places[-1], "", mention.pressure)
        )
    return found
