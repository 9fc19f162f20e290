"""Sentences put together from the protocol's own reviewed texts: summary, reasons, names."""

from __future__ import annotations

from collections.abc import Iterable

from antechamber.protocol.model import Protocol
from antechamber.screening.answers import Answer
from antechamber.screening.outcome import SAFETY_CONCERN
from antechamber.screening.state import State

_HEADINGS = {Answer.YES: "Yes", Answer.UNSURE: "Not sure", Answer.NO: "No"}


def summary(state: State, protocol: Protocol) -> str:
    """Read-back of every answer, `yes` first: one line a heading."""
    lines = []
    for value, heading in _HEADINGS.items():
        names = [
            criterion.name
            for criterion in protocol.criteria
            if state.record(criterion.id).value is value
        ]
        if names:
            lines.append(f"{heading}: {listed(names)}.")
    if state.volunteered:
        lines.append(f"You also told me: {listed(state.volunteered)}.")
    return "\n".join(lines)


def reasons(rule_ids: Iterable[str], protocol: Protocol) -> str:
    """The protocol's explanation of each deciding criterion, one a line."""
    known = {criterion.id: criterion for criterion in protocol.criteria}
    lines = [known[rule].explanation for rule in rule_ids if rule in known]
    if SAFETY_CONCERN in rule_ids:
        lines.append(
            "You told me about something hard, and a clinician should talk with you first."
        )
    return "\n".join(f"- {line}" for line in lines)


def conditions(protocol: Protocol) -> str:
    """Names for the open question: every criterion that "none of those" may settle."""
    return listed([one.name for one in protocol.criteria if not one.ask_alone], last="or")


def listed(names: Iterable[str], *, last: str = "and") -> str:
    """ "a, b and c"."""
    every = list(names)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"
