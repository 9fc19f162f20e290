"""Rules and a trained head, brought to one answer. Unknown never becomes `no`. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol as Shape

import numpy as np
import numpy.typing as npt

from antechamber.language.ruling import Ruling
from antechamber.screening.heard import Reply

Vector = npt.NDArray[np.float32]

LEAST_CONFIDENCE = 0.5
"""Below this the bot asks again with buttons."""
LEAST_CONFIDENCE_NO = 0.8
"""A `no` by the head alone needs this: a true yes or unsure read as no is the error to avoid."""
LEAST_CONFIDENCE_NO_LEANING = 0.6
"""The same where the reply opens with a no."""
MOST_AGAINST_NO = 0.25
"""Where the head gives yes and unsure together more than this, a leaning to no is not taken."""
MOST_AGAINST_CERTAIN_NO = 0.75
"""The same for a no that the rules hold certain."""
LEAST_TO_OVERRULE = 0.75
"""Where the rules lean one way, the head needs this to answer another."""
LEANING_WEIGHT = 0.3
"""What an opening yes or "not sure" adds to the head's own probability of it."""


class AnswerHead(Shape):
    """A trained classifier of replies."""

    def predict(self, vector: Vector, text: str, criterion: str) -> Mapping[str, float]:
        """Probabilities of yes, no, unsure, decline and other for a reply to that criterion."""
        ...


def settled(ruling: Ruling, probabilities: Mapping[str, float] | None) -> Ruling:
    """The answer; reply OTHER where neither rules nor head are confident.

    `probabilities` None: no head. Then a leaning to yes or unsure is taken, a
    leaning to no is not.
    """
    if ruling.bare and ruling.sure:
        return ruling
    if probabilities is None:
        return ruling if _stands_alone(ruling) else replace(ruling, reply=Reply.OTHER, needs=None)
    against_no = probabilities.get("yes", 0.0) + probabilities.get("unsure", 0.0)
    if ruling.sure and ruling.reply is Reply.NO:
        return (
            replace(ruling, reply=Reply.OTHER) if against_no > MOST_AGAINST_CERTAIN_NO else ruling
        )
    if ruling.sure:
        return ruling
    best = _best(ruling, probabilities)
    if ruling.reply is not None and best is not ruling.reply:
        overruled = probabilities.get(best.value, 0.0) >= LEAST_TO_OVERRULE
        best = best if overruled else Reply.OTHER
    if best is Reply.NO and not _may_be_no(ruling, probabilities, against_no):
        best = Reply.OTHER
    needs = ruling.needs if best is ruling.reply else None
    return replace(ruling, reply=best, needs=needs)


def _stands_alone(ruling: Ruling) -> bool:
    return ruling.sure or ruling.reply in (Reply.YES, Reply.UNSURE, Reply.DECLINE)


def _best(ruling: Ruling, probabilities: Mapping[str, float]) -> Reply:
    scores = {reply: probabilities.get(reply.value, 0.0) for reply in Reply}
    if ruling.reply is not None:
        scores[ruling.reply] += LEANING_WEIGHT
    best = max(scores, key=lambda reply: scores[reply])
    return best if scores[best] >= LEAST_CONFIDENCE else Reply.OTHER


def _may_be_no(ruling: Ruling, probabilities: Mapping[str, float], against_no: float) -> bool:
    if ruling.reply in (Reply.YES, Reply.UNSURE, Reply.OTHER):
        return False
    probability = probabilities.get("no", 0.0)
    if ruling.reply is Reply.NO:
        return probability >= LEAST_CONFIDENCE_NO_LEANING and against_no <= MOST_AGAINST_NO
    return probability >= LEAST_CONFIDENCE_NO
