"""What in a reply makes a yes or no doubtful, and what confirms it. Pure."""

from __future__ import annotations

import re

from antechamber.language.reply_words import PieceKind, ReplyWords
from antechamber.language.ruling import Heard

_HEDGED = re.compile(
    r"\b(?:or|they said|called it|mentioned|looked like|looking|thought|suspect\w*|something|"
    r"says no|another|pre|convinced|withdrew|levels good|levels normal|no follow)\b"
)
_OVER = (PieceKind.PAST, PieceKind.NOT_NOW, PieceKind.ONCE)


class Doubts:
    """The lists of data/language/replies.yml that soften, and those that reassure."""

    def __init__(self, words: ReplyWords) -> None:
        """Take the compiled lists."""
        self._words = words

    def is_doubtful(self, heard: Heard) -> bool:
        """True where anything may take a no back, or say that it is only over."""
        if heard.leaning.kind in _OVER:
            return True
        return self.contrasts(heard) or self.takes_back(heard) or self.is_softened(heard)

    def takes_back(self, heard: Heard) -> bool:
        """True where a yes, a doubt or a correction stands beside the no."""
        kinds = {one.kind for one in heard.plain.pieces}
        beside = {PieceKind.YES, PieceKind.UNSURE, PieceKind.CORRECTION}
        return bool(kinds & beside) or heard.leaning.corrected or self.is_unknown(heard)

    def is_softened(self, heard: Heard) -> bool:
        """Doubts always soften; a past does unless the reply says that nothing was found."""
        if self.has_doubt(heard):
            return True
        past = self._words.past_words.search(heard.plain.said) is not None
        return past and not self.reassures(heard)

    def is_hedged(self, heard: Heard) -> bool:
        """True where a stated condition is taken back, doubted or one of two."""
        kinds = {one.kind for one in heard.plain.pieces}
        hedges = {PieceKind.UNSURE, PieceKind.UNSURE_ALONE, PieceKind.CONTRAST, PieceKind.NO}
        return bool(kinds & hedges) or _HEDGED.search(heard.plain.text) is not None

    def contrasts(self, heard: Heard) -> bool:
        """True for "no, but ..."."""
        return any(one.kind is PieceKind.CONTRAST for one in heard.plain.pieces)

    def has_doubt(self, heard: Heard) -> bool:
        """True where a word of doubt stands anywhere."""
        return self._words.doubts.search(heard.plain.said) is not None

    def is_unknown(self, heard: Heard) -> bool:
        """True where nobody knows yet ("never had it tested")."""
        return self._words.unknowns.search(heard.plain.said) is not None

    def reassures(self, heard: Heard) -> bool:
        """True where the reply says that there is nothing ("came back normal")."""
        return self._words.reassurances.search(heard.plain.said) is not None

    def minimises(self, heard: Heard) -> bool:
        """True where something is played down, and so admitted ("just the left eye")."""
        return self._words.minimises.search(heard.plain.said) is not None

    def covers(self, heard: Heard, matched: int) -> bool:
        """True where `matched` words are most of the reply and nothing doubts them."""
        if self.contrasts(heard) or self.takes_back(heard) or self.has_doubt(heard):
            return False
        silent = (PieceKind.FILLER, PieceKind.NO, PieceKind.NO_ALONE)
        fillers = sum(len(one.words) for one in heard.plain.pieces if one.kind in silent)
        said = len(heard.plain.words) - fillers
        return matched * 2 > said or (matched > 1 and matched * 2 >= said)
