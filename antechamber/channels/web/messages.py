"""One message of a conversation on the website, as it is kept and as the widget gets it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from antechamber.channels.staff_effects import EFFECT

_PROGRESS = re.compile(r"^\(\d+ of \d+\) ")


@dataclass(frozen=True)
class WebMessage:
    """`seq` counts from 1 in its conversation; None where the message could not be kept.

    `sender` is patient, bot or staff. `card` is outcome, summary or None.
    `client_id` is the widget's own id of a person's message; `ref` names the
    push of the desk that a message came by.
    """

    sender: str
    text: str
    at: datetime
    name: str | None = None
    buttons: tuple[str, ...] = ()
    card: str | None = None
    client_id: str | None = None
    ref: str | None = None
    seq: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """JSON for the widget. Buttons send the words that they show."""
        return {
            "seq": self.seq,
            "at": self.at.isoformat(),
            "from": self.sender,
            "name": self.name,
            "text": self.text,
            "buttons": [{"title": title, "payload": title} for title in self.buttons],
            "card": self.card,
            "id": self.client_id,
        }


def bot_message(raw: Mapping[str, Any], at: datetime, card: str | None) -> WebMessage:
    """From Rasa's dictionary of an utterance, its metadata merged in or beside it.

    The hint "(2 of 9) " is cut off: the widget shows progress as a bar.
    """
    metadata = {**raw, **(raw.get("metadata") or {})}
    text = _PROGRESS.sub("", str(raw.get("text") or "").strip())
    sender = "staff" if metadata.get("from") == "staff" else "bot"
    effect = metadata.get(EFFECT)
    return WebMessage(
        sender=sender,
        text=text,
        at=at,
        name=metadata.get("name"),
        buttons=tuple(str(one.get("title", "")) for one in raw.get("buttons") or ()),
        card=card,
        ref=f"{effect}:{hashlib.sha256(text.encode()).hexdigest()[:16]}" if effect else None,
    )
