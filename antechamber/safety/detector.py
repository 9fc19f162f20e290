"""Reads one text for danger: pattern hits, judged by their context, then put together. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from antechamber.safety.context import (
    Context,
    Sentence,
    Whose,
    is_fragment,
    nearest,
    sentences_of,
)
from antechamber.safety.levels import CALM, Category, Evidence, Level, Reading
from antechamber.safety.lexicon import About, Cue, Facet, Lexicon, Match, Pattern, Rule, Tense
from antechamber.safety.normalize import Token, normalise
from antechamber.safety.times import Bucket

_MOST_EVIDENCE = 8
_NO = frozenset(
    {"no", "nope", "never", "none", "nah", "not", "denied", "negative", "zero", "nunca"}
)
_CATEGORY_ORDER = (
    Category.SUICIDE,
    Category.HARM_TO_OTHERS,
    Category.ABUSE,
    Category.MEDICAL_EMERGENCY,
    Category.SELF_HARM,
)

_ACT_LEVELS: dict[Category, dict[Bucket, Level]] = {
    Category.SUICIDE: {
        Bucket.TODAY: Level.IMMINENT,
        Bucket.RECENT: Level.URGENT,
        Bucket.YEAR: Level.CONCERN,
        Bucket.REMOTE: Level.NONE,
    },
    Category.SELF_HARM: {
        Bucket.TODAY: Level.URGENT,
        Bucket.RECENT: Level.URGENT,
        Bucket.YEAR: Level.NONE,
        Bucket.REMOTE: Level.NONE,
    },
    Category.HARM_TO_OTHERS: {
        Bucket.TODAY: Level.URGENT,
        Bucket.RECENT: Level.URGENT,
        Bucket.YEAR: Level.NONE,
        Bucket.REMOTE: Level.NONE,
    },
    Category.ABUSE: {
        Bucket.TODAY: Level.URGENT,
        Bucket.RECENT: Level.URGENT,
        Bucket.YEAR: Level.NONE,
        Bucket.REMOTE: Level.NONE,
    },
    Category.MEDICAL_EMERGENCY: {
        Bucket.TODAY: Level.IMMINENT,
        Bucket.RECENT: Level.NONE,
        Bucket.YEAR: Level.NONE,
        Bucket.REMOTE: Level.NONE,
    },
}
"""What a dated past act weighs. Suicide: contract, `suicide_attempt`."""


@dataclass(frozen=True)
class Hit:
    """A rule's match that its context let stand."""

    rule: Rule
    level: Level
    own: bool
    sentence: int
    start: int
    end: int


@dataclass(frozen=True)
class _Place:
    """A sentence, its context, and its neighbours' contexts."""

    index: int
    sentences: Sequence[Sentence]
    contexts: Sequence[Context]

    @property
    def context(self) -> Context:
        return self.contexts[self.index]

    def bucket(self, hit: Match) -> Bucket | None:
        """The hit's date: in its sentence, else in a short neighbouring fragment."""
        here = self.context.bucket(hit)
        if here is not None:
            return here
        for index in (self.index + 1, self.index - 1):
            if 0 <= index < len(self.sentences) and is_fragment(self.sentences[index]):
                there = nearest(self.contexts[index].times, Match(0, 0))
                if there is not None:
                    return there
        return None

    def is_everyday(self) -> bool:
        """Whether this sentence, or a short one after it, is about errands, work or play."""
        after = self.index + 1
        follows = after < len(self.sentences) and is_fragment(self.sentences[after])
        return self.context.has(Cue.EVERYDAY) or (
            follows and self.contexts[after].has(Cue.EVERYDAY)
        )

    def is_answered_no(self, hit: Match) -> bool:
        """Whether the hit ends a question or heading that the next sentence answers with no."""
        texts = self.sentences[self.index].texts
        if len(texts) - hit.end > 2 or self.index + 1 >= len(self.sentences):
            return False
        return texts[-1] == "?" and self.sentences[self.index + 1].texts[0] in _NO

    def is_resolved(self) -> bool:
        """Whether this sentence or the next says that it is over."""
        stop = min(self.index + 2, len(self.contexts))
        return any(self.contexts[at].has(Cue.RESOLVED) for at in range(self.index, stop))


def read(text: str, lexicon: Lexicon, today: date | None = None) -> Reading:
    """The danger in a text, from its words alone; CALM when there is none.

    `today` lets bare months ("in October") be dated; None leaves them undated.
    """
    tokens = normalise(text, lexicon.spelling)
    sentences = sentences_of(tokens)
    contexts = [Context(sentence, lexicon, today) for sentence in sentences]
    hits: list[Hit] = []
    for index, sentence in enumerate(sentences):
        place = _Place(index, sentences, contexts)
        near = contexts[max(0, index - 1) : index + 2]
        is_fiction = any(context.has(Cue.FICTION) for context in near)
        for label, match in lexicon.pattern_finder.find(sentence.chart):
            hit = _judged(lexicon.patterns[label], match, place, is_fiction)
            if hit is not None:
                hits.append(hit)
    return _together(_raised(hits, lexicon), text, tokens)


def _judged(pattern: Pattern, match: Match, place: _Place, is_fiction: bool) -> Hit | None:
    """The hit with the level that its context leaves it, or None when cancelled."""
    rule, context = pattern.rule, place.context
    if "mask" not in rule.keeps and context.is_masked(match):
        return None
    if "negation" not in rule.keeps and (
        context.is_negated(match)
        or (not pattern.says_no and context.has_negation_inside(match))
        or place.is_answered_no(match)
    ):
        return None
    if rule.soft and place.is_everyday():
        return None
    whose = context.whose(match) if rule.about is About.ANY else Whose(rule.about.value)
    if whose is Whose.GENERIC and "generic" not in rule.keeps:
        return None
    speaks_of_self = whose is Whose.OWN and context.names_self(match)
    if is_fiction and not speaks_of_self and "fiction" not in rule.keeps:
        return None
    level = _level_in_time(rule, match, place, whose)
    if level is None or (level is Level.NONE and not (rule.facets and rule.level is Level.NONE)):
        return None
    offset = place.sentences[place.index].offset
    return Hit(
        rule=rule,
        level=level,
        own=whose is not Whose.OTHER,
        sentence=place.index,
        start=offset + match.start,
        end=offset + match.end,
    )


def _level_in_time(rule: Rule, match: Match, place: _Place, whose: Whose) -> Level | None:
    """The level after tense and date; None when the past settles it."""
    context = place.context
    if "past" in rule.keeps:
        return rule.level
    bucket = place.bucket(match)
    if rule.category is Category.MEDICAL_EMERGENCY and bucket not in (None, Bucket.TODAY):
        return Level.CONCERN if bucket is Bucket.RECENT else None
    if rule.tense is Tense.PRESENT:
        is_old = bucket is Bucket.REMOTE and context.is_past(match)
        return None if is_old and not context.has(Cue.ONGOING) else rule.level
    if rule.tense is Tense.ACT:
        if bucket is None:
            is_over = place.is_resolved() and not context.has(Cue.ONGOING)
            return None if is_over else rule.level
        return _ACT_LEVELS[rule.category][bucket]
    if rule.tense is Tense.NOMINAL:
        is_past = context.is_past(match) or place.is_resolved()
        if whose is Whose.OTHER and bucket not in (Bucket.TODAY, Bucket.RECENT):
            is_now = context.has(Cue.ONGOING) or context.is_present(match)
            return rule.level if is_now and not is_past else None
    else:
        is_past = context.is_past(match)
        if not is_past:
            return rule.level
    if bucket in (Bucket.TODAY, Bucket.RECENT):
        return rule.level
    if bucket is Bucket.REMOTE and (is_past or not context.is_present(match)):
        return None
    if bucket is Bucket.YEAR:
        return min(rule.level, Level.CONCERN)
    if not is_past:
        return rule.level
    if context.has(Cue.ONGOING):
        return rule.level
    if place.is_resolved() or whose is Whose.OTHER:
        return None
    return min(rule.level, Level.CONCERN)


def _raised(hits: list[Hit], lexicon: Lexicon) -> list[Hit]:
    """Hits with their levels after the composition rules ("raises" in the data)."""
    found: list[Hit] = []
    for hit in hits:
        level = hit.level
        for rule in lexicon.raises:
            if hit.rule.category is not rule.category or level < rule.from_level:
                continue
            if rule.same_sentence and Facet.INTENT not in hit.rule.facets:
                continue
            if rule.from_level is Level.NONE and Facet.READING not in hit.rule.facets:
                continue
            if any(
                not rule.facets.isdisjoint(other.rule.facets)
                and other.own == hit.own
                and other.rule is not hit.rule
                and (not rule.same_sentence or other.sentence == hit.sentence)
                for other in hits
            ):
                level = max(level, rule.to_level)
        found.append(Hit(hit.rule, level, hit.own, hit.sentence, hit.start, hit.end))
    return found


def _together(hits: list[Hit], text: str, tokens: Sequence[Token]) -> Reading:
    """One reading out of all hits: the strongest decides level and category."""
    standing = [hit for hit in hits if hit.level > Level.NONE]
    if not standing:
        return CALM
    standing.sort(key=lambda hit: (-hit.level.rank, _CATEGORY_ORDER.index(hit.rule.category)))
    first = standing[0]
    evidence: list[Evidence] = []
    for hit in standing:
        start, end = tokens[hit.start].start, tokens[hit.end - 1].end
        if not any(e.start <= start and end <= e.end for e in evidence):
            evidence.append(Evidence(start, end, text[start:end], hit.rule.id))
    return Reading(
        level=first.level,
        category=first.rule.category,
        evidence=tuple(evidence[:_MOST_EVIDENCE]),
        own=any(hit.own for hit in standing if hit.level is first.level),
        ideation=any(hit.own and hit.rule.ideation for hit in standing),
        spanish=any(hit.rule.spanish for hit in standing),
    )
