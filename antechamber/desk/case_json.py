"""Cases and conversations in the contract's JSON. No I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timezone
from typing import Any

from antechamber.desk.cases import Case


def case_json(case: Case) -> dict[str, Any]:
    """A case as `GET /api/cases/{id}` shows it."""
    return {
        "id": case.id,
        "kind": case.kind.value,
        "level": case.level.value if case.level else None,
        "category": case.category.value if case.category else None,
        "told": case.told,
        "state": case.state.value,
        "conversation": case.conversation,
        "channel": case.channel,
        "opened": case.opened.isoformat(),
        "due": case.due.isoformat(),
        "acknowledged_at": _iso(case.acknowledged_at),
        "claimed_by": case.claimed_by,
        "outcome": case.outcome,
        "reasons": list(case.reasons),
        "answers": {criterion: _answer(raw) for criterion, raw in case.answers.items()},
        "volunteered": list(case.volunteered),
        "contact": dict(case.contact),
        "protocol_version": case.protocol_version,
        "disposition": case.disposition.value if case.disposition else None,
        "alerts": [
            {"line": one.line, "at": one.at.isoformat(), "result": one.result}
            for one in case.alerts
        ],
        "words": list(case.words),
        "typed_by": case.typed_by,
    }


def messages_json(events: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What was said, oldest first, from Rasa's events."""
    return [_message(event) for event in events if event.get("event") in ("user", "bot")]


def _message(event: Mapping[str, Any]) -> dict[str, Any]:
    metadata = event.get("metadata") or {}
    said_by, name, safety = "bot", None, None
    if event["event"] == "user":
        said_by = "patient"
        safety = (event.get("parse_data") or {}).get("safety")
    elif metadata.get("from") == "staff":
        said_by, name = "staff", metadata.get("name")
    at = datetime.fromtimestamp(float(event["timestamp"]), timezone.utc)
    return {
        "at": at.isoformat(),
        "from": said_by,
        "name": name,
        "text": event.get("text") or "",
        "safety": safety,
    }


def _answer(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "value": raw.get("value"),
        "declined": bool(raw.get("declined")),
        "words": raw.get("words"),
        "previous": list(raw.get("previous") or ()),
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
