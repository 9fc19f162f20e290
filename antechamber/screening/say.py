"""Something to say: a response of the domain by name, with what is filled into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Say:
    """`response` names a text in `domain/`; `fill` gives its placeholders."""

    response: str
    fill: Mapping[str, str] = field(default_factory=dict)


def question(slot: str, fill: Mapping[str, str] | None = None) -> Say:
    """The question that asks for a slot: response `utter_question_<slot>`."""
    return Say(f"utter_question_{slot}", fill or {})
