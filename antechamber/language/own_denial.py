"""Denials of the thing asked about, without its name: "tested every year and don't have it". Pure.

They are certain enough to stand against a head that hears only "tested". What
is over ("had it before"), treated or awaited never counts (contract: `past`).
"""

from __future__ import annotations

import re

from antechamber.language.reply_words import PieceKind
from antechamber.language.ruling import NO_VIEW, Heard, Ruling
from antechamber.protocol.phrases import folded
from antechamber.screening.answers import Answer
from antechamber.screening.heard import Reply

DIAGNOSES = frozenset({
    "schizophrenia_spectrum", "glaucoma", "raised_icp", "heart_failure", "copd", "hyperthyroidism",
})  # fmt: skip
"""Criteria that a test or an examination settles."""
_IT = (
    r"(?:it|that|this|either|any of (?:it|that|those|them)|"
    r"anything (?:like (?:it|that)|of the sort))"
)
_ENDS = (
    r"(?=\s*(?:$|[.,;!)]|or (?:anything|any)\b|thank\w*\b|at all\b|myself\b|so\b|either\b|and\b|"
    r"personally\b))"
)
_HAVE_NOT = re.compile(
    rf"\b(?:dont|do not|didnt|did not|never) (?:have|had|got|found) {_IT}{_ENDS}"
    rf"|\bnot (?:it|that|me){_ENDS}"
)
_CLEAR = re.compile(
    r"\b(?:came|come|comes|was|were|is|are|tested|turned out|everything)"
    r"(?: back)?(?: all| totally| perfectly| completely)? (?:negative|normal|clear|clean)\b"
    r"(?! (?:now|again|since|on|with|for (?:a|my|the)))"
)
_I_DO_NOT = re.compile(
    r"\bi (?:dont|do not|havent|have not|never|never have|didnt|never did|am not|"
    r"(?:dont|do not|never) (?:have|had) (?:it|that|either|any))"
    r"(?: myself| personally| though| at all)?\W*$"
)
_TESTED_FOR = re.compile(
    r"\b(?:tested|checked|evaluated|screened|scanned|looked|test|tap) (?:me )?(?:for|to)\b"
)
_OPEN = re.compile(
    r"\b(?:had (?:it|that|them)|i had (?!a|an|my|the|no)|used to|anymore|any more|now|again|"
    r"treated|treatment|meds?|medication|drops|pills|tablets|surgery|operat\w+|laser|shunt|"
    r"resolved|recovered|remission|cured|gone|went away|healed|diagnosed|iodine|at first|before|"
    r"waiting|pending|next|maybe|think|thought|sure|suspect\w*|borderline|probably|might|may be|"
    r"yet|until|still|watching|monitor\w*|mostly|almost|last time|otherwise|except|"
    r"nobody knows|isnt that|not like|aint that|not that i|not checked|never checked|was (?:high|low|overactive|weak|hyper)|"
    r"(?<!i )dont know|unless|if)\b"
)
_AGAINST = re.compile(r"\b(?:but|though|although|however|except)\b")
_BUT_NOT = re.compile(r"\bbut (?:not|no|never(?: had)?|(?:i )?dont have)(?: \w+){1,3}\W*$")
_LABEL = re.compile(
    r"\W*(?P<said>yes|yep|yeah|no|nope|nah|never)\W*(?:$|(?<=[,;.!])|\band\b|\bbut\b)"
)


def read_own_denial(heard: Heard, criterion: str, *, relatives: bool) -> Ruling:
    """A certain no from such a denial, else NO_VIEW. `relatives`: the reply names one."""
    text = heard.plain.text
    finding = heard.finding(criterion)
    stated = None if finding is None else finding.value
    if heard.plain.asks or _has_answer_beside(heard) or stated is Answer.UNSURE:
        return NO_VIEW
    if stated is Answer.YES and _TESTED_FOR.search(text) is None:
        return NO_VIEW
    if relatives and stated is not Answer.YES and _I_DO_NOT.search(text) is not None:
        return Ruling(Reply.NO, sure=True)
    if criterion not in DIAGNOSES or _OPEN.search(text) is not None:
        return NO_VIEW
    found = _HAVE_NOT.search(text) or _CLEAR.search(text)
    if found is None or _AGAINST.search(text[found.end() :]) is not None:
        return NO_VIEW
    return Ruling(Reply.NO, sure=True, bare=True)


def read_label(heard: Heard, criterion: str) -> Ruling:
    """ "cataracts yes, glaucoma no": the answer beside the name, where history reads the same."""
    finding = heard.finding(criterion)
    if finding is None or finding.value not in (Answer.YES, Answer.NO):
        return NO_VIEW
    if finding.value is Answer.NO and _BUT_NOT.search(heard.plain.text) is not None:
        open_yet = _OPEN.search(heard.plain.text) is not None or _has_answer_beside(heard)
        return NO_VIEW if open_yet else Ruling(Reply.NO, sure=True, bare=criterion in DIAGNOSES)
    match = _LABEL.match(folded(heard.text[finding.end :]))
    if match is None:
        return NO_VIEW
    said = Answer.YES if match["said"].startswith("y") else Answer.NO
    if said is not finding.value or _OPEN.search(heard.plain.text) is not None:
        return NO_VIEW
    return Ruling(Reply.YES if said is Answer.YES else Reply.NO, sure=True, bare=True)


def _has_answer_beside(heard: Heard) -> bool:
    beside = (PieceKind.YES, PieceKind.UNSURE, PieceKind.CORRECTION)
    return any(one.kind in beside for one in heard.plain.pieces)
