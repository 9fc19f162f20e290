"""A short reply as pieces of known wording: "no - I mean yes" is no, correction, yes. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from antechamber.language.reply_words import PieceKind, ReplyWords
from antechamber.protocol.phrases import folded

_SIGNS = {
    "\U0001f44d": " thumbsup ",
    "\U0001f44e": " thumbsdown ",
    "\U0001f937": " shrug ",
    "\u2705": " yes ",
    "\u2714": " yes ",
    "\u274c": " no ",
    "\U0001f645": " no ",
    "\u2753": " ? ",
    "\U0001f44c": " ok ",
    "\U0001f64b": " ",
}
_SIGN = re.compile("|".join(_SIGNS))
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_SPACED = re.compile(r"\b[a-z](?: [a-z])+\b")
_SPACED_WORDS = frozenset({"yes", "no", "nope", "maybe", "never", "idk"})
_TOKEN = re.compile(r"[^\W_]+|[?!.,;:()\n\u2026\u2013\u2014-]")
_LEAST_WORDS_ASKING = 2
_MARKS = frozenset("?!.,;:()\n\u2026\u2013\u2014-")


@dataclass(frozen=True)
class Piece:
    """A stretch of words of one kind. `after_mark`: punctuation stands before it."""

    kind: PieceKind
    words: tuple[str, ...]
    after_mark: bool


@dataclass(frozen=True)
class PlainReply:
    """A reply: `text` folded with marks, `words` without, `pieces` in order.

    `asks`: it ends with a question mark or opens like a question; `opens_asking`: the latter.
    """

    text: str
    words: tuple[str, ...]
    pieces: tuple[Piece, ...]
    asks: bool
    opens_asking: bool

    def kinds(self) -> tuple[PieceKind, ...]:
        """Kinds in order, fillers left out."""
        return tuple(one.kind for one in self.pieces if one.kind is not PieceKind.FILLER)

    @property
    def said(self) -> str:
        """The words without marks, joined by one space."""
        return " ".join(self.words)

    @property
    def rest(self) -> str:
        """The words that no list knows, joined."""
        return " ".join(
            word for one in self.pieces if one.kind is PieceKind.REST for word in one.words
        )


def plain_reply(text: str, words: ReplyWords) -> PlainReply:
    """Cut a reply into pieces; at every place the longest wording wins."""
    plain = _plain(text)
    tokens = _TOKEN.findall(plain)
    said = [(token, place) for place, token in enumerate(tokens) if token not in _MARKS]
    bare = [token for token, _ in said]
    marked = [place > 0 and tokens[place - 1] in _MARKS for _, place in said]
    pieces: list[Piece] = []
    here = 0
    while here < len(bare):
        length, kind = _longest(bare, here, words)
        if _denies_a_thing_only(bare, marked, here, length, kind, words):
            kind = PieceKind.REST
        pieces.append(Piece(kind, tuple(bare[here : here + length]), marked[here]))
        here += length
    ends_asking = plain.rstrip(' )"').endswith("?")
    opens_asking = _opens_asking(bare, words)
    return PlainReply(
        plain, tuple(bare), tuple(_joined(pieces)), ends_asking or opens_asking, opens_asking
    )


def _plain(text: str) -> str:
    signed = _SIGN.sub(lambda match: _SIGNS[match[0]], text)
    plain = _STRETCHED.sub(r"\1", folded(signed))
    return _SPACED.sub(_unspaced, plain)


def _unspaced(match: re.Match[str]) -> str:
    """ "n o" and "y e s" are words; "i a m" stays as it is."""
    joined = match[0].replace(" ", "")
    return joined if joined in _SPACED_WORDS else match[0]


def _longest(bare: list[str], here: int, words: ReplyWords) -> tuple[int, PieceKind]:
    for wording, kind in words.wordings.get(bare[here], ()):
        if tuple(bare[here : here + len(wording)]) == wording:
            return len(wording), kind
    return 1, PieceKind.REST


def _denies_a_thing_only(
    bare: list[str],
    marked: list[bool],
    here: int,
    length: int,
    kind: PieceKind,
    words: ReplyWords,
) -> bool:
    """True for the "no" of "no emphysema": it denies what follows, nothing else."""
    after = here + length
    if kind is not PieceKind.NO or length > 1 or after >= len(bare) or marked[after]:
        return False
    if bare[after] in words.clause_starts:
        return False
    return _longest(bare, after, words)[1] is PieceKind.REST and bare[here] in (
        "no",
        "none",
        "zero",
    )


def _opens_asking(bare: list[str], words: ReplyWords) -> bool:
    """ "is emphysema the same thing", "how would I know"; not "do have it", nor one word."""
    if len(bare) < _LEAST_WORDS_ASKING or bare[0] not in words.asking:
        return False
    return bare[1] not in words.no_question_after


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of kind REST as one piece."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and piece.kind is PieceKind.REST and joined[-1].kind is PieceKind.REST:
            last = joined.pop()
            piece = Piece(PieceKind.REST, (*last.words, *piece.words), last.after_mark)
        joined.append(piece)
    return joined
