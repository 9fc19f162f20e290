"""Outcome and reasons from answers. No I/O, no clock, no Rasa."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from antechamber.protocol.model import Criterion, Kind, Protocol
from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer

SAFETY_CONCERN = "safety_concern"
IDEATION = "suicidal_ideation"


class Outcome(Enum):
    """What the protocol says so far. The strongest wins; the order lives here, once."""

    NO_CONTRAINDICATION = "no_contraindication"
    CLEARANCE_REQUIRED = "clearance_required"
    NOT_ELIGIBLE = "not_eligible"
    SAFETY_HOLD = "safety_hold"

    @property
    def rank(self) -> int:
        """0 for no contraindication to 3 for a safety hold."""
        return _ORDER.index(self)


_ORDER = (
    Outcome.NO_CONTRAINDICATION,
    Outcome.CLEARANCE_REQUIRED,
    Outcome.NOT_ELIGIBLE,
    Outcome.SAFETY_HOLD,
)

_WHEN_YES = {
    Kind.SAFETY_HOLD: Outcome.SAFETY_HOLD,
    Kind.EXCLUSION: Outcome.NOT_ELIGIBLE,
    Kind.CLEARANCE: Outcome.CLEARANCE_REQUIRED,
}


@dataclass(frozen=True)
class SafetyState:
    """Danger seen in this conversation.

    `level` is the highest that staff have not cleared; `ideation` whether the
    person's own suicidal thoughts were stated; `concern_seen` stays true once
    any concern happened.
    """

    level: Level = Level.NONE
    category: Category | None = None
    ideation: bool = False
    concern_seen: bool = False

    @property
    def holds(self) -> bool:
        """Whether the screening is paused for a human."""
        return self.level >= Level.URGENT


@dataclass(frozen=True)
class Decision:
    """Outcome with its reasons: criterion ids in protocol order, then safety reasons."""

    outcome: Outcome
    reasons: tuple[str, ...]


def outcome_of(criterion: Criterion, answer: Answer | None) -> Outcome:
    """What one answer alone leads to; `unsure` asks for clearance, whatever the criterion.

    Source: contract, table of criteria; `data/protocol.yml`, field `kind`.
    """
    if answer is Answer.YES:
        return _WHEN_YES[criterion.kind]
    if answer is Answer.UNSURE:
        return Outcome.CLEARANCE_REQUIRED
    return Outcome.NO_CONTRAINDICATION


def standing(
    protocol: Protocol, answers: Mapping[str, Answer | None], safety: SafetyState
) -> Decision:
    """Strongest outcome of what is known now, open questions left aside."""
    outcome = Outcome.NO_CONTRAINDICATION
    reasons: list[str] = []
    for criterion in protocol.criteria:
        found = outcome_of(criterion, answers.get(criterion.id))
        if found is not Outcome.NO_CONTRAINDICATION:
            reasons.append(criterion.id)
            outcome = max(outcome, found, key=lambda one: one.rank)
    if safety.holds:
        outcome = Outcome.SAFETY_HOLD
        if not (safety.ideation and IDEATION in reasons) and safety.category is not None:
            reasons.append(f"safety:{safety.category.value}")
    if safety.concern_seen:
        reasons.append(SAFETY_CONCERN)
        outcome = max(outcome, Outcome.CLEARANCE_REQUIRED, key=lambda one: one.rank)
    return Decision(outcome, tuple(reasons))


def open_criteria(
    protocol: Protocol, answers: Mapping[str, Answer | None]
) -> tuple[Criterion, ...]:
    """Criteria without an answer, in the order of asking."""
    return tuple(one for one in protocol.criteria if answers.get(one.id) is None)


def decide(
    protocol: Protocol,
    answers: Mapping[str, Answer | None],
    safety: SafetyState,
    *,
    confirmed: frozenset[str] = frozenset(),
) -> Decision | None:
    """Final outcome, or None while a needed question is open.

    Ends early on a safety hold, and on an exclusion's `yes` that the person
    confirmed (`confirmed` holds criterion ids) once every question that is
    always asked on its own (the two about suicide) has an answer.
    """
    decision = standing(protocol, answers, safety)
    if decision.outcome is Outcome.SAFETY_HOLD:
        return decision
    left = open_criteria(protocol, answers)
    if not left:
        return decision
    ended_early = any(
        criterion.kind is Kind.EXCLUSION
        and answers.get(criterion.id) is Answer.YES
        and criterion.id in confirmed
        for criterion in protocol.criteria
    )
    if ended_early and not any(criterion.ask_alone for criterion in left):
        return decision
    return None
