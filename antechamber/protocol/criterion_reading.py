"""One criterion of a protocol file: its parts, words, follow-ups and choices, read strictly."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from antechamber.protocol.checks import Claim, check_follow_ups, forms_at
from antechamber.protocol.model import Choice, Criterion, FollowUp, Kind, Part, Reads, Recency
from antechamber.protocol.reading import Record, Text
from antechamber.protocol.wording import Wording
from antechamber.screening.answers import Answer

_WORD_KEYS = ("yes_words", "unsure_words", "ask_words", "broad_words", "no_words")
_REPLY_KEYS = ("reply_no_words", "reply_unsure_words")
CRITERION_KEYS = (
    "id",
    "kind",
    "tell_staff",
    "ask_alone",
    "past",
    "name",
    "definition",
    "question",
    "help",
    "why",
    *_WORD_KEYS,
    "parts",
    "look_alikes",
    "resolved_words",
    *_REPLY_KEYS,
    "follow_ups",
    "read_back",
    "explanation",
    "source",
    "reviewed",
)
_PART_KEYS = ("id", "name", "question", *_WORD_KEYS)
_FOLLOW_UP_KEYS = ("id", "when", "reads", "question", "choices", "otherwise")
_CHOICE_KEYS = ("label", "words", "answer", "recency")


class _Settled(str, Enum):
    """What a choice or a past mention settles; `ask` is nothing, so the next question is asked."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    ASK = "ask"

    def answer(self) -> Answer | None:
        return None if self is _Settled.ASK else Answer(self.value)


def criterion_from(record: Record, wording: Wording, claims: list[Claim]) -> Criterion:
    """The criterion in this record; its wordings are added to `claims`.

    Raises ConfigurationError at the first thing that is wrong.
    """
    criterion_id = wording.id_of(record.text("id"))
    question = wording.filled(record.text("question"))
    name = wording.filled(record.text("name"))
    look_alikes = _phrases(record, "look_alikes", criterion_id, claims)
    resolved = _phrases(record, "resolved_words", criterion_id, claims)
    past = record.member("past", _Settled).answer() if record.has("past") else None
    if resolved and past is not Answer.UNSURE:
        record.at("resolved_words").fail("these words mean `unsure`; they need `past: unsure`")
    follow_up_records = record.records("follow_ups", keys=_FOLLOW_UP_KEYS, noun="follow-up")
    follow_ups = tuple(_follow_up(one, wording) for one in follow_up_records)
    parts = tuple(
        replace(part, unsure_words=(*part.unsure_words, *resolved))
        for part in _parts(record, criterion_id, name, question, wording, claims)
    )
    check_follow_ups(
        [(up, one.at("when")) for up, one in zip(follow_ups, follow_up_records, strict=True)],
        has_ask_words=any(part.ask_words for part in parts),
    )
    return Criterion(
        id=criterion_id,
        kind=record.member("kind", Kind),
        tell_staff=record.flag("tell_staff"),
        ask_alone=record.flag("ask_alone"),
        past=past,
        name=name,
        definition=wording.filled(record.text("definition")),
        question=question,
        help=wording.filled(record.text("help")),
        why=wording.filled(record.text("why")),
        parts=parts,
        look_alikes=look_alikes,
        resolved_words=resolved,
        reply_no_words=_words(record, "reply_no_words"),
        reply_unsure_words=_words(record, "reply_unsure_words"),
        follow_ups=follow_ups,
        read_back=wording.filled(record.text("read_back")),
        explanation=wording.filled(record.text("explanation")),
        source=record.text("source").value,
        reviewed=record.date("reviewed"),
    )


def _parts(
    record: Record,
    criterion_id: str,
    name: str,
    question: str,
    wording: Wording,
    claims: list[Claim],
) -> tuple[Part, ...]:
    """The halves of a composite criterion, or the criterion itself as its only part."""
    if not record.has("parts"):
        return (_part(record, criterion_id, criterion_id, name, question, claims),)
    for key in (key for key in _WORD_KEYS if key != "no_words"):
        if record.has(key):
            record.at(key).fail(f"`{key}` stands beside `parts`; put the words into a part")
    shared = _phrases(record, "no_words", criterion_id, claims)
    halves = record.records("parts", keys=_PART_KEYS, noun="part")
    if len(halves) < 2:
        record.at("parts").fail("a composite criterion has two parts or more")
    parts: list[Part] = []
    for half in halves:
        part_id = wording.id_of(half.text("id"))
        if part_id in (part.id for part in parts):
            half.at("id").fail(f"the id `{part_id}` stands twice; ids are unique")
        half_name = wording.filled(half.text("name"))
        half_question = wording.filled(half.text("question"))
        part = _part(half, criterion_id, part_id, half_name, half_question, claims)
        parts.append(replace(part, no_words=(*part.no_words, *shared)))
    return tuple(parts)


def _part(
    record: Record,
    criterion_id: str,
    part_id: str,
    name: str,
    question: str,
    claims: list[Claim],
) -> Part:
    words = {key: _phrases(record, key, criterion_id, claims) for key in _WORD_KEYS}
    if not words["yes_words"]:
        record.at("yes_words").fail("the list is missing or empty; name the condition itself")
    words["ask_words"] += words["broad_words"]
    return Part(id=part_id, name=name, question=question, **words)


def _follow_up(record: Record, wording: Wording) -> FollowUp:
    reads = record.member("reads", Reads)
    choices = tuple(
        _choice(choice, wording)
        for choice in record.records("choices", keys=_CHOICE_KEYS, noun="choice")
    )
    if reads is Reads.CHOICE and not choices:
        record.at("choices").fail("a follow-up that reads a choice has choices; list them")
    return FollowUp(
        id=wording.id_of(record.text("id")),
        when=tuple(text.value for text in record.texts("when")),
        reads=reads,
        question=wording.filled(record.text("question")),
        choices=choices,
        otherwise=record.member("otherwise", Answer),
    )


def _choice(record: Record, wording: Wording) -> Choice:
    return Choice(
        label=wording.filled(record.text("label")),
        words=_words(record, "words"),
        answer=record.member("answer", _Settled).answer(),
        recency=record.member("recency", Recency) if record.has("recency") else None,
    )


def _phrases(record: Record, key: str, criterion_id: str, claims: list[Claim]) -> tuple[str, ...]:
    """Phrases of one list, checked for syntax and noted as claimed by this criterion."""
    texts = record.texts(key)
    claims.extend(
        Claim(criterion_id, key, form, text.place) for text in texts for form in forms_at(text)
    )
    return tuple(text.value for text in texts)


def _words(record: Record, key: str) -> tuple[str, ...]:
    """Phrases that count in one reply only, so that two criteria may share them."""
    texts: tuple[Text, ...] = record.texts(key)
    for text in texts:
        forms_at(text)
    return tuple(text.value for text in texts)
