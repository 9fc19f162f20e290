"""The fixed texts said in danger: plain, without blame or promise, with the right lines."""

from __future__ import annotations

import re

import pytest

from tests.reading_grade import HIGHEST_GRADE, reading_grade
from tests.shipped import placeholders, responses_in

TEXTS = responses_in("safety.yml")
SPANISH = "utter_safety_spanish"
FEWEST_WORDS = 8
"""The grade of fewer words says nothing."""
FILLED = {"clinic_name", "clinic_phone", "staff_name"}
"""Slots that the safety policy or the desk sets before a text is said."""
CRISIS = [name for name in TEXTS if re.match("utter_safety_(imminent|urgent|concern)_", name)]
NEEDS_911 = [
    name
    for name in CRISIS
    if "concern_self_harm" not in name and name != "utter_safety_concern_again"
]
NEEDS_988 = [name for name in CRISIS if not name.endswith(("abuse", "medical_emergency"))]
NEEDS_741741 = [
    "utter_safety_imminent_suicide",
    "utter_safety_urgent_suicide",
    "utter_safety_concern_suicide",
    "utter_safety_imminent_self_harm",
    "utter_safety_urgent_self_harm",
    "utter_safety_concern_self_harm",
]
FORBIDDEN = {
    "an exclamation mark": r"!",
    "the line that is gone": r"press 3",
    "blame": r"\bcommit\w*",
    "a promise": r"\b(?:promise|guarantee|will be (?:fine|okay|safe))\b",
    "a diagnosis": r"\byou (?:are|have) (?:depressed|depression|suicidal)\b",
}


@pytest.mark.parametrize("what", FORBIDDEN)
@pytest.mark.parametrize("name", TEXTS)
def test_text_holds_nothing_forbidden(name: str, what: str) -> None:
    assert re.search(FORBIDDEN[what], TEXTS[name], re.IGNORECASE) is None


@pytest.mark.usefixtures("spoken_syllables")
@pytest.mark.parametrize(
    "name", [one for one in TEXTS if one != SPANISH and len(TEXTS[one].split()) >= FEWEST_WORDS]
)
def test_text_is_plain(name: str) -> None:
    assert reading_grade(TEXTS[name]) <= HIGHEST_GRADE


@pytest.mark.parametrize("name", TEXTS)
def test_every_placeholder_is_filled(name: str) -> None:
    assert placeholders(TEXTS[name]) <= FILLED


@pytest.mark.parametrize("name", NEEDS_911)
def test_crisis_text_names_911(name: str) -> None:
    assert "911" in TEXTS[name]


@pytest.mark.parametrize("name", NEEDS_988)
def test_crisis_text_names_988(name: str) -> None:
    assert "988" in TEXTS[name]


@pytest.mark.parametrize("name", NEEDS_741741)
def test_text_line_is_named_with_its_word(name: str) -> None:
    assert "HOME to 741741" in TEXTS[name]


@pytest.mark.parametrize("name", ["utter_safety_imminent_suicide", "utter_safety_urgent_suicide"])
def test_own_danger_names_veterans_and_the_emergency_room(name: str) -> None:
    assert "Veterans: call 988 and press 1" in TEXTS[name]
    assert "nearest emergency room" in TEXTS[name]


@pytest.mark.parametrize(
    "name",
    [one for one in CRISIS if one.startswith("utter_safety_imminent") and "abuse" not in one],
)
def test_imminent_names_911_before_988(name: str) -> None:
    text = TEXTS[name]
    assert "988" not in text or text.index("911") < text.index("988")


def test_imminent_danger_of_suicide_speaks_of_moving_away_from_means() -> None:
    assert "move away from anything" in TEXTS["utter_safety_imminent_suicide"]


@pytest.mark.parametrize("level", ["imminent", "urgent", "concern"])
def test_abuse_names_its_own_lines_and_that_the_screen_may_be_seen(level: str) -> None:
    text = TEXTS[f"utter_safety_{level}_abuse"]
    assert "1-800-799-7233" in text
    assert "START to 88788" in text
    assert "someone may see this screen" in text


def test_a_medical_emergency_names_911_and_poison_help() -> None:
    text = TEXTS["utter_safety_medical_emergency"]
    assert "call 911 now" in text
    assert "1-800-222-1222" in text


def test_spanish_names_988_press_2_and_911() -> None:
    text = TEXTS[SPANISH]
    assert "988" in text
    assert "oprima 2" in text
    assert "911" in text


@pytest.mark.parametrize("name", ["utter_safety_not_saved", "utter_staff_not_reached"])
def test_staff_who_were_not_reached_are_not_waited_for(name: str) -> None:
    assert "do not wait" in TEXTS[name]
    assert "988" in TEXTS[name]
    assert "911" in TEXTS[name]


def test_a_saved_message_does_not_promise_that_it_is_seen() -> None:
    assert "may not see it at once" in TEXTS["utter_safety_saved"]


def test_every_check_is_asked_in_other_words_the_second_time() -> None:
    checks = [one for one in TEXTS if one.startswith("utter_ask_safety_check_")]
    first = [one for one in checks if not one.endswith("_again")]
    assert len(first) == 6
    for one in first:
        assert TEXTS[f"{one}_again"] != TEXTS[one]
