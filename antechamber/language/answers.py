"""Read a reply to the pending question. No Rasa; files are read only when the reader is built."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from antechamber.language.answer_policy import AnswerHead, Vector, settled
from antechamber.language.attempt_reply import WHEN, read_when, with_choice_recency
from antechamber.language.choice_reply import ChoiceReader
from antechamber.language.contact_details import (
    ContactDetail,
    email_from,
    location_from,
    name_from,
    phone_from,
)
from antechamber.language.criterion_reply import CriterionReader
from antechamber.language.pieces import plain_reply
from antechamber.language.pressure import Pressure
from antechamber.language.pressure_reply import (
    READING,
    SYMPTOMS,
    read_reading,
    read_symptoms,
)
from antechamber.language.reading import HistoryReading
from antechamber.language.replies import leaning
from antechamber.language.reply_words import PieceKind, ReplyWords, load_reply_words
from antechamber.language.ruling import OTHER, Heard, Ruling
from antechamber.language.third_person import as_told_by_helper
from antechamber.language.yes_no_reply import (
    read_by_slot,
    read_confirmation,
    read_consent,
    read_safety_check,
)
from antechamber.protocol.model import Protocol, Reads
from antechamber.screening.heard import AnswerHeard, Reply

CONFIRM = "confirm_"
_CONTACT: dict[str, Callable[[str], ContactDetail]] = {
    "contact_name": name_from,
    "contact_phone": phone_from,
    "contact_email": email_from,
    "contact_location": location_from,
}


class AnswerReader:
    """Built once from the protocol; `read` has no state."""

    def __init__(
        self, protocol: Protocol, head: AnswerHead | None, words: ReplyWords | None = None
    ) -> None:
        """Compile all wordings. `head` None: rules alone. `words` None: data/language/replies.yml.

        Raises ConfigurationError for a broken data file.
        """
        self._protocol, self._head = protocol, head
        self._words = words if words is not None else load_reply_words()
        self._criteria = {
            one.id: CriterionReader(one, protocol, self._words) for one in protocol.criteria
        }
        self._choices = {
            f"{criterion.id}__{follow_up.id}": ChoiceReader(criterion, follow_up)
            for criterion in protocol.criteria
            for follow_up in criterion.follow_ups
            if follow_up.reads in (Reads.CHOICE, Reads.DATE)
        }

    def read(
        self,
        text: str,
        slot: str,
        *,
        history: HistoryReading,
        now: datetime,
        vector: Vector | None = None,
        previous_numbers: Pressure | None = None,
        asked: Collection[str] = (),
        about_other: bool = False,
    ) -> AnswerHeard:
        """The reply to `slot`. `now` is in the clinic's time zone; `vector` None: no head.

        `previous_numbers` is a blood pressure told before, of which one number
        may be missing. `asked` are slots that were put already: a follow-up
        among them is not needed again. `about_other`: a helper types for the
        person, so third-person answers count.
        """
        told = as_told_by_helper(text) if about_other else text
        plain = plain_reply(told, self._words)
        heard = Heard(text, plain, leaning(plain), history, now, previous_numbers, about_other)
        if slot in self._criteria:
            ruling = self._criterion(heard, slot, vector)
        else:
            ruling = settled(self._other_question(heard, slot), None)
        if ruling.needs is not None and ruling.needs in asked:
            ruling = replace(ruling, needs=None)
        return AnswerHeard(slot, ruling.reply or Reply.OTHER, ruling.detail, ruling.needs)

    def _criterion(self, heard: Heard, slot: str, vector: Vector | None) -> Ruling:
        ruling = self._criteria[slot].read(heard)
        if self._head is None or vector is None or (ruling.sure and ruling.bare):
            return settled(ruling, None)
        return settled(ruling, self._head.predict(vector, heard.text, slot))

    def _other_question(self, heard: Heard, slot: str) -> Ruling:
        if slot in self._choices or slot in (READING, SYMPTOMS):
            return self._follow_up(heard, slot)
        if slot.startswith(CONFIRM):
            criterion = slot.removeprefix(CONFIRM)
            return read_confirmation(heard, criterion, self._protocol, self._words)
        if slot in _CONTACT:
            return _contact(heard, slot)
        if slot == "consent":
            return read_consent(heard, self._words)
        if slot == "safety_check":
            return read_safety_check(heard, self._words)
        if slot == "history_open":
            bare_no = heard.leaning.alone and heard.leaning.reply is Reply.NO
            return Ruling(Reply.NO, sure=True) if bare_no else OTHER
        return read_by_slot(heard, slot, self._words)

    def _follow_up(self, heard: Heard, slot: str) -> Ruling:
        if slot == READING:
            return read_reading(heard, self._protocol.pressure, self._words)
        if slot == SYMPTOMS:
            return read_symptoms(heard, self._words)
        choices = self._choices[slot]
        if slot != WHEN:
            return choices.read(heard)
        pressed = choices.pressed(heard)
        if pressed.reply is not None:
            return with_choice_recency(pressed)
        dated = read_when(heard, self._protocol)
        if dated.detail.get("recency"):
            return dated
        named = choices.read(heard)
        return with_choice_recency(named) if named.detail.get("choice") else dated


def _contact(heard: Heard, slot: str) -> Ruling:
    """A detail, a refusal, or neither; a detail that cannot be right is OTHER with `invalid`."""
    found = _CONTACT[slot](heard.text)
    said = heard.leaning
    free_words = slot in ("contact_name", "contact_location")
    if said.reply is Reply.DECLINE or (said.reply is not None and said.alone):
        refused = (
            said.reply if said.reply in (Reply.DECLINE, Reply.NO, Reply.UNSURE) else Reply.OTHER
        )
        return Ruling(refused, sure=True)
    if said.alone and said.kind is not None and (free_words or found.value is None):
        return OTHER
    if found.invalid:
        return OTHER.with_detail(invalid=True)
    if found.value is not None:
        return Ruling(Reply.YES, sure=True, detail={"value": found.value})
    if said.reply is Reply.NO and PieceKind.CONTRAST not in said_kinds(heard):
        return Ruling(Reply.NO, sure=True)
    return OTHER


def said_kinds(heard: Heard) -> frozenset[PieceKind]:
    """Kinds of wording in a reply."""
    return frozenset(one.kind for one in heard.plain.pieces)
