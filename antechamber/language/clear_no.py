"""A clear no to a question about danger that goes on: "no, I have kids, I would never". Pure.

Everything after the no must be known to be harmless; one unknown word and the
question is put once more. Source: contract, "Levels".
"""

from __future__ import annotations

from antechamber.language.reply_words import PieceKind, ReplyWords
from antechamber.language.ruling import Heard
from antechamber.screening.heard import Reply

_NO = (PieceKind.NO, PieceKind.NO_ALONE)
_CONTRAST = frozenset(["but", "though", "tho"])


def is_clear_at_length(heard: Heard, said: str, words: ReplyWords) -> bool:
    """Whether all that follows a no says the same, gives a harmless reason or is a courtesy."""
    harmless = words.harmless_after_no.search(said) is not None
    contrast = any(one.kind is PieceKind.CONTRAST for one in heard.plain.pieces)
    if contrast and not harmless:
        return False
    left = words.harmless_after_no.sub(" ", said)
    for reply, wording in words.by_slot.get("safety_check", ()):
        if reply is Reply.NO:
            left = wording.sub(" ", left)
    known = {word for one in heard.plain.pieces if one.kind in _NO for word in one.words}
    allowed = known | words.joins | (_CONTRAST if harmless else frozenset())
    return all(word in allowed for word in left.split())
