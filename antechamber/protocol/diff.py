"""What a change of the protocol does to answers that are stored. Pure: nothing is written.

The rules are run again over the answers as they stand; nobody's words are read
again, so a changed wording or bound by itself changes no outcome here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields

from antechamber.protocol.model import Criterion, Protocol
from antechamber.screening.answers import Answer
from antechamber.screening.outcome import Decision, SafetyState, standing


@dataclass(frozen=True)
class StoredAnswers:
    """One case's answers; a criterion that is missing or None was never answered."""

    case: str
    answers: Mapping[str, Answer | None]
    safety: SafetyState = field(default_factory=SafetyState)


@dataclass(frozen=True)
class CriterionChange:
    """One criterion that is not as it was: `what` says it in a few words for staff."""

    criterion: str
    what: str


@dataclass(frozen=True)
class OutcomeChange:
    """One case whose outcome or reasons would be different."""

    case: str
    before: Decision
    after: Decision

    @property
    def added(self) -> tuple[str, ...]:
        """Reasons that only the new protocol gives."""
        return tuple(one for one in self.after.reasons if one not in self.before.reasons)

    @property
    def removed(self) -> tuple[str, ...]:
        """Reasons that only the old protocol gives."""
        return tuple(one for one in self.before.reasons if one not in self.after.reasons)

    @property
    def outcome_changes(self) -> bool:
        """False where only the reasons are different."""
        return self.before.outcome is not self.after.outcome


@dataclass(frozen=True)
class ProtocolDiff:
    """Everything that a change of the protocol does.

    `unasked` maps an added criterion to the number of cases that have no
    answer to it; a conversation that is still open would be asked.
    """

    old_version: str
    new_version: str
    criteria: tuple[CriterionChange, ...]
    outcomes: tuple[OutcomeChange, ...]
    unasked: Mapping[str, int]
    cases: int


def diff(old: Protocol, new: Protocol, stored: Iterable[StoredAnswers] = ()) -> ProtocolDiff:
    """Compare two protocols, and run the rules of both over stored answers."""
    cases = tuple(stored)
    before = {criterion.id for criterion in old.criteria}
    added = [criterion.id for criterion in new.criteria if criterion.id not in before]
    unasked = {name: sum(one.answers.get(name) is None for one in cases) for name in added if cases}
    return ProtocolDiff(
        old_version=old.version,
        new_version=new.version,
        criteria=_criterion_changes(old, new),
        outcomes=_outcome_changes(old, new, cases),
        unasked=unasked,
        cases=len(cases),
    )


def _outcome_changes(
    old: Protocol, new: Protocol, cases: Iterable[StoredAnswers]
) -> tuple[OutcomeChange, ...]:
    found = []
    for one in cases:
        before = standing(old, one.answers, one.safety)
        after = standing(new, one.answers, one.safety)
        other_reasons = set(before.reasons) != set(after.reasons)
        if before.outcome is not after.outcome or other_reasons:
            found.append(OutcomeChange(one.case, before, after))
    return tuple(found)


def _criterion_changes(old: Protocol, new: Protocol) -> tuple[CriterionChange, ...]:
    before = {criterion.id: criterion for criterion in old.criteria}
    after = {criterion.id: criterion for criterion in new.criteria}
    removed = [CriterionChange(name, "removed") for name in before if name not in after]
    found = []
    for name, criterion in after.items():
        if name not in before:
            found.append(CriterionChange(name, f"added, {criterion.kind.value}"))
        else:
            found.extend(CriterionChange(name, one) for one in _changes(before[name], criterion))
    return (*removed, *found)


def _changes(old: Criterion, new: Criterion) -> tuple[str, ...]:
    """A changed kind first, since it alone changes outcomes; then what was reworded."""
    changes = []
    if old.kind is not new.kind:
        changes.append(f"kind changed: {old.kind.value} -> {new.kind.value}")
    reworded = [
        one.name
        for one in fields(Criterion)
        if one.name not in ("id", "kind") and getattr(old, one.name) != getattr(new, one.name)
    ]
    if reworded:
        changes.append(f"reworded: {', '.join(reworded)}")
    return tuple(changes)
