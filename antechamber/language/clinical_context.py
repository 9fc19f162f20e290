"""medspaCy's ConText over one sentence: which cues act on which targets.

ConText (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002) gives cues, reach
and the cutting off of reach. Its own rules are written for clinicians' notes
and read "checked for" as absent, so every rule used here comes from
data/language/context_rules.yml, written for patients' typing.
Cues are found by `cue_matcher`, because medspaCy's matcher wants each wording
written out; ConText's graph does the rest. No patient's word enters spaCy: its
string store only ever grows, so every word is a blank there. PyRuSH is not used.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from antechamber.language.cue_matcher import CueMatch, CueMatcher
from antechamber.language.cues import ContextCue

MARKS = {
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    "(": "openbracket",
    ")": "closebracket",
    "/": "slash",
    "-": "dash",
    "\u2013": "dash",
    "\u2014": "dash",
    ".": "stop",
    "!": "stop",
    "?": "stop",
    "\n": "stop",
}
_BLANK = "_"


@dataclass(frozen=True)
class Edge:
    """A cue that acts on a target: its category, direction, and word places (end exclusive)."""

    category: str
    direction: str
    first: int
    last: int


@dataclass(frozen=True)
class ContextReading:
    """Edges of each target in the order given, and every cue found in the sentence."""

    edges: tuple[tuple[Edge, ...], ...]
    cues: tuple[Edge, ...]


class ClinicalContext:
    """ConText with the cues of a file. Built once, used for every message."""

    def __init__(self, cues: Iterable[ContextCue]) -> None:
        """Load blank English and compile the cues."""
        spacy, self._context = _medspacy()
        self._docs, self._spans = spacy.tokens.Doc, spacy.tokens.Span
        self._vocab = spacy.blank("en").vocab
        every = tuple(cues)
        self._matcher = CueMatcher(cue.phrases for cue in every)
        self._rules = [_rule(cue, every, self._context.ConTextRule) for cue in every]

    @property
    def words(self) -> frozenset[str]:
        """Every word that stands in a cue."""
        return frozenset(self._matcher.words)

    def read(self, words: Sequence[str], targets: Sequence[tuple[int, int]]) -> ContextReading:
        """Edges for targets given as word places (end exclusive) in one sentence."""
        marked = [MARKS.get(word, word) for word in words]
        matches = self._matcher.find([*marked, "stop"])
        if not matches:
            return ContextReading(tuple(() for _ in targets), ())
        doc = self._docs(
            self._vocab,
            words=[_BLANK] * len(words),
            sent_starts=[place == 0 for place in range(len(words))],
        )
        graph = self._context.ConTextGraph()
        graph.targets = [self._spans(doc, first, last, label=_BLANK) for first, last in targets]
        graph.modifiers = [
            self._context.ConTextModifier(self._rules[cue], first, last, doc)
            for cue, first, last in self._outside_targets(marked, matches, targets)
        ]
        graph.update_scopes()
        graph.apply_modifiers()
        edges: dict[tuple[int, int], list[Edge]] = {}
        for target, modifier in graph.edges:
            edges.setdefault((target.start, target.end), []).append(_edge(modifier))
        return ContextReading(
            tuple(tuple(dict.fromkeys(edges.get(target, ()))) for target in targets),
            tuple(_edge(modifier) for modifier in graph.modifiers),
        )

    def _outside_targets(
        self,
        words: Sequence[str],
        matches: Iterable[CueMatch],
        targets: Sequence[tuple[int, int]],
    ) -> Iterator[tuple[int, int, int]]:
        """Cues; one that shares words with a target is sought again in the words that it does not.

        ConText ignores a cue that overlaps its target, but the protocol's own words
        may hold part of one: "scared I [might have glaucoma]", "I [think about suicide]".
        """
        for match in matches:
            first, last = match.first, min(match.last, len(words))
            for start, end in targets:
                if first < start < last:
                    last = start
                elif start <= first < end:
                    first = end
            if (first, last) == (match.first, min(match.last, len(words))):
                yield match.cue, first, last
            elif first < last:
                for again in self._matcher.find(words[first:last]):
                    yield again.cue, first + again.first, first + again.last


def _edge(modifier: Any) -> Edge:
    first, last = modifier.modifier_span
    return Edge(modifier.category, modifier.direction, first, last)


def _rule(cue: ContextCue, every: Iterable[ContextCue], rule_type: Any) -> Any:
    """The ConText rule of one cue: what it says, which way it acts, what ends its reach."""
    ended_by = {other.category for other in every if cue.category in other.ends}
    return rule_type(
        cue.category, cue.category, direction=cue.direction.upper(), terminated_by=ended_by
    )


def _medspacy() -> tuple[Any, Any]:
    """spaCy and medspaCy's ConText, without the QuickUMLS that medspaCy imports and we never use.

    `medspacy.util` imports quickumls, which imports NLTK and with it scikit-learn
    and scipy.stats: 3 s and 120 MB. An empty stand-in spares them. PyRuSH, which
    medspaCy imports too, logs every token through loguru at debug level: patients'
    text. It is switched off even though PyRuSH never runs here.
    """
    spacy = import_module("spacy")
    stand_ins = [] if "quickumls" in sys.modules else ["quickumls", "quickumls.spacy_component"]
    for name in stand_ins:
        sys.modules[name] = ModuleType(name)
    if stand_ins:
        sys.modules["quickumls"].spacy_component = sys.modules[stand_ins[1]]  # type: ignore[attr-defined]
    try:
        context = import_module("medspacy.context")
    finally:
        for name in stand_ins:
            del sys.modules[name]
    import_module("loguru").logger.disable("PyRuSH")
    return spacy, context
