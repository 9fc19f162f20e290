"""When something happened, by the words that date it. Pure: today's date is passed in.

Sources of the bounds: contract, `suicide_attempt` (today or last night; 3 months; 12 months).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum

from antechamber.safety.grammar import NUMBER_WORDS
from antechamber.safety.lexicon import Match

RECENT_DAYS = 92
YEAR_DAYS = 366
_TODAY_DAYS = 0.7
_UNIT_DAYS = {
    "sec": 0.0, "second": 0.0, "min": 0.0, "minute": 0.0, "hr": 0.04, "hour": 0.04, "day": 1.0,
    "night": 1.0, "week": 7.0, "wk": 7.0, "weekend": 7.0, "month": 30.5, "mo": 30.5, "mth": 30.5,
    "year": 365.25, "yr": 365.25, "decade": 3652.0, "summer": 365.25, "winter": 365.25,
}  # fmt: skip
_SPANISH_UNITS = {
    "minuto": 0.0, "hora": 0.04, "dia": 1.0, "noche": 1.0, "semana": 7.0, "mes": 30.5,
    "ano": 365.25,
}  # fmt: skip
_VAGUE = {
    "a": 1.0, "an": 1.0, "the": 1.0, "couple": 2.0, "few": 3.0, "several": 4.0, "some": 3.0,
    "half": 0.5, "many": 10.0, "un": 1.0, "una": 1.0, "dos": 2.0, "tres": 3.0, "cuatro": 4.0,
    "cinco": 5.0, "unos": 3.0, "unas": 3.0, "seis": 6.0, "varios": 4.0, "muchos": 10.0,
}  # fmt: skip
_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7,
    "august": 8, "september": 9, "october": 10, "november": 11, "december": 12, "jan": 1,
    "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12, "enero": 1, "febrero": 2, "marzo": 3, "abril": 4, "mayo": 5,
    "junio": 6, "julio": 7, "agosto": 8, "septiembre": 9, "octubre": 10, "noviembre": 11,
    "diciembre": 12,
}  # fmt: skip
_SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "fall": 10, "winter": 1}
_DATE_LEADS = frozenset({
    "in", "on", "back", "since", "last", "early", "late", "mid", "this", "around", "of", "about",
    "until", "till", "en", "the", "during", "over", "by", "from",
})  # fmt: skip
_AGO = frozenset({"ago", "back", "before", "earlier", "prior", "atras"})
_LONGEST_AGO = 6


class Bucket(Enum):
    """How long ago, in the steps that the levels distinguish."""

    TODAY = "today"
    RECENT = "recent"
    YEAR = "year"
    REMOTE = "remote"


def bucket_of(days: float) -> Bucket:
    """The step for a number of days ago."""
    if days <= _TODAY_DAYS:
        return Bucket.TODAY
    if days <= RECENT_DAYS:
        return Bucket.RECENT
    return Bucket.YEAR if days <= YEAR_DAYS else Bucket.REMOTE


def dates_in(tokens: Sequence[str], today: date | None) -> Iterator[tuple[Match, Bucket]]:
    """Computed dates of a sentence: "3 weeks ago", "in 2015", "in October" (needs today)."""
    for at, token in enumerate(tokens):
        yield from _ago(tokens, at)
        if token == "hace":
            yield from _hace(tokens, at)
        if len(token) == 4 and token.isdigit() and 1930 <= int(token) <= 2099:
            yield from _year(tokens, at, today)
        elif today is not None and (token in _MONTHS or token in _SEASONS):
            yield from _month(tokens, at, today)


def _singular(word: str) -> str:
    return word[:-2] if word == "meses" else word.removesuffix("s")


def _amount(words: Sequence[str]) -> float | None:
    """A number out of the words before a unit: "two", "a couple of", "2 and a half"."""
    for word in words:
        if word in NUMBER_WORDS:
            return float(NUMBER_WORDS[word])
        if word in _VAGUE and word not in {"a", "an", "the"}:
            return _VAGUE[word]
        try:
            return float(word)
        except ValueError:
            continue
    return 1.0 if any(word in {"a", "an", "un", "una"} for word in words) else None


def _ago(tokens: Sequence[str], at: int) -> Iterator[tuple[Match, Bucket]]:
    days = _UNIT_DAYS.get(_singular(tokens[at]))
    if days is None or not any(word in _AGO for word in tokens[at + 1 : at + 3]):
        return
    start = max(0, at - _LONGEST_AGO)
    amount = _amount(tokens[start:at])
    if amount is None:
        amount = 3.0 if tokens[at].endswith("s") else 1.0
    yield Match(max(start, at - 3), at + 2), bucket_of(amount * days)


def _hace(tokens: Sequence[str], at: int) -> Iterator[tuple[Match, Bucket]]:
    """Spanish "hace dos semanas"; "desde hace" is ongoing and dates nothing."""
    if at > 0 and tokens[at - 1] == "desde":
        return
    for place in range(at + 1, min(at + 5, len(tokens))):
        days = _SPANISH_UNITS.get(_singular(tokens[place]))
        if days is not None:
            amount = _amount(tokens[at + 1 : place])
            yield Match(at, place + 1), bucket_of((amount or 3.0) * days)
            return


def _year(tokens: Sequence[str], at: int, today: date | None) -> Iterator[tuple[Match, Bucket]]:
    if at > 0 and tokens[at - 1] == "since":
        return
    year = int(tokens[at])
    if today is None or year < today.year - 1:
        yield Match(at, at + 1), Bucket.REMOTE if year < 2024 else Bucket.YEAR
        return
    before = tokens[at - 1] if at else ""
    month = _MONTHS.get(before) or _SEASONS.get(before)
    if month is None:
        middle = date(year, 12, 31) if year < today.year else today
        yield (
            Match(at, at + 1),
            Bucket.YEAR if (today - middle).days <= YEAR_DAYS else Bucket.REMOTE,
        )
    else:
        yield Match(at - 1, at + 1), bucket_of(max((today - date(year, month, 15)).days, 1))


def _month(tokens: Sequence[str], at: int, today: date) -> Iterator[tuple[Match, Bucket]]:
    before = tokens[at - 1] if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    if before == "since" or (after.isdigit() and len(after) == 4):
        return
    if before not in _DATE_LEADS:
        return
    month = _MONTHS.get(tokens[at]) or _SEASONS[tokens[at]]
    year = today.year if month <= today.month else today.year - 1
    yield Match(at - 1, at + 1), bucket_of(max((today - date(year, month, 15)).days, 1))
