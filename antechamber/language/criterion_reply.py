"""What the rules make of a reply to one criterion's own question. Pure.

Rules speak where the wording is certain; a leaning is left to the trained head.
"No" is certain only where nothing in the reply takes it back.
"""

from __future__ import annotations

import re

from antechamber.language.about_another import is_about_another, relatives_in
from antechamber.language.attempt_reply import ATTEMPT, read_attempt, with_recency
from antechamber.language.choice_reply import ChoiceReader
from antechamber.language.own_denial import read_label, read_own_denial
from antechamber.language.parts_reply import PartsReader
from antechamber.language.past_reply import (
    MONTH_LONG,
    follow_up_slot,
    read_bare_date,
    read_kind,
)
from antechamber.language.pressure_reply import HYPERTENSION, read_pressure_reply
from antechamber.language.reply_dates import denies_window
from antechamber.language.reply_doubts import Doubts
from antechamber.language.reply_words import PieceKind, ReplyWords
from antechamber.language.ruling import NO_VIEW, OTHER, Heard, Ruling
from antechamber.language.telling_reply import read_telling
from antechamber.protocol.model import Criterion, Protocol, Reads
from antechamber.protocol.phrases import pattern
from antechamber.screening.answers import Answer
from antechamber.screening.heard import Reply

_PREGNANCY = "pregnancy_or_nursing"
_DANGER = MONTH_LONG | {ATTEMPT}
"""Where a missed yes is a danger: nothing but a plain no is certain by rule."""
_COPD = "copd"
_SCHIZOPHRENIA = "schizophrenia_spectrum"
_ALL_FORMS = re.compile(r"\b(?:copd|either|neither|lungs? disease|nothing like|none of)\b")
_NOTHING_WRONG = re.compile(
    r"\b(?:nothing (?:wrong )?with|no (?:issues?|problems?|trouble) with|"
    r"never (?:had (?:any|a)|given me any|been any|caused)|all (?:fine|good|normal)|"
    r"(?:is|are|was|were|works?) (?:fine|good|normal|okay|ok|perfect\w*))\b"
)
_AGAINST_NO = re.compile(
    r"\b(?:as (?:bad|much|often)(?: as)?|not (?:underactive|under active|hypo\w*|slow)$|"
    r"after (?:treatment|the (?:surgery|shunt|meds|drops|iodine))|with (?:the|my) (?:shunt|drops)|"
    r"until (?:last|this|recently|\w+ (?:days|weeks|months) ago))\b"
)
_AGAINST_NO_OF_DANGER = re.compile(
    r"\b(?:as (?:bad|much|often)(?: as)?|until (?:last|this|recently|a)|today|tonight|right now|"
    r"at the moment|currently|acting on|act on|going through with|doing it|actively|active|"
    r"seriously|passive)\b"
)
_ASKED_FURTHER = frozenset({HYPERTENSION, "hyperthyroidism"})
"""Where a vague wording calls for the follow-up; elsewhere it is unsure at once."""
KETAMINE = "ketamine_misuse"
_VERY_SHORT = 5
_TELLING_LETTERS = 6
"""Wordings this long ("hysterectomy") decide wherever they stand; "man" does not."""
_NO_THING = frozenset({"no", "not", "none", "nothing", "never"})
_MORE_THAN_ONE = re.compile(r"[?.!]\s+\S")
_SHORT = 8
_DENYING = re.compile(
    r"\b(?:not|never|no|nope|dont|havent|isnt|didnt|wasnt|less|neither|none|cant|wont)\b"
)


class CriterionReader:
    """One criterion's reply wordings, compiled."""

    def __init__(self, criterion: Criterion, protocol: Protocol, words: ReplyWords) -> None:
        """Compile the criterion's own lists; `protocol` gives bounds and time windows."""
        self._criterion, self._protocol, self._words = criterion, protocol, words
        self._doubts = Doubts(words)
        self._no = pattern(criterion.reply_no_words)
        self._unsure = pattern(criterion.reply_unsure_words)
        self._parts = PartsReader(criterion)
        self._choices = [
            ChoiceReader(criterion, one)
            for one in criterion.follow_ups
            if one.reads is Reads.CHOICE and criterion.id not in MONTH_LONG
        ]

    def read(self, heard: Heard) -> Ruling:
        """The rules' reading of one reply."""
        if not heard.plain.words:
            return OTHER
        found = self._first(heard)
        if not found.sure and found.reply in (None, Reply.NO) and self._speaks_against_no(heard):
            found = Ruling(Reply.OTHER, detail=found.detail)
        if self._criterion.id == ATTEMPT:
            found = with_recency(found, heard, self._protocol)
        return found

    def _speaks_against_no(self, heard: Heard) -> bool:
        """True where a head alone may not make a no of it: the words leave something open."""
        against = _AGAINST_NO_OF_DANGER if self._criterion.id in _DANGER else _AGAINST_NO
        return against.search(heard.plain.text) is not None

    def _first(self, heard: Heard) -> Ruling:
        if is_about_another(heard, self._criterion.id, self._words):
            return OTHER
        for reader in (
            self._moment,
            self._dated,
            self._plain,
            self._kind,
            self._question,
            self._own_words,
            self._stated,
            self._reply_words,
            self._choice,
            self._leaning,
            self._unknown,
            self._denial,
        ):
            found = reader(heard)
            if found.reply is not None or found.detail:
                return found
        return NO_VIEW

    def _moment(self, heard: Heard) -> Ruling:
        """ "Right now no" is no date, though it names a time."""
        if heard.leaning.alone and heard.leaning.kind is PieceKind.NOT_NOW:
            return read_kind(heard, self._criterion)
        return NO_VIEW

    def _question(self, heard: Heard) -> Ruling:
        """A question in place of an answer; what goes with it may be one for the head."""
        if not heard.plain.opens_asking or heard.leaning.reply is not None:
            return NO_VIEW
        return Ruling(Reply.OTHER, sure=_MORE_THAN_ONE.search(heard.plain.text) is None)

    def _dated(self, heard: Heard) -> Ruling:
        """Numbers and dates come first: they decide whatever the words around them."""
        if heard.plain.opens_asking:
            return NO_VIEW
        if self._criterion.id == HYPERTENSION:
            return read_pressure_reply(heard, self._protocol.pressure, self._words)
        if self._criterion.id == ATTEMPT:
            return read_attempt(heard, self._protocol)
        if self._criterion.id in MONTH_LONG and denies_window(heard.text, months=1):
            return Ruling(Reply.NO, sure=not self._doubts.takes_back(heard))
        return read_bare_date(heard, self._criterion)

    def _plain(self, heard: Heard) -> Ruling:
        """A reply that is nothing but yes, no, not sure or "rather not"."""
        leaning = heard.leaning
        if not leaning.alone or leaning.reply is None:
            return NO_VIEW
        if leaning.reply is Reply.NO and self._is_hedged_here(heard):
            return Ruling(Reply.UNSURE, sure=True)
        if leaning.reply is Reply.YES and heard.plain.asks and len(heard.plain.words) > 2:
            return NO_VIEW
        return Ruling(leaning.reply, sure=True, bare=True)

    def _is_hedged_here(self, heard: Heard) -> bool:
        """True where the protocol counts the wording of this no as unsure."""
        for piece in heard.plain.pieces:
            said = " ".join(piece.words)
            whole = piece.kind in (PieceKind.NO, PieceKind.NO_ALONE)
            match = self._unsure.fullmatch(said) if whole else self._unsure.search(said)
            if match is not None or (
                whole and said.endswith("think so") and self._unsure.search(said)
            ):
                return True
        return False

    def _kind(self, heard: Heard) -> Ruling:
        if heard.leaning.kind is PieceKind.ONCE and self._criterion.id == KETAMINE:
            needs = follow_up_slot(self._criterion, "ask")
            return Ruling(Reply.UNSURE, sure=True, needs=needs)
        return read_kind(heard, self._criterion)

    def _own_words(self, heard: Heard) -> Ruling:
        """Denials and wordings that have a meaning only because this question was asked."""
        criterion = self._criterion.id
        relatives = bool(relatives_in(heard, self._words))
        for found in (
            read_label(heard, criterion),
            read_telling(heard, criterion, relatives=relatives),
            read_own_denial(heard, criterion, relatives=relatives),
        ):
            if found.reply is not None:
                return found
        return NO_VIEW

    def _stated(self, heard: Heard) -> Ruling:
        """What the words say about the condition itself, with the opening yes or no."""
        leaning = heard.leaning.reply
        finding = heard.finding(self._criterion.id)
        halves = self._parts.read(heard)
        if halves.reply is Reply.YES and finding is not None and finding.value is Answer.NO:
            return halves if self._criterion.id == _SCHIZOPHRENIA else Ruling(Reply.OTHER)
        if leaning is not Reply.YES and (finding is None or finding.value is None):
            if halves.reply is not None:
                return halves
            if finding is not None and self._denies_one_form(heard):
                return Ruling(Reply.OTHER)
        if heard.denied_half(self._criterion.id) and leaning is not Reply.YES:
            return OTHER
        if finding is None or finding.value is None:
            theirs = any(one.criterion == self._criterion.id for one in heard.history.others)
            if theirs and leaning is Reply.NO and not self._doubts.takes_back(heard):
                return Ruling(Reply.NO, sure=True)
        if finding is None:
            return NO_VIEW
        if finding.value is Answer.YES:
            if leaning is Reply.NO:
                return Ruling(Reply.OTHER)
            return Ruling(
                Reply.YES, sure=not heard.plain.asks and not self._doubts.is_hedged(heard)
            )
        if finding.value is Answer.UNSURE:
            if leaning is Reply.YES:
                return Ruling(Reply.YES)
            return Ruling(Reply.UNSURE, sure=leaning is not Reply.NO and not heard.plain.asks)
        if finding.value is Answer.NO:
            if leaning is Reply.YES:
                return NO_VIEW
            if leaning is Reply.UNSURE:
                return Ruling(Reply.UNSURE)
            if leaning is Reply.NO and self._doubts.minimises(heard):
                return Ruling(Reply.OTHER)
            sure = not self._doubts.is_doubtful(heard) and not heard.plain.asks
            return Ruling(Reply.NO, sure=sure, bare=sure and self._criterion.id not in _DANGER)
        return self._vague(heard, leaning)

    def _denies_one_form(self, heard: Heard) -> bool:
        """ "no emphysema" denies that form of COPD only (contract)."""
        finding = heard.finding(self._criterion.id)
        return (
            self._criterion.id == _COPD
            and finding is not None
            and finding.value is None
            and _DENYING.fullmatch(finding.cue.split(" ")[0]) is not None
            and _ALL_FORMS.search(heard.plain.text) is None
        )

    def _vague(self, heard: Heard, leaning: Reply | None) -> Ruling:
        """The condition is named, and nothing is settled: ask the follow-up that it raises."""
        follow_up = heard.asked(self._criterion.id)
        kinds = heard.plain.kinds()
        further = self._criterion.id in _ASKED_FURTHER
        if leaning is None and not (further or heard.plain.asks) and PieceKind.UNSURE in kinds:
            return Ruling(Reply.UNSURE)
        if leaning is None and _NOTHING_WRONG.search(heard.plain.text) is not None:
            return NO_VIEW if self._doubts.is_unknown(heard) else Ruling(Reply.NO)
        if leaning is not None or heard.plain.asks or follow_up is None:
            return NO_VIEW
        if self._reply_words(heard).reply is not None:
            return NO_VIEW
        return Ruling(Reply.UNSURE, needs=f"{self._criterion.id}__{follow_up}")

    def _reply_words(self, heard: Heard) -> Ruling:
        """`reply_no_words` and `reply_unsure_words` of the protocol."""
        said = heard.plain.said
        if heard.leaning.reply is Reply.YES or heard.plain.asks:
            return NO_VIEW
        if self._unsure.search(said) is not None and heard.leaning.reply is not Reply.NO:
            if self._criterion.id == KETAMINE:
                needs = follow_up_slot(self._criterion, "ask")
                sure = len(heard.plain.words) <= _VERY_SHORT
                return Ruling(Reply.UNSURE, sure=sure, needs=needs)
            if self._criterion.id == HYPERTENSION and self._has_high_pressure(heard):
                return Ruling(Reply.UNSURE, needs=follow_up_slot(self._criterion, "ask"))
            return Ruling(Reply.UNSURE, sure=len(heard.plain.words) <= _SHORT)
        if any(
            reply is Reply.UNSURE and wording.search(said) is not None
            for reply, wording in self._words.by_slot.get(self._criterion.id, ())
        ):
            further = self._criterion.id in _ASKED_FURTHER and not (
                heard.leaning.reply is Reply.UNSURE and not self._has_high_pressure(heard)
            )
            needs = follow_up_slot(self._criterion, "ask") if further else None
            return Ruling(Reply.UNSURE, needs=needs)
        for reply in (Reply.YES, Reply.NO):
            if heard.leaning.reply in (None, reply) and self._by_slot(heard, reply):
                return Ruling(reply, sure=reply is Reply.NO and not self._doubts.takes_back(heard))
        match = self._no.search(said)
        if match is None or heard.leaning.reply not in (None, Reply.NO):
            return NO_VIEW
        finding = heard.finding(self._criterion.id)
        if finding is not None and finding.value is not Answer.NO:
            return Ruling(Reply.NO) if self._criterion.id == _PREGNANCY else NO_VIEW
        words = len(match[0].split())
        if self._criterion.id == _PREGNANCY and len(match[0]) >= _TELLING_LETTERS:
            words = len(heard.plain.words)
        return Ruling(Reply.NO, sure=self._doubts.covers(heard, words))

    def _has_high_pressure(self, heard: Heard) -> bool:
        """True where high blood pressure or a medicine for it is named, so a reading is asked."""
        finding = heard.finding(self._criterion.id)
        return finding is not None or heard.asked(self._criterion.id) is not None

    def _by_slot(self, heard: Heard, wanted: Reply) -> bool:
        """Wordings of data/language/replies.yml that count for this question only."""
        denied = _DENYING.search(heard.plain.said) is not None
        return not (wanted is Reply.YES and denied) and any(
            reply is wanted and wording.search(heard.plain.said) is not None
            for reply, wording in self._words.by_slot.get(self._criterion.id, ())
        )

    def _choice(self, heard: Heard) -> Ruling:
        """A choice of a follow-up, named at once ("asthma", "in remission")."""
        if heard.leaning.reply not in (None, Reply.NO) or heard.plain.asks:
            return NO_VIEW
        named = max((one.denies(heard) for one in self._choices), default=0)
        if not named:
            near = heard.leaning.reply is None and any(one.doubts(heard) for one in self._choices)
            return Ruling(Reply.UNSURE) if near else NO_VIEW
        return Ruling(Reply.NO, sure=self._doubts.covers(heard, named))

    def _leaning(self, heard: Heard) -> Ruling:
        """An opening word with more behind it."""
        reply = heard.leaning.reply
        if reply is None:
            return NO_VIEW
        if reply is Reply.DECLINE:
            return Ruling(Reply.DECLINE, sure=not heard.plain.asks)
        if reply is Reply.NO:
            return self._opening_no(heard)
        if reply is Reply.UNSURE:
            return Ruling(Reply.UNSURE)
        said = heard.plain.said
        plain = not heard.plain.asks and _DENYING.search(said) is None
        return Ruling(Reply.YES, sure=plain and not self._doubts.is_softened(heard))

    def _opening_no(self, heard: Heard) -> Ruling:
        """ "No" with more behind it: certain only where the rest says again that there is nothing.

        People say "no, just the left eye" and "no, I stopped myself": what
        follows may be the condition itself. About danger only a plain no is certain.
        """
        finding = heard.finding(self._criterion.id)
        minimised = self._doubts.minimises(heard)
        if finding is not None and minimised:
            return Ruling(Reply.OTHER)
        sure = (
            self._criterion.id not in _DANGER
            and finding is None
            and not minimised
            and (self._doubts.reassures(heard) or bool(relatives_in(heard, self._words)))
            and not self._doubts.is_doubtful(heard)
            and not heard.plain.asks
        )
        return Ruling(Reply.NO, sure=sure)

    def _unknown(self, heard: Heard) -> Ruling:
        """Nobody knows yet ("never had it tested", "waiting for the results")."""
        if (
            not self._doubts.is_unknown(heard)
            or heard.plain.asks
            or heard.leaning.reply is not None
        ):
            return NO_VIEW
        return Ruling(Reply.UNSURE)

    def _denial(self, heard: Heard) -> Ruling:
        """A no in other words ("my scans were all normal"): never certain, the head must agree."""
        finding = heard.finding(self._criterion.id)
        if finding is not None or heard.plain.asks or self._doubts.takes_back(heard):
            return NO_VIEW
        denies = heard.plain.words[0] in _NO_THING or self._doubts.reassures(heard)
        return Ruling(Reply.NO) if denies and not self._doubts.has_doubt(heard) else NO_VIEW
