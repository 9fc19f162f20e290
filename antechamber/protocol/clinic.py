"""Load the clinic's own facts: name, hours, crisis lines, what happens to answers.

The caller names the file (data/clinic.yml, or the one in `CLINIC_CONFIG`);
nothing is read on import.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from antechamber.protocol.reading import Record, Text, read_file

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KEYS = ("name", "phone", "time_zone", "hours", "privacy", "crisis")
_PRIVACY_KEYS = ("who_sees", "finished_days", "unfinished_days", "consent_version")
_CRISIS_KEYS = ("reviewed", "source", "lines")
_LINE_KEYS = ("id", "name", "for", "audience", "hours", "call", "press", "text", "word", "chat")
_SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
_DIALLED = re.compile(r"\+?\d[\d-]*")
_MOST_DAYS = 36500


class Audience(str, Enum):
    """Whom a crisis line is for, and so when it is shown."""

    EVERYONE = "everyone"
    EMERGENCY = "emergency"
    VETERANS = "veterans"
    SPANISH = "spanish"
    VIOLENCE_AT_HOME = "violence_at_home"
    POISONING = "poisoning"
    YOUTH = "youth"
    CHILD_ABUSE = "child_abuse"


@dataclass(frozen=True)
class CrisisLine:
    """One line to turn to. `call`, `text` and `chat` are None where that way does not exist.

    `press` is the key to press after calling; `word` is what to send by text,
    None where any words will do.
    """

    id: str
    name: str
    whom: str
    audience: Audience
    hours: str
    call: str | None
    press: str | None
    text: str | None
    word: str | None
    chat: str | None


@dataclass(frozen=True)
class Opening:
    """One span of opening hours, in the clinic's time zone; `until` is exclusive."""

    since: time
    until: time


@dataclass(frozen=True)
class Clinic:
    """The clinic as patients meet it. Retention is in days, weekdays are in English lower case."""

    name: str
    phone: str
    time_zone: ZoneInfo
    hours: Mapping[str, tuple[Opening, ...]]
    who_sees: str
    finished_days: int
    unfinished_days: int
    consent_version: str
    crisis_reviewed: date
    crisis_source: str
    crisis_lines: tuple[CrisisLine, ...]

    def is_open(self, moment: datetime) -> bool:
        """Whether the clinic is open at this moment, which must know its time zone."""
        local = moment.astimezone(self.time_zone)
        spans = self.hours[WEEKDAYS[local.weekday()]]
        clock = local.time()
        return any(span.since <= clock < span.until for span in spans)

    def lines_for(self, *audiences: Audience) -> tuple[CrisisLine, ...]:
        """Crisis lines for these audiences, in the order of the file."""
        return tuple(line for line in self.crisis_lines if line.audience in audiences)


def load_clinic(path: Path) -> Clinic:
    """The clinic in this file. Raises ConfigurationError naming file, line and field."""
    top = read_file(path, keys=_KEYS)
    privacy = top.record("privacy", keys=_PRIVACY_KEYS)
    crisis = top.record("crisis", keys=_CRISIS_KEYS)
    return Clinic(
        name=top.text("name").value,
        phone=_dialled(top.text("phone")),
        time_zone=_time_zone(top.text("time_zone")),
        hours=_hours(top.record("hours", keys=WEEKDAYS)),
        who_sees=privacy.text("who_sees").value,
        finished_days=privacy.integer("finished_days", least=1, most=_MOST_DAYS),
        unfinished_days=privacy.integer("unfinished_days", least=1, most=_MOST_DAYS),
        consent_version=privacy.text("consent_version").value,
        crisis_reviewed=crisis.date("reviewed"),
        crisis_source=crisis.text("source").value,
        crisis_lines=_lines(crisis),
    )


def _time_zone(name: Text) -> ZoneInfo:
    try:
        return ZoneInfo(name.value)
    except (ZoneInfoNotFoundError, ValueError):
        name.place.fail(f"`{name.value}` is not a time zone; write one such as America/New_York")


def _hours(record: Record) -> dict[str, tuple[Opening, ...]]:
    hours: dict[str, tuple[Opening, ...]] = {}
    for day in WEEKDAYS:
        if not record.has(day):
            record.at(day).fail("the day is missing; write [] for a closed day")
        hours[day] = tuple(_opening(span) for span in record.texts(day))
    return hours


def _opening(span: Text) -> Opening:
    found = _SPAN.fullmatch(span.value)
    if found is None:
        span.place.fail(f'`{span.value}` is not a span of hours; write it as "09:00-17:00"')
    since = time(int(found[1]), int(found[2]))
    until = time(int(found[3]), int(found[4]))
    if until <= since:
        span.place.fail(f"`{span.value}` ends before it begins; split it at midnight")
    return Opening(since, until)


def _lines(crisis: Record) -> tuple[CrisisLine, ...]:
    lines: list[CrisisLine] = []
    for record in crisis.records("lines", keys=_LINE_KEYS, noun="line"):
        line = _line(record)
        if line.id in (earlier.id for earlier in lines):
            record.at("id").fail(f"the id `{line.id}` stands twice; ids are unique")
        lines.append(line)
    for needed in (Audience.EVERYONE, Audience.EMERGENCY):
        if not any(line.audience is needed for line in lines):
            crisis.at("lines").fail(f"no line is for `{needed.value}`; add one")
    return tuple(lines)


def _line(record: Record) -> CrisisLine:
    call, text, chat = (record.optional_text(way) for way in ("call", "text", "chat"))
    if call is None and text is None and chat is None:
        record.at("call").fail("there is no way to reach this line; add call, text or chat")
    for number, detail in (("call", "press"), ("text", "word")):
        if record.has(number):
            _dialled(record.text(number))
        elif record.has(detail):
            record.at(detail).fail(f"`{detail}` needs `{number}` beside it")
    if chat is not None and not chat.startswith("https://"):
        record.at("chat").fail(f"`{chat}` is not a web address that begins with https://")
    return CrisisLine(
        id=record.text("id").value,
        name=record.text("name").value,
        whom=record.text("for").value,
        audience=record.member("audience", Audience),
        hours=record.text("hours").value,
        call=call,
        press=record.optional_text("press"),
        text=text,
        word=record.optional_text("word"),
        chat=chat,
    )


def _dialled(number: Text) -> str:
    if not _DIALLED.fullmatch(number.value):
        number.place.fail(f"`{number.value}` is not a phone number; use digits and dashes")
    return number.value
