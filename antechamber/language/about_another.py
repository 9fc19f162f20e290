"""Is a reply about somebody else? "My mom does" answers nothing for the person. Pure."""

from __future__ import annotations

import re

from antechamber.language.reply_words import ReplyWords
from antechamber.language.ruling import Heard
from antechamber.screening.heard import Reply

_PREGNANCY = "pregnancy_or_nursing"
_CHILD = frozenset(["baby", "son", "daughter", "kid", "kids", "child", "children", "twin"])
"""A child named in a reply about nursing says nothing of whose condition it is."""
_RELATIVE_ACTS = re.compile(
    r"^(?:my|our)(?: \w+)? (?P<who>\w+) (?:tried|attempted|did|does|has|had|died|killed|hung|"
    r"overdosed|gets|took|takes|used|uses|suffers|is|was|just|got)\b"
)
_SPEAKS_OF_SELF = re.compile(
    r"\b(?:me|myself|mine|i (?:have|had|do|did|tried|am|also|too|was|took|got|use|used)|im|"
    r"ive (?:had|got|also|tried|used|taken))\b"
)


def relatives_in(heard: Heard, words: ReplyWords) -> frozenset[str]:
    """Words for other people in a reply."""
    return frozenset(word for word in heard.plain.words if words.relatives.fullmatch(word))


def is_about_another(heard: Heard, criterion: str, words: ReplyWords) -> bool:
    """True for a reply about a relative in which the person says nothing of themselves."""
    if heard.about_other or heard.leaning.reply in (Reply.NO, Reply.UNSURE, Reply.DECLINE):
        return False
    others = relatives_in(heard, words)
    if criterion == _PREGNANCY:
        others -= _CHILD
    if not others:
        return False
    if words.self_words.intersection(heard.plain.words) and not _relative_acts(heard, words):
        return False
    finding = heard.finding(criterion)
    return finding is None or finding.value is None


def _relative_acts(heard: Heard, words: ReplyWords) -> bool:
    """ "My son tried in May and I found him": the relative acts, the person only looks on."""
    acts = _RELATIVE_ACTS.search(heard.plain.text)
    if acts is None or words.relatives.fullmatch(acts["who"]) is None:
        return False
    return _SPEAKS_OF_SELF.search(heard.plain.text) is None
