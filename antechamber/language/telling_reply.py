"""Replies that settle one criterion by wordings of its own. Pure.

"I'm male, my wife is the pregnant one", "hypo, not hyper", "only in the ER when
they set my wrist". Source: contract, "How slots are filled".
"""

from __future__ import annotations

import re

from antechamber.language.ruling import NO_VIEW, Heard, Ruling
from antechamber.screening.answers import Answer
from antechamber.screening.heard import Reply

_MALE = re.compile(
    r"\b(?:im|i am|am|as|being)(?: (?:a|an|just|biologically|born|\d+|year|yr|years|yrs|old|yo|cis|"
    r"straight|gay|married|single|grown|the|only|literally|very much))* "
    r"(?:male|man|guy|dude|bloke|father|dad|husband)\b"
    r"|^\W*(?:male|dude|guy|man|bloke)(?: here)?\W*(?:$|[,.;])"
)
_TRANS_MALE = re.compile(
    r"\b(?:trans (?:man|guy|male|masc\w*|dude)|transman|transmasc\w*|ftm|afab)\b"
)
_UNDER = re.compile(
    r"\b(?:underactive|under active|hypo(?:thyroid\w*)?|slow|sluggish|hashimotos?|opposite)\b"
)
_OVER = re.compile(r"\b(?:overactive|over active|hyper(?:thyroid\w*)?|hyperactive|fast|graves)\b")
_DENIED = re.compile(
    r"\b(?:not|isnt|never|no|wasnt|dont have|neither|nor|arent)(?: \w+){0,2} ?$|\bnever been $"
)
_KIND_OPEN = re.compile(
    r"\b(?:was|used to|or|before|then|now|not sure|idk|dont know|maybe|think|both|cured|remission|"
    r"borderline|gone|removed|iodine|surgery|sometimes|were|might|could|kinda|possibly|wasnt sure|"
    r"heart|pulse|metabolism|ever|said|until|turned|went)\b"
)
_MOST_WORDS = 12
_ONLY = re.compile(
    r"\b(?:only|just|thats (?:all|it)|exactly|never (?:otherwise|outside|anywhere else)|"
    r"nothing else|no other)\b"
)
_MEDICAL = re.compile(
    r"\b(?:surgery|operation|er|emergency room|hospital|ambulance|paramedics?|emts?|an(?:a)?esth\w+|"
    r"infusions?|clinic|prescribed|prescription|as directed|spravato|my doctor gave|"
    r"(?:how|as|like|the way|what) (?:she|he|they|my doctor|the doctor|the doc|doc) "
    r"(?:told|said|directed|prescribed|wanted))\b"
)
_DENIED_MISUSE = re.compile(
    r"\b(?:no|never|not|nor|any|or|without) (?:\w+ ){0,2}?"
    r"(?:abus\w*|addict\w*|misus\w*|trouble|dependen\w*|problems?|partying|recreational\w*)\b"
)
_MISUSE = re.compile(
    r"\b(?:part(?:y|ies|ying)|rav(?:e|es|ing)|festivals?|clubs?|friends?|street|dealer|snort\w*|"
    r"sniff\w*|bumps?|lines?|recreational\w*|fun|high|weekends?|extra|more|early|ran out|too much|"
    r"addict\w*|abus\w*|misus\w*|hooked|rehab|crav\w*|bought|buy|sold|sell|leftovers?|trouble|"
    r"problems?|bladder|also|then|again|started|stole|took home|saved|home|but|until|k hole)\b"
)
_CROSSED = re.compile(
    r"\bnever (?:even |once |ever |really |actually )*(?:crossed|entered) my (?:mind|head)\b"
    r"|\b(?:isnt|not|aint) something (?:ive|i have|i) (?:ever )?(?:thought|think|considered)\b"
    r"|^\W*(?:no|zero|i have no|ive had no|i have had no|havent had any|i dont have any|"
    r"i havent had any) (?:suicidal |such )?(?:thoughts?|ideation|ideas?|feelings)\b"
)
_SHADOW = re.compile(
    r"\b(?:wish|wished|dead|die|dying|wake|woken|sleep|exist\w*|disappear\w*|better off|burden|"
    r"sometimes|today|now|tonight|week|lately|until|unless|only|just|anymore|any more|yet|passive|"
    r"acting|doing|going|following|serious\w*|active|actively|planning|plans?|point|"
    r"but(?! (?:offing|killing|suicide|ending|that|it|never|no|not|suicidal))|except|used to|since|"
    r"intent|often|not much|that much|not really|truck|gone)\b"
)


def read_telling(heard: Heard, criterion: str, *, relatives: bool) -> Ruling:
    """The ruling for wordings that only this criterion's question gives a meaning; else NO_VIEW."""
    if heard.plain.asks:
        return NO_VIEW
    if criterion == "pregnancy_or_nursing":
        return _by_sex(heard, relatives=relatives)
    if criterion == "hyperthyroidism":
        return _by_kind(heard)
    if criterion == "ketamine_misuse":
        return _medical_only(heard)
    if criterion == "suicidal_ideation":
        return _never_thought(heard)
    return NO_VIEW


def _by_sex(heard: Heard, *, relatives: bool) -> Ruling:
    """A man is not pregnant; a trans man may be, so that is asked again."""
    text = heard.plain.text
    finding = heard.finding("pregnancy_or_nursing")
    if heard.leaning.reply not in (None, Reply.NO):
        return NO_VIEW
    if _TRANS_MALE.search(text) is not None:
        return NO_VIEW if heard.leaning.reply is Reply.NO else Ruling(Reply.OTHER, sure=True)
    if _MALE.search(text) is None:
        return NO_VIEW
    if finding is not None and finding.value in (Answer.YES, Answer.UNSURE) and not relatives:
        return NO_VIEW
    return Ruling(Reply.NO, sure=True, bare=True)


def _by_kind(heard: Heard) -> Ruling:
    """Underactive is the opposite of what is asked; both kinds, or one that is over, is not."""
    text = heard.plain.text
    if len(heard.plain.words) > _MOST_WORDS or _KIND_OPEN.search(text) is not None:
        return NO_VIEW
    if heard.leaning.reply is Reply.UNSURE or heard.leaning.reply is Reply.DECLINE:
        return NO_VIEW
    under = _affirmed(_UNDER, text)
    over = _affirmed(_OVER, text)
    if under and not over and heard.leaning.reply is not Reply.YES:
        return Ruling(Reply.NO, sure=True, bare=True)
    if over and not under and heard.leaning.reply is not Reply.NO:
        finding = heard.finding("hyperthyroidism")
        settled = finding is not None and finding.value not in (None, Answer.YES)
        return NO_VIEW if settled else Ruling(Reply.YES, sure=True)
    return NO_VIEW


def _affirmed(wording: re.Pattern[str], text: str) -> bool:
    return any(_DENIED.search(text[: match.start()]) is None for match in wording.finditer(text))


def _medical_only(heard: Heard) -> Ruling:
    """Medical use as prescribed and nothing else is no."""
    text = heard.plain.text
    finding = heard.finding("ketamine_misuse")
    if finding is not None and finding.value in (Answer.YES, Answer.UNSURE):
        return NO_VIEW
    if heard.leaning.reply not in (None, Reply.NO):
        return NO_VIEW
    if _ONLY.search(text) is None or _MEDICAL.search(text) is None:
        return NO_VIEW
    left = _DENIED_MISUSE.sub(" ", text)
    return NO_VIEW if _MISUSE.search(left) is not None else Ruling(Reply.NO, sure=True)


def _never_thought(heard: Heard) -> Ruling:
    """A denial of the thoughts themselves, with nothing dark or passing beside it."""
    text = heard.plain.text
    finding = heard.finding("suicidal_ideation")
    if finding is not None and finding.value in (Answer.YES, Answer.UNSURE):
        return NO_VIEW
    if heard.leaning.reply not in (None, Reply.NO) or _SHADOW.search(text) is not None:
        return NO_VIEW
    return Ruling(Reply.NO, sure=True) if _CROSSED.search(text) is not None else NO_VIEW
