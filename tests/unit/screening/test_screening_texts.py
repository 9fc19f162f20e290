"""Every text that the screening names exists, has its placeholders filled, and is plain."""

from __future__ import annotations

import ast
import json
import random
import re
from dataclasses import replace
from typing import Any

import pytest
from talk import Talk

from antechamber.language.faq import TOPICS
from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer
from antechamber.screening.heard import FindingHeard, Heard, QuestionHeard, Reply
from antechamber.screening.outcome import Outcome, SafetyState
from antechamber.screening.say import Say
from antechamber.screening.state import state_from
from antechamber.screening.turn import Turn
from tests.messages import finding, heard, reply
from tests.reading_grade import HIGHEST_GRADE, reading_grade
from tests.shipped import ROOT, all_responses, placeholders, responses_in, shipped_protocol

PROTOCOL = shipped_protocol()
IDS = tuple(criterion.id for criterion in PROTOCOL.criteria)
RESPONSES = all_responses()
CLINIC = {"clinic_name", "clinic_phone", "kept_days", "who_sees"}
"""What actions fill into every text."""
SCREENING_TEXTS = responses_in("screening.yml")
PROTOCOL_TEXTS = responses_in("protocol.yml")
FEWEST_WORDS = 8
CONDITION_NAMES = re.compile(
    r"schizophrenia|schizoaffective disorder|psychosis|bipolar disorder|glaucoma|emphysema"
    r"|chronic bronchitis|COPD|(?:idiopathic |raised )?intracranial (?:hypertension|pressure)"
    r"|pseudotumor cerebri|ketamine",
    re.IGNORECASE,
)
"""Names that a person may know and must read, whatever their length."""
ABOVE_THE_GRADE = {
    "utter_question_psychosis_or_mania": "both halves and their lay words in one question",
    "utter_question_uncontrolled_hypertension": "names the bounds and the time that counts",
}
"""Text to the reason why it stands as it is."""
CRISIS_988 = (
    "utter_opening",
    "utter_minor",
    "utter_minor_again",
    "utter_technical_trouble",
    *(name for name in SCREENING_TEXTS if name.startswith("utter_outcome_")),
)

_FOLLOW_UPS = [f"{c.id}__{one.id}" for c in PROTOCOL.criteria for one in c.follow_ups]
_INTENTS = [
    "faq", "ask_medical_advice", "ask_logistics", "ask_recreational", "out_of_scope", "greet",
    "goodbye", "thanks", "affirm", "deny", "unsure", "decline_answer", "start_screening",
    "restart", "correct_answer", "request_human", "ask_why", "ask_repeat", "delete_my_data",
    "inform_history",
]  # fmt: skip
_HALVES = (
    {"psychosis_or_mania": ("mania",)},
    {"psychosis_or_mania": ("psychosis",)},
    {"schizophrenia_spectrum": ("schizoaffective",)},
    {"pregnancy_or_nursing": ("pregnant",)},
)
_DETAILS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"value": "x"},
    {"invalid": True},
    {"recency": "window"},
)
CONVERSATIONS = 150
SEED = 20261123


def random_message(rng: random.Random, pending: str | None) -> Heard:
    """Anything a person may send, a reply to the pending question more often than not."""
    asides: dict[str, Any] = {
        "findings": random_findings(rng) if rng.random() < 0.2 else (),
        "others": random_findings(rng) if rng.random() < 0.1 else (),
        "follow_ups": (rng.choice(_FOLLOW_UPS),) if rng.random() < 0.1 else (),
        "denied_parts": rng.choice(_HALVES) if rng.random() < 0.1 else {},
        "none_of_those": rng.random() < 0.1,
        "volunteered": ("gout",) if rng.random() < 0.1 else (),
        "mentioned": (rng.choice(IDS),) if rng.random() < 0.2 else (),
        "about_last": rng.random() < 0.1,
        "questions": (QuestionHeard("faq", rng.choice(TOPICS)),) if rng.random() < 0.1 else (),
        "proxy": rng.random() < 0.05,
        "minor": rng.random() < 0.01,
    }
    if pending is not None and rng.random() < 0.7:
        value = rng.choice([Reply.YES, Reply.NO, *Reply])
        detail = dict(rng.choice(_DETAILS))
        if pending not in ("contact_phone", "contact_email"):
            detail.pop("invalid", None)
        return reply(pending, value, detail=detail, **asides)
    text = rng.choice(["some words", "what is this?", "", "none"])
    return heard(text, rng.choice(_INTENTS), topic=rng.choice([None, *TOPICS]), **asides)


def random_findings(rng: random.Random) -> tuple[FindingHeard, ...]:
    return (finding(rng.choice(IDS), rng.choice(list(Answer))),)


def faults(turn: Turn, talk: Talk) -> list[str]:
    """What is wrong with a turn; empty if nothing is."""
    found = [f"no text {say.response}" for say in turn.say if say.response not in RESPONSES]
    for say in turn.say:
        missing = placeholders(RESPONSES.get(say.response, "")) - CLINIC - set(say.fill)
        if missing:
            found.append(f"{say.response} lacks {missing}")
    if talk.safety.holds and (turn.slot is not None or turn.decision is None):
        found.append(f"a hold waits for {turn.slot}, decided {turn.decision}")
    if talk.safety.holds and turn.decision and turn.decision.outcome is not Outcome.SAFETY_HOLD:
        found.append("a hold is not the outcome")
    if turn.slot in IDS and turn.decision is not None:
        found.append(f"{turn.slot} is asked although the outcome is known")
    if state_from(json.loads(json.dumps(turn.state.as_dict()))) != turn.state:
        found.append("the memory does not survive its slot")
    return found


def test_whatever_is_said_every_text_exists_is_filled_and_the_rules_hold() -> None:
    rng = random.Random(SEED)
    for _ in range(CONVERSATIONS):
        talk, history = Talk(), []
        held_from = rng.choice([None, None, rng.randrange(25)])
        for number in range(25):
            if number == held_from:
                talk.safety = SafetyState(
                    rng.choice([Level.URGENT, Level.IMMINENT]), rng.choice(list(Category))
                )
            message = random_message(rng, talk.pending)
            history.append((talk.pending, message))
            turn = talk.hears(message, away=rng.random() < 0.1)
            assert faults(turn, talk) == [], history


def test_every_text_named_in_the_code_exists() -> None:
    named: set[str] = set()
    for path in sorted((ROOT / "antechamber" / "screening").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named.update(re.findall(r"^utter_\w+(?<!_)$", node.value))
    assert named
    assert named - set(RESPONSES) == set()


def test_every_question_that_may_wait_has_its_text() -> None:
    slots = [
        "consent", "history_open", "proxy_present", "summary_ok", "contact_name",
        "contact_phone", "contact_email", "contact_safe", *IDS, *_FOLLOW_UPS,
        *(f"confirm_{name}" for name in IDS[1:8]),
    ]  # fmt: skip
    assert [slot for slot in slots if f"utter_question_{slot}" not in RESPONSES] == []
    asked = [f"utter_{word}_{name}" for word in ("why", "help") for name in IDS]
    asked += [
        f"utter_{word}_{one}" for word in ("why", "help") for one in ("consent", "history_open")
    ]
    assert [name for name in asked if name not in RESPONSES] == []
    outcomes = ("no_contraindication", "clearance_required", "not_eligible", "safety_hold")
    assert [one for one in outcomes if f"utter_outcome_{one}" not in RESPONSES] == []
    assert [one for one in TOPICS if f"utter_faq/{one}" not in RESPONSES] == []


def long_enough(responses: dict[str, str]) -> list[str]:
    """The grade of fewer words says nothing."""
    return [name for name, text in responses.items() if len(text.split()) >= FEWEST_WORDS]


@pytest.mark.usefixtures("spoken_syllables")
@pytest.mark.parametrize("name", long_enough(SCREENING_TEXTS))
def test_screening_text_is_plain(name: str) -> None:
    assert reading_grade(SCREENING_TEXTS[name]) <= HIGHEST_GRADE


@pytest.mark.usefixtures("spoken_syllables")
@pytest.mark.parametrize("name", long_enough(PROTOCOL_TEXTS))
def test_protocol_text_is_plain_around_the_names_of_conditions(name: str) -> None:
    text = PROTOCOL_TEXTS[name].replace("{progress_hint}", "")
    grade = reading_grade(CONDITION_NAMES.sub("the flu", text))
    if name in ABOVE_THE_GRADE:
        assert grade > HIGHEST_GRADE, f"{name} is plain now: strike it off"
    else:
        assert grade <= HIGHEST_GRADE


@pytest.mark.parametrize("name", SCREENING_TEXTS)
def test_screening_text_never_approves_nor_blames(name: str) -> None:
    text = SCREENING_TEXTS[name].lower()
    assert "commit" not in text
    assert "press 3" not in text
    assert not re.search(r"you (?:are|were|have been) (?:approved|eligible)|\bsafe for you", text)
    assert "!" not in text


@pytest.mark.parametrize("name", CRISIS_988)
def test_hard_moments_name_988(name: str) -> None:
    assert "988" in SCREENING_TEXTS[name]


def test_being_turned_down_is_about_the_treatment_and_names_help() -> None:
    text = SCREENING_TEXTS["utter_outcome_not_eligible"]
    for words in ("not about you", "other ways to get care", "988", "741741", "talk to a person"):
        assert words in text


def test_nothing_found_is_no_approval_and_volunteered_conditions_are_never_nothing() -> None:
    assert "a clinician" in SCREENING_TEXTS["utter_outcome_no_contraindication"]
    assert "not an approval" in SCREENING_TEXTS["utter_outcome_no_contraindication"]
    assert "nothing" not in SCREENING_TEXTS["utter_outcome_no_contraindication_volunteered"]


def test_a_missing_text_and_a_missing_filling_would_be_seen() -> None:
    talk = Talk()
    turn = talk.says("hi", "greet")
    for say in (Say("utter_nothing"), Say("utter_question_history_open")):
        assert len(faults(replace(turn, say=(say,)), talk)) == 1
