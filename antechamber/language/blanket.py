"""Read answers to a whole list: "none of those", "no to all except the thyroid thing". Pure."""

from __future__ import annotations

from collections.abc import Sequence

from antechamber.language.cues import Cues
from antechamber.language.reading import Blanket
from antechamber.language.surface import Surface
from antechamber.language.targets import Target
from antechamber.protocol.phrases import pattern


class BlanketReader:
    """Knows the wordings of blanket answers."""

    def __init__(self, cues: Cues) -> None:
        """Compile the wordings."""
        self._none = pattern(cues.blanket_none)
        self._yes = pattern(cues.blanket_yes)
        self._except = pattern(cues.blanket_except)

    def read(self, surface: Surface, targets: Sequence[Target]) -> Blanket | None:
        """The blanket answer of a message, or None. A question is none."""
        text = surface.folded_text
        denied = self._none.search(text)
        found = denied or self._yes.search(text)
        if found is None or text.rstrip().endswith("?"):
            return None
        left_out = self._except.search(text, found.end())
        excepted: tuple[str, ...] = ()
        if left_out is not None:
            excepted = _criteria(targets, left_out.end())
        elif denied is not None and denied[0].split()[-1] in ("rest", "else", "others", "ones"):
            excepted = _criteria(targets, 0, denied.start())
        return Blanket(negates_all=denied is not None, except_criteria=excepted)


def _criteria(targets: Sequence[Target], first: int, last: int | None = None) -> tuple[str, ...]:
    """Criteria named in a stretch, each once, in order."""
    named = [
        target.label.criterion
        for target in targets
        if target.label.criterion and target.start >= first and (last is None or target.end <= last)
    ]
    return tuple(dict.fromkeys(named))
