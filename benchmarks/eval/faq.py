"""How questions are told apart: FAQ topics, and what must not be answered as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.eval.model import Parse
from benchmarks.eval.report import Bar, Error, Section, Table, at_least, at_most, confusion
from benchmarks.eval.rows import FaqRow
from benchmarks.eval.stats import Share, share_of

FAQ = "faq"
_NOT_FAQ = ("out_of_scope", "ask_medical_advice", "ask_recreational", "ask_logistics")
_BARRED = _NOT_FAQ[:3]
_CONFIDENCES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9)
_PAIRS_SHOWN = 15


@dataclass(frozen=True)
class Guess:
    """What the model made of one message. `inside`: a topic is answered for a question in it."""

    intent: str
    topic: str
    confidence: float
    inside: bool = False


def guess_in(parse: Parse) -> Guess:
    """Intent and best topic of a parse."""
    intent = parse["intent"]
    response = ((parse.get("response_selector") or {}).get(FAQ) or {}).get("response") or {}
    topic = str(response.get("intent_response_key") or "").removeprefix("faq/")
    inside = any(one["intent"] == FAQ for one in parse.get("questions") or ())
    return Guess(str(intent["name"]), topic, float(intent["confidence"]), inside)


def faq_section(
    rows: Sequence[FaqRow], parse: Callable[[str], Parse], title: str = "Questions (faq.jsonl)"
) -> Section:
    """Read every row; rows of other intents than FAQ measure what must not be answered."""
    read = {row.id: guess_in(parse(row.text)) for row in rows}
    asked = [row for row in rows if row.intent == FAQ]
    intents = sorted({row.intent for row in rows})
    tables = [confusion("Intent", intents, [(row.intent, read[row.id].intent) for row in rows])]
    if asked:
        tables += [_topics(asked, read), _mistaken_topics(asked, read), _coverage(asked, read)]
    inside = share_of([read[row.id].inside for row in rows if row.intent in _BARRED])
    note = (
        "A topic counts as right only where the intent is `faq` too. Out of scope, medical advice "
        f"and recreational with an FAQ question found inside the message: {inside}."
    )
    return Section(
        title,
        bars=faq_bars([(row, read[row.id]) for row in rows]),
        tables=tuple(tables),
        errors=tuple(_error(row, read[row.id]) for row in rows if not _is_right(row, read[row.id])),
        notes=(note,),
    )


def faq_bars(
    pairs: Sequence[tuple[FaqRow, Guess]],
    topic_to_beat: str = "stock ResponseSelector, below",
    scope_to_beat: str = "FallbackClassifier default, below",
) -> tuple[Bar, ...]:
    """The two bars of the issue."""
    right = share_of([_is_right(row, guess) for row, guess in pairs if row.intent == FAQ])
    leaked = share_of([guess.intent == FAQ for row, guess in pairs if row.intent in _BARRED])
    return (
        at_least("FAQ topic, top 1", 0.96, right, topic_to_beat),
        at_most(
            "out of scope, medical advice, recreational answered as FAQ",
            0.02,
            leaked,
            scope_to_beat,
        ),
    )


def _is_right(row: FaqRow, guess: Guess) -> bool:
    if guess.intent != row.intent:
        return False
    return row.intent != FAQ or guess.topic == row.topic


def _topics(asked: Sequence[FaqRow], read: Mapping[str, Guess]) -> Table:
    lines = []
    for topic in sorted({row.topic or "" for row in asked}):
        own = [row for row in asked if row.topic == topic]
        lines.append((topic, str(share_of([_is_right(row, read[row.id]) for row in own]))))
    return Table("Topics", ("topic", "recall [95 %]"), tuple(lines))


def _mistaken_topics(asked: Sequence[FaqRow], read: Mapping[str, Guess]) -> Table:
    wrong = Counter(
        (row.topic or "", read[row.id].topic if read[row.id].intent == FAQ else read[row.id].intent)
        for row in asked
        if not _is_right(row, read[row.id])
    )
    lines = tuple((true, given, str(n)) for (true, given), n in wrong.most_common(_PAIRS_SHOWN))
    return Table("Topics mistaken most often", ("is", "read as", "rows"), lines)


def _coverage(asked: Sequence[FaqRow], read: Mapping[str, Guess]) -> Table:
    """What answering only when surer would buy."""
    lines = []
    for least in _CONFIDENCES:
        taken = [
            row for row in asked
            if read[row.id].intent == FAQ and read[row.id].confidence >= least
        ]  # fmt: skip
        right = share_of([_is_right(row, read[row.id]) for row in taken])
        lines.append((f"{least:.2f}", str(Share(len(taken), len(asked))), str(right)))
    head = ("least confidence", "answered as FAQ", "right among them")
    return Table("Coverage against accuracy", head, tuple(lines))


def _error(row: FaqRow, guess: Guess) -> Error:
    leaked = guess.intent == FAQ and row.intent in _NOT_FAQ
    is_topic = guess.intent == FAQ
    given = f"faq/{guess.topic}" if is_topic else guess.intent
    expected = f"faq/{row.topic}" if row.intent == FAQ else row.intent
    weight = (2.0 if leaked else 1.0) + guess.confidence
    return Error(weight, row.id, expected, f"{given} {guess.confidence:.2f}", row.text)
