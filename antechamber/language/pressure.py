"""Blood pressure readings as people type them, and what one reading answers. Pure, no clock.

Finds "140/90", "140 over 90", "one forty over ninety", "118-76", "top number 150",
"systolic 150 diastolic 95", "in the 150s over 90s". Dates, doses, scores and ages
are left alone: a pair counts only when it is possible as a pressure, a single
number only beside words for blood pressure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from antechamber.errors import AntechamberError
from antechamber.protocol.model import PressureBounds
from antechamber.screening.answers import Answer

_NEAR_CHARACTERS = 30
MOST_READINGS = 30
"""Readings looked at in one message."""
LEAST_SYSTOLIC_MMHG, MOST_SYSTOLIC_MMHG = 70, 260
LEAST_DIASTOLIC_MMHG, MOST_DIASTOLIC_MMHG = 40, 160


class ImplausibleReading(AntechamberError):
    """The numbers cannot be one blood pressure: ask for the reading again."""


@dataclass(frozen=True)
class Pressure:
    """One reading in mmHg. A number that was not told is None; one of the two is there."""

    systolic_mmhg: int | None
    diastolic_mmhg: int | None

    def __post_init__(self) -> None:
        """Raises ImplausibleReading for numbers outside what a cuff can show."""
        top, low = self.systolic_mmhg, self.diastolic_mmhg
        if top is None and low is None:
            raise ImplausibleReading("a reading needs at least one number")
        if top is not None and not LEAST_SYSTOLIC_MMHG <= top <= MOST_SYSTOLIC_MMHG:
            raise ImplausibleReading("the top number is outside 70 to 260 mmHg")
        if low is not None and not LEAST_DIASTOLIC_MMHG <= low <= MOST_DIASTOLIC_MMHG:
            raise ImplausibleReading("the bottom number is outside 40 to 160 mmHg")
        if top is not None and low is not None and top <= low:
            raise ImplausibleReading("the top number is not above the bottom number")


@dataclass(frozen=True)
class PressureMention:
    """A reading and where it stands in the text that was searched (end exclusive)."""

    pressure: Pressure
    start: int
    end: int


def pressure_answer(reading: Pressure, bounds: PressureBounds) -> Answer | None:
    """Answer to `uncontrolled_hypertension` from one reading, in mmHg.

    `yes` when either number is at or above its bound, treated or not; `no` when
    both are below; None when the only number told is below, so that the other
    must be asked. Source: `blood_pressure` in data/protocol.yml.
    """
    top, low = reading.systolic_mmhg, reading.diastolic_mmhg
    if top is not None and top >= bounds.high_systolic_mmhg:
        return Answer.YES
    if low is not None and low >= bounds.high_diastolic_mmhg:
        return Answer.YES
    return None if top is None or low is None else Answer.NO


def is_crisis(reading: Pressure, bounds: PressureBounds) -> bool:
    """True when either number is at or above the crisis bound: symptoms are asked at once."""
    top, low = reading.systolic_mmhg, reading.diastolic_mmhg
    return (top is not None and top >= bounds.crisis_systolic_mmhg) or (
        low is not None and low >= bounds.crisis_diastolic_mmhg
    )


_UNITS = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: number for number, word in enumerate(_UNITS, 1)} | {"oh": 0}
_BIG = {word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)} | {
    "fourty": 40
}
_BELOW_100 = rf"(?:(?:{'|'.join(_BIG)})(?:[ -](?:{'|'.join(_UNITS[:9])}))?|{'|'.join(_UNITS[9:])})"
_SPOKEN = (
    rf"(?:(?:(?:a|one|two)[ -]hundred(?:[ -]and)?(?:[ -](?:{_BELOW_100}|{'|'.join(_UNITS[:9])}))?)"
    rf"|(?:one|two)[ -](?:oh[ -](?:{'|'.join(_UNITS[:9])})|{_BELOW_100})|{_BELOW_100})"
)
_SPOKEN_WORDS = re.compile(r"[a-z]+")
_NUMBER = rf"(?:\d{{2,3}}(?:s|ish)?|{_SPOKEN})"
_RANGE = rf"{_NUMBER}(?:\s*(?:-|to)\s*{_NUMBER})?"
_BEFORE = r"(?<![\w./$-])"
_AFTER = r"(?:(?=\s?mm)|(?![\w/]|\.\d|\s*(?:mg|mcg|ml|%|percent)\b))"
_HEDGE = (
    r"(?:(?:about|around|roughly|like|maybe|approximately|usually|the|low|mid|high|upper|in)\s+)*"
)
_OVER = re.compile(
    rf"{_BEFORE}(?P<top>{_RANGE})\s*(?:\bover\b|\bon\b|\bby\b)\s*{_HEDGE}(?P<low>{_RANGE}){_AFTER}"
)
_SLASH = re.compile(rf"{_BEFORE}(?P<top>\d{{2,3}})s?\s*[/\\]\s*(?P<low>\d{{2,3}})s?{_AFTER}")
_DASH = re.compile(rf"{_BEFORE}(?P<top>\d{{3}})\s*-\s*(?P<low>\d{{2,3}}){_AFTER}")
_BETWEEN = r"(?:\s*(?:number|pressure|bp|one|reading|is|was|of|at|about|around|[:=,]))*\s*"
_NAMED_TOP = re.compile(rf"\b(?:systolic|top|upper|sys){_BETWEEN}{_HEDGE}(?P<top>{_RANGE}){_AFTER}")
_NAMED_LOW = re.compile(
    rf"\b(?:diastolic|bottom|lower|dia){_BETWEEN}{_HEDGE}(?P<low>{_RANGE}){_AFTER}"
)
_TOPIC = r"\b(?:bp|b\.p\.?|blood\s?pressure|pressure|systolic|mmhg|cuff)\b"
_TOPIC_RE = re.compile(_TOPIC)
_SINGLE = re.compile(
    rf"{_TOPIC}(?:\s+(?!by\b|for\b|since\b|in\s+(?:19|20)\d\d)[a-z]+){{0,6}}?[\s:=]+"
    rf"(?P<top>\d{{3}})(?:s|ish)?{_AFTER}(?!\s*(?:pounds|lbs|lb|kg|days|people|times))"
)
# Inhalers are sold by two numbers that would pass as a pressure: "Advair 250/50".
_DOSE = re.compile(
    r"(?:advair|diskus|wixela|airduo|fluticasone|salmeterol|eye|vision)\W+(?:\w+\W+)?$"
)


def find_pressures(folded_text: str) -> tuple[PressureMention, ...]:
    """Every plausible reading in a text, in order of place; what cannot be one is passed over.

    The text must be lower case without apostrophes (`antechamber.protocol.phrases.folded`).
    """
    topical = _TOPIC_RE.search(folded_text) is not None
    found: list[PressureMention] = []
    for shape in (_OVER, _SLASH, *((_DASH,) if topical else ())):
        for match in shape.finditer(folded_text):
            if _DOSE.search(folded_text, max(0, match.start() - 30), match.start()):
                continue
            _add(found, match.start(), match.end(), _value(match["top"]), _value(match["low"]))
    _add_named(found, folded_text)
    if topical:
        for match in _SINGLE.finditer(folded_text):
            start, end = match.span("top")
            _add(found, start, end, _value(match["top"]), None)
    return tuple(sorted(found, key=lambda mention: mention.start))


def read_pressure(folded_text: str) -> Pressure | None:
    """The reading in a reply to a question about blood pressure, or None without one.

    Here a bare "135", "150 90" or "140-90" counts too. The last reading wins.
    Raises ImplausibleReading when there are numbers that cannot be a reading.
    """
    found = find_pressures(folded_text)
    if found:
        return found[-1].pressure
    pair = re.search(
        rf"{_BEFORE}(?P<top>\d{{2,3}})\s*(?:/|-|,|\band\b|\s)\s*(?P<low>\d{{2,3}}){_AFTER}",
        folded_text,
    )
    if pair is not None:
        return Pressure(int(pair["top"]), int(pair["low"]))
    over = _OVER.search(folded_text)
    if over is not None:
        return Pressure(_value(over["top"]), _value(over["low"]))
    single = re.search(rf"{_BEFORE}(?P<top>\d{{2,3}})(?:s|ish)?{_AFTER}", folded_text)
    return None if single is None else Pressure(int(single["top"]), None)


def _add_named(found: list[PressureMention], text: str) -> None:
    lows = list(_NAMED_LOW.finditer(text))
    for match in _NAMED_TOP.finditer(text):
        beside = next((low for low in lows if _gap(match, low) <= _NEAR_CHARACTERS), None)
        if beside is not None:
            lows.remove(beside)
        low = None if beside is None else _value(beside["low"])
        both = [match, *([] if beside is None else [beside])]
        start, end = min(one.start() for one in both), max(one.end() for one in both)
        _add(found, start, end, _value(match["top"]), low)
    for match in lows:
        _add(found, match.start(), match.end(), None, _value(match["low"]))


def _gap(one: re.Match[str], other: re.Match[str]) -> int:
    """Characters between two matches, in either order; a large number where they overlap."""
    gap = max(other.start() - one.end(), one.start() - other.end())
    return gap if gap >= 0 else len(one.string)


def _add(
    found: list[PressureMention], start: int, end: int, top: int | None, low: int | None
) -> None:
    """Keep a reading that is possible and does not overlap one found before."""
    if len(found) >= MOST_READINGS or any(start < one.end and one.start < end for one in found):
        return
    try:
        found.append(PressureMention(Pressure(top, low), start, end))
    except ImplausibleReading:
        return


def _value(words: str) -> int:
    """mmHg from "150", "150s", "one forty" or a range, whose higher end is taken."""
    digits = [int(number) for number in re.findall(r"\d{2,3}", words)]
    if digits:
        return max(digits)
    return max(_spoken(part) for part in re.split(r"\bto\b", words))


def _spoken(words: str) -> int:
    total = 0
    for word in _SPOKEN_WORDS.findall(words):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _BIG:
            total = (total * 100 if 0 < total < 10 else total) + _BIG[word]
        elif word in _SMALL:
            number = _SMALL[word]
            total = (total * 100 if 0 < total < 10 else total) + number
    return total
