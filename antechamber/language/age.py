"""Says the person that they are under 18? Pure."""

from __future__ import annotations

import re

from antechamber.protocol.phrases import folded

ADULT_AGE_YEARS = 18
_WORDS = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
}
_N = rf"(?P<age>\d{{1,2}}|{'|'.join(_WORDS)})"
_NO_AGE_AFTER = (
    r"(?!\s*(?:years?|yrs?|y|months?|mos?|weeks?|wks?|days?|hours?|hrs?|min\w*)?\s+"
    r"(?:sober|clean|ago|late|along|pregnant|into|in\b|since|post|out|free|without|away|of|on)\b)"
    r"(?!\s*(?:weeks?|wks?|months?|mos?|days?|hours?|hrs?|min\w*|mg|lbs?|pounds|kg|percent|%|miles|"
    r"times|kids|pills|feet|ft|to|/|\.\d|-\d|over|st|nd|rd|th|am|pm|for|minutes))"
)
_OLD = r"(?:\s*-?\s*(?:years?|yrs?|y)?\s*-?\s*(?:old|of age|yo|y/?o|f|m|yrs?|years?)?\b)"
_AGE = re.compile(
    rf"\b(?:i am|im|i m|am|i turned|just turned|i just turned|i only|im only|i am only|me)\s+"
    rf"(?:only|just|still|about|like|almost|nearly|actually|now|a|currently|literally|barely)?\s*"
    rf"{_N}\b{_NO_AGE_AFTER}{_OLD}"
)
_SHORT = re.compile(
    r"(?<![\w./])(?P<age>1[0-7]|[89])\s*-?\s*(?:yo|y/o|y\.o\.?|f|m|years? old|yrs? old|year-old|"
    r"y old)\b"
)
_MY_AGE = re.compile(rf"\bmy age (?:is )?{_N}\b|\bage:?\s*(?P<age2>\d{{1,2}})\s*$")
_SAID = re.compile(
    r"\b(?:im|i am|am|i m)\s+(?:still\s+|only\s+|just\s+|technically\s+|actually\s+)?(?:a\s+)?"
    r"(?:minor|underage|under age|under (?:18|eighteen|the age of 18)|below 18|not (?:an\s+)?adult|"
    r"not (?:yet\s+)?(?:18|eighteen)|not (?:over|above|of) (?:18|age)|"
    r"too young for (?:this|that))\b"
    r"|\b(?:not|isnt|aint|never)\s+(?:yet\s+|even\s+|quite\s+)?(?:18|"
    r"eighteen)(?:\s+yet)?\b(?!\s*(?:years?|months?|weeks?|days?|/|over|%))"
    r"|\b(?:turn|turning|ill be|i will be|gonna be|going to be|be|almost|nearly|until im|till im|"
    r"until i am|before im|when i turn|once im|soon to be)\s+(?:18|eighteen)\b"
    r"|\b(?:under 18|underage)\b(?=\s*(?:$|[.!,]|but|is|too|though|still|yes))"
    r"|\b(?:im|i am)\s+(?:in|a (?:freshman|sophomore|junior|"
    r"senior) in)\s+(?:high ?school|middle ?school|"
    r"(?:6|7|8|9|10|11)th grade)\b"
)
_NOT_DENIED = re.compile(r"\b(?:not|isnt|aint|no)\s+(?:a\s+)?(?:minor|underage|under (?:18|age))")
_OTHERS = (
    r"son|daughter|kid|kids|child|children|brother|sister|nephew|niece|grandson|granddaughter|"
    r"cousin|friend|student|boy|girl|stepson|stepdaughter|teen|teenager|baby|dog|cat|hes|shes|"
    r"he is|she is|they are|theyre|who is|whos|patient|client"
)
_OTHER_BEFORE = re.compile(rf"\b(?:{_OTHERS})\b[^.!?]{{0,25}}$")
_PAST = re.compile(
    r"\b(?:when|since|until|while|at|was|were|back|around|from|after|before)\b[^.!?,]{0,12}$"
)


def stated_minor(text: str) -> bool:
    """True where the person says that they are under 18 ("im 16", "not 18 yet").

    Other people's ages, past ages and lengths of time ("sober 16 years") are no such statement.
    """
    plain = folded(text)
    if _NOT_DENIED.search(plain) is None and any(
        _own(plain, match) for match in _SAID.finditer(plain)
    ):
        return True
    for shape in (_AGE, _SHORT, _MY_AGE):
        for match in shape.finditer(plain):
            age = _years(match)
            if age is not None and age < ADULT_AGE_YEARS and _own(plain, match):
                return True
    return False


def _years(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    said = groups.get("age") or groups.get("age2")
    if said is None:
        return None
    return _WORDS.get(said) or (int(said) if said.isdigit() else None)


def _own(plain: str, match: re.Match[str]) -> bool:
    """True where the words are about the person now: nobody else, no past time before them."""
    before = plain[: match.start()]
    starts_with_self = match[0].lstrip().startswith(("im ", "i ", "i am", "my age"))
    if _PAST.search(before) is not None:
        return False
    return starts_with_self or _OTHER_BEFORE.search(before) is None
