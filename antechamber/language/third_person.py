"""A helper's report of an answer ("she says never", "client denies") as the answer itself. Pure."""

from __future__ import annotations

import re

_WHO = (
    r"(?:she|he|they|(?:the |my )?(?:client|patient|pt|mom|mum|mother|dad|father|wife|husband|"
    r"partner|son|daughter|brother|sister|grandma|grandpa|friend))"
)
_SAYS = re.compile(
    rf"^\W*{_WHO}\s+(?:says|said|tells me|told me|answers|answered|reports|states|replied)"
    r"\s+(?:that\s+)?",
    re.IGNORECASE,
)
_DENIES = re.compile(
    rf"^\W*{_WHO}\s+(?:denies|denied)(?:\s+(?:it|that|this|any|all of (?:it|that)|both))?\W*$",
    re.IGNORECASE,
)
_DOES = re.compile(
    rf"^\W*{_WHO}\s+(?P<verb>does not|doesnt|doesn['’]t|hasnt|hasn['’]t|does|has)\W*$",
    re.IGNORECASE,
)


def as_told_by_helper(text: str) -> str:
    """The reply in the person's own place; other texts come back unchanged."""
    if _DENIES.match(text):
        return "no"
    short = _DOES.match(text)
    if short is not None:
        return "yes" if short["verb"].lower() in ("does", "has") else "no"
    return _SAYS.sub("", text, count=1)
