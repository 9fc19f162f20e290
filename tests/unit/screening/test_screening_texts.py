"""Every text that the screening names exists, has its placeholders filled, and is plain."""

from __future__ import annotations

import ast
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from talk import Talk
from tests.messages import finding, heard, reply
from tests.reading_grade import HIGHEST_GRADE, reading_grade
from tests.shipped import ROOT, all_responses, placeholders, responses_in, shipped_protocol

from antechamber.language.faq import TOPICS
from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer
from antechamber.screening.heard import Heard, QuestionHeard, Reply
from antechamber.screening.outcome import SafetyState

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
_findings = st.lists(
    st.builds(finding, st.sampled_from(IDS), st.sampled_from(Answer)), max_size=2
).map(tuple)
_asides = st.fixed_dictionaries(
    {},
    optional={
        "findings": _findings,
        "others": _findings,
        "follow_ups": st.lists(st.sampled_from(_FOLLOW_UPS), max_size=2).map(tuple),
        "denied_parts": st.sampled_from(
            [
                {"psychosis_or_mania": ("mania",)},
                {"psychosis_or_mania": ("psychosis",)},
                {"schizophrenia_spectrum": ("schizoaffective",)},
                {"pregnancy_or_nursing": ("pregnant",)},
            ]
        ),
        "none_of_those": st.booleans(),
        "volunteered": st.sampled_from([(), ("gout",)]),
        "mentioned": st.sampled_from([(), ("glaucoma",), ("copd",)]),
        "about_last": st.booleans(),
        "questions": st.sampled_from([(), (QuestionHeard("faq", "bdnf"),)]),
        "proxy": st.sampled_from([False, False, False, True]),
        "minor": st.sampled_from([False] * 30 + [True]),
    },
)
_free = st.builds(
    lambda text, intent, topic, asides: heard(text, intent, topic=topic, **asides),
    st.sampled_from(["some words", "what is this?", "", "none"]),
    st.sampled_from(_INTENTS),
    st.sampled_from([None, *TOPICS]),
    _asides,
)
_reply_to_pending = st.tuples(
    st.sampled_from(Reply),
    st.sampled_from([{}, {"value": "x"}, {"invalid": True}, {"recency": "window"}]),
    _asides,
)
_safety = st.builds(
    SafetyState,
    level=st.sampled_from(Level),
    category=st.sampled_from(Category),
    ideation=st.booleans(),
    concern_seen=st.booleans(),
)
_steps = st.lists(
    st.one_of(_free, _reply_to_pending, _reply_to_pending, _reply_to_pending), max_size=20
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(_steps, _safety, st.integers(0, 40))
def test_whatever_is_said_every_text_exists_and_is_filled(
    steps: list[object], danger: SafetyState, held_from: int
) -> None:
    talk = Talk()
    for number, step in enumerate(steps):
        if number == held_from:
            talk.safety = danger
        if isinstance(step, Heard):
            message = step
        else:
            assert isinstance(step, tuple)
            value, detail, asides = step
            message = reply(talk.pending or "nothing", value, detail=detail, **asides)
        turn = talk.hears(message)
        for say in turn.say:
            assert say.response in RESPONSES, say.response
            missing = placeholders(RESPONSES[say.response]) - CLINIC - set(say.fill)
            assert not missing, (say.response, missing)
        if talk.safety.holds:
            assert turn.slot is None
            assert turn.decision is not None
            assert turn.decision.outcome.value == "safety_hold"
        if turn.slot in IDS and turn.decision is not None:
            raise AssertionError(f"{turn.slot} is asked although the outcome is known")
        if talk.state.consent != "yes":
            assert all(record.value is None for record in talk.state.records.values()) or (
                talk.state.minor or talk.state.consent == "no"
            )


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
    asked += [f"utter_{word}_{one}" for word in ("why", "help") for one in ("consent", "history_open")]
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


def test_a_broken_name_would_be_seen() -> None:
    talk = Talk()
    turn = talk.says("hi", "greet")
    broken = replace(turn.say[0], response="utter_nothing")
    assert broken.response not in RESPONSES
