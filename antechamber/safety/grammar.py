"""The small language that danger patterns are written in, and its matcher. Pure.

A pattern is a row of elements separated by spaces:

    kill          that word                  kill~     any regular form (kills, killed, killing)
    {want}        any phrase of a class      (a|b c)   one of these rows
    x?  (..)?     may be missing             ..3       up to three words, none of them a mark;
                                                       from ..4 on, commas and the like pass
    %             a number                   %180-260  a number in that range
    %bp           a blood pressure reading as one token, 180/… or …/120 and above
    ^  $          start, end of a sentence

Matching walks token positions and remembers what every class matched where, so its
cost grows linearly with the text whatever the text is: no backtracking, no regex.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

PUNCTUATION = frozenset({".", "!", "?", ";", ",", ":", "-", "(", ")", '"', "\n"})
_ELEMENTS = re.compile(r"\{[a-z_]+\}|\.\.\d+|%bp|%\d+-\d+|[()|?^$%]|[,:.-]|[a-z0-9&/]+~?")
_LIGHT_MARKS = frozenset({",", "-", "(", ")", '"', ":"})
_LONG_GAP = 4
_VOWELS = frozenset("aeiou")


class PatternError(ValueError):
    """A pattern that does not parse; the message says where. Never holds patients' words."""


@dataclass(frozen=True)
class Word:
    """One token out of a set of forms."""

    forms: frozenset[str]


@dataclass(frozen=True)
class Class:
    """A reference to a named word class."""

    name: str


@dataclass(frozen=True)
class Gap:
    """Up to `most` words of any kind, none of them punctuation."""

    most: int


@dataclass(frozen=True)
class Number:
    """A token of digits or a number word, from `low` to `high`; `pressure`: a crisis reading."""

    low: float = 0
    high: float = float("inf")
    pressure: bool = False


@dataclass(frozen=True)
class Edge:
    """Start (`first`) or end of the sentence; takes no token."""

    first: bool


@dataclass(frozen=True)
class Maybe:
    """An element that may be missing."""

    inner: Node


@dataclass(frozen=True)
class Row:
    """Elements one after the other."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Choice:
    """One of several rows."""

    options: tuple[Row, ...]


Node = Word | Class | Gap | Number | Edge | Maybe | Row | Choice

NUMBER_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "ninety": 90, "hundred": 100,
}  # fmt: skip


def forms_of(word: str) -> frozenset[str]:
    """A regular English word's forms: kill, kills, killed, killing, killin."""
    stems = [word]
    forms = {word, word + "s", word + "es"}
    if word.endswith("e"):
        forms.update({word + "d", word[:-1] + "ing", word[:-1] + "in"})
        return frozenset(forms)
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        forms.update({word[:-1] + "ies", word[:-1] + "ied"})
    if len(word) > 2 and word[-1] not in _VOWELS and word[-2] in _VOWELS:
        stems.append(word + word[-1])
    for stem in stems:
        forms.update({stem + "ed", stem + "ing", stem + "in"})
    return frozenset(forms)


def parse(pattern: str) -> Row:
    """The pattern as a tree. Raises PatternError with the place that cannot be read."""
    elements: list[str] = []
    at = 0
    while at < len(pattern):
        if pattern[at] == " ":
            at += 1
            continue
        found = _ELEMENTS.match(pattern, at)
        if found is None:
            raise PatternError(f"cannot read `{pattern[at : at + 12]}`")
        elements.append(found.group())
        at = found.end()
    choice, rest = _choice(elements, 0)
    if rest != len(elements):
        raise PatternError(f"`{elements[rest]}` stands where nothing opened")
    return _without_last_gap(choice.options[0]) if len(choice.options) == 1 else Row((choice,))


def _without_last_gap(row: Row) -> Row:
    """A gap at the end says nothing and would stretch the match over unrelated words."""
    parts = row.parts
    while len(parts) > 1 and isinstance(parts[-1], Gap):
        parts = parts[:-1]
    return Row(parts)


def _choice(elements: Sequence[str], at: int) -> tuple[Choice, int]:
    options: list[Row] = []
    parts: list[Node] = []
    while at < len(elements) and elements[at] != ")":
        element = elements[at]
        at += 1
        if element == "|":
            options.append(_row(parts))
            parts = []
        elif element == "(":
            inner, at = _choice(elements, at)
            if at >= len(elements):
                raise PatternError("a `(` is never closed")
            parts.append(inner)
            at += 1
        elif element == "?":
            if not parts:
                raise PatternError("`?` follows nothing")
            parts.append(Maybe(parts.pop()))
        else:
            parts.append(_atom(element))
    options.append(_row(parts))
    return Choice(tuple(options)), at


def _row(parts: list[Node]) -> Row:
    if not parts:
        raise PatternError("an empty alternative")
    return Row(tuple(parts))


def _atom(element: str) -> Node:
    if element.startswith("{"):
        return Class(element[1:-1])
    if element.startswith(".."):
        return Gap(int(element[2:]))
    if element in "^$":
        return Edge(first=element == "^")
    if element == "%bp":
        return Number(pressure=True)
    if element.startswith("%"):
        low, _, high = element[1:].partition("-")
        return Number(int(low), int(high)) if low else Number()
    if element.endswith("~"):
        return Word(forms_of(element[:-1]))
    return Word(frozenset({element}))


@dataclass
class Chart:
    """One sentence's tokens and what has already been matched in it."""

    tokens: Sequence[str]
    seen: dict[tuple[str, int], tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every token of the sentence, for quick refusal of patterns."""
        return frozenset(self.tokens)


Matcher = Callable[[Chart, int], tuple[int, ...]]
"""All ends of a match that starts at the position."""


@dataclass(frozen=True)
class Compiled:
    """A pattern ready to run.

    `first`: the tokens it can start with (None: any). `needs`: sets of tokens, each of
    which must share a token with the sentence for a match to be possible at all.
    """

    run: Matcher
    first: frozenset[str] | None
    needs: tuple[frozenset[str], ...]
    optional: bool


class Compiler:
    """Turns trees into matchers, resolving classes by name once.

    Raises PatternError for an unknown class or one that contains itself.
    """

    def __init__(self, classes: Mapping[str, Sequence[Row]]) -> None:
        self._classes = classes
        self._done: dict[str, Compiled] = {}
        self._open: list[str] = []

    def compile(self, node: Node) -> Compiled:
        """The node ready to run."""
        if isinstance(node, Word):
            return self._word(node.forms)
        if isinstance(node, Class):
            return self._class(node.name)
        if isinstance(node, Choice):
            return _any_of([self.compile(option) for option in node.options])
        if isinstance(node, Maybe):
            return _maybe(self.compile(node.inner))
        if isinstance(node, Row):
            return _in_a_row([self.compile(part) for part in node.parts])
        if isinstance(node, Gap):
            return _gap(node.most)
        if isinstance(node, Edge):
            return _edge(node.first)
        return _number(node)

    def _word(self, forms: frozenset[str]) -> Compiled:
        def run(chart: Chart, at: int) -> tuple[int, ...]:
            return (at + 1,) if at < len(chart.tokens) and chart.tokens[at] in forms else ()

        return Compiled(run, forms, (forms,), optional=False)

    def _class(self, name: str) -> Compiled:
        if name in self._done:
            return self._done[name]
        if name not in self._classes:
            raise PatternError(f"there is no class `{name}`")
        if name in self._open:
            raise PatternError(f"class `{name}` contains itself")
        self._open.append(name)
        inner = _any_of([self.compile(row) for row in self._classes[name]])
        self._open.pop()
        run = inner.run

        def remembered(chart: Chart, at: int) -> tuple[int, ...]:
            key = (name, at)
            ends = chart.seen.get(key)
            if ends is None:
                ends = chart.seen[key] = run(chart, at)
            return ends

        done = Compiled(remembered, inner.first, inner.needs, inner.optional)
        self._done[name] = done
        return done


def _any_of(options: Sequence[Compiled]) -> Compiled:
    by_first: dict[str, list[Matcher]] = {}
    always: list[Matcher] = []
    first: frozenset[str] | None = frozenset()
    for option in options:
        if option.first is None or option.optional or not option.first:  # e.g. an edge
            always.append(option.run)
            first = None
            continue
        for word in option.first:
            by_first.setdefault(word, []).append(option.run)
        first = None if first is None else first | option.first
    shared: tuple[frozenset[str], ...] = ()
    if all(option.needs for option in options):
        # one needed set per option, the rarest-looking, joined: any option needs one of these
        shared = (frozenset().union(*(min(o.needs, key=len) for o in options)),)

    def run(chart: Chart, at: int) -> tuple[int, ...]:
        token = chart.tokens[at] if at < len(chart.tokens) else ""
        runs = by_first.get(token)
        if runs is None:
            if not always:
                return ()
            runs = always
        elif always:
            runs = runs + always
        if len(runs) == 1:
            return runs[0](chart, at)
        ends: set[int] = set()
        for each in runs:
            ends.update(each(chart, at))
        return tuple(ends)

    return Compiled(run, first, shared, any(option.optional for option in options))


def _maybe(inner: Compiled) -> Compiled:
    def run(chart: Chart, at: int) -> tuple[int, ...]:
        ends = inner.run(chart, at)
        return ends if at in ends else (at, *ends)

    return Compiled(run, inner.first, (), optional=True)


def _in_a_row(parts: Sequence[Compiled]) -> Compiled:
    runs = [part.run for part in parts]

    def run(chart: Chart, at: int) -> tuple[int, ...]:
        ends: tuple[int, ...] = (at,)
        for each in runs:
            if len(ends) == 1:
                ends = each(chart, ends[0])
            else:
                ends = tuple({end for start in ends for end in each(chart, start)})
            if not ends:
                return ()
        return ends

    first: frozenset[str] | None = frozenset()
    for part in parts:
        first = None if first is None or part.first is None else first | part.first
        if not part.optional:
            break
    needs = tuple(sorted((need for part in parts for need in part.needs), key=len))
    return Compiled(run, first, needs, all(part.optional for part in parts))


def _gap(most: int) -> Compiled:
    passes = _LIGHT_MARKS if most >= _LONG_GAP else frozenset()

    def run(chart: Chart, at: int) -> tuple[int, ...]:
        ends = [at]
        while len(ends) <= most and at < len(chart.tokens):
            token = chart.tokens[at]
            if token in PUNCTUATION and token not in passes:
                break
            at += 1
            ends.append(at)
        return tuple(ends)

    return Compiled(run, None, (), optional=True)


def _edge(first: bool) -> Compiled:
    def run(chart: Chart, at: int) -> tuple[int, ...]:
        last = at == len(chart.tokens) or all(t in PUNCTUATION for t in chart.tokens[at:])
        return (at,) if (at == 0 if first else last) else ()

    # an edge takes no token: the element after it decides what the pattern can start with
    return Compiled(run, frozenset(), (), optional=first)


def _number(node: Number) -> Compiled:
    def run(chart: Chart, at: int) -> tuple[int, ...]:
        if at >= len(chart.tokens):
            return ()
        token = chart.tokens[at]
        fits = _is_crisis_pressure(token) if node.pressure else _is_between(token, node)
        return (at + 1,) if fits else ()

    return Compiled(run, None, (), optional=False)


def _is_between(token: str, node: Number) -> bool:
    if token in NUMBER_WORDS:
        return node.low <= NUMBER_WORDS[token] <= node.high
    if not token[:1].isdigit():
        return False
    try:
        return node.low <= float(token) <= node.high
    except ValueError:
        return node.low == 0


def _is_crisis_pressure(token: str) -> bool:
    """180 or more over anything, or anything over 120 or more. Source: AHA, hypertensive crisis."""
    upper, slash, lower = token.partition("/")
    if not (slash and upper.isdecimal() and lower.isdecimal()):
        return False
    plausible = 70 <= int(upper) <= 300 and 40 <= int(lower) <= 200
    return plausible and (int(upper) >= 180 or int(lower) >= 120)
