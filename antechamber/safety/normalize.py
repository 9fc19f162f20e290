"""A person's text as plain lower-case words that still know where they stood.

Look-alike letters, invisible characters, emoji, contractions, digits for letters,
spaced-out letters, drawn-out letters, words run together and misspelt core words are
brought to one spelling. Offsets always point into the original text. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from antechamber.safety.grammar import PUNCTUATION
from antechamber.safety.spelling import Spelling

_PIECE = re.compile(
    r"\d+(?:[./:]\d+)+"  # 140/90, 1.5, 10:30 stay whole
    r"|[a-z0-9@$*'](?:[a-z0-9@$*'!|]*[a-z0-9@$*'])?"
    r"|\n|[.!?;,:()\"-]"
)
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "`": "'", "\u00b4": "'", "\u2032": "'"}
_DASHES = {"\u2013": " - ", "\u2014": " - ", "\u2026": ".", "\u00a1": " ", "\u00bf": " "}
_REGIONAL_A = 0x1F1E6
_LONGEST_RUN = 80
_TRIES = 3
_SPACERS = frozenset({".", "-", ",", ":"})


@dataclass(frozen=True)
class Token:
    """One normalised word or mark; `start` and `end` are offsets in the original text."""

    text: str
    start: int
    end: int


def normalise(text: str, spelling: Spelling) -> tuple[Token, ...]:
    """The text as normalised tokens; punctuation marks are tokens of their own."""
    letters, starts = _plain(text, spelling)
    ends = [*starts[1:], len(text)]
    pieces: list[Token] = []
    for found in _PIECE.finditer(letters):
        word = found.group()
        if word == "-" and _is_inside_word(letters, found.start()):
            continue
        start, end = starts[found.start()], max(ends[found.end() - 1], starts[found.end() - 1] + 1)
        if not (pieces and pieces[-1].text == word and word in PUNCTUATION):
            pieces.append(Token(word, start, end))
    return tuple(_spelled(_joined(pieces, spelling), spelling))


def _plain(text: str, spelling: Spelling) -> tuple[str, list[int]]:
    """Plain lower-case letters, and for each the place in the original that it came from."""
    letters: list[str] = []
    starts: list[int] = []
    for at, char in enumerate(text):
        for plain in _plain_char(char, spelling):
            letters.append(plain)
            starts.append(at)
    return "".join(letters), starts


def _plain_char(char: str, spelling: Spelling) -> str:
    if char.isascii():
        return char.lower() if char.isprintable() or char == "\n" else " "
    if char in spelling.emoji:
        return f" {spelling.emoji[char]} "
    if char in _QUOTES:
        return _QUOTES[char]
    if char in _DASHES:
        return _DASHES[char]
    if _REGIONAL_A <= ord(char) < _REGIONAL_A + 26:
        return chr(ord("a") + ord(char) - _REGIONAL_A)
    kept = []
    for part in unicodedata.normalize("NFKD", char.lower()):
        kind = unicodedata.category(part)
        if kind in ("Mn", "Me", "Cf"):
            continue
        part = spelling.look_alikes.get(part, part)
        kept.append(part.lower() if part.isascii() and part.isprintable() else " ")
    return "".join(kept)


def _is_inside_word(letters: str, at: int) -> bool:
    """Whether a hyphen joins two letters (self-harm) rather than dividing clauses."""
    return 0 < at < len(letters) - 1 and letters[at - 1].isalnum() and letters[at + 1].isalnum()


def _joined(pieces: list[Token], spelling: Spelling) -> list[Token]:
    """Spelled-out words ("k i l l", "s.u.i.c.i.d.e") put back together where known."""
    joined: list[Token] = []
    at = 0
    while at < len(pieces):
        run = _single_letters(pieces, at)
        for skipped in range(min(len(run), _TRIES)):
            rest = run[skipped:]
            parts = _segmented(rest, spelling)
            if parts:
                joined.extend(run[:skipped])
                joined.extend(Token(part, rest[0].start, rest[-1].end) for part in parts)
                break
        else:
            joined.extend(run or [pieces[at]])
        at += max(len(run), 1)
    return joined


def _segmented(run: list[Token], spelling: Spelling) -> tuple[str, ...]:
    letters = "".join(token.text for token in run if token.text not in _SPACERS)
    return spelling.segmented(letters) if len(letters) >= 3 else ()


def _single_letters(pieces: list[Token], at: int) -> list[Token]:
    """The longest run from here of single letters with at most one mark between them."""
    run: list[Token] = []
    while at < len(pieces) and len(run) < _LONGEST_RUN:
        token = pieces[at]
        if len(token.text) != 1 or not (token.text.isalnum() or token.text in "@$!|"):
            break
        run.append(token)
        at += 1
        if at + 1 < len(pieces) and pieces[at].text in _SPACERS and len(pieces[at + 1].text) == 1:
            run.append(pieces[at])
            at += 1
    while run and run[-1].text in _SPACERS:
        run.pop()
    return run


def _spelled(pieces: list[Token], spelling: Spelling) -> list[Token]:
    tokens: list[Token] = []
    for at, piece in enumerate(pieces):
        if piece.text in PUNCTUATION:
            tokens.append(piece)
            continue
        before = tokens[-1].text if tokens else ""
        after = pieces[at + 1].text if at + 1 < len(pieces) else ""
        for word in spelling.words_for(piece.text, before, after):
            tokens.append(Token(word, piece.start, piece.end))
    return tokens
