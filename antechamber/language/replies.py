"""Yes, no, unsure, decline: what a reply says whatever the question is. Pure.

Certain only where the wording leaves no doubt; anything else is a leaning, for
the caller to weigh with what the words say about the criterion itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from antechamber.language.pieces import Piece, PlainReply
from antechamber.language.reply_words import PieceKind, ReplyWords
from antechamber.screening.heard import Reply

_OPENERS = {
    PieceKind.YES: Reply.YES,
    PieceKind.NO: Reply.NO,
    PieceKind.UNSURE: Reply.UNSURE,
    PieceKind.DECLINE: Reply.DECLINE,
}
_ALONE = {
    **_OPENERS,
    PieceKind.YES_ALONE: Reply.YES,
    PieceKind.NO_ALONE: Reply.NO,
    PieceKind.UNSURE_ALONE: Reply.UNSURE,
    PieceKind.DECLINE_ALONE: Reply.DECLINE,
}
_CLOSERS = {
    PieceKind.YES: Reply.YES,
    PieceKind.NO: Reply.NO,
    PieceKind.NO_ALONE: Reply.NO,
}
_SILENT = (PieceKind.FILLER, PieceKind.CORRECTION, PieceKind.CONTRAST)


@dataclass(frozen=True)
class Leaning:
    """What the bare wording says. `reply` None: nothing.

    `alone`: the reply says nothing else, so it is certain. `kind` is the
    wording alone where it is no plain answer (NOT_NOW, PAST, ONCE, OFTEN,
    NOTED, ASK_BACK), else None. `corrected`: the first words were
    taken back.
    """

    reply: Reply | None
    alone: bool
    kind: PieceKind | None = None
    corrected: bool = False


_NOTHING = Leaning(None, alone=False)


def leaning(reply: PlainReply) -> Leaning:
    """How the reply leans by its wording alone."""
    pieces, corrected = _after_correction(reply.pieces)
    said = [one for one in pieces if one.kind is not PieceKind.FILLER]
    if not said:
        return _NOTHING
    whole = _whole(said)
    if whole is not None:
        return Leaning(whole.reply, whole.alone, whole.kind, corrected)
    opener = said[0]
    if len(said) > 1 and {opener.kind, said[1].kind} == {PieceKind.YES, PieceKind.NO}:
        return Leaning(None, alone=False, corrected=corrected)
    if opener.kind in _OPENERS and (opener is pieces[0] or _only_filler_before(pieces, opener)):
        return Leaning(_OPENERS[opener.kind], alone=False, corrected=corrected)
    last = said[-1]
    if last.kind in _CLOSERS and (last.after_mark or _after_so(pieces, last)):
        return Leaning(_CLOSERS[last.kind], alone=False, corrected=corrected)
    return Leaning(None, alone=False, corrected=corrected)


def is_clear_no(reply: PlainReply, words: ReplyWords) -> bool:
    """True for a no that nothing in the reply softens ("no", "never have", "no sir")."""
    found = leaning(reply)
    softened = words.soft_no.search(" ".join(reply.words)) is not None
    return found.reply is Reply.NO and found.alone and not softened


def _after_so(pieces: tuple[Piece, ...], last: Piece) -> bool:
    """ "..., so yes": what comes before is the reason, the answer closes."""
    place = pieces.index(last)
    return last.words[0] == "so" or (place > 0 and pieces[place - 1].words[-1] == "so")


def _whole(said: list[Piece]) -> Leaning | None:
    """The meaning of a reply made of known wordings only; None where other words stand in it."""
    kinds = [one.kind for one in said if one.kind not in _SILENT]
    if not kinds or PieceKind.REST in kinds:
        return None
    if any(one.kind is PieceKind.CONTRAST for one in said) and len(set(kinds)) > 1:
        return None
    if kinds[0] is PieceKind.NOTED and len(kinds) > 1:
        kinds = kinds[1:]
    replies = {_ALONE[kind] for kind in kinds if kind in _ALONE}
    others = [kind for kind in kinds if kind not in _ALONE]
    if len(replies) == 1 and not [one for one in others if one is not PieceKind.NOTED]:
        return Leaning(replies.pop(), alone=True)
    if not replies and len(set(others)) == 1:
        return Leaning(None, alone=True, kind=others[0])
    if replies == {Reply.YES} and set(others) <= {PieceKind.OFTEN, PieceKind.NOTED, PieceKind.ONCE}:
        return Leaning(Reply.YES, alone=PieceKind.ONCE not in others, kind=_first(others))
    if replies == {Reply.NO} and set(others) == {PieceKind.NOT_NOW}:
        return Leaning(None, alone=True, kind=PieceKind.NOT_NOW)
    if replies == {Reply.NO, Reply.UNSURE}:
        return Leaning(Reply.UNSURE, alone=True)
    if replies == {Reply.YES, Reply.UNSURE} and kinds[0] is PieceKind.YES:
        return Leaning(Reply.YES, alone=False)
    if replies == {Reply.YES, Reply.UNSURE}:
        return Leaning(Reply.UNSURE, alone=False)
    if len(replies) == 1:
        return Leaning(replies.pop(), alone=False, kind=_first(others))
    return Leaning(None, alone=False)


def _first(kinds: list[PieceKind]) -> PieceKind | None:
    return kinds[0] if kinds else None


def _after_correction(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], bool]:
    """The pieces after "yes - wait": only where an answer was given and another follows."""
    answered = False
    cut: int | None = None
    for place, piece in enumerate(pieces):
        if piece.kind in _OPENERS or piece.kind in _ALONE:
            answered = True
        if answered and piece.kind is PieceKind.CORRECTION:
            rest = [one for one in pieces[place + 1 :] if one.kind not in _SILENT]
            if any(one.kind in _ALONE for one in rest):
                cut = place + 1
    if cut is None:
        return pieces, False
    rest_pieces = pieces[cut:]
    first = next(number for number, one in enumerate(rest_pieces) if one.kind in _ALONE)
    return rest_pieces[first:], True


def _only_filler_before(pieces: tuple[Piece, ...], opener: Piece) -> bool:
    for piece in pieces:
        if piece is opener:
            return True
        if piece.kind is not PieceKind.FILLER:
            return False
    return False
