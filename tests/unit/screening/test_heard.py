"""Parse data becomes typed in one place; what is missing is nothing, save danger."""

from __future__ import annotations

from typing import Any

import pytest

from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer
from antechamber.screening.heard import (
    DEATH_WISH,
    AnswerHeard,
    Danger,
    FindingHeard,
    Heard,
    QuestionHeard,
    Reply,
    from_parse,
)

TEXT = "I have glaucoma, mom copd"
CALM: dict[str, Any] = {"level": "none", "category": None, "evidence": []}
NOBODY = Danger(Level.NONE, None, own=True, ideation=False, spanish=False)


def test_a_whole_message_is_read() -> None:
    parse = {
        "text": TEXT,
        "intent": {"name": "faq", "confidence": 0.9},
        "response_selector": {"faq": {"response": {"intent_response_key": "faq/bdnf"}}},
        "questions": [{"intent": "faq", "topic": "privacy"}, {"intent": "ask_logistics"}],
        "history": {
            "findings": [{"criterion": "glaucoma", "value": "yes", "start": 7, "end": 15}],
            "others": [
                {"criterion": "copd", "value": "no", "start": 21, "end": 25, "detail": {"a": 1}}
            ],
            "follow_ups": ["copd__kind"],
            "denied_parts": {"psychosis_or_mania": ["mania"]},
            "none_of_those": True,
            "none_except": ["copd"],
            "volunteered": ["gout"],
            "proxy": True,
            "minor": True,
            "mentioned": ["glaucoma"],
            "about_last": True,
        },
        "safety": {
            "level": "urgent",
            "category": "abuse",
            "evidence": [{"start": 0, "end": 6, "text": "I have"}],
        },
        "safety_detail": {"own": False, "ideation": True, "spanish": True, "parts": []},
        "answer": {
            "slot": "copd",
            "reply": "unsure",
            "detail": {"choice": "x"},
            "needs": "copd__kind",
        },
    }
    assert from_parse(parse) == Heard(
        text=TEXT,
        intent="faq",
        danger=Danger(
            Level.URGENT, Category.ABUSE, own=False, ideation=True, spanish=True, words=("I have",)
        ),
        topic="bdnf",
        questions=(QuestionHeard("faq", "privacy"), QuestionHeard("ask_logistics", None)),
        findings=(FindingHeard("glaucoma", Answer.YES, "glaucoma"),),
        follow_ups=("copd__kind",),
        denied_parts={"psychosis_or_mania": ("mania",)},
        none_of_those=True,
        none_except=("copd",),
        volunteered=("gout",),
        others=(FindingHeard("copd", Answer.NO, "copd", {"a": 1}),),
        proxy=True,
        minor=True,
        mentioned=("glaucoma",),
        about_last=True,
        answer=AnswerHeard("copd", Reply.UNSURE, {"choice": "x"}, "copd__kind"),
    )


@pytest.mark.parametrize(
    "empty",
    [
        {},
        {"text": None, "intent": None, "history": None, "questions": None, "answer": None},
        {"history": dict.fromkeys(("findings", "others", "follow_ups", "denied_parts"))},
        {"intent": {"name": None}, "answer": {"slot": None}, "safety_detail": None},
        {"response_selector": {"faq": {"response": {"intent_response_key": None}}}},
    ],
)
def test_what_is_missing_is_nothing(empty: dict[str, Any]) -> None:
    assert from_parse({"safety": CALM, **empty}) == Heard("", "out_of_scope", NOBODY)


@pytest.mark.parametrize("broken", [{}, {"safety": None}, {"safety": []}, {"safety": {}}])
def test_a_message_without_a_safety_reading_is_a_concern(broken: dict[str, Any]) -> None:
    assert from_parse({"text": "hi", **broken}).danger == Danger(
        Level.CONCERN, Category.SUICIDE, own=True, ideation=False, spanish=False
    )


def test_a_death_wish_is_known_by_the_part_that_saw_it() -> None:
    def wish(*parts: str) -> bool:
        return from_parse({"safety": CALM, "safety_detail": {"parts": parts}}).danger.death_wish

    assert wish("other", f"{DEATH_WISH}:x") is True
    assert wish(f"x{DEATH_WISH}") is False
    assert wish() is False


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        (Reply.YES, Answer.YES),
        (Reply.NO, Answer.NO),
        (Reply.UNSURE, Answer.UNSURE),
        (Reply.DECLINE, Answer.UNSURE),
        (Reply.OTHER, None),
    ],
)
def test_declining_counts_as_unsure_and_noise_as_nothing(
    reply: Reply, answer: Answer | None
) -> None:
    assert reply.answer is answer


def test_a_minimal_answer_is_read() -> None:
    heard = from_parse({"safety": CALM, "answer": {"slot": "copd", "reply": "yes"}})
    assert heard.answer == AnswerHeard("copd", Reply.YES)
