"""The wordings of time that `dates` knows, and how each is worked out from today's date. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from antechamber.language.timing import (
    ADULT_AGE_YEARS,
    DAYS_PER_MONTH,
    NO_LIMIT_MONTHS,
    Exactness,
    Timing,
)

_NUMBERS = {
    word: number
    for number, word in enumerate(
        (
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
            "twenty",
        ),
        1,
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        1,
    )
    for name in names
}
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_UNIT_DAYS = {
    "minute": 0.0,
    "min": 0.0,
    "hour": 0.04,
    "hr": 0.04,
    "day": 1.0,
    "week": 7.0,
    "wk": 7.0,
}
_N = rf"(?P<n>\d{{1,3}}(?:\.5)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>minute|min|hour|hr|day|week|wk|month|mo|year|yr)s?"
_AGO = r"(?:\s+(?:ago|back|prior|earlier|before|now|since)\b)"
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:19[4-9]|20[0-4])\d)"
_HEDGES = {
    "over": "over",
    "more than": "over",
    "at least": "over",
    "longer than": "over",
    "less than": "under",
    "under": "under",
    "within": "under",
    "almost": "under",
    "nearly": "under",
    "not even": "under",
    "just under": "under",
    "in the last": "under",
    "in the past": "under",
    "within the last": "under",
    "within the past": "under",
    "about": "about",
    "around": "about",
    "roughly": "about",
    "like": "about",
    "maybe": "about",
    "approximately": "about",
    "probably": "about",
}
_HEDGE = rf"(?:\b(?P<hedge>{'|'.join(sorted(_HEDGES, key=len, reverse=True))})\s+)?"

_Reader = Callable[[re.Match[str], date], "Timing | None"]


def _since(first: date, last: date, today: date, exactness: Exactness) -> Timing | None:
    """Timing of a calendar stretch; the part that lies in the future is cut off."""
    if first > today:
        return None
    newest = (today - min(last, today)).days / DAYS_PER_MONTH
    return Timing(newest, (today - first).days / DAYS_PER_MONTH, exactness)


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _ago(match: re.Match[str], today: date) -> Timing | None:
    """ "11 months ago", "about a year ago", "less than 2 weeks ago"."""
    words, unit = match["n"], match["unit"]
    number = float(_NUMBERS[words]) if words in _NUMBERS else float(words)
    hedge = _HEDGES.get(match["hedge"] or "", "")
    if unit in _UNIT_DAYS:
        months, slack = number * _UNIT_DAYS[unit] / DAYS_PER_MONTH, 0.0
    elif unit in ("month", "mo"):
        months, slack = number, 0.0
    else:
        months = number * 12
        slack = 1.0 if number <= 1 else 6.0
    if hedge == "over":
        return Timing(months + 0.01, NO_LIMIT_MONTHS, Exactness.ABOUT)
    if hedge == "under":
        return Timing(0.0, months, Exactness.ABOUT)
    if hedge == "about":
        slack = max(slack, months * 0.1)
    exactness = Exactness.ABOUT if slack else Exactness.EXACT
    return Timing(max(0.0, months - slack), months + slack, exactness)


def _month_in_year(match: re.Match[str], today: date) -> Timing | None:
    """ "March 2025", "march 3rd 2025"."""
    year, month = int(match["year"]), _MONTHS[match["month"]]
    return _calendar(year, month, match["day"], today)


def _bare_month(match: re.Match[str], today: date) -> Timing | None:
    """ "In March", "last October", "March 3": the latest one that has begun."""
    month = _MONTHS[match["month"]]
    lead = match["lead"]
    if match["month"] in ("may", "mar", "march") and lead is None and match["day"] is None:
        return None
    if lead is None and match["day"] is None and not match["month"].startswith(_LONG_MONTHS):
        return None
    year = today.year if month <= today.month else today.year - 1
    if lead is not None and "last" in lead and month == today.month:
        year -= 1
    if lead is not None and "of last year" in (match["tail"] or ""):
        year = today.year - 1
    return _calendar(year, month, match["day"], today)


_LONG_MONTHS = ("janu", "febr", "april", "june", "july", "augu", "sept", "octo", "nove", "dece")


def _numeric(match: re.Match[str], today: date) -> Timing | None:
    """ "3/2026", "10/12/2025" (month first, as in the US)."""
    month, year = int(match["m"]), int(match["y"])
    if year < 100:
        year += 2000 if year <= today.year % 100 else 1900
    if not 1 <= month <= 12:
        return None
    return _calendar(year, month, match["d"], today)


def _calendar(year: int, month: int, day: str | None, today: date) -> Timing | None:
    if day is None:
        return _since(date(year, month, 1), _month_end(year, month), today, Exactness.ABOUT)
    try:
        exact = date(year, month, int(day))
    except ValueError:
        return None
    if exact > today:
        exact = exact.replace(year=year - 1) if (month, int(day)) != (2, 29) else exact
    return _since(exact, exact, today, Exactness.EXACT)


def _year(match: re.Match[str], today: date) -> Timing | None:
    """ "Back in 2019", "since 2015"."""
    year = int(match["year"])
    part = (match["part"] or "").strip()
    first, last = date(year, 1, 1), date(year, 12, 31)
    if part == "early":
        last = date(year, 4, 30)
    elif part == "late":
        first = date(year, 9, 1)
    elif part.startswith("mid"):
        first, last = date(year, 5, 1), date(year, 8, 31)
    return _since(first, last, today, Exactness.ABOUT)


def _season(match: re.Match[str], today: date) -> Timing | None:
    """ "Last spring", "this summer", "in the winter" (northern seasons)."""
    month = _SEASONS[match["season"]]
    year = int(match["year"]) if match["year"] else today.year
    if not match["year"] and date(year, month, 1) > today:
        year -= 1
    first = date(year, month, 1)
    last = _month_end(year + (month + 2 > 12), (month + 1) % 12 + 1)
    if match["lead"].startswith("last") and not match["year"] and first <= today <= last:
        first, last = first.replace(year=year - 1), last.replace(year=last.year - 1)
    return _since(first, last, today, Exactness.ABOUT)


def _at_age(match: re.Match[str], today: date) -> Timing | None:
    """ "When I was 12": the person is an adult now, so at least the years from then to 18."""
    del today
    age = int(match["age"])
    if age >= ADULT_AGE_YEARS - 1:
        return Timing(0.0, NO_LIMIT_MONTHS, Exactness.VAGUE)
    return Timing((ADULT_AGE_YEARS - 1 - age) * 12 + 0.01, NO_LIMIT_MONTHS, Exactness.ABOUT)


def _this_year(match: re.Match[str], today: date) -> Timing | None:
    if match["which"] == "last":
        return _since(
            date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), today, Exactness.ABOUT
        )
    if match["which"].startswith("beginning"):
        return _since(date(today.year, 1, 1), date(today.year, 3, 31), today, Exactness.ABOUT)
    return _since(date(today.year, 1, 1), today, today, Exactness.ABOUT)


def _fixed(least: float, most: float, exactness: Exactness) -> _Reader:
    return lambda match, today: Timing(least, most, exactness)


def _plain(
    words: str, least: float, most: float, exactness: Exactness
) -> tuple[re.Pattern[str], _Reader]:
    return re.compile(rf"\b(?:{words})\b"), _fixed(least, most, exactness)


_WEEK = 7 / DAYS_PER_MONTH
_DAY = 1 / DAYS_PER_MONTH
SHAPES: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (
        re.compile(rf"\b{_HEDGE}(?:a year|{_N}\s*years?) and a half{_AGO}"),
        _fixed(16.0, NO_LIMIT_MONTHS, Exactness.ABOUT),
    ),
    _plain(rf"(?:a )?half a year{_AGO}", 5, 7, Exactness.ABOUT),
    _plain(rf"(?:a )?couple(?: of)? years{_AGO}", 18, 36, Exactness.ABOUT),
    _plain(rf"(?:a )?couple(?: of)? months{_AGO}", 1.5, 3, Exactness.ABOUT),
    _plain(rf"(?:a )?couple(?: of)? weeks{_AGO}", _WEEK, 3 * _WEEK, Exactness.ABOUT),
    _plain(rf"(?:a )?couple(?: of)? (?:days|nights){_AGO}", _DAY, 3 * _DAY, Exactness.ABOUT),
    _plain(rf"(?:a )?few years{_AGO}", 24, 84, Exactness.ABOUT),
    _plain(rf"(?:several|many|some) years{_AGO}", 24, NO_LIMIT_MONTHS, Exactness.ABOUT),
    _plain(rf"(?:a )?few months{_AGO}", 2, 5, Exactness.ABOUT),
    _plain(rf"(?:several|some|many) months{_AGO}", 3, 11, Exactness.ABOUT),
    _plain(rf"(?:a )?few weeks{_AGO}", 2 * _WEEK, 5 * _WEEK, Exactness.ABOUT),
    _plain(rf"(?:a )?few (?:days|nights){_AGO}", 2 * _DAY, 6 * _DAY, Exactness.ABOUT),
    _plain(rf"(?:a )?few (?:hours|minutes){_AGO}", 0, _DAY, Exactness.EXACT),
    (re.compile(rf"{_HEDGE}\b{_N}\s*(?:\+\s*)?{_UNIT}{_AGO}"), _ago),
    (
        re.compile(
            r"\b(?P<hedge>over|more than|less than|under|within|in the last|in the past|"
            rf"within the last|within the past)\s+(?:the\s+)?{_N}\s*{_UNIT}\b(?!\s+old)"
        ),
        _ago,
    ),
    _plain(
        r"today|tonight|this (?:morning|afternoon|evening)|earlier today|just now|right now|"
        r"an hour ago",
        0,
        _DAY,
        Exactness.EXACT,
    ),
    _plain(r"last night|yesterday(?: \w+)?", 0, _DAY, Exactness.EXACT),
    _plain(
        r"the other (?:day|night)|this week|last weekend|this (?:past )?weekend|"
        r"(?:last|past|this past) week|days ago",
        _DAY,
        2 * _WEEK,
        Exactness.ABOUT,
    ),
    _plain(r"last (?:mon|tues|wednes|thurs|fri|satur|sun)day", _DAY, 2 * _WEEK, Exactness.ABOUT),
    _plain(r"weeks ago", 2 * _WEEK, 8 * _WEEK, Exactness.ABOUT),
    _plain(
        r"(?:in the |the |this )?past month|this month|in the last month", 0, 1, Exactness.ABOUT
    ),
    _plain(r"last month", 0.1, 2, Exactness.ABOUT),
    _plain(r"months ago", 2, 11, Exactness.VAGUE),
    _plain(r"recently|lately|these days", 0, 6, Exactness.VAGUE),
    _plain(
        r"(?:many |several |some )?(?:years|decades) (?:ago|back)|years and years|"
        r"(?:a )?decades? ago",
        18,
        NO_LIMIT_MONTHS,
        Exactness.ABOUT,
    ),
    (
        re.compile(
            r"\b(?P<which>last|earlier this|this|beginning of (?:this|the)|start of the)"
            r" (?:calendar )?year\b"
        ),
        _this_year,
    ),
    (
        re.compile(
            rf"\b{_MONTH}\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?:of\s+)?{_YEAR}\b"
        ),
        _month_in_year,
    ),
    (
        re.compile(
            r"(?<![\d/.])(?P<m>\d{1,2})[/-](?:(?P<d>\d{1,2})[/-])?"
            r"(?P<y>(?:19|20)\d\d)(?![\d/])"
        ),
        _numeric,
    ),
    (re.compile(r"(?<![\d/.])(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d\d)(?![\d/])"), _numeric),
    (
        re.compile(
            rf"\b(?P<lead>last|this(?: past)?|in(?: the)?|back in(?: the)?|over the|during the|"
            rf"early|late|since)\s+(?P<season>spring|summer|fall|autumn|winter)"
            rf"(?:\s+(?:of\s+)?{_YEAR})?\b"
        ),
        _season,
    ),
    (
        re.compile(
            rf"(?:\b(?P<lead>in(?: early| late| mid)?|last|this(?: past)?|back in|since|early|late|"
            rf"mid|until|during|around|by)\s+)?\b{_MONTH}"
            r"(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b)?(?P<tail>\s+of (?:last|this) year)?"
            r"(?!\s+(?:i|have|be|not|also|or)\b)"
        ),
        _bare_month,
    ),
    (
        re.compile(
            rf"\b(?:in|since|back in|from|during|until|around|year)\s+"
            rf"(?P<part>early |late |mid )?{_YEAR}\b"
        ),
        _year,
    ),
    (re.compile(rf"(?P<part>)(?<![\d$/.]){_YEAR}(?![\d/]|\s*(?:mg|mcg))"), _year),
    (
        re.compile(
            r"\b(?:when|since|until|at|while) (?:i was|age|the age of|i turned)"
            r"(?: (?:like|about|around))? (?P<age>[1-9]\d?)\b"
        ),
        _at_age,
    ),
    (
        re.compile(
            r"\bat (?:age )?(?P<age>1[0-6])\b(?!\s*(?:am|pm|weeks|months|days|o ?clock|%|[:/.]))"
        ),
        _at_age,
    ),
    _plain(
        r"(?:as|when i was|since i was) (?:a |an )?(?:little )?(?:kid|child|baby|infant)|"
        r"in (?:my )?(?:childhood|elementary school|middle school)|growing up",
        48,
        NO_LIMIT_MONTHS,
        Exactness.ABOUT,
    ),
    _plain(
        r"as (?:a )?(?:teen|teenager|young adult)|in (?:high school|college|my (?:teens|twenties|"
        r"thirties|20s|30s))|when i was (?:young|younger|a teen|a teenager)|"
        r"a (?:while|long while|long time) (?:back|ago)|(?:long|ages|way) (?:ago|back)|"
        r"in the past|once upon a time",
        0,
        NO_LIMIT_MONTHS,
        Exactness.VAGUE,
    ),
)
