"""Cut a long message into overlapping windows, so that nothing said in its middle is diluted."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHORT_WORDS = 24
"""A message of at most this many words is read whole and by sentence only."""
_WINDOW_WORDS = 18
_STEP_WORDS = 9
MAX_WINDOWS = 260
"""Enough for 10,000 characters; the channel refuses longer messages."""

_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?\n;]+[\"')\]]*$")


@dataclass(frozen=True)
class Window:
    """Offsets of one piece of the text, end exclusive."""

    start: int
    end: int


def windows(text: str) -> tuple[Window, ...]:
    """The whole text, its sentences, and past `SHORT_WORDS` overlapping runs of words too.

    Sentences are kept apart as well as runs, since people who dictate write
    no full stops, and a sentence alone carries the clearest signal.
    """
    words = list(_WORD.finditer(text))
    if not words:
        return ()
    whole = Window(words[0].start(), words[-1].end())
    pieces = {whole: None}
    first = 0
    for index, word in enumerate(words):
        if _SENTENCE_END.search(word.group()) or index == len(words) - 1:
            if index - first < _WINDOW_WORDS * 2:
                pieces[Window(words[first].start(), word.end())] = None
            first = index + 1
    if len(words) <= SHORT_WORDS:
        return tuple(pieces)
    for begin in range(0, len(words), _STEP_WORDS):
        run = words[begin : begin + _WINDOW_WORDS]
        pieces[Window(run[0].start(), run[-1].end())] = None
    return tuple(pieces)[:MAX_WINDOWS]
