"""Replies to the pending question: what each means depends on what was asked. Rules alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest

from antechamber.errors import ConfigurationError
from antechamber.language.answers import AnswerReader
from antechamber.language.cues import load_cues
from antechamber.language.examples import read_examples
from antechamber.language.history import HistoryReader
from antechamber.language.pressure import Pressure
from antechamber.language.reply_words import load_reply_words
from antechamber.protocol.loader import load_protocol
from antechamber.screening.heard import AnswerHeard

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 23, 12)
PROTOCOL = load_protocol(ROOT / "data" / "protocol.yml")
CRITERIA = tuple(criterion.id for criterion in PROTOCOL.criteria)
READING = "uncontrolled_hypertension__reading"
SYMPTOMS = "uncontrolled_hypertension__symptoms"


@lru_cache(maxsize=1)
def readers() -> tuple[HistoryReader, AnswerReader]:
    return HistoryReader(PROTOCOL, load_cues(ROOT / "data" / "language")), AnswerReader(
        PROTOCOL, None
    )


def read(slot: str, text: str, before: Pressure | None = None) -> AnswerHeard:
    history, answers = readers()
    return answers.read(
        text, slot, history=history.read(text, now=NOW), now=NOW, previous_numbers=before
    )


def reply(slot: str, text: str) -> str:
    return read(slot, text).reply.value


PLAIN = [
    ("yes", "Yes"),
    ("yes", "y"),
    ("yes", "yup"),
    ("yes", "affirmative"),
    ("yes", "\U0001f44d"),
    ("yes", "si"),
    ("yes", "YES!!!"),
    ("yes", "yesss"),
    ("yes", "no wait yes"),
    ("yes", "no. well actually yes"),
    ("yes", "it's not that I don't"),
    ("no", "No"),
    ("no", "n"),
    ("no", "nah"),
    ("no", "nooo"),
    ("no", "negative"),
    ("no", "nope never"),
    ("no", "no thanks"),
    ("no", "N O"),
    ("no", "\U0001f44e"),
    ("no", "yes - wait no"),
    ("no", "No sir"),
    ("no", "hell no"),
    ("unsure", "Not sure"),
    ("unsure", "idk"),
    ("unsure", "no se"),
    ("unsure", "no idea"),
    ("unsure", "yes and no"),
    ("unsure", "maybe"),
    ("unsure", "\U0001f937"),
    ("decline", "I'd rather not say"),
    ("decline", "pass"),
    ("decline", "no comment"),
    ("decline", "none of your business"),
    ("other", "What is this?"),
    ("other", "why do you ask"),
    ("other", "ok"),
    ("other", "k"),
    ("other", ""),
    ("other", "\U0001f600"),
    ("other", "no yes"),
]


@pytest.mark.parametrize("criterion", CRITERIA)
def test_plain_replies_and_buttons_read_alike_for_every_criterion(criterion: str) -> None:
    wrong = [
        (text, expected, got)
        for expected, text in PLAIN
        if (got := reply(criterion, text)) != expected
    ]
    assert wrong == []


IN_CONTEXT = [
    ("glaucoma", "not anymore", "yes"),
    ("glaucoma", "two years ago", "yes"),
    ("glaucoma", "doctor says borderline", "unsure"),
    ("glaucoma", "my mom does", "other"),
    ("glaucoma", "No, that's my mum", "no"),
    ("schizophrenia_spectrum", "used to", "yes"),
    ("raised_icp", "used to", "unsure"),
    ("raised_icp", "in remission", "unsure"),
    ("heart_failure", "not anymore", "unsure"),
    ("heart_failure", "AFib", "no"),
    ("copd", "asthma", "no"),
    ("copd", "no emphysema", "other"),
    ("copd", "never had it tested", "unsure"),
    ("hyperthyroidism", "hypothyroid", "no"),
    ("hyperthyroidism", "I have Hashimoto's", "no"),
    ("hyperthyroidism", "Graves disease", "yes"),
    ("pregnancy_or_nursing", "had my tubes tied", "no"),
    ("pregnancy_or_nursing", "had a hysterectomy in 2016", "no"),
    ("pregnancy_or_nursing", "I'm a man", "no"),
    ("pregnancy_or_nursing", "not anymore", "no"),
    ("pregnancy_or_nursing", "not pregnant", "other"),
    ("pregnancy_or_nursing", "No, I'm not pregnant", "other"),
    ("pregnancy_or_nursing", "waiting for a test", "unsure"),
    ("pregnancy_or_nursing", "not that I know of", "unsure"),
    ("psychosis_or_mania", "last week", "yes"),
    ("psychosis_or_mania", "in 2019", "no"),
    ("psychosis_or_mania", "no psychosis", "other"),
    ("suicidal_ideation", "not right now", "other"),
    ("suicidal_ideation", "right now no", "other"),
    ("suicidal_ideation", "last week", "yes"),
    ("suicidal_ideation", "not today but last week yes", "yes"),
    ("suicidal_ideation", "sometimes", "yes"),
    ("suicidal_ideation", "not since 2019", "no"),
    ("suicidal_ideation", "not in the past month no", "no"),
    ("suicidal_ideation", "passive only", "unsure"),
    ("suicidal_ideation", "not really", "unsure"),
    ("ketamine_misuse", "used to", "yes"),
    ("ketamine_misuse", "not once", "no"),
]


@pytest.mark.parametrize(("criterion", "text", "expected"), IN_CONTEXT)
def test_the_question_decides_what_words_mean(criterion: str, text: str, expected: str) -> None:
    assert reply(criterion, text) == expected


NO_THAT_IS_NONE = [
    ("glaucoma", "no, not anymore"),
    ("glaucoma", "No, I had surgery for it"),
    ("glaucoma", "no it's under control with drops"),
    ("glaucoma", "no just the left eye"),
    ("glaucoma", "no, just ocular hypertension"),
    ("glaucoma", "no doubt about it"),
    ("glaucoma", "never had it as bad as now"),
    ("raised_icp", "no, my shunt works"),
    ("raised_icp", "no, just hydrocephalus"),
    ("heart_failure", "no just cardiomyopathy"),
    ("copd", "no, just emphysema"),
    ("copd", "No, chronic bronchitis only"),
    ("hyperthyroidism", "no, just Graves"),
    ("hyperthyroidism", "no just a thyroid problem"),
    ("hyperthyroidism", "no, treated with iodine"),
    ("schizophrenia_spectrum", "No, they said psychosis"),
    ("ketamine_misuse", "no, only at parties"),
    ("ketamine_misuse", "No, I stopped"),
    ("ketamine_misuse", "no never had trouble, just use it on saturdays"),
    ("pregnancy_or_nursing", "no, just pumping"),
    ("pregnancy_or_nursing", "No only at night"),
    ("pregnancy_or_nursing", "no but my period is late"),
    ("psychosis_or_mania", "no, they are real"),
    ("psychosis_or_mania", "no, God talks to me"),
    ("psychosis_or_mania", "no, not since last week"),
    ("suicidal_ideation", "no, not today"),
    ("suicidal_ideation", "no, just wish I was dead"),
    ("suicidal_ideation", "no plan"),
    ("suicidal_ideation", "no i just want to sleep forever"),
    ("suicidal_ideation", "No one would miss me"),
    ("suicidal_ideation", "not seriously"),
    ("suicide_attempt", "no, I stopped myself"),
    ("suicide_attempt", "no, not successfully"),
    ("suicide_attempt", "no, my wife took the gun away"),
    ("suicide_attempt", "first in 2012"),
    ("suicide_attempt", "not in the past month"),
    ("suicide_attempt", "Since 2019 I tried twice"),
    ("uncontrolled_hypertension", "no it's always high"),
    ("uncontrolled_hypertension", "no, the meds control it"),
    ("uncontrolled_hypertension", "no, I just take lisinopril"),
    ("uncontrolled_hypertension", "treated for years, no issues"),
]


@pytest.mark.parametrize(("criterion", "text"), NO_THAT_IS_NONE)
def test_a_no_that_goes_on_to_admit_something_is_not_taken(criterion: str, text: str) -> None:
    assert reply(criterion, text) != "no"


@pytest.mark.parametrize(
    ("criterion", "text", "needs"),
    [
        ("ketamine_misuse", "once or twice", "ketamine_misuse__use"),
        ("ketamine_misuse", "just the once", "ketamine_misuse__use"),
        ("hyperthyroidism", "thyroid, not sure which", "hyperthyroidism__kind"),
        ("psychosis_or_mania", "not anymore", "psychosis_or_mania__now"),
        ("uncontrolled_hypertension", "high but no reading", READING),
        ("uncontrolled_hypertension", "it's controlled with pills", READING),
        ("uncontrolled_hypertension", "used to", READING),
        ("suicide_attempt", "used to", "suicide_attempt__when"),
    ],
)
def test_vague_words_ask_their_follow_up(criterion: str, text: str, needs: str) -> None:
    heard = read(criterion, text)
    assert (heard.reply.value, heard.needs) == ("unsure", needs)


def test_a_follow_up_that_was_asked_is_not_needed_again() -> None:
    history, answers = readers()
    heard = answers.read(
        "once or twice",
        "ketamine_misuse",
        history=history.read("once or twice", now=NOW),
        now=NOW,
        asked=("ketamine_misuse__use",),
    )
    assert (heard.reply.value, heard.needs) == ("unsure", None)


ATTEMPTS = [
    ("today", "yes", "now"),
    ("last night", "yes", "now"),
    ("three weeks ago", "yes", "recent"),
    ("2 months ago", "yes", "recent"),
    ("11 months ago", "yes", "window"),
    ("in June", "yes", "window"),
    ("last spring", "yes", "window"),
    ("Christmas", "yes", "window"),
    ("about a year ago", "unsure", "about_window"),
    ("last november", "unsure", "about_window"),
    ("13 months ago", "no", "older"),
    ("in 2011", "no", "older"),
    ("Two years ago, not since", "no", "older"),
    ("I did when I was 16, I'm 38 now", "no", "older"),
    ("not since 2019", "no", "older"),
    ("yes", "yes", None),
    ("just the once", "yes", None),
    ("this year", "yes", None),
    ("nothing in the past year", "no", None),
]


@pytest.mark.parametrize(("text", "expected", "recency"), ATTEMPTS)
def test_an_attempt_is_judged_by_its_date(text: str, expected: str, recency: str | None) -> None:
    heard = read("suicide_attempt", text)
    assert (heard.reply.value, heard.detail.get("recency")) == (expected, recency)


@pytest.mark.parametrize(
    ("text", "expected", "recency"),
    [
        ("Today or last night", "yes", "now"),
        ("3 to 12 months ago", "yes", "window"),
        ("the first one", "yes", "now"),
        ("in June", "yes", "window"),
        ("this year", "yes", "recent"),
        ("about a year ago", "unsure", "about_window"),
        ("2 years ago", "no", "older"),
        ("idk", "unsure", None),
        ("I really can't say", "unsure", None),
        ("I'd rather not say", "decline", None),
    ],
)
def test_when_it_was(text: str, expected: str, recency: str | None) -> None:
    heard = read("suicide_attempt__when", text)
    assert (heard.reply.value, heard.detail.get("recency")) == (expected, recency)


@pytest.mark.parametrize(
    ("text", "expected", "needs", "detail"),
    [
        ("118 over 76 on lisinopril", "no", None, {"systolic": 118, "diastolic": 76}),
        ("140/90", "yes", None, {"systolic": 140, "diastolic": 90}),
        ("one forty over ninety", "yes", None, {"systolic": 140, "diastolic": 90}),
        ("top number 150", "yes", None, {"systolic": 150}),
        ("128/82 about a year ago", "unsure", READING, {}),
        ("182/121", "yes", SYMPTOMS, {"systolic": 182, "diastolic": 121}),
        ("300/200", "other", None, {"implausible": True}),
        ("normal", "no", None, {}),
        ("my wife's was 160 over 95", "other", None, {}),
        ("is 140 bad", "other", None, {}),
        ("my cholesterol is 240", "other", None, {}),
    ],
)
def test_a_pressure_decides(
    text: str, expected: str, needs: str | None, detail: Mapping[str, object]
) -> None:
    heard = read("uncontrolled_hypertension", text)
    assert (heard.reply.value, heard.needs, dict(heard.detail)) == (expected, needs, detail)


def test_the_second_number_completes_the_first() -> None:
    heard = read(READING, "95", Pressure(150, None))
    assert dict(heard.detail) == {"systolic": 150, "diastolic": 95}


@pytest.mark.parametrize(
    ("text", "expected"),
    [("not sure", "unsure"), ("no reading", "unsure"), ("122/81", "no"), ("pass", "decline")],
)
def test_the_last_reading(text: str, expected: str) -> None:
    assert reply(READING, text) == expected


@pytest.mark.parametrize(
    ("text", "symptoms"),
    [
        ("No", False),
        ("none of those", False),
        ("no chest pain, I feel fine", False),
        ("Yes", True),
        ("my chest feels tight", True),
        ("a bad headache", True),
        ("not sure", True),
        ("no but my arm is numb", None),
    ],
)
def test_symptoms_leave_the_answer_yes_and_are_told(text: str, symptoms: bool | None) -> None:
    heard = read(SYMPTOMS, text)
    if symptoms is None:
        assert heard.detail.get("symptoms") is not False
    else:
        assert (heard.reply.value, heard.detail.get("symptoms")) == ("yes", symptoms)


@pytest.mark.parametrize(
    ("slot", "text", "expected", "choice"),
    [
        ("ketamine_misuse__use", "the second one", "unsure", "Once or twice, no trouble"),
        ("ketamine_misuse__use", "only from my doctor", "no", "Only as medical treatment"),
        ("ketamine_misuse__use", "I was addicted", "yes", "It caused me trouble"),
        ("hyperthyroidism__kind", "the slow one", "no", "Underactive"),
        (
            "hyperthyroidism__kind",
            "Overactive before, now cured",
            "unsure",
            "Overactive before, now cured",
        ),
        ("hyperthyroidism__kind", "yes", "other", None),
        ("glaucoma__kind", "not glaucoma", "no", "Something else, not glaucoma"),
        ("glaucoma__kind", "2", "unsure", 'High eye pressure or "at risk" only'),
        ("copd__kind", "emphysema", "yes", "COPD, emphysema or chronic bronchitis"),
        ("copd__kind", "idk", "unsure", None),
        ("psychosis_or_mania__now", "yes", "yes", None),
        ("psychosis_or_mania__now", "a while ago", "no", "Longer ago"),
    ],
)
def test_choices_by_label_word_and_number(
    slot: str, text: str, expected: str, choice: str | None
) -> None:
    heard = read(slot, text)
    assert (heard.reply.value, heard.detail.get("choice")) == (expected, choice)


SLOTS = [
    ("confirm_glaucoma", "Yes, that's right", "yes"),
    ("confirm_glaucoma", "No", "no"),
    ("confirm_glaucoma", "no that was my mom", "no"),
    ("confirm_glaucoma", "hmm not sure", "unsure"),
    ("confirm_glaucoma", "yes I have glaucoma", "yes"),
    ("confirm_suicide_attempt", "no it was in 2015", "no"),
    ("consent", "Yes", "yes"),
    ("consent", "I agree", "yes"),
    ("consent", "ok", "yes"),
    ("consent", "yes im 34", "yes"),
    ("consent", "yes but I'm 17", "other"),
    ("consent", "yes but what happens to my data?", "other"),
    ("consent", "no thanks", "no"),
    ("history_open", "nope", "no"),
    ("history_open", "no, just glaucoma", "other"),
    ("history_open", "yes", "other"),
    ("summary_ok", "looks good", "yes"),
    ("summary_ok", "no, the copd part is wrong", "no"),
    ("proxy_present", "yes he's right here", "yes"),
    ("proxy_present", "she doesn't know", "no"),
    ("contact_safe", "it's not safe", "no"),
    ("contact_safe", "text only please", "unsure"),
    ("safety_now", "I'm safe", "yes"),
    ("safety_now", "I'm not safe", "no"),
    ("safety_company", "I'm alone", "no"),
    ("safety_company", "my husband is here", "yes"),
    ("safety_plan", "no plan", "no"),
]


@pytest.mark.parametrize(("slot", "text", "expected"), SLOTS)
def test_other_questions(slot: str, text: str, expected: str) -> None:
    assert reply(slot, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No.",
        "no im safe",
        "not at all",
        "I would never",
        "no but thanks for asking",
        "No, I would never do anything to myself.",
    ],
)
def test_a_clear_no_clears_the_safety_check(text: str) -> None:
    assert reply("safety_check", text) == "no"


@pytest.mark.parametrize(
    "text",
    [
        "not really",
        "not right now",
        "i guess not",
        "lol no jk",
        "no but I think about it",
        "no. i'm just so tired",
        "I don't think so",
        "probably not",
        "no not yet",
        "nope haha",
        "not seriously",
        "idk",
        "no one would care",
        "never mind",
        "no reason to stay",
    ],
)
def test_a_hedged_no_never_clears_the_safety_check(text: str) -> None:
    assert reply("safety_check", text) != "no"


@pytest.mark.parametrize(
    ("slot", "text", "expected", "value"),
    [
        ("contact_name", "my name is jane doe", "yes", "Jane Doe"),
        ("contact_name", "skip", "decline", None),
        ("contact_name", "no", "no", None),
        ("contact_phone", "call me at (212) 555-0123", "yes", "+12125550123"),
        ("contact_phone", "I'd rather not", "decline", None),
        ("contact_email", "Jane@Example.org", "yes", "Jane@example.org"),
        ("contact_location", "123 Main St, Dayton", "yes", "123 Main St, Dayton"),
        ("contact_location", "why?", "other", None),
    ],
)
def test_contact_details(slot: str, text: str, expected: str, value: str | None) -> None:
    heard = read(slot, text)
    assert (heard.reply.value, heard.detail.get("value")) == (expected, value)


@pytest.mark.parametrize(("slot", "text"), [("contact_phone", "12345"), ("contact_email", "jane@")])
def test_a_detail_that_cannot_be_right_is_invalid(slot: str, text: str) -> None:
    heard = read(slot, text)
    assert (heard.reply.value, heard.detail.get("invalid")) == ("other", True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("she says never", "no"),
        ("client denies", "no"),
        ("he does", "yes"),
        ("my mom said yes", "yes"),
    ],
)
def test_a_helper_reports_the_answer(text: str, expected: str) -> None:
    history, answers = readers()
    heard = answers.read(
        text,
        "glaucoma",
        history=history.read(text, now=NOW, about_other=True),
        now=NOW,
        about_other=True,
    )
    assert heard.reply.value == expected


def test_without_a_confirmed_helper_a_third_person_answers_nothing() -> None:
    assert reply("glaucoma", "my mom said yes") == "other"


@pytest.mark.parametrize("broken", ["pieces: {}", "- a list", "pieces: {yes: ['(open']}"])
def test_a_broken_word_file_is_refused(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "replies.yml"
    file.write_text(broken, encoding="utf-8")
    with pytest.raises(ConfigurationError):
        load_reply_words(file)


def test_rules_alone_never_read_a_true_yes_or_unsure_as_no() -> None:
    examples = read_examples(ROOT / "data" / "nlu" / "answers", "answers")
    mistaken = [
        (one.labels["criterion"], one.text)
        for one in examples
        if one.labels["label"] in ("yes", "unsure")
        and reply(one.labels["criterion"], one.text) == "no"
    ]
    assert mistaken == []
