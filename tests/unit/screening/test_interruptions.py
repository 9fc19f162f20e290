"""Messages that answer nothing: what is said to them, and what they ask for."""

from __future__ import annotations

import pytest

from antechamber.screening.heard import QuestionHeard
from antechamber.screening.interruptions import Interruption, answers_to_questions, interruption
from antechamber.screening.say import Say
from tests.messages import heard
from tests.shipped import shipped_protocol

PROTOCOL = shipped_protocol()


@pytest.mark.parametrize(
    ("intent", "expected"),
    [
        ("restart", Interruption((Say("utter_ask_restart"),), overlay="restart")),
        ("delete_my_data", Interruption((Say("utter_ask_delete"),), overlay="delete_my_data")),
        (
            "request_human",
            Interruption((Say("utter_human_requested"),), request="asked for a person"),
        ),
        ("ask_repeat", Interruption((Say("utter_repeat"),))),
        ("correct_answer", Interruption((), correct=True)),
        ("greet", Interruption((Say("utter_greet"),))),
        ("thanks", Interruption((Say("utter_thanks"),))),
        ("goodbye", Interruption((Say("utter_goodbye"),))),
        ("ask_medical_advice", Interruption((Say("utter_ask_medical_advice"),))),
        ("ask_logistics", Interruption((Say("utter_ask_logistics"),))),
        ("ask_recreational", Interruption((Say("utter_ask_recreational"),))),
        ("out_of_scope", Interruption((Say("utter_out_of_scope"),), understood=False)),
        ("affirm", Interruption((), understood=False)),
        ("faq", Interruption((), understood=False)),
    ],
)
def test_each_intent_has_its_answer(intent: str, expected: Interruption) -> None:
    assert interruption(heard(intent=intent), "copd", PROTOCOL) == expected


@pytest.mark.parametrize("text", ["", "  ", "...", "\U0001f600", "123"])
def test_a_message_without_words_gets_no_text_of_its_own(text: str) -> None:
    found = interruption(heard(text, "out_of_scope"), "copd", PROTOCOL)
    assert found == Interruption((), understood=False)


def test_an_faq_is_answered_by_its_topic() -> None:
    found = interruption(heard(intent="faq", topic="bdnf"), "copd", PROTOCOL)
    assert found == Interruption((Say("utter_faq/bdnf"),))


def test_each_question_of_a_message_is_answered_once_in_order() -> None:
    message = heard(
        intent="faq",
        topic="privacy",
        questions=(
            QuestionHeard("faq", "bdnf"),
            QuestionHeard("greet", None),
            QuestionHeard("faq", None),
            QuestionHeard("ask_logistics", None),
            QuestionHeard("faq", "bdnf"),
        ),
    )
    assert answers_to_questions(message) == (Say("utter_faq/bdnf"), Say("utter_ask_logistics"))


@pytest.mark.parametrize(
    ("pending", "response"),
    [
        ("copd", "utter_why_copd"),
        ("glaucoma__kind", "utter_why_glaucoma"),
        ("confirm_glaucoma", "utter_why_glaucoma"),
        ("consent", "utter_why_consent"),
        ("history_open", "utter_why_history_open"),
        ("contact_phone", "utter_why_contact"),
        ("summary_ok", "utter_why_screening"),
        ("proxy_present", "utter_why_screening"),
        (None, "utter_why_screening"),
    ],
)
def test_why_is_answered_for_what_is_pending(pending: str | None, response: str) -> None:
    assert interruption(heard(intent="ask_why"), pending, PROTOCOL).say == (Say(response),)


@pytest.mark.parametrize(
    ("pending", "response"),
    [
        ("copd", "utter_help_copd"),
        ("consent", "utter_help_consent"),
        ("history_open", "utter_help_history_open"),
        ("contact_name", "utter_why_contact"),
        (None, "utter_why_screening"),
    ],
)
@pytest.mark.parametrize("text", ["What is this?", "what's this", " What does that mean?! "])
def test_what_is_this_is_explained_whatever_its_intent(
    text: str, pending: str | None, response: str
) -> None:
    assert interruption(heard(text, "faq"), pending, PROTOCOL).say == (Say(response),)


def test_a_longer_question_is_not_what_is_this() -> None:
    found = interruption(heard("what is this ketamine", "faq", topic="bdnf"), "copd", PROTOCOL)
    assert found.say == (Say("utter_faq/bdnf"),)
