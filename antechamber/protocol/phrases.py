"""Phrase syntax of the word lists in `data/`: from a phrase to its forms and a pattern.

Words are separated by spaces; `word*` takes any ending; `(a|b c)` is one of;
`[a]` may be missing, `lung[s]` inside a word too. A hyphen in a phrase or in a
text counts as a space.
Pure functions, no I/O. The text to search must have gone through `folded`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import product

_APOSTROPHES = "'\u2018\u2019\u201b\u02bc\u00b4`"
_DROP_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
_DASHES = "\\-\u2010\u2011\u2012\u2013\u2014"
_GAP = rf"[\s{_DASHES}]+"
_TOKEN = re.compile(r"\s+|[()\[\]|]|[^\s()\[\]|]+")
_WORD = re.compile(r"[^\W_][\w.&+/]*\*?")
_NESTED = {"(": ")", "[": "]"}

MOST_FORMS = 600
"""A phrase with more forms than this is refused: split it, so that it can be reviewed."""


class PhraseError(ValueError):
    """A phrase that does not follow the syntax. `str()` says what is wrong."""


def folded(text: str) -> str:
    """Text as phrases expect it: lower case, without apostrophes ("Don't" -> "dont").

    Other characters keep their place, so an offset differs from the original
    only by the apostrophes before it. Every length-changing case rule is avoided.
    """
    lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(_DROP_APOSTROPHES)


def forms(phrase: str) -> tuple[str, ...]:
    """Every wording that a phrase stands for, words joined by one space, `*` kept.

    Sorted, longest first. Raises PhraseError for bad syntax, for a phrase that
    can be empty, and for more than MOST_FORMS forms.
    """
    plain = re.sub(rf"[{_DASHES}]", " ", folded(unicodedata.normalize("NFKC", phrase)))
    tokens = _TOKEN.findall(plain)
    alternatives, rest = _alternatives(tokens, closing=None)
    if rest:
        raise PhraseError(f"`{rest[0]}` has no opening bracket")
    if any(not words for words in alternatives):
        raise PhraseError("a phrase may not be empty, nor optional as a whole")
    for words in alternatives:
        for word in words:
            _check(word)
    joined = {" ".join(words) for words in alternatives}
    return tuple(sorted(joined, key=lambda form: (-len(form), form)))


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all phrases, for text from `folded`; the longest form wins at a place.

    Without any phrase the pattern matches nothing.
    """
    every = {form for phrase in phrases for form in forms(phrase)}
    if not every:
        return re.compile(r"(?!)")
    ordered = sorted(every, key=lambda form: (-len(form), form))
    body = "|".join(_GAP.join(_word_regex(word) for word in form.split()) for form in ordered)
    return re.compile(rf"(?<![^\W_])(?:{body})(?![^\W_])")


def _word_regex(word: str) -> str:
    return re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word)


_Wordings = list[tuple[str, ...]]


def _alternatives(tokens: list[str], closing: str | None) -> tuple[_Wordings, list[str]]:
    """Wordings up to the closing bracket, and the tokens after it."""
    found: _Wordings = []
    while True:
        wordings, stop, tokens = _sequence(tokens)
        found.extend(wordings)
        if len(found) > MOST_FORMS:
            raise PhraseError(f"it stands for more than {MOST_FORMS} wordings; split it")
        if stop == "|" and closing is not None:
            continue
        if stop == "|":
            raise PhraseError("`|` stands outside brackets")
        if stop != closing:
            raise PhraseError(f"`{stop or closing}` has no partner")
        return found, tokens


def _sequence(tokens: list[str]) -> tuple[_Wordings, str | None, list[str]]:
    """Wordings up to `|` or a closing bracket, that token (None at the end), the rest."""
    wordings: _Wordings = [()]
    glued = False
    while tokens:
        token, tokens = tokens[0], tokens[1:]
        if token in ")]|":
            return wordings, token, tokens
        if token.isspace():
            glued = False
            continue
        if token in _NESTED:
            options, tokens = _alternatives(tokens, closing=_NESTED[token])
            if token == "[":
                options = [*options, ()]
        else:
            options = [(token,)]
        if len(wordings) * len(options) > MOST_FORMS:
            raise PhraseError(f"it stands for more than {MOST_FORMS} wordings; split it")
        join = _glue if glued else _append
        wordings = [join(left, right) for left, right in product(wordings, options)]
        glued = True
    return wordings, None, tokens


def _append(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    return left + right


def _glue(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """Join without a space: `lung` and `s` are one word."""
    if not left or not right:
        return left + right
    return (*left[:-1], left[-1] + right[0], *right[1:])


def _check(word: str) -> None:
    if not _WORD.fullmatch(word):
        raise PhraseError(
            f"`{word}` is not a word (letters, digits, `.&+/`, and `*` at the end only)"
        )
