"""One message as the language side read it: what the dialogue may act on.

The same shape travels as JSON in Rasa's parse data, so `from_parse` is the one
place where untyped data becomes typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer

DEATH_WISH = "suicide.wish."
"""Rules of data/safety/suicide.yml that find a wish to be dead or not to wake up."""


_COURTESIES = frozenset({"thanks", "greet", "goodbye"})
_FREE_TEXT = ("contact_",)
_ABOUT_SUICIDE = ("suicidal_ideation", "suicide_attempt")


class Reply(Enum):
    """How a reply to the pending question was read. OTHER answers nothing."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    DECLINE = "decline"
    OTHER = "other"

    @property
    def answer(self) -> Answer | None:
        """The criterion's value: declining counts as unsure, OTHER as no answer."""
        return {
            Reply.YES: Answer.YES,
            Reply.NO: Answer.NO,
            Reply.UNSURE: Answer.UNSURE,
            Reply.DECLINE: Answer.UNSURE,
            Reply.OTHER: None,
        }[self]


@dataclass(frozen=True)
class AnswerHeard:
    """The reply read against the pending slot.

    `detail` holds what came with it: `recency` (now, recent, window,
    about_window, older), `systolic`/`diastolic` in mmHg, `choice` (label).
    `needs` names a follow-up that must be asked before the reply settles
    anything.
    """

    slot: str
    reply: Reply
    detail: Mapping[str, Any] = field(default_factory=dict)
    needs: str | None = None


@dataclass(frozen=True)
class FindingHeard:
    """A criterion settled by free text: the words are quoted for staff."""

    criterion: str
    value: Answer
    words: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class QuestionHeard:
    """A question in the message: its intent and, for an FAQ, the topic."""

    intent: str
    topic: str | None


@dataclass(frozen=True)
class Danger:
    """What the detector made of the message, with what went before.

    `death_wish`: the person's own wish to be dead or not to wake up.
    """

    level: Level
    category: Category | None
    own: bool
    ideation: bool
    spanish: bool
    words: tuple[str, ...] = ()
    death_wish: bool = False


@dataclass(frozen=True)
class Heard:
    """One message, read. Empty tuples mean that nothing of the kind was heard."""

    text: str
    intent: str
    danger: Danger
    topic: str | None = None
    questions: tuple[QuestionHeard, ...] = ()
    findings: tuple[FindingHeard, ...] = ()
    follow_ups: tuple[str, ...] = ()
    denied_parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    none_of_those: bool = False
    none_except: tuple[str, ...] = ()
    volunteered: tuple[str, ...] = ()
    others: tuple[FindingHeard, ...] = ()
    proxy: bool = False
    minor: bool = False
    mentioned: tuple[str, ...] = ()
    about_last: bool = False
    answer: AnswerHeard | None = None


def from_parse(parse: Mapping[str, Any]) -> Heard:
    """Read Rasa's parse data. A message without a safety reading counts as a concern."""
    text = str(parse.get("text") or "")
    history = parse.get("history") or {}
    return _without_false_answer(
        Heard(
            text=text,
            intent=str((parse.get("intent") or {}).get("name") or "out_of_scope"),
            danger=danger_from(parse, text),
            topic=_topic(parse),
            questions=tuple(
                QuestionHeard(one["intent"], one.get("topic"))
                for one in parse.get("questions") or ()
            ),
            findings=tuple(_finding(one, text) for one in history.get("findings") or ()),
            follow_ups=tuple(history.get("follow_ups") or ()),
            denied_parts={
                criterion: tuple(parts)
                for criterion, parts in (history.get("denied_parts") or {}).items()
            },
            none_of_those=bool(history.get("none_of_those")),
            none_except=tuple(history.get("none_except") or ()),
            volunteered=tuple(history.get("volunteered") or ()),
            others=tuple(_finding(one, text) for one in history.get("others") or ()),
            proxy=bool(history.get("proxy")),
            minor=bool(history.get("minor")),
            mentioned=tuple(history.get("mentioned") or ()),
            about_last=bool(history.get("about_last")),
            answer=_answer(parse.get("answer")),
        )
    )


def _without_false_answer(heard: Heard) -> Heard:
    """A courtesy agrees to nothing, and another condition is no answer about suicide."""
    answer = heard.answer
    if answer is None or answer.reply is not Reply.YES:
        return heard
    courtesy = heard.intent in _COURTESIES and not answer.slot.startswith(_FREE_TEXT)
    about_suicide = answer.slot.startswith(_ABOUT_SUICIDE)
    other = any(not one.criterion.startswith("suicid") for one in heard.findings)
    same = any(answer.slot.startswith(one.criterion) for one in heard.findings)
    foreign = about_suicide and other and not same and heard.danger.level is Level.NONE
    return replace(heard, answer=None) if courtesy or foreign else heard


def danger_from(parse: Mapping[str, Any], text: str) -> Danger:
    """The safety reading in the parse data; missing or broken means `concern`."""
    safety = parse.get("safety")
    detail = parse.get("safety_detail") or {}
    if not isinstance(safety, Mapping) or "level" not in safety:
        return Danger(Level.CONCERN, Category.SUICIDE, own=True, ideation=False, spanish=False)
    category = safety.get("category")
    return Danger(
        level=Level(safety["level"]),
        category=Category(category) if category else None,
        own=bool(detail.get("own", True)),
        ideation=bool(detail.get("ideation", False)),
        spanish=bool(detail.get("spanish", False)),
        death_wish=any(str(part).startswith(DEATH_WISH) for part in detail.get("parts") or ()),
        words=tuple(text[one["start"] : one["end"]] for one in safety.get("evidence") or ()),
    )


def _topic(parse: Mapping[str, Any]) -> str | None:
    selector = (parse.get("response_selector") or {}).get("faq") or {}
    key = (selector.get("response") or {}).get("intent_response_key")
    return str(key).removeprefix("faq/") if key else None


def _finding(raw: Mapping[str, Any], text: str) -> FindingHeard:
    return FindingHeard(
        criterion=str(raw["criterion"]),
        value=Answer(raw["value"]),
        words=text[int(raw["start"]) : int(raw["end"])],
        detail=raw.get("detail") or {},
    )


def _answer(raw: Mapping[str, Any] | None) -> AnswerHeard | None:
    if not raw or not raw.get("slot"):
        return None
    return AnswerHeard(
        slot=str(raw["slot"]),
        reply=Reply(raw["reply"]),
        detail=raw.get("detail") or {},
        needs=raw.get("needs"),
    )
