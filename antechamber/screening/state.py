"""What the screening remembers between two messages; kept whole in one Rasa slot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from antechamber.screening.answers import Answer


@dataclass(frozen=True)
class Record:
    """One criterion's answer. `previous` holds earlier values, oldest first; staff see them."""

    value: Answer | None = None
    declined: bool = False
    words: str = ""
    previous: tuple[str, ...] = ()
    confirmed: bool = False
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """The whole memory of one screening.

    `follow_ups` and `to_confirm` are queues of slots and criteria still to be
    asked. `early` keeps what was said before consent, as parse data, unused
    until consent is given. `overlay` is a yes/no question about the
    conversation itself ("start over?") that covers the pending one.
    """

    opened: bool = False
    consent: str | None = None
    minor: bool = False
    named: bool = False
    history_done: bool = False
    records: Mapping[str, Record] = field(default_factory=dict)
    denied_parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    follow_ups: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    to_confirm: tuple[str, ...] = ()
    summary_ok: bool = False
    proxy: str | None = None
    proxy_asked: bool = False
    overlay: str | None = None
    misses: int = 0
    last: str | None = None
    volunteered: tuple[str, ...] = ()
    contact: Mapping[str, str] = field(default_factory=dict)
    contact_done: bool = False
    told: str | None = None
    concern_seen: bool = False
    protocol_versions: tuple[str, ...] = ()
    early: tuple[Mapping[str, Any], ...] = ()

    def record(self, criterion: str) -> Record:
        """The record of a criterion, an empty one while nothing was heard."""
        return self.records.get(criterion, Record())

    def with_record(self, criterion: str, record: Record) -> State:
        """A copy with this criterion's record replaced."""
        return replace(self, records={**self.records, criterion: record})

    @property
    def answers(self) -> dict[str, Answer | None]:
        """Criterion id to value, None while unanswered."""
        return {criterion: record.value for criterion, record in self.records.items()}

    @property
    def confirmed(self) -> frozenset[str]:
        """Criteria whose `yes` the person confirmed."""
        return frozenset(one for one, record in self.records.items() if record.confirmed)

    def as_dict(self) -> dict[str, Any]:
        """JSON shape for the slot."""
        raw = asdict(self)
        for record in raw["records"].values():
            record["value"] = record["value"].value if record["value"] else None
        return raw


def state_from(raw: Mapping[str, Any] | None) -> State:
    """The state in a slot's JSON; a fresh one for an empty slot."""
    if not raw:
        return State()
    fields = dict(raw)
    fields["records"] = {
        criterion: Record(
            value=Answer(record["value"]) if record["value"] else None,
            declined=bool(record["declined"]),
            words=record["words"],
            previous=tuple(record["previous"]),
            confirmed=bool(record["confirmed"]),
            detail=dict(record["detail"]),
        )
        for criterion, record in (raw.get("records") or {}).items()
    }
    fields["denied_parts"] = {
        criterion: tuple(parts) for criterion, parts in (raw.get("denied_parts") or {}).items()
    }
    for name in ("follow_ups", "asked", "to_confirm", "volunteered", "protocol_versions", "early"):
        fields[name] = tuple(raw.get(name) or ())
    return State(**fields)
