"""Rules and head together: unknown never becomes `no`."""

from __future__ import annotations

import pytest

from antechamber.language.answer_policy import settled
from antechamber.language.ruling import NO_VIEW, Ruling
from antechamber.screening.heard import Reply

BARE_NO = Ruling(Reply.NO, sure=True, bare=True)
SURE_NO = Ruling(Reply.NO, sure=True)
LEANS_NO = Ruling(Reply.NO)
LEANS_YES = Ruling(Reply.YES)
LEANS_UNSURE = Ruling(Reply.UNSURE, needs="copd__kind")


def probabilities(**told: float) -> dict[str, float]:
    return {"yes": 0.0, "no": 0.0, "unsure": 0.0, "decline": 0.0, "other": 0.0, **told}


@pytest.mark.parametrize(
    ("ruling", "head", "expected"),
    [
        (BARE_NO, probabilities(yes=0.99), Reply.NO),
        (SURE_NO, probabilities(yes=0.6, no=0.4), Reply.NO),
        (SURE_NO, probabilities(yes=0.9, no=0.1), Reply.OTHER),
        (LEANS_NO, probabilities(no=0.7, yes=0.2), Reply.NO),
        (LEANS_NO, probabilities(no=0.6, unsure=0.3), Reply.OTHER),
        (LEANS_NO, probabilities(no=0.4, other=0.6), Reply.OTHER),
        (LEANS_NO, probabilities(yes=0.8, no=0.2), Reply.YES),
        (LEANS_YES, probabilities(no=0.95), Reply.OTHER),
        (LEANS_UNSURE, probabilities(no=0.95), Reply.OTHER),
        (LEANS_UNSURE, probabilities(unsure=0.3, no=0.5), Reply.UNSURE),
        (NO_VIEW, probabilities(no=0.75, yes=0.2), Reply.OTHER),
        (NO_VIEW, probabilities(no=0.85), Reply.NO),
        (Ruling(Reply.OTHER), probabilities(no=0.95), Reply.OTHER),
        (NO_VIEW, probabilities(no=0.95), Reply.NO),
        (NO_VIEW, probabilities(yes=0.6), Reply.YES),
        (NO_VIEW, probabilities(unsure=0.45, yes=0.3), Reply.OTHER),
    ],
)
def test_rules_and_head(ruling: Ruling, head: dict[str, float], expected: Reply) -> None:
    assert settled(ruling, head).reply is expected


@pytest.mark.parametrize(
    ("ruling", "expected"),
    [
        (LEANS_YES, Reply.YES),
        (LEANS_UNSURE, Reply.UNSURE),
        (LEANS_NO, Reply.OTHER),
        (NO_VIEW, Reply.OTHER),
    ],
)
def test_without_a_head_a_leaning_to_no_is_not_taken(ruling: Ruling, expected: Reply) -> None:
    assert settled(ruling, None).reply is expected


def test_a_follow_up_is_kept_only_with_the_reply_that_needs_it() -> None:
    assert settled(LEANS_UNSURE, probabilities(unsure=0.9)).needs == "copd__kind"
    assert settled(LEANS_UNSURE, probabilities(yes=0.9)).needs is None
