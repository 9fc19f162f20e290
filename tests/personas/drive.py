"""Talk to a running server as a persona does, and name everything that is not as it must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.personas.persona import CRITERIA, NO_CASE, SLOTS, Expected, Persona
from tests.server import Server

_ANSWERS = (None, "yes", "no", "unsure")
_LEVELS = (None, "concern", "urgent", "imminent")
_HOLDING = ("urgent", "imminent")
_NEVER_SAID = ("press 3", "you are approved", "{", "}", "committed suicide", "None.")
_LONGEST_SHOWN = 200
_LONG_ENOUGH_TO_TIRE = 60


@dataclass
class Run:
    """A conversation under way: what was said, and what went wrong."""

    server: Server
    sender: str
    dialogue: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    level: str | None = None
    concern_seen: bool = False
    last_replies: list[str] = field(default_factory=list)

    def fault(self, number: str, what: str) -> None:
        """Note a fault, at its place in the dialogue too."""
        self.faults.append(f"turn {number}: {what}")
        self.dialogue.append(f"      !!! {what}")

    def report(self) -> str:
        """Every fault, then the dialogue."""
        return "\n".join(["", *self.faults, "", *self.dialogue])


def drive(server: Server, persona: Persona) -> Run:
    """Say every turn. Goes on after a fault, so that one run names them all."""
    run = Run(server, f"{persona.id}-{uuid4().hex[:8]}")
    for number, turn in enumerate(persona.turns, start=1):
        replies = server.bot.say(run.sender, turn.says)
        run.dialogue += [
            f"{number:3} > {_short(turn.says)}",
            *(f"      {_short(r)}" for r in replies),
        ]
        _check(run, str(number), turn.then, replies)
        run.last_replies = replies
    _check(run, "end", persona.end, [])
    return run


def _check(run: Run, number: str, expected: Expected, replies: list[str]) -> None:
    tracker = run.server.bot.tracker(run.sender)
    slots = tracker["slots"]
    wrong = [*_wrong_slots(expected, slots), *_wrong_replies(expected, replies)]
    if expected.heard is not None:
        level = (tracker["latest_message"].get("safety") or {}).get("level")
        if level != expected.heard:
            wrong.append(f"latest_message.safety.level is {level}, not {expected.heard}")
    for words in expected.volunteered_mentions:
        if not any(words.lower() in one.lower() for one in slots["volunteered"]):
            wrong.append(f"volunteered is {slots['volunteered']}, without {words!r}")
    for reason in expected.reasons_include:
        if reason not in (slots["screening_reasons"] or ()):
            wrong.append(f"screening_reasons is {slots['screening_reasons']}, without {reason}")
    if number != "end":
        wrong += _broken_promises(run, slots, replies)
    wrong += _wrong_case(run, expected)
    if expected.staff_paged is not None:
        paged = run.server.was_paged(run.sender, wait=expected.staff_paged)
        if paged is not expected.staff_paged:
            wrong.append("staff were paged" if paged else "staff were not paged")
    for one in wrong:
        run.fault(number, one)


def _wrong_slots(expected: Expected, slots: Mapping[str, Any]) -> Iterator[str]:
    for name, value in expected.slots.items():
        if slots.get(name) != value:
            yield f"{name} is {slots.get(name)!r}, not {value!r}"
    for name, values in expected.one_of.items():
        if slots.get(name) not in values:
            yield f"{name} is {slots.get(name)!r}, none of {list(values)}"


def _wrong_replies(expected: Expected, replies: list[str]) -> Iterator[str]:
    said = "\n".join(replies).lower()
    for words in expected.replies_contain:
        if words.lower() not in said:
            yield f"no reply says {words!r}"
    for words in expected.replies_lack:
        if words.lower() in said:
            yield f"a reply says {words!r}"
    if expected.no_reply and replies:
        yield "there is a reply"


def _broken_promises(run: Run, slots: Mapping[str, Any], replies: list[str]) -> Iterator[str]:
    """What the contract says of every turn of every conversation."""
    missing = sorted(SLOTS - set(slots))
    if missing:
        yield f"slots are missing: {missing}"
    for name in CRITERIA:
        if slots.get(name) not in _ANSWERS:
            yield f"{name} has the value {slots.get(name)!r}"
    level, asked = slots.get("safety_level"), slots.get("requested_slot")
    if level not in _LEVELS:
        yield f"safety_level is {level!r}"
    elif _LEVELS.index(level) < _LEVELS.index(run.level):
        yield f"safety_level fell from {run.level} to {level}"
    run.level = level
    run.concern_seen = run.concern_seen or level is not None
    if level is not None and slots.get("handoff_case") is None:
        yield f"safety_level is {level} and handoff_case is null"
    if level in _HOLDING:
        if slots.get("screening_outcome") != "safety_hold":
            yield f"safety_level is {level}, screening_outcome {slots.get('screening_outcome')!r}"
        if str(asked).removeprefix("confirm_").split("__")[0] in (*CRITERIA, "history_open"):
            yield f"safety_level is {level} and the bot asks {asked}"
        for words in sorted(set(replies) & set(run.last_replies)):
            # A question that still waits may be put again, and thanks may be said twice.
            if "?" in words or len(words) < _LONG_ENOUGH_TO_TIRE:
                continue
            yield f"the same paragraph twice in a row: {_short(words)!r}"
    if run.concern_seen and slots.get("screening_outcome") == "no_contraindication":
        yield "no_contraindication after a concern"
    said = "\n".join(replies)
    for words in _NEVER_SAID:
        if words.lower() in said.lower():
            yield f"a reply says {words!r}"


def _wrong_case(run: Run, expected: Expected) -> Iterator[str]:
    if expected.case is None:
        return
    case = run.server.desk.only_case(run.sender)
    if expected.case == NO_CASE:
        if case is not None:
            yield f"there is a case of kind {case['kind']}"
        return
    assert isinstance(expected.case, Mapping)
    if case is None:
        yield "there is no case"
        return
    full = run.server.desk.case(case["id"])
    yield from _unlike("case", expected.case, full)


def _unlike(where: str, expected: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    """Differences in the fields that `expected` names, at any depth."""
    for name, value in expected.items():
        if isinstance(value, Mapping) and isinstance(found.get(name), Mapping):
            yield from _unlike(f"{where}.{name}", value, found[name])
        elif found.get(name) != value:
            yield f"{where}.{name} is {found.get(name)!r}, not {value!r}"


def _short(text: str) -> str:
    line = " / ".join(text.splitlines()) or "(empty)"
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}… ({len(text)})"
