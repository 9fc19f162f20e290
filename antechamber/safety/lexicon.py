"""The danger lexicon: word classes, patterns and context cues, checked and compiled. Pure.

The data stands in data/safety/*.yml (keys explained in data/safety/README.md); the caller
reads the files and passes their text. Any mistake is refused with file, line and field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from antechamber.errors import ConfigurationError
from antechamber.safety.entries import Entry, entries_in
from antechamber.safety.grammar import (
    Chart,
    Choice,
    Compiled,
    Compiler,
    Matcher,
    Maybe,
    Node,
    PatternError,
    Row,
    Word,
    parse,
)
from antechamber.safety.levels import Category, Level
from antechamber.safety.spelling import CoreWord, Spelling


class Cue(Enum):
    """What words around a danger phrase can say about it; see data/safety/context.yml."""

    MASK = "mask"
    NEGATION = "negation"
    NOT_NEGATION = "not_negation"
    NEGATED_AFTER = "negated_after"
    BARRIER = "barrier"
    TODAY = "today"
    RECENT = "recent"
    YEAR = "year"
    REMOTE = "remote"
    ONGOING = "ongoing"
    RESOLVED = "resolved"
    OTHER = "other"
    GENERIC = "generic"
    FICTION = "fiction"
    EVERYDAY = "everyday"


class Facet(Enum):
    """What a phrase adds to suicidal or violent content elsewhere in the message."""

    INTENT = "intent"
    PLAN = "plan"
    MEANS = "means"
    PREPARATION = "preparation"
    NOW = "now"
    READING = "reading"
    SYMPTOM = "symptom"
    DAY = "day"


class Tense(Enum):
    """How a pattern stands in time. `PRESENT` ignores dates of the past; `NOMINAL` has no
    tense of its own; `VERBAL` looks for a past verb; `ACT` is a past act whose date decides."""

    PRESENT = "present"
    NOMINAL = "nominal"
    VERBAL = "verbal"
    ACT = "act"


class About(Enum):
    """Whose danger a pattern can speak of. `ANY`: the words around it decide."""

    OWN = "own"
    OTHER = "other"
    ANY = "any"


@dataclass(frozen=True)
class Rule:
    """One pattern entry. `keeps` lists context cues that do not cancel it; `soft`: the words
    have an innocent use too, and an everyday sentence cancels it."""

    id: str
    level: Level
    category: Category
    tense: Tense
    about: About
    keeps: frozenset[str]
    facets: frozenset[Facet]
    ideation: bool
    spanish: bool
    soft: bool


@dataclass(frozen=True)
class Pattern:
    """One line of a rule. `says_no`: it holds a negative word itself ("do not want to live"),
    so that a "no" inside the match is no denial of it."""

    rule: Rule
    says_no: bool


@dataclass(frozen=True)
class Match:
    """A rule or cue found at tokens `start` to `end` (exclusive) of a sentence."""

    start: int
    end: int


class Finder:
    """Finds many compiled patterns in one pass over a sentence, each with its label."""

    def __init__(self, patterns: Iterable[tuple[int, Compiled]]) -> None:
        self._by_first: dict[str, list[tuple[int, Compiled]]] = {}
        self._always: list[tuple[int, Compiled]] = []
        for label, compiled in patterns:
            if compiled.first is None:
                self._always.append((label, compiled))
                continue
            for word in compiled.first:
                self._by_first.setdefault(word, []).append((label, compiled))

    def find(self, chart: Chart) -> Iterator[tuple[int, Match]]:
        """Label and longest match at every position where a pattern matches."""
        possible: dict[str, list[tuple[int, Matcher]]] = {}
        always = self._possible(self._always, chart)
        for at, token in enumerate(chart.tokens):
            runs = possible.get(token)
            if runs is None:
                runs = possible[token] = self._possible(self._by_first.get(token, ()), chart)
            for label, run in (*runs, *always) if always else runs:
                ends = run(chart, at)
                if ends:
                    yield label, Match(at, max(ends))

    @staticmethod
    def _possible(
        patterns: Sequence[tuple[int, Compiled]], chart: Chart
    ) -> list[tuple[int, Matcher]]:
        """The patterns all of whose needed words the sentence has."""
        found: list[tuple[int, Matcher]] = []
        absent = chart.words.isdisjoint
        for label, compiled in patterns:
            for need in compiled.needs:
                if absent(need):
                    break
            else:
                found.append((label, compiled.run))
        return found


@dataclass(frozen=True)
class Raise:
    """A composition rule: a hit of `category` at `from_level` or above, with one of `facets`.

    `same_sentence` asks that the facet stand in the hit's sentence and the hit be an intent.
    """

    category: Category
    from_level: Level
    facets: frozenset[Facet]
    same_sentence: bool
    to_level: Level


@dataclass(frozen=True)
class Lexicon:
    """Everything the detector knows, ready to run."""

    patterns: tuple[Pattern, ...]
    pattern_finder: Finder
    cues: tuple[Cue, ...]
    cue_finder: Finder
    raises: tuple[Raise, ...]
    spelling: Spelling
    past_words: frozenset[str]
    own_words: frozenset[str]
    other_words: frozenset[str]
    clause_starters: frozenset[str]
    conjunctions: frozenset[str]
    complement_verbs: frozenset[str]


_RULE_KEYS = {
    "id", "level", "category", "find", "note", "tense", "about", "keeps", "facets",
    "ideation", "spanish", "soft",
}  # fmt: skip
_KEEPS = {"negation", "past", "generic", "fiction", "mask"}
_NEGATIVES = frozenset(
    {"no", "not", "never", "none", "nobody", "nothing", "without", "cant", "wont"}
)
_WORD_LISTS = (
    "past_words",
    "own_words",
    "other_words",
    "clause_starters",
    "conjunctions",
    "complement_verbs",
)


def lexicon_from(files: Mapping[str, str]) -> Lexicon:
    """The lexicon out of YAML texts by file name.

    Raises ConfigurationError naming file, line and field of the first mistake.
    """
    entries = [entry for name, text in files.items() for entry in entries_in(name, text)]
    classes = _classes(entries)
    trees = {name: [_tree(part) for part in entry.texts()] for name, entry in classes.items()}
    compiler = Compiler(trees)
    for name, entry in classes.items():
        _compiled(compiler, parse(f"{{{name}}}"), entry)
    patterns, compiled = _patterns(_section(entries, "patterns"), compiler)
    cues, cue_patterns = _cues(_section(entries, "cues"), compiler)
    word_lists = {name: _words(entries, name) for name in _WORD_LISTS}
    rows = [row for rows in trees.values() for row in rows]
    find_rows = [
        _tree(part)
        for section in ("patterns", "cues")
        for entry in _section(entries, section)
        for part in entry.field("find").texts()
    ]
    vocabulary = frozenset(_leaves([*rows, *find_rows])).union(*word_lists.values())
    return Lexicon(
        patterns=patterns,
        pattern_finder=Finder(compiled),
        cues=cues,
        cue_finder=Finder(cue_patterns),
        raises=tuple(_raise(entry) for entry in _section(entries, "raises")),
        spelling=_spelling(entries, vocabulary),
        **word_lists,
    )


def _section(entries: Sequence[Entry], name: str) -> list[Entry]:
    return [item for entry in entries if entry.name == name for item in entry.items()]


def _classes(entries: Sequence[Entry]) -> dict[str, Entry]:
    classes: dict[str, Entry] = {}
    for entry in entries:
        if entry.name != "classes":
            continue
        for name, phrases in entry.fields().items():
            if name in classes:
                raise phrases.error(f"class `{name}` is defined twice")
            classes[name] = phrases
    return classes


def _patterns(
    entries: Sequence[Entry], compiler: Compiler
) -> tuple[tuple[Pattern, ...], list[tuple[int, Compiled]]]:
    patterns: list[Pattern] = []
    compiled: list[tuple[int, Compiled]] = []
    ids: set[str] = set()
    for entry in entries:
        entry.only(_RULE_KEYS)
        entry.field("note").text()
        rule = _rule(entry)
        if rule.id in ids:
            raise entry.error(f"id `{rule.id}` is used twice")
        ids.add(rule.id)
        for part in entry.field("find").texts():
            tree = _tree(part)
            compiled.append((len(patterns), _compiled(compiler, tree, part)))
            patterns.append(Pattern(rule, not _NEGATIVES.isdisjoint(_leaves([tree]))))
    return tuple(patterns), compiled


def _rule(entry: Entry) -> Rule:
    level = Level(entry.field("level").one_of({level.value for level in Level}))
    category = Category(entry.field("category").one_of({kind.value for kind in Category}))
    facets = entry.optional("facets")
    keeps = entry.optional("keeps")
    tense = entry.optional("tense")
    about = entry.optional("about")
    ideation = entry.optional("ideation")
    spanish = entry.optional("spanish")
    soft = entry.optional("soft")
    stated = category is Category.SUICIDE and level >= Level.URGENT
    return Rule(
        id=entry.field("id").text(),
        level=level,
        category=category,
        tense=Tense(tense.one_of({t.value for t in Tense})) if tense else Tense.VERBAL,
        about=About(about.one_of({a.value for a in About})) if about else About.ANY,
        keeps=frozenset(part.one_of(_KEEPS) for part in keeps.texts()) if keeps else frozenset(),
        facets=frozenset(Facet(part.one_of({f.value for f in Facet})) for part in facets.texts())
        if facets
        else frozenset(),
        ideation=ideation.flag() if ideation else stated,
        spanish=spanish.flag() if spanish else False,
        soft=soft.flag() if soft else False,
    )


def _cues(
    entries: Sequence[Entry], compiler: Compiler
) -> tuple[tuple[Cue, ...], list[tuple[int, Compiled]]]:
    cues: list[Cue] = []
    patterns: list[tuple[int, Compiled]] = []
    for entry in entries:
        entry.only({"cue", "find", "note"})
        entry.field("note").text()
        cues.append(Cue(entry.field("cue").one_of({cue.value for cue in Cue})))
        for part in entry.field("find").texts():
            patterns.append((len(cues) - 1, _compiled(compiler, _tree(part), part)))
    return tuple(cues), patterns


def _raise(entry: Entry) -> Raise:
    entry.only({"category", "from", "with", "same_sentence", "to", "note"})
    levels = {level.value for level in Level}
    return Raise(
        category=Category(entry.field("category").one_of({kind.value for kind in Category})),
        from_level=Level(entry.field("from").one_of(levels)),
        facets=frozenset(
            Facet(part.one_of({f.value for f in Facet})) for part in entry.field("with").texts()
        ),
        same_sentence=entry.field("same_sentence").flag(),
        to_level=Level(entry.field("to").one_of(levels)),
    )


def _tree(part: Entry) -> Row:
    try:
        return parse(part.text())
    except PatternError as problem:
        raise part.error(str(problem)) from None


def _compiled(compiler: Compiler, tree: Node, part: Entry) -> Compiled:
    try:
        compiled = compiler.compile(tree)
    except PatternError as problem:
        raise part.error(str(problem)) from None
    if compiled.optional:
        raise part.error("it can match no words at all")
    return compiled


def _words(entries: Sequence[Entry], name: str) -> frozenset[str]:
    found = [entry for entry in entries if entry.name == name]
    if not found:
        raise ConfigurationError(f"data/safety: no file has the list `{name}`")
    return frozenset(part.text() for entry in found for part in entry.texts())


def _leaves(nodes: Iterable[Node]) -> Iterator[str]:
    """Every word form that the patterns can match."""
    for node in nodes:
        if isinstance(node, Word):
            yield from node.forms
        elif isinstance(node, Row):
            yield from _leaves(node.parts)
        elif isinstance(node, Choice):
            yield from _leaves(node.options)
        elif isinstance(node, Maybe):
            yield from _leaves((node.inner,))


def _spelling(entries: Sequence[Entry], vocabulary: frozenset[str]) -> Spelling:
    found = [entry for entry in entries if entry.name == "spelling"]
    if len(found) != 1:
        raise ConfigurationError("data/safety: exactly one file must have the section `spelling`")
    parts = found[0]
    parts.only({"contractions", "contextual", "emoji", "look_alikes", "core", "known", "joinable"})
    contextual = {
        name: (
            tuple(part.field("words").text().split()),
            frozenset(part.field("unless_after").text().split()),
            frozenset(part.field("unless_before").text().split()),
        )
        for name, part in parts.field("contextual").fields().items()
    }
    core = {
        name: CoreWord(
            part.field("distance").number(), frozenset(part.field("never").text().split())
        )
        for name, part in parts.field("core").fields().items()
    }
    contractions = {
        name: tuple(part.text().split())
        for name, part in parts.field("contractions").fields().items()
    }
    return Spelling(
        contractions=contractions,
        contextual=contextual,
        emoji={name: part.text() for name, part in parts.field("emoji").fields().items()},
        look_alikes={
            name: part.text() for name, part in parts.field("look_alikes").fields().items()
        },
        core=core,
        known=frozenset(parts.field("known").text().split()),
        vocabulary=vocabulary,
        joinable=frozenset(parts.field("joinable").text().split()) | frozenset(core),
    )
