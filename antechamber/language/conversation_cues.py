"""Cues about who is typing and what a remark refers to, apart from health itself."""

from __future__ import annotations

import re

_PEOPLE = (
    r"(?:wife|husband|partner|boyfriend|girlfriend|mom|mum|mother|dad|father|son|daughter|"
    r"brother|sister|grandma|grandmother|grandpa|grandfather|aunt|uncle|friend|patient|client|"
    r"roommate|neighbor|spouse|fiance|fiancee|cousin|kid|child|parent)"
)

_PROXY = re.compile(
    r"\b(?:"
    r"(?:fill\w*|typ\w*|answer\w*|writ\w*|do\w*|complet\w*|text\w*)\s+(?:this\s+|it\s+|that\s+)?"
    r"(?:out\s+|in\s+)?(?:for|on behalf of)\s+(?:my|a|the|our|him|her|them)\b"
    r"|on behalf of (?:my|a|the|our|him|her|them)\b"
    rf"|(?:i'?m|i am|im|it'?s|this is) (?:here )?for (?:my|our) {_PEOPLE}"
    rf"|my {_PEOPLE} (?:is|'s) (?:here|right here|sitting|next to me|beside me|with me)"
    rf"|(?:i'?m|i am|im|this is) (?:(?:his|her|their|my|the) )+?(?:\w+'?s )?"
    r"(?:wife|husband|mom|mother|dad|father|son|daughter|caregiver|carer|nurse|aide|case manager|social worker)\b"
    rf"|(?:my {_PEOPLE}|client|patient|he|she|they) (?:asked|wants|wanted) me to (?:fill|type|answer|write|do)"
    r"|(?:he|she|client|patient|pt) (?:says|said|denies|reports|states|answers|tells me)\b"
    r")",
    re.IGNORECASE,
)

_ABOUT_LAST = re.compile(
    r"\b(?:"
    rf"(?:that|it|this) (?:was|is|were|applies to|'s) (?:about |for |actually )?(?:my|his|her|their|our) {_PEOPLE}"
    r"|(?:that|it|this)(?:'s| is| was| isnt| isn't) (?:wrong|a mistake|not right|incorrect|a typo|not what i meant)"
    r"|i (?:made a mistake|misspoke|mistyped|misread|got that wrong|meant (?:no|yes|to say|the other)|said (?:that|it) wrong)"
    r"|(?:wrong|hit the wrong) (?:answer|button|one)"
    r"|(?:change|fix|undo|redo|take back|correct) (?:that|my last|the last|my previous|what i (?:just )?said)"
    r"|scratch that|my bad,? (?:i|that|no|yes)"
    r")",
    re.IGNORECASE,
)


def speaks_for_another(text: str) -> bool:
    """Whether the words show that somebody types for the person being screened."""
    return _PROXY.search(text) is not None


def refers_to_last_answer(text: str) -> bool:
    """Whether the words take back what was said last, without naming it."""
    return _ABOUT_LAST.search(text) is not None
