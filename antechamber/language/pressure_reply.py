"""A reply to the blood pressure question or to "what was your last reading?". Pure.

Source: contract, `uncontrolled_hypertension`; bounds in data/protocol.yml.
"""

from __future__ import annotations

import re

from antechamber.language.dates import DAYS_PER_MONTH, find_timings
from antechamber.language.pressure import (
    ImplausibleReading,
    Pressure,
    PressureMention,
    find_pressures,
    is_crisis,
    pressure_answer,
    read_pressure,
)
from antechamber.language.reply_words import PieceKind, ReplyWords
from antechamber.language.ruling import NO_VIEW, OTHER, Heard, Ruling
from antechamber.protocol.model import PressureBounds
from antechamber.protocol.phrases import folded
from antechamber.screening.answers import Answer
from antechamber.screening.heard import Reply

HYPERTENSION = "uncontrolled_hypertension"
READING = f"{HYPERTENSION}__reading"
SYMPTOMS = f"{HYPERTENSION}__symptoms"
_BARE_WORDS = 4
_GOAL_REACH = 22
_NOT_THE_READING = re.compile(
    r"(?:since|for|diagnosed|started|stopped|quit|been on|taking|over|more than|"
    r"within|until|stroke|"
    r"attack|surgery|in the)\s*$"
)
_PAIR = re.compile(r"(?<![\w./$-])\d{2,3}\s*(?:/|\bover\b|\bon\b)\s*\d{1,3}(?![\w/])")
_STOPPED = re.compile(
    r"\b(?:stopped|quit|ran out|off (?:my|the|all)|switched|changed)\b.{0,25}"
    r"\b(?:since|meds?|pills?|tablets?|medicine|medication|\w+pril|\w+artan|\w+ipine|everything)\b"
)


def read_pressure_reply(heard: Heard, bounds: PressureBounds, words: ReplyWords) -> Ruling:
    """A reading in the reply to the criterion's question or to the follow-up; else NO_VIEW."""
    plain = folded(heard.text)
    own = [one for one in find_pressures(plain) if not _is_goal(plain, one, words)]
    if own:
        return _judged(heard, own[-1].pressure, bounds)
    if find_pressures(plain):
        return NO_VIEW
    if words.other_numbers.search(plain) is not None:
        return NO_VIEW
    bare = len(heard.plain.words) <= _BARE_WORDS and any(char.isdigit() for char in plain)
    if not bare and _PAIR.search(plain) is None:
        return NO_VIEW
    try:
        reading = read_pressure(plain)
    except ImplausibleReading:
        return OTHER.with_detail(implausible=True)
    return NO_VIEW if reading is None else _judged(heard, reading, bounds)


def read_reading(heard: Heard, bounds: PressureBounds, words: ReplyWords) -> Ruling:
    """The reply to "what was your last reading?": asked once, so no reading is unsure."""
    found = read_pressure_reply(heard, bounds, words)
    if found.needs == READING:
        return Ruling(Reply.UNSURE, sure=True, detail=found.detail)
    if found.reply is not None:
        return found
    if _any_number(heard):
        return _from_any_number(heard, bounds)
    leaning = heard.leaning
    if leaning.reply is Reply.DECLINE:
        return Ruling(Reply.DECLINE, sure=True)
    if leaning.alone and leaning.kind in (PieceKind.ASK_BACK, PieceKind.NOTED):
        return OTHER
    return OTHER if heard.plain.asks else Ruling(Reply.UNSURE, sure=True)


def read_symptoms(heard: Heard, words: ReplyWords) -> Ruling:
    """Symptoms of a hypertensive emergency: some or none; both leave the criterion `yes`.

    A doubtful reply counts as some: the one error that must not happen is to
    miss an emergency.
    """
    some = words.symptoms_some.search(heard.plain.text)
    none = words.symptoms_none.search(heard.plain.text)
    leaning = heard.leaning
    if some is not None and not _denied_before(heard.plain.text, some.start()):
        return Ruling(Reply.YES, sure=True, detail={"symptoms": True})
    if leaning.reply in (Reply.YES, Reply.UNSURE) or leaning.kind is PieceKind.OFTEN:
        return Ruling(Reply.YES, sure=True, detail={"symptoms": True})
    if leaning.reply is Reply.NO or (none is not None and leaning.kind is not PieceKind.ASK_BACK):
        softened = any(one.kind is PieceKind.CONTRAST for one in heard.plain.pieces)
        return OTHER if softened else Ruling(Reply.YES, sure=True, detail={"symptoms": False})
    if some is not None:
        return Ruling(Reply.YES, sure=True, detail={"symptoms": False})
    if leaning.reply is Reply.DECLINE:
        return Ruling(Reply.DECLINE, sure=True)
    return OTHER


def _judged(heard: Heard, told: Pressure, bounds: PressureBounds) -> Ruling:
    try:
        reading = _completed(told, heard.told_before)
    except ImplausibleReading:
        return OTHER.with_detail(implausible=True)
    detail = {
        name: value
        for name, value in (
            ("systolic", reading.systolic_mmhg),
            ("diastolic", reading.diastolic_mmhg),
        )
        if value is not None
    }
    answer = pressure_answer(reading, bounds)
    if _is_old(heard, bounds) or (answer is not Answer.YES and _is_from_before_a_stop(heard)):
        return Ruling(Reply.UNSURE, sure=True, needs=READING)
    if is_crisis(reading, bounds):
        return Ruling(Reply.YES, sure=True, detail=detail, needs=SYMPTOMS)
    if answer is None:
        return Ruling(Reply.UNSURE, sure=True, detail=detail, needs=READING)
    reply = Reply.YES if answer is Answer.YES else Reply.NO
    return Ruling(reply, sure=True, bare=True, detail=detail)


def _completed(told: Pressure, before: Pressure | None) -> Pressure:
    """One number now and the other in the message before make one reading."""
    if before is None or (told.systolic_mmhg is not None and told.diastolic_mmhg is not None):
        return told
    if told.diastolic_mmhg is None and before.diastolic_mmhg is None and before.systolic_mmhg:
        return Pressure(before.systolic_mmhg, told.systolic_mmhg)
    return Pressure(
        told.systolic_mmhg if told.systolic_mmhg is not None else before.systolic_mmhg,
        told.diastolic_mmhg if told.diastolic_mmhg is not None else before.diastolic_mmhg,
    )


def _is_goal(plain: str, mention: PressureMention, words: ReplyWords) -> bool:
    """True for "my goal is 120/80" and "used to be 160/100": not the last reading."""
    before = plain[max(0, mention.start - _GOAL_REACH) : mention.start]
    found = [match for match in words.goal.finditer(before) if match[0] != "was"]
    return bool(found) and "now" not in before[found[-1].end() :]


def _is_old(heard: Heard, bounds: PressureBounds) -> bool:
    """True where the words put the reading past `reading_valid_days`, surely or possibly."""
    plain = folded(heard.text)
    timings = [
        one.timing
        for one in find_timings(plain, heard.now)
        if not _NOT_THE_READING.search(plain[: one.start])
        and not plain[one.start :].startswith("since")
    ]
    if not timings:
        return False
    newest = min(timings, key=lambda timing: timing.months_ago_min)
    return newest.within(bounds.reading_valid_days / DAYS_PER_MONTH) is not True


def _is_from_before_a_stop(heard: Heard) -> bool:
    """A medicine was stopped or changed after the reading."""
    plain = folded(heard.text)
    said = _STOPPED.search(plain)
    return said is not None and "since" in plain


def _any_number(heard: Heard) -> bool:
    return re.search(r"(?<![\w./$-])\d{2,3}(?!\w)", folded(heard.text)) is not None


def _from_any_number(heard: Heard, bounds: PressureBounds) -> Ruling:
    try:
        reading = read_pressure(folded(heard.text))
    except ImplausibleReading:
        return OTHER.with_detail(implausible=True)
    return NO_VIEW if reading is None else _judged(heard, reading, bounds)


def _denied_before(text: str, start: int) -> bool:
    return (
        re.search(r"\b(?:no|not|dont have|without|never|denies|nor)\b[\w\s,]*$", text[:start])
        is not None
    )
