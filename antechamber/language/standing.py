"""How one mention of a condition stands: whose it is, whether denied, past, asked. Pure.

Takes ConText's edges and decides which cue prevails. Order of strength: not
real or asked, somebody else's, excluded, denied, over, past, uncertain, stated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from antechamber.language.clinical_context import Edge

NEAR_WORDS = 6
_GLUE = frozenset({",", "and", "or", "&", "/", "nor", "the", "a", "any", "(", "-"})
_STOP_AT = frozenset({",", ":", "-"})
_HEDGES = frozenset({"maybe", "possible", "possibly", "probably", "perhaps", "might", "may"})
_NEGATIONS = frozenset({"dont", "not", "didnt", "no", "never", "cant", "wont"})
_WHOLE_LIST = frozenset({"all", "both", "each", "which", "neither", "them", "those", "these"})
_POSSESSIVES = frozenset({"his", "her", "their", "hers", "theirs"})
_BARE_NO = frozenset({"no", "nope", "nah", "naw"})
_PRESUPPOSING = frozenset({"for", "about", "because", "by", "from"})


class Standing(str, Enum):
    """What is said about a mention."""

    STATED = "stated"
    CURRENT = "current"
    PLANNED = "planned"
    DENIED = "denied"
    RESOLVED = "resolved"
    PAST = "past"
    UNSURE = "unsure"
    EXCLUDED = "excluded"
    OTHER = "other"
    UNREAL = "unreal"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Mention:
    """A target inside its sentence: all words, its own places, and the places of all targets.

    `quotable`: words such as "I want to die" that somebody else may have said of themself.
    """

    words: Sequence[str]
    first: int
    last: int
    targeted: frozenset[int]
    asked: bool
    quotable: bool = False


def standing_of(
    mention: Mention, edges: Sequence[Edge], *, about_other: bool
) -> tuple[Standing, str]:
    """How the mention stands, and the cue that decided (empty for a bare statement).

    `about_other`: a helper types for the person, so he, she and the relative
    named as the subject count as that person, and I and me do not.
    """
    by_category: dict[str, list[Edge]] = {}
    for edge in edges:
        if _reaches(mention, edge, edges):
            by_category.setdefault(edge.category, []).append(edge)

    def cue(*categories: str) -> str:
        for category in categories:
            if category in by_category:
                edge = by_category[category][-1]
                return " ".join(mention.words[edge.first : edge.last])
        return ""

    before = mention.words[mention.first - 1] if mention.first else ""
    mine = before == "my"
    others = {"OTHER"} if about_other else {"OTHER", "PERSON"}
    if mention.quotable and "QUOTED" in by_category:
        return Standing.OTHER, cue("QUOTED")
    excluded = _excluded_after(mention, by_category)
    if excluded is not None and not (by_category.keys() & others):
        return excluded, cue("CORRECTED", "WORRY", "TESTED")
    if by_category.keys() & {"HYPOTHETICAL", "QUESTION"}:
        return Standing.UNREAL, cue("HYPOTHETICAL", "QUESTION")
    if mention.asked and not _asserted(by_category):
        return Standing.UNREAL, "?"
    if before in _POSSESSIVES and not about_other:
        return Standing.OTHER, before
    if "ME_TOO" in by_category and not about_other:
        return Standing.STATED, cue("ME_TOO")
    if "NOT_ME" in by_category and by_category.keys() & others and not about_other:
        return Standing.DENIED, cue("NOT_ME")
    if by_category.keys() & others and not (mine and not about_other):
        return Standing.OTHER, cue("OTHER", "PERSON")
    if (
        about_other
        and (mine or by_category.keys() & {"SELF", "ASSERT"})
        and _first_person(mention, by_category)
    ):
        return Standing.OTHER, "i"
    if "RULED_OUT" in by_category:
        return Standing.EXCLUDED, cue("RULED_OUT")
    if "NOT_ME" in by_category:
        hedged = "UNSURE" in by_category
        return Standing.UNSURE if hedged else Standing.UNCLEAR, cue("NOT_ME")
    if "DENIED" in by_category:
        return _denied(mention, by_category, mine), cue("DENIED")
    if _after_a_bare_no(mention):
        return Standing.UNCLEAR, mention.words[0]
    current = "CURRENT" in by_category
    if "RESOLVED" in by_category and not current:
        return Standing.RESOLVED, cue("RESOLVED")
    if "UNSURE" in by_category:
        return Standing.UNSURE, cue("UNSURE")
    if "PAST" in by_category and not current:
        return Standing.PAST, cue("PAST")
    if current:
        return Standing.CURRENT, cue("CURRENT")
    if "PLANNED" in by_category:
        return Standing.PLANNED, cue("PLANNED")
    return Standing.STATED, cue("ASSERT", "SELF")


def _excluded_after(mention: Mention, by_category: dict[str, list[Edge]]) -> Standing | None:
    """A worry, a test or a wrong answer, by what came of it; None where none of them stands.

    "Tested for glaucoma, don't have it" and "I said yes to glaucoma, it's cataracts" exclude it.
    """
    if not by_category.keys() & {"WORRY", "TESTED", "CORRECTED"}:
        return None
    denied = any(edge.direction == "BACKWARD" for edge in by_category.get("DENIED", ()))
    if by_category.keys() & {"RULED_OUT", "NOT_ME"} or denied:
        return Standing.EXCLUDED
    if "CORRECTED" in by_category and "MEANT" in by_category:
        return Standing.EXCLUDED
    if by_category.keys() & {"POSITIVE", "ME_TOO"}:
        return Standing.STATED
    if "UNSURE" in by_category and "TESTED" in by_category:
        return Standing.UNSURE
    return Standing.UNCLEAR if "TESTED" in by_category else Standing.UNREAL


def _after_a_bare_no(mention: Mention) -> bool:
    """ "No, glaucoma" answers something else, or denies it: it settles nothing."""
    return mention.first == 2 and mention.words[0] in _BARE_NO and mention.words[1] == ","


def _denied(mention: Mention, by_category: dict[str, list[Edge]], mine: bool) -> Standing:
    """A denial, unless the words take the condition for granted ("nothing for my glaucoma")."""
    if mine:
        return Standing.UNCLEAR
    ends = [edge for edge in by_category.get("RESOLVED", ()) if edge.first >= mention.last]
    if any(
        word.startswith("any") for edge in ends for word in mention.words[edge.first : edge.last]
    ):
        return Standing.RESOLVED
    edge = by_category["DENIED"][-1]
    before = mention.words[mention.first - 1] if mention.first else ""
    if before in _PRESUPPOSING and edge.direction == "FORWARD" and edge.last < mention.first:
        return Standing.UNCLEAR
    if "UNSURE" in by_category:
        return Standing.UNSURE
    return Standing.DENIED


def _asserted(by_category: dict[str, list[Edge]]) -> bool:
    return "ASSERT" in by_category


def _first_person(mention: Mention, by_category: dict[str, list[Edge]]) -> bool:
    starts = [*by_category.get("SELF", ()), *by_category.get("ASSERT", ())]
    said = {word for edge in starts for word in mention.words[edge.first : edge.last]}
    return (
        bool(said & {"i", "im", "ive", "me", "my"})
        or "my" in mention.words[max(0, mention.first - 1) : mention.first]
    )


def _reaches(mention: Mention, edge: Edge, edges: Sequence[Edge]) -> bool:
    """Narrow ConText's reach to what people mean when they run on."""
    if edge.direction == "BACKWARD":
        return _reaches_back(mention, edge, edges)
    if edge.direction != "FORWARD":
        gap = max(mention.first - edge.last, edge.first - mention.last)
        return edge.category != "RESOLVED" or gap <= 1
    if edge.category == "DENIED" and mention.words[mention.first] in _HEDGES:
        return "," not in mention.words[edge.last : mention.first]
    between = range(edge.last, mention.first)
    if edge.category in ("PAST", "RESOLVED", "UNSURE", "CURRENT", "PLANNED", "TESTED"):
        plain = [place for place in between if place not in mention.targeted]
        return len(plain) <= NEAR_WORDS and not _comma_after_other_words(mention, between)
    if edge.category == "DENIED":
        return not _comma_after_other_words(mention, between)
    return True


def _comma_after_other_words(mention: Mention, between: range) -> bool:
    """True when the stretch next to the cue names no condition and then stops at a comma."""
    for place in between:
        if place in mention.targeted:
            return False
        if mention.words[place] in _STOP_AT:
            return True
    return False


def _reaches_back(mention: Mention, edge: Edge, edges: Sequence[Edge]) -> bool:
    """A cue that follows its condition reaches over a list, not over other statements."""
    asserted = any(
        one.category in ("ASSERT", "SELF") for one in edges if one.direction == "FORWARD"
    )
    for place in range(mention.last, edge.first):
        if place in mention.targeted:
            continue
        word = mention.words[place]
        if edge.category == "OTHER" and asserted and word == ",":
            return False
    said = mention.words[edge.first : edge.last]
    if edge.category == "RESOLVED" and any(word.startswith("any") for word in said):
        return _NEGATIONS.isdisjoint(mention.words[mention.first : mention.last])
    if not _WHOLE_LIST.isdisjoint(said):
        return True
    if edge.category == "PAST" and any(one.category == "ASSERT" for one in edges):
        return False
    if edge.category in ("DENIED", "RULED_OUT", "RESOLVED", "UNSURE", "CURRENT", "PAST"):
        return not any(
            place in mention.targeted and _separate(mention, place)
            for place in range(mention.last, edge.first)
        )
    return True


def _separate(mention: Mention, place: int) -> bool:
    """True where another condition stands between and is not merely listed beside this one."""
    gap = [
        word
        for number, word in enumerate(mention.words[mention.last : place], mention.last)
        if number not in mention.targeted
    ]
    return any(word not in _GLUE for word in gap) or "," in gap
