"""Replies to questions that are not criteria: consent, confirmations, danger. Pure."""

from __future__ import annotations

import re

from antechamber.language.age import stated_minor
from antechamber.language.attempt_reply import ATTEMPT, read_attempt
from antechamber.language.clear_no import is_clear_at_length
from antechamber.language.replies import is_clear_no
from antechamber.language.reply_words import PieceKind, ReplyWords
from antechamber.language.ruling import NO_VIEW, OTHER, Heard, Ruling
from antechamber.protocol.model import Protocol
from antechamber.screening.answers import Answer
from antechamber.screening.heard import Reply

_AGREES_BY_OK = frozenset({"consent", "summary_ok", "proxy_present", "confirm", "contact_safe"})
_CONDITION = re.compile(
    r"\b(?:but|if|unless|depends|under|not|dont|wont|except|before|first|question|minor|unsure|maybe)\b"
)
_NO_WORDS = frozenset({"no", "not", "never", "nothing"})
_ORDER = (Reply.UNSURE, Reply.NO, Reply.YES, Reply.DECLINE)
_JOKE = re.compile(r"\b(?:jk|just kidding|kidding|joking|lol|lmao|haha|whatever)\b")


def read_by_slot(heard: Heard, slot: str, words: ReplyWords) -> Ruling:
    """Yes, no, unsure or decline from general wording and from the slot's own wordings."""
    leaning = heard.leaning
    said = " ".join(heard.plain.words)
    if leaning.alone and leaning.reply is not None:
        return Ruling(leaning.reply, sure=True, bare=True)
    if leaning.alone and leaning.kind is PieceKind.NOTED:
        return Ruling(Reply.YES, sure=True) if slot in _AGREES_BY_OK else OTHER
    if leaning.alone and leaning.kind is PieceKind.ASK_BACK:
        return OTHER
    if leaning.alone and leaning.kind in (PieceKind.OFTEN, PieceKind.ONCE):
        return Ruling(Reply.YES, sure=True)
    if leaning.alone and leaning.kind in (PieceKind.NOT_NOW, PieceKind.PAST):
        return Ruling(Reply.UNSURE, sure=True)
    named = _named(said, slot, words)
    if heard.plain.asks and leaning.reply is None:
        return OTHER
    if len(named) == 1 and leaning.reply in (None, *named):
        return Ruling(named[0], sure=True)
    if named and leaning.reply is None:
        return Ruling(Reply.UNSURE, sure=True) if Reply.UNSURE in named else OTHER
    if leaning.reply is Reply.DECLINE:
        return Ruling(Reply.DECLINE, sure=True)
    if leaning.reply is None or named:
        return NO_VIEW
    corrects = slot == "summary_ok" and leaning.reply is Reply.NO
    return Ruling(leaning.reply, sure=corrects)


def read_consent(heard: Heard, words: ReplyWords) -> Ruling:
    """Yes means: agrees, and is 18 or older. A condition or a stated minor is no yes."""
    if stated_minor(heard.text):
        return OTHER
    found = read_by_slot(heard, "consent", words)
    conditional = _CONDITION.search(" ".join(heard.plain.words)) is not None or heard.plain.asks
    if found.reply is Reply.YES and not found.bare and conditional:
        return OTHER
    return found


def read_confirmation(
    heard: Heard, criterion: str, protocol: Protocol, words: ReplyWords
) -> Ruling:
    """The reply to "You said that ... Is that right?". Only a plain no takes the answer back."""
    if criterion == ATTEMPT:
        dated = read_attempt(heard, protocol)
        if dated.reply is Reply.NO and dated.detail.get("recency") == "older":
            return dated
    finding = heard.finding(criterion)
    stated = None if finding is None else finding.value
    found = read_by_slot(heard, "confirm", words)
    if stated is Answer.YES and not found.bare:
        return Ruling(Reply.YES, sure=True) if found.reply is not Reply.NO else OTHER
    if found.reply is None and stated is not None and not heard.plain.asks:
        return Ruling(Reply.NO if stated is Answer.NO else Reply.UNSURE, sure=True)
    if found.reply is Reply.NO and not found.sure:
        taken_back = any(
            one.kind in (PieceKind.YES, PieceKind.CONTRAST, PieceKind.UNSURE)
            for one in heard.plain.pieces
        )
        return OTHER if taken_back else Ruling(Reply.NO, sure=True)
    return found


def read_safety_check(heard: Heard, words: ReplyWords) -> Ruling:
    """The direct question about danger: only a clear no is no (contract, "Levels").

    A hedged or joking no is not an answer: the question is put once more. Not
    knowing counts as unsure, and a denial of the moment only as well.
    """
    said = " ".join(heard.plain.words)
    if _JOKE.search(said) is not None:
        return OTHER
    soft = words.soft_no.search(said) is not None
    leaning = heard.leaning
    if leaning.kind is PieceKind.NOT_NOW and leaning.alone:
        return Ruling(Reply.UNSURE, sure=True)
    if soft:
        return OTHER
    if is_clear_no(heard.plain, words):
        return Ruling(Reply.NO, sure=True, bare=True)
    opens_no = said.split(" ", 1)[0] in _NO_WORDS or _named(said, "safety_check", words)
    if leaning.reply is Reply.NO or (leaning.reply is None and opens_no):
        return Ruling(Reply.NO, sure=True) if is_clear_at_length(heard, said, words) else OTHER
    return read_by_slot(heard, "safety_check", words)


def _named(said: str, slot: str, words: ReplyWords) -> tuple[Reply, ...]:
    """Replies whose wordings stand in the text; "safe" inside "not safe" is none of them."""
    found: list[Reply] = []
    left = said
    for reply, wording in sorted(words.by_slot.get(slot, ()), key=lambda one: _ORDER.index(one[0])):
        if wording.search(left) is not None:
            found.append(reply)
            left = wording.sub(" ", left)
    return tuple(found)
