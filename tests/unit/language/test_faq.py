"""What the bot says to questions: complete, plain, with its caveats; and a loader that is strict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from antechamber.errors import ConfigurationError
from antechamber.language.faq import (
    REDIRECTS,
    TOPICS,
    FaqEntry,
    load_faq,
    load_redirects,
)
from tests.reading_grade import HIGHEST_GRADE, reading_grade

FOLDER = Path(__file__).parents[3] / "data" / "faq"
ANSWERS = load_faq(FOLDER)
SAID = {**ANSWERS, **load_redirects(FOLDER)}

LONGER = {"contraindications": 6}
"""Most sentences, where five do not do: twelve conditions in five are above the grade."""

BLADDER, REPEAT = "bladder", "repeat dosing is not known to be safe"
STOPS_AT_HOME = (
    "treatment at home",
    "thoughts of suicide now",
    "suicide attempt in the past year",
    "psychosis or mania now",
    "schizophrenia or schizoaffective",
    "ketamine abuse or dependence",
    "glaucoma",
    "pressure in the skull",
    "pregnant or nursing",
)
CLEARANCE = (
    "medical clearance",
    "high blood pressure that is not under control",
    "heart failure",
    "copd",
    "overactive thyroid",
)
OFFER = (
    "if you would like someone from the clinic to contact you,",
    'say "talk to a person" at any time.',
)

MUST_MENTION: Mapping[str, tuple[str, ...]] = {
    "long_term_effects": (BLADDER, REPEAT),
    "neuroprotection": ("one source says", BLADDER, REPEAT),
    "bladder_toxicity": (REPEAT,),
    "repeat_dosing": (REPEAT, BLADDER),
    "side_effects_dissociation": (BLADDER, "do not list all side effects"),
    "legal_status": ("as of the time it was written", "cannabis", "only legal psychedelic"),
    "approval_history": ("our source says, as of 2016", "1970", "not for depression"),
    "who_essential_medicine": ("as of our source",),
    "fda_approval": ("as of our source", "not approved ketamine for depression", "long-term data"),
    "bdnf": ("researchers say", "may be why"),
    "glutamate": ("researchers think", "do not yet know"),
    "how_it_works_uncertain": ("nobody knows for sure", "researchers believe"),
    "new_synapses": ("researchers believe", "not proven"),
    "neuroplasticity": ("researchers believe", "not good or bad"),
    "speed_of_relief": ("no one can promise",),
    "low_dose_discovery": ("our source says", "clinician"),
    "conditions_treated": ("off-label", "thoughts of suicide now, tell me"),
    "contraindications": (*STOPS_AT_HOME, *CLEARANCE),
    "medical_clearance": ("treatment at home", *CLEARANCE),
    "screening_process": ("cannot approve anyone", "clinician"),
    "privacy": ("{clinic_name}", "{kept_days}", "{clinic_phone}", '"delete my data"'),
    "about_bot": ("automated", "not a person, not a clinician and not an emergency service"),
    "ask_medical_advice": ("clinician", "911", *OFFER),
    "ask_logistics": OFFER,
    "ask_recreational": OFFER,
    "out_of_scope": OFFER,
}

FORBIDDEN = {
    "a dose": re.compile(r"\d\s*(?:mg|mcg|ml|milligrams?|grams?)\b|\bmg\b", re.IGNORECASE),
    "blame": re.compile(r"\bcommit(?:s|ted|ting)?\b", re.IGNORECASE),
    "an exclamation mark": re.compile("!"),
    "advice to stop a medicine": re.compile(
        r"\b(?:stop|quit|skip|come off|taper)\b[^.]*\b(?:medicine|medication|pill|tablet)",
        re.IGNORECASE,
    ),
    "approval": re.compile(r"\byou (?:are|were) (?:approved|eligible)|safe for you", re.IGNORECASE),
}


def sentences(text: str) -> int:
    return len(re.findall(r"[.?][\"']?(?:\s|$)", text))


def faq_text(*, topics: tuple[str, ...] = TOPICS, extra: str = "") -> str:
    entries = [
        f"  - topic: {topic}\n    answer: Plain words.\n    source: A book\n"
        "    facts: [words]\n    reviewed: 2026-11-23\n"
        for topic in topics
    ]
    return "faq:\n" + "".join(entries) + extra


def test_every_topic_of_the_contract_has_one_answer() -> None:
    assert len(set(TOPICS)) == 31
    assert set(ANSWERS) == set(TOPICS)
    assert set(SAID) == {*TOPICS, *REDIRECTS}


@pytest.mark.usefixtures("spoken_syllables")
@pytest.mark.parametrize("entry", SAID.values(), ids=SAID)
def test_answer_is_plain_and_short(entry: FaqEntry) -> None:
    assert reading_grade(entry.answer) <= HIGHEST_GRADE
    assert 2 <= sentences(entry.answer) <= LONGER.get(entry.topic, 5)


@pytest.mark.usefixtures("spoken_syllables")
def test_grade_of_hard_words_is_above_the_limit() -> None:
    hard = (
        "Pharmacological neuroprotection necessitates individualised contraindication assessment."
    )
    assert reading_grade(hard) > HIGHEST_GRADE


@pytest.mark.parametrize("topic", MUST_MENTION)
def test_caveats_travel_with_the_answer(topic: str) -> None:
    answer = SAID[topic].answer.lower()
    assert [words for words in MUST_MENTION[topic] if words not in answer] == []


def test_wherever_lasting_harm_is_denied_both_caveats_stand() -> None:
    bold = [e for e in SAID.values() if re.search("no lasting harm|protect the brain", e.answer)]
    assert {entry.topic for entry in bold} == {
        "long_term_effects",
        "repeat_dosing",
        "neuroprotection",
    }
    for entry in bold:
        assert BLADDER in entry.answer and REPEAT in entry.answer.lower()


def test_conditions_for_clearance_stand_apart_from_what_rules_out() -> None:
    stops, clearance = ANSWERS["contraindications"].answer.split("A few things need medical")
    assert [words for words in CLEARANCE[1:] if words in stops.lower()] == []
    assert [words for words in STOPS_AT_HOME if words in clearance.lower()] == []


@pytest.mark.parametrize("entry", SAID.values(), ids=SAID)
def test_answer_holds_nothing_forbidden(entry: FaqEntry) -> None:
    found = [name for name, pattern in FORBIDDEN.items() if pattern.search(entry.answer)]
    assert found == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Take 50 mg.", "a dose"),
        ("He committed suicide.", "blame"),
        ("Hello!", "an exclamation mark"),
        ("Please stop your blood pressure medicine.", "advice to stop a medicine"),
        ("You are approved.", "approval"),
    ],
)
def test_forbidden_words_are_seen(words: str, what: str) -> None:
    assert FORBIDDEN[what].search(words)


@pytest.mark.parametrize("topic", ["ask_medical_advice", "about_bot"])
def test_emergencies_are_sent_to_911(topic: str) -> None:
    assert "call 911" in SAID[topic].answer


def test_loader_reads_a_whole_folder(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text(faq_text(topics=TOPICS[:5]))
    (tmp_path / "two.yml").write_text(faq_text(topics=TOPICS[5:]))
    assert tuple(load_faq(tmp_path)) == TOPICS


ENTRY_LINE = 2 + 5 * len(TOPICS)
"""Line of an entry that follows a whole `faq_text()`: one line of key, five an entry."""


@pytest.mark.parametrize(
    ("entry", "line", "problem"),
    [
        (faq_text(topics=("glutamate",))[5:], ENTRY_LINE, "answered a second time"),
        ("  - topic: weather\n", ENTRY_LINE, "`weather` is not one of what_is_ketamine"),
        ("  - topic: bdnf\n    sauce: A book\n", ENTRY_LINE + 1, "`sauce` is not a known key"),
    ],
)
def test_wrong_entry_is_named_with_file_and_line(
    tmp_path: Path, entry: str, line: int, problem: str
) -> None:
    path = tmp_path / "answers.yml"
    path.write_text(faq_text(extra=entry))
    with pytest.raises(ConfigurationError) as raised:
        load_faq(tmp_path)
    assert str(raised.value).startswith(f"{path}:{line}:")
    assert problem in str(raised.value)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "problem"),
    [
        ("    source: A book\n", "", 2, "`source`: the key is missing"),
        ("    source: A book\n", "    source: ''\n", 4, "the text is empty"),
        ("reviewed: 2026-11-23", "reviewed: last week", 6, "`last week` is not a date"),
        ("reviewed: 2026-11-23", "reviewed: 2026-13-40", None, "a date is not in the calendar"),
        ("facts: [words]", "facts: []", 5, "the list is missing or empty"),
        ("answer: Plain words.", "answer: '{doctor} says.'", 3, "`{doctor}` is not one of"),
        ("answer: Plain words.", "answer: 'Open {.'", 3, "`{` is not one of"),
    ],
)
def test_wrong_field_is_named_with_file_and_line(
    tmp_path: Path, right: str, wrong: str, line: int | None, problem: str
) -> None:
    path = tmp_path / "answers.yml"
    path.write_text(faq_text().replace(right, wrong, 1))
    with pytest.raises(ConfigurationError) as raised:
        load_faq(tmp_path)
    assert str(raised.value).startswith(f"{path}:{line}:" if line else f"{path}")
    assert problem in str(raised.value)


def test_topics_left_out_are_all_named(tmp_path: Path) -> None:
    (tmp_path / "answers.yml").write_text(faq_text(topics=TOPICS[2:]))
    with pytest.raises(ConfigurationError, match=r"under `faq` for what_is_ketamine, legal_status"):
        load_faq(tmp_path)


def test_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="under `redirect` for ask_medical_advice"):
        load_redirects(tmp_path)
