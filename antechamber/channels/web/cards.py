"""Which messages the widget shows as cards: told by the reviewed texts of the domain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

_CARDS = {"utter_outcome_": "outcome", "utter_question_summary_ok": "summary"}
_PLACEHOLDER = re.compile(r"\\\{\w+\\\}")


class Cards:
    """Recognises an outcome or a read-back by its text, whatever its placeholders held.

    The action server sends no name of a response, only its text.
    """

    def __init__(self, responses: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        self._patterns = [
            (re.compile(_PLACEHOLDER.sub(".*", re.escape(one["text"].strip())), re.DOTALL), card)
            for name, variants in responses.items()
            for prefix, card in _CARDS.items()
            if name.startswith(prefix)
            for one in variants
        ]

    def card_of(self, text: str) -> str | None:
        """outcome, summary or None."""
        return next((card for one, card in self._patterns if one.fullmatch(text.strip())), None)
