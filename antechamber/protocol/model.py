"""Typed shape of `data/protocol.yml`: criteria, their questions, words and follow-ups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from antechamber.screening.answers import Answer


class Kind(str, Enum):
    """What a `yes` to a criterion leads to."""

    SAFETY_HOLD = "safety_hold"
    EXCLUSION = "exclusion"
    CLEARANCE = "clearance"


class Reads(str, Enum):
    """How the reply to a follow-up is read."""

    CHOICE = "choice"
    DATE = "date"
    PRESSURE = "pressure"
    SYMPTOMS = "symptoms"


class Recency(str, Enum):
    """How long ago a dated event was, for a choice of a follow-up that reads a date.

    `now` is today or last night, `recent` within `attempt_recent_months`,
    `window` within `attempt_window_months` but not recent.
    """

    NOW = "now"
    RECENT = "recent"
    WINDOW = "window"


@dataclass(frozen=True)
class Choice:
    """One button of a follow-up: what it shows, other words for it, what it settles.

    `answer` None means that this choice settles nothing by itself: the
    follow-up that names this one in its `when` is asked next.
    `recency` is None except on choices that say how long ago something was.
    """

    label: str
    words: tuple[str, ...]
    answer: Answer | None
    recency: Recency | None = None


@dataclass(frozen=True)
class FollowUp:
    """A second question of one criterion; its slot is `<criterion>__<id>`.

    `when` lists what raises it: `ask` (vague words such as "thyroid problem"),
    an answer (`yes`, `unsure`) given without the detail, `crisis_reading` (a
    blood pressure at or above the crisis bounds), or the id of another
    follow-up of this criterion whose reply settled nothing. `otherwise` is the
    criterion's answer when the reply settles nothing after asking.
    """

    id: str
    when: tuple[str, ...]
    reads: Reads
    question: str
    choices: tuple[Choice, ...]
    otherwise: Answer


@dataclass(frozen=True)
class Part:
    """One half of a composite criterion ("pregnant" of "pregnant or nursing").

    Denying one part leaves the criterion open; `question` then asks only for
    what is left. `broad_words` are those of the `ask` words that cover the whole
    part ("thyroid problems"), so that denying one denies the part; denying any
    other `ask` word ("no swollen ankles") settles nothing.
    """

    id: str
    name: str
    question: str
    yes_words: tuple[str, ...]
    unsure_words: tuple[str, ...]
    ask_words: tuple[str, ...]
    no_words: tuple[str, ...]
    broad_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Criterion:
    """One criterion of the protocol. Every string is reviewed text for patients or staff.

    `name` is the lay name used in the open question and in the read-back.
    Words are phrases (syntax in the header of data/protocol.yml): `yes` words
    name the condition itself, `unsure` words something near it that a
    clinician must judge, `ask` words are too vague to settle anything and
    raise a follow-up, `no` words name a look-alike that answers the question
    with no. `look_alikes` match nothing at all.
    A criterion that is not composite has exactly one part, with its own id.
    `past` is what a mention means when the words themselves put it in a time
    that is over ("I used to have", "in 2015"); None means that it settles
    nothing and is asked about. `resolved_words` are those of the `unsure` words
    that say so by themselves ("radioiodine"), and so overrule a `yes` word
    beside them; any other `unsure` word gives way to a `yes` word.
    `reply_no_words` and `reply_unsure_words` count only as a reply to this
    criterion's own question ("I'm a man"), never in free text.
    """

    id: str
    kind: Kind
    tell_staff: bool
    ask_alone: bool
    name: str
    definition: str
    question: str
    help: str
    why: str
    parts: tuple[Part, ...]
    look_alikes: tuple[str, ...]
    follow_ups: tuple[FollowUp, ...]
    read_back: str
    explanation: str
    source: str
    reviewed: date
    past: Answer | None = None
    resolved_words: tuple[str, ...] = ()
    reply_no_words: tuple[str, ...] = ()
    reply_unsure_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class PressureBounds:
    """Blood pressure bounds in mmHg, and how old a last reading may be, in days."""

    high_systolic_mmhg: int
    high_diastolic_mmhg: int
    crisis_systolic_mmhg: int
    crisis_diastolic_mmhg: int
    reading_valid_days: int


@dataclass(frozen=True)
class Protocol:
    """The whole protocol, criteria in the order of the contract's table and of asking."""

    version: str
    reviewed: date
    attempt_window_months: int
    attempt_recent_months: int
    pressure: PressureBounds
    criteria: tuple[Criterion, ...]

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id. Raises KeyError for an id that is not in the protocol."""
        for criterion in self.criteria:
            if criterion.id == criterion_id:
                return criterion
        raise KeyError(criterion_id)
