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
    r"^\W*(?:(?:my|our) )?(?:(?!my|our)\w+ ){0,2}?(?P<who>\w+) (?:tried|attempted|did|does|has|had|"
    r"have|died|killed|hung|overdosed|gets|took|takes|used|uses|suffers|suffered|is|was|were|just|"
    r"got|went|lost|hears|heard|lives|struggled|struggles|abused|needed)\b"
)
_YOUNG_SELF = re.compile(
    r"\b(?:as|when i was|since i was|since being) an? (?:little |young )?(?:kid|child)\b"
    r"|\b(?:after|before|when|since|while) (?:my|our) \w+ (?:was|were) born\b"
)
"""A child in these is a time of the person's own life."""
_OWN_THING = re.compile(
    r"\bmy (?:heart|lungs?|eyes?|thyroid|brain|head|blood|pressure|bp|doctor|doc|cardiologist|"
    r"neurologist|numbers|levels|labs|scans?|echo|ankles|legs|bladder|period|mind|function)\b"
)
_SPEAKS_OF_SELF = re.compile(
    r"\b(?:me|myself|mine|i (?:have|had|do|did|tried|am|also|too|was|took|got|use|used)|im|"
    r"ive (?:had|got|also|tried|used|taken|been|never)|"
    r"i (?:dont|do not|never|havent|have not|didnt|am not))\b"
)


def relatives_in(heard: Heard, words: ReplyWords) -> frozenset[str]:
    """Words for other people in a reply."""
    said = _YOUNG_SELF.sub(" ", heard.plain.said)
    return frozenset(word for word in said.split() if words.relatives.fullmatch(word))


def is_about_another(heard: Heard, criterion: str, words: ReplyWords) -> bool:
    """True for a reply about a relative in which the person says nothing of themselves."""
    if heard.about_other or heard.leaning.reply in (Reply.NO, Reply.UNSURE, Reply.DECLINE):
        return False
    others = relatives_in(heard, words)
    if criterion == _PREGNANCY:
        others -= _CHILD
    if not others:
        return False
    speaks_of_self = bool(words.self_words.intersection(heard.plain.words)) or (
        _OWN_THING.search(heard.plain.said) is not None
    )
    acts = _relative_acts(heard, words)
    if _SPEAKS_OF_SELF.search(heard.plain.text) is not None:
        return False
    if speaks_of_self and not acts:
        return False
    finding = heard.finding(criterion)
    if finding is None or finding.value is None:
        return True
    return acts and not speaks_of_self


def _relative_acts(heard: Heard, words: ReplyWords) -> bool:
    """ "My son tried in May and I found him": the relative acts, the person only looks on."""
    acts = _RELATIVE_ACTS.search(heard.plain.text)
    if acts is None or words.relatives.fullmatch(acts["who"]) is None:
        return False
    return _SPEAKS_OF_SELF.search(heard.plain.text) is None
