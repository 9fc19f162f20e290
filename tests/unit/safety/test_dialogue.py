"""The dialogue in danger: what is said, what is asked, what goes to the desk."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from antechamber.safety.danger_memory import DangerMemory
from antechamber.safety.dialogue import (
    MAX_CHECKS,
    QUESTION_SLOTS,
    CaseWrite,
    SafetyTurn,
    respond,
)
from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer
from antechamber.screening.heard import FindingHeard, Heard, Reply
from tests.messages import danger, finding, heard, reply
from tests.shipped import responses_in

TEXTS = responses_in("safety.yml")
FAQ = "utter_faq"
"""Rasa's own retrieval action; its texts are in domain/faq.yml."""
NONE, CONCERN, URGENT, IMMINENT = Level.NONE, Level.CONCERN, Level.URGENT, Level.IMMINENT
OWN_LIFE = (Category.SUICIDE, Category.SELF_HARM)


@dataclass
class Danger:
    """A conversation with the safety dialogue alone."""

    memory: DangerMemory = field(default_factory=DangerMemory)
    pending: str | None = "glaucoma"

    def hears(self, message: Heard, *, overlaid: bool = False) -> SafetyTurn | None:
        turn = respond(self.memory, message, self.pending, overlaid=overlaid)
        if turn is not None:
            self.memory = turn.memory
            self.pending = turn.memory.pending
        return turn

    def says(self, level: Level, category: Category = Category.SUICIDE, **parts: Any) -> SafetyTurn:
        turn = self.hears(heard(danger=danger(level, category, **parts)))
        assert turn is not None
        return turn

    def replies(self, value: str, **parts: Any) -> SafetyTurn:
        assert self.pending is not None
        turn = self.hears(reply(self.pending, value, **parts))
        assert turn is not None
        return turn


def held(level: Level = URGENT, category: Category = Category.SUICIDE, **parts: Any) -> Danger:
    talk = Danger()
    talk.says(level, category, **parts)
    return talk


# --- calm -------------------------------------------------------------------------------------


@pytest.mark.parametrize("pending", [None, "glaucoma", "consent", "contact_phone"])
def test_a_calm_message_is_left_to_the_screening(pending: str | None) -> None:
    assert respond(DangerMemory(), heard(), pending) is None


# --- urgent and imminent ----------------------------------------------------------------------------


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize("level", [URGENT, IMMINENT])
@pytest.mark.parametrize("own", [True, False])
def test_a_hold_says_the_resources_at_once_writes_the_case_and_asks(
    level: Level, category: Category, own: bool
) -> None:
    talk = Danger()
    turn = talk.says(level, category, own=own)
    if category is Category.MEDICAL_EMERGENCY:
        text = "utter_safety_medical_emergency"
    elif category in OWN_LIFE and not own:
        text = f"utter_safety_{level.value}_other"
    else:
        text = f"utter_safety_{level.value}_{category.value}"
    assert turn.say[0] == text
    assert turn.case == CaseWrite(level, category, page_now=True, check_open=False)
    assert (turn.resume, turn.cleared_check) == (False, False)
    assert (turn.memory.level, turn.memory.category, turn.memory.own) == (level, category, own)
    first = "safety_company" if category is Category.MEDICAL_EMERGENCY else "safety_now"
    assert turn.memory.pending == first
    assert turn.say[1].startswith(f"utter_ask_{first}")
    assert len(turn.say) == 2


@pytest.mark.parametrize(
    ("category", "own", "question"),
    [
        (Category.SUICIDE, True, "utter_ask_safety_now"),
        (Category.SELF_HARM, True, "utter_ask_safety_now"),
        (Category.SUICIDE, False, "utter_ask_safety_now_other"),
        (Category.HARM_TO_OTHERS, True, "utter_ask_safety_now_harm_to_others"),
        (Category.HARM_TO_OTHERS, False, "utter_ask_safety_now_other"),
        (Category.ABUSE, True, "utter_ask_safety_now_abuse"),
        (Category.ABUSE, False, "utter_ask_safety_now_abuse"),
    ],
)
def test_the_first_question_is_worded_by_kind_and_by_whose_danger(
    category: Category, own: bool, question: str
) -> None:
    assert Danger().says(URGENT, category, own=own).say[1] == question


@pytest.mark.parametrize(
    ("category", "slots"),
    [
        (
            Category.SUICIDE,
            ["safety_now", "safety_company", "contact_location", "contact_phone", "contact_safe",
             "safety_method", "safety_intent", "safety_plan"],
        ),
        (Category.SELF_HARM, ["safety_now", "safety_company", "contact_phone", "contact_safe"]),
        (Category.HARM_TO_OTHERS, ["safety_now", "safety_company", "contact_phone", "contact_safe"]),
        (Category.ABUSE, ["safety_now", "contact_location", "contact_phone", "contact_safe"]),
        (Category.MEDICAL_EMERGENCY, ["safety_company", "contact_location", "contact_phone"]),
    ],
)  # fmt: skip
def test_each_question_is_put_once_in_order(category: Category, slots: list[str]) -> None:
    talk = held(URGENT, category, ideation=category is Category.SUICIDE)
    asked = []
    while talk.pending is not None:
        asked.append(talk.pending)
        talk.replies("yes", detail={"value": "words"} if "contact" in talk.pending else {})
        if category is Category.SUICIDE and asked[-1] == "safety_intent":
            assert talk.pending == "safety_plan"
    assert asked == slots
    assert talk.memory.asked == tuple(slots)
    assert set(talk.memory.replies) == set(slots)
    last = talk.hears(heard())
    assert last is not None
    assert last.memory.pending is None


def test_questions_about_the_thoughts_come_only_where_they_were_stated() -> None:
    talk = held()
    for _ in range(5):
        talk.replies("yes", detail={"value": "5"})
    assert talk.pending is None


def test_questions_about_the_thoughts_are_spared_from_imminent_on_and_for_others() -> None:
    for level, own in ((IMMINENT, True), (URGENT, False)):
        talk = held(level, ideation=True, own=own)
        while talk.pending is not None:
            assert talk.pending not in ("safety_method", "safety_intent", "safety_plan")
            talk.replies("yes", detail={"value": "5"})


@pytest.mark.parametrize("said", ["no", "unsure", "decline"])
def test_without_a_number_nobody_asks_whether_calling_is_safe(said: str) -> None:
    talk = held(URGENT, Category.SELF_HARM)
    talk.replies("yes")
    talk.replies("yes")
    assert talk.pending == "contact_phone"
    talk.replies(said)
    assert talk.pending is None


def test_a_question_that_was_not_answered_is_not_pressed() -> None:
    talk = held()
    first = talk.replies("other")
    assert first.say == ("utter_safety_stay_1", "utter_ask_safety_company")
    assert first.memory.replies == {}
    turn = talk.hears(heard("whatever"))
    assert turn is not None
    assert turn.say == ("utter_safety_stay_2", "utter_ask_danger_contact_location")


@pytest.mark.parametrize(
    ("category", "slot", "said", "text"),
    [
        (Category.SUICIDE, "safety_now", "yes", "utter_safety_thanks_2"),
        (Category.SELF_HARM, "safety_now", "no", "utter_safety_thanks_2"),
        (Category.ABUSE, "safety_now", "no", "utter_safety_not_safe_to_type"),
        (Category.ABUSE, "safety_now", "yes", "utter_safety_thanks_1"),
        (Category.SUICIDE, "safety_company", "no", "utter_safety_alone"),
        (Category.SUICIDE, "safety_company", "yes", "utter_safety_thanks_2"),
        (Category.SUICIDE, "contact_phone", "no", "utter_safety_thanks_2"),
        (Category.SUICIDE, "safety_method", "yes", "utter_safety_thanks_for_telling"),
        (Category.SUICIDE, "safety_intent", "no", "utter_safety_thanks_for_telling"),
    ],
)
def test_a_reply_is_acknowledged_by_what_it_says(
    category: Category, slot: str, said: str, text: str
) -> None:
    memory = DangerMemory(level=URGENT, category=category, pending=slot, ideation=True)
    turn = respond(memory, reply(slot, said), slot)
    assert turn is not None
    assert turn.say[0] == text
    assert turn.memory.replies == {slot: said}
    assert turn.case == CaseWrite(URGENT, category, page_now=False, check_open=False)


def test_replies_are_thanked_for_in_turn_in_other_words() -> None:
    talk = held()
    texts = [talk.replies("yes", detail={"value": "5"}).say[0] for _ in range(4)]
    assert [text[-1] for text in texts] == ["2", "3", "1", "2"]


def test_a_reply_keeps_its_words() -> None:
    memory = DangerMemory(level=URGENT, category=Category.SUICIDE, pending="contact_location")
    turn = respond(
        memory, reply("contact_location", "yes", detail={"value": "12 Elm"}), "contact_location"
    )
    assert turn is not None
    assert turn.memory.replies == {"contact_location": "12 Elm"}


def test_a_reply_counts_only_for_the_question_that_waits() -> None:
    memory = DangerMemory(level=URGENT, category=Category.SUICIDE, pending="safety_company")
    for pending, slot in (("safety_now", "safety_now"), ("safety_company", "safety_now")):
        turn = respond(memory, reply(slot, "yes"), pending)
        assert turn is not None
        assert turn.memory.replies == {}


def test_not_safe_raises_and_the_reply_stands_in_the_memory() -> None:
    talk = held()
    turn = talk.replies("no")
    assert turn.say[0] == "utter_safety_imminent_suicide"
    assert turn.memory.replies == {"safety_now": "no"}
    assert turn.case == CaseWrite(IMMINENT, Category.SUICIDE, page_now=True, check_open=False)


def test_a_plan_raises_to_imminent() -> None:
    memory = DangerMemory(
        level=URGENT, category=Category.SUICIDE, pending="safety_plan", ideation=True
    )
    turn = respond(memory, reply("safety_plan", "yes"), "safety_plan")
    assert turn is not None
    assert turn.memory.level is IMMINENT


@pytest.mark.parametrize("category", [Category.SUICIDE, Category.SELF_HARM])
def test_somebody_elses_danger_is_never_turned_into_the_persons_own(category: Category) -> None:
    talk = Danger()
    talk.says(CONCERN, category, own=False)
    turn = talk.replies("yes")
    assert turn.say == ("utter_safety_urgent_other", "utter_ask_safety_now_other")
    assert (turn.memory.own, turn.memory.ideation) == (False, False)
    turn = talk.replies("no")
    assert turn.memory.own is False


def test_ones_own_danger_after_anothers_is_ones_own() -> None:
    talk = held(URGENT, own=False)
    talk.says(URGENT, own=True, ideation=True)
    assert (talk.memory.own, talk.memory.ideation) == (True, True)
    talk.says(URGENT, own=False)
    assert (talk.memory.own, talk.memory.ideation) == (True, True)


@pytest.mark.parametrize("intent", ["deny", "greet", "goodbye", "out_of_scope", "thanks"])
def test_a_denial_or_a_joke_keeps_the_level(intent: str) -> None:
    talk = held(IMMINENT, ideation=True)
    for text in ("lol jk", "no i am fine"):
        turn = talk.hears(heard(text, intent))
        assert turn is not None
        assert (turn.memory.level, turn.resume) == (IMMINENT, False)


def test_the_level_only_rises() -> None:
    talk = held(IMMINENT)
    turn = talk.says(URGENT)
    assert turn.memory.level is IMMINENT
    assert turn.case == CaseWrite(IMMINENT, Category.SUICIDE, page_now=True, check_open=False)
    assert turn.say[0] == "utter_safety_stay_1"
    talk = held(URGENT)
    turn = talk.says(IMMINENT)
    assert (turn.say[0], turn.memory.level) == ("utter_safety_imminent_suicide", IMMINENT)
    assert talk.says(CONCERN).memory.level is IMMINENT


def test_another_kind_gets_its_own_resources_and_the_stronger_kind_stays() -> None:
    talk = held(IMMINENT)
    turn = talk.says(URGENT, Category.ABUSE)
    assert turn.say[0] == "utter_safety_urgent_abuse"
    assert turn.memory.category is Category.SUICIDE
    assert talk.says(URGENT, Category.ABUSE).say[0] == "utter_safety_stay_1"
    talk = held(URGENT)
    assert talk.says(IMMINENT, Category.ABUSE).memory.category is Category.ABUSE


def test_the_same_paragraph_never_comes_twice_when_an_emergency_rises() -> None:
    talk = held(URGENT, Category.MEDICAL_EMERGENCY)
    turn = talk.says(IMMINENT, Category.MEDICAL_EMERGENCY)
    assert turn.memory.level is IMMINENT
    assert turn.say[0] == "utter_safety_stay_1"


def test_the_texts_of_staying_go_round() -> None:
    talk = held(URGENT, Category.MEDICAL_EMERGENCY)
    texts = []
    for _ in range(6):
        turn = talk.hears(heard())
        assert turn is not None
        texts.append(turn.say[0].removeprefix("utter_safety_stay_"))
    assert texts == ["1", "2", "3", "4", "1", "2"]


def test_repeated_danger_goes_round_too() -> None:
    talk = held()
    texts = [talk.says(URGENT).say[0].removeprefix("utter_safety_stay_") for _ in range(3)]
    assert texts == ["1", "2", "3"]


def test_a_hold_after_a_check_forgets_the_check() -> None:
    talk = Danger()
    talk.says(CONCERN)
    turn = talk.replies("yes")
    assert (turn.memory.checks, turn.memory.ideation) == (0, True)
    assert turn.memory.pending == "safety_now"


def test_a_question_about_ketamine_is_answered_and_the_danger_question_stays() -> None:
    talk = held()
    turn = talk.hears(heard("what is bdnf", "faq", topic="bdnf"))
    assert turn is not None
    assert turn.say == (FAQ, "utter_safety_stay_1", "utter_ask_safety_now")
    assert (turn.memory.pending, turn.case) == ("safety_now", None)


def test_questions_in_a_row_are_answered_in_turn_with_other_texts_of_staying() -> None:
    talk = held()
    texts = []
    for _ in range(3):
        turn = talk.hears(heard("what is bdnf", "faq", topic="bdnf"))
        assert turn is not None
        texts.append(turn.say[1][-1])
    assert texts == ["1", "2", "3"]


def test_a_faq_without_a_topic_gets_the_text_of_staying() -> None:
    turn = held().hears(heard("what", "faq"))
    assert turn is not None
    assert turn.say[0] == "utter_safety_stay_1"


def test_a_person_asked_for_is_called_and_not_twice_in_the_same_words() -> None:
    talk = held()
    turn = talk.hears(heard("a human", "request_human"))
    assert turn is not None
    assert turn.say == ("utter_safety_human", "utter_ask_safety_now")
    turn = talk.hears(heard("a human", "request_human"))
    assert turn is not None
    assert turn.say[0] == "utter_safety_stay_1"


@pytest.mark.parametrize("intent", ["faq", "request_human"])
def test_a_reply_counts_before_its_intent(intent: str) -> None:
    turn = held().replies("yes", intent=intent, topic="bdnf")
    assert turn.say[0] == "utter_safety_thanks_2"


def test_after_the_last_question_a_faq_is_answered_alone() -> None:
    memory = DangerMemory(level=URGENT, category=Category.SUICIDE)
    turn = respond(memory, heard("what", "faq", topic="bdnf"), None)
    assert turn is not None
    assert turn.say == (FAQ, "utter_safety_stay_1")


@pytest.mark.parametrize("intent", ["restart", "delete_my_data"])
def test_starting_over_and_deleting_are_passed_on_and_end_no_hold(intent: str) -> None:
    talk = held()
    talk.pending = None
    assert talk.hears(heard(intent, intent)) is None
    assert talk.memory.holds
    assert talk.hears(heard("yes", "affirm"), overlaid=True) is None
    assert talk.hears(heard("yes", "affirm")) is not None


@pytest.mark.parametrize("intent", ["restart", "affirm"])
def test_danger_comes_before_what_would_be_passed_on(intent: str) -> None:
    talk = held()
    turn = talk.hears(heard("x", intent, danger=danger(IMMINENT)), overlaid=True)
    assert turn is not None
    assert turn.memory.level is IMMINENT


def test_a_hold_without_a_kind_is_about_suicide() -> None:
    turn = respond(DangerMemory(), heard(danger=danger(URGENT, None)), None)
    assert turn is not None
    assert turn.case == CaseWrite(URGENT, Category.SUICIDE, page_now=True, check_open=False)


# --- concern and the direct question --------------------------------------------------------------


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize("own", [True, False])
def test_a_concern_shows_resources_and_asks_one_direct_question(
    category: Category, own: bool
) -> None:
    turn = Danger().says(CONCERN, category, own=own)
    who = category.value if own else "other"
    assert turn.say == (f"utter_safety_concern_{category.value}", f"utter_ask_safety_check_{who}")
    assert turn.case == CaseWrite(CONCERN, category, page_now=False, check_open=True)
    memory = turn.memory
    assert (memory.level, memory.category, memory.own) == (CONCERN, category, own)
    assert (memory.pending, memory.checks, memory.concern_seen) == ("safety_check", 1, True)
    assert turn.resume is False


def test_a_concern_without_a_kind_is_about_suicide() -> None:
    turn = respond(DangerMemory(), heard(danger=danger(CONCERN, None)), None)
    assert turn is not None
    assert turn.say[0] == "utter_safety_concern_suicide"


@pytest.mark.parametrize(
    ("category", "own", "cleared"),
    [
        (Category.SUICIDE, True, True),
        (Category.SUICIDE, False, False),
        (Category.SELF_HARM, True, False),
        (Category.ABUSE, True, False),
    ],
)
def test_a_clear_no_goes_on_pages_nobody_and_keeps_the_level(
    category: Category, own: bool, cleared: bool
) -> None:
    talk = Danger()
    talk.says(CONCERN, category, own=own)
    turn = talk.replies("no")
    assert turn.say == ("utter_safety_check_clear",)
    assert (turn.resume, turn.cleared_check) == (True, cleared)
    assert turn.case == CaseWrite(CONCERN, category, page_now=False, check_open=False)
    memory = turn.memory
    assert (memory.level, memory.pending, memory.checks) == (CONCERN, None, 0)
    assert memory.concern_seen is True


@pytest.mark.parametrize(("said", "ideation"), [("yes", True), ("unsure", False)])
def test_yes_maybe_and_dont_know_are_urgent(said: str, ideation: bool) -> None:
    talk = Danger()
    talk.says(CONCERN)
    turn = talk.replies(said)
    assert turn.say[0] == "utter_safety_urgent_suicide"
    assert turn.case == CaseWrite(URGENT, Category.SUICIDE, page_now=True, check_open=False)
    assert turn.memory.ideation is ideation


@pytest.mark.parametrize("said", ["other", "decline"])
def test_anything_else_is_asked_once_more_then_left_open_for_the_same_day(said: str) -> None:
    talk = Danger()
    talk.says(CONCERN)
    turn = talk.replies(said)
    assert turn.say == ("utter_ask_safety_check_suicide_again",)
    assert (turn.case, turn.resume, turn.memory.checks) == (None, False, MAX_CHECKS)
    assert turn.memory.pending == "safety_check"
    turn = talk.replies(said)
    assert turn.say == ("utter_safety_check_left_open",)
    assert (turn.resume, turn.cleared_check) == (True, False)
    assert turn.case == CaseWrite(CONCERN, Category.SUICIDE, page_now=False, check_open=False)
    assert (turn.memory.pending, turn.memory.checks) == (None, 0)


def test_a_no_with_more_worrying_words_is_no_clear_no() -> None:
    talk = Danger()
    talk.says(CONCERN)
    turn = talk.replies("no", danger=danger(CONCERN))
    assert turn.say == ("utter_ask_safety_check_suicide_again",)


def test_a_message_that_was_not_read_as_a_reply_is_asked_again() -> None:
    talk = Danger()
    talk.says(CONCERN, Category.ABUSE)
    turn = talk.hears(heard("hm"))
    assert turn is not None
    assert turn.say == ("utter_ask_safety_check_abuse_again",)


def test_more_of_the_same_in_place_of_an_answer_is_urgent() -> None:
    talk = Danger()
    talk.says(CONCERN)
    turn = talk.replies("other", danger=danger(CONCERN))
    assert turn.memory.level is URGENT


def test_a_concern_after_a_concern_is_asked_again_in_shorter_words() -> None:
    talk = Danger()
    talk.says(CONCERN)
    talk.replies("no")
    talk.pending = "glaucoma"
    turn = talk.says(CONCERN, Category.SELF_HARM)
    assert turn.say == ("utter_safety_concern_again", "utter_ask_safety_check_self_harm")
    assert turn.memory.checks == 1


# --- Spanish -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [CONCERN, URGENT, IMMINENT])
def test_spanish_danger_is_answered_in_spanish_too(level: Level) -> None:
    turn = Danger().says(level, spanish=True)
    assert turn.say[1] == "utter_safety_spanish"
    assert turn.say.count("utter_safety_spanish") == 1
    assert turn.memory.spanish is True


def test_spanish_that_comes_later_is_answered_once() -> None:
    talk = held()
    turn = talk.says(URGENT, spanish=True)
    assert turn.say[:2] == ("utter_safety_stay_1", "utter_safety_spanish")
    assert "utter_safety_spanish" not in talk.says(URGENT, spanish=True).say


def test_a_hold_after_a_spanish_concern_is_in_spanish_too() -> None:
    talk = Danger()
    talk.says(CONCERN, spanish=True)
    assert talk.replies("yes").say[1] == "utter_safety_spanish"


def test_english_gets_no_spanish() -> None:
    assert "utter_safety_spanish" not in Danger().says(URGENT).say


# --- every branch ------------------------------------------------------------------------------------


def random_message(rng: random.Random, pending: str | None) -> Heard:
    level = rng.choice([NONE, NONE, NONE, CONCERN, URGENT, IMMINENT])
    spoken = danger(
        level,
        rng.choice(list(Category)) if level > NONE else None,
        own=rng.random() < 0.7,
        ideation=rng.random() < 0.4,
        spanish=rng.random() < 0.2,
    )
    intent = rng.choice(["faq", "request_human", "restart", "affirm", "deny", "delete_my_data"])
    findings: tuple[FindingHeard, ...] = ()
    if rng.random() < 0.1:
        name = rng.choice(["suicidal_ideation", "suicide_attempt"])
        findings = (finding(name, rng.choice(list(Answer)), recency=rng.choice(["now", "window"])),)
    parts: dict[str, Any] = {"danger": spoken, "intent": intent, "findings": findings}
    if pending is not None and rng.random() < 0.7:
        return reply(pending, rng.choice(list(Reply)), **{**parts, "topic": "bdnf"})
    return heard("words", **{**parts, "topic": rng.choice([None, "bdnf"])})


def test_on_every_path_texts_exist_levels_rise_and_nothing_is_said_twice_in_a_row() -> None:
    rng = random.Random(20261123)
    said: set[str] = set()
    for _ in range(600):
        talk, spoken, history = Danger(pending=rng.choice([None, "glaucoma"])), [""], []
        for _ in range(15):
            message = random_message(rng, talk.pending)
            history.append((talk.pending, message))
            before = talk.memory
            turn = talk.hears(message)
            if turn is None:
                assert message.danger.level < URGENT
                assert not before.holds or message.intent in ("restart", "delete_my_data")
                spoken.append("a turn of the screening")
                continue
            assert turn.say, history
            for text in turn.say:
                assert text in TEXTS or text == FAQ, text
                assert text == FAQ or text != spoken[-1], history
                spoken.append(text)
                said.add(text)
            if turn.resume:
                spoken.append("a turn of the screening")
            memory = turn.memory
            assert memory.level >= before.level
            assert memory.level >= message.danger.level
            assert memory.pending in (None, *QUESTION_SLOTS)
            assert not (memory.holds and turn.resume), history
            assert turn.case is None or turn.case.level <= memory.level
            if message.danger.level >= URGENT:
                assert turn.case is not None
                assert turn.case.page_now, history
            assert len(set(memory.asked)) == len(memory.asked)
    assert said >= {name for name in TEXTS if name.startswith(STARTS)}


STARTS = (
    "utter_safety_imminent",
    "utter_safety_urgent",
    "utter_safety_concern",
    "utter_safety_stay",
    "utter_ask_",
    "utter_safety_check",
)
"""Texts that some path must lead to."""


def test_a_memory_from_before_has_no_last_text() -> None:
    talk = held()
    talk.memory = replace(talk.memory, last=())
    assert talk.says(URGENT).say[0] == "utter_safety_stay_1"
