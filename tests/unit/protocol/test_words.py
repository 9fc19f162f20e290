"""What the word lists of the shipped protocol make of patients' wording.

The reader here is apart from the product's: the longest wording at a place wins,
from left to right. It knows no negation, family or time; those are tested with
`antechamber.language`. `-` means that the sentence claims nothing.
"""

from __future__ import annotations

import re

import pytest

from antechamber.protocol.model import Protocol
from antechamber.protocol.phrases import folded, forms

SENTENCES = [
    # suicidal ideation and attempts
    ("I've been having suicidal thoughts", "suicidal_ideation: yes"),
    ("my suicidal thoughts scare me", "suicidal_ideation: ask"),
    ("sometimes I wish I was dead", "suicidal_ideation: unsure"),
    ("I don't want to wake up anymore", "suicidal_ideation: unsure"),
    ("I work in suicide prevention", "-"),
    ("I lost my brother and run a suicide loss group", "-"),
    ("I tried to kill myself in March", "suicide_attempt: ask"),
    ("attempted suicide back in 2012", "suicide_attempt: ask"),
    ("my last attempt", "suicide_attempt: ask"),
    ("this is my second attempt to quit smoking", "-"),
    ("I overdosed on purpose", "suicide_attempt: ask"),
    # psychosis and mania
    ("I hear voices at night", "psychosis_or_mania: yes"),
    ("voices telling me to do things", "psychosis_or_mania: yes"),
    ("I keep seeing things that aren't there", "psychosis_or_mania: yes"),
    ("people are following me", "psychosis_or_mania: yes"),
    ("I'm manic right now", "psychosis_or_mania: yes"),
    ("had a manic episode", "psychosis_or_mania: ask"),
    ("psychotic break", "psychosis_or_mania: ask"),
    ("I have bipolar disorder, stable on lithium", "-"),
    ("bipolar 2 with hypomania", "-"),
    ("manic depression", "-"),
    ("on an antipsychotic for sleep", "-"),
    ("will someone be watching me during treatment", "-"),
    ("I get paranoid when I smoke", "psychosis_or_mania: ask"),
    ("history of psychosis", "psychosis_or_mania: ask"),
    ("it was a manic week at work", "-"),
    # schizophrenia spectrum
    ("paranoid schizophrenia", "schizophrenia_spectrum: yes"),
    ("dx schizoaffective bipolar type", "schizophrenia_spectrum: yes"),
    ("I have SZA", "schizophrenia_spectrum: yes"),
    ("schizoid personality disorder", "schizophrenia_spectrum: no"),
    ("schizotypal", "schizophrenia_spectrum: no"),
    ("schizophreniform disorder", "-"),
    # ketamine
    ("I was addicted to ketamine", "ketamine_misuse: yes"),
    ("ketamine bladder", "ketamine_misuse: yes"),
    ("snorted ket every weekend", "ketamine_misuse: yes"),
    ("went to rehab for ketamine", "ketamine_misuse: yes"),
    ("tried ketamine once", "ketamine_misuse: ask"),
    ("did special k in college", "ketamine_misuse: ask"),
    ("fell into a k-hole", "ketamine_misuse: ask"),
    ("I was prescribed ketamine before", "ketamine_misuse: no"),
    ("they gave me ketamine in the ER", "ketamine_misuse: no"),
    ("I've done Spravato", "ketamine_misuse: no"),
    ("I had ketamine infusions", "ketamine_misuse: no"),
    ("used to do a lot of ket at raves", "ketamine_misuse: yes"),
    ("I eat Special K cereal", "-"),
    ("I ate lots of special k bars", "-"),
    ("vitamin K supplement", "-"),
    ("I want ketamine treatment", "-"),
    ("does ketamine therapy work", "-"),
    # glaucoma
    ("narrow-angle glaucoma", "glaucoma: yes"),
    ("I had a trabeculectomy", "glaucoma: yes"),
    ("glaucoma suspect", "glaucoma: unsure"),
    ("ocular hypertension", "glaucoma: unsure"),
    ("my eye pressure is a bit high", "glaucoma: unsure"),
    ("borderline glaucoma", "glaucoma: unsure"),
    ("I use latanoprost", "glaucoma: ask"),
    ("drops for eye pressure", "glaucoma: ask"),
    ("they are watching me for glaucoma", "glaucoma: unsure"),
    ("pressure behind my eyes from sinus", "-"),
    ("cataract surgery", "-"),
    # raised intracranial pressure
    ("idiopathic intracranial hypertension", "raised_icp: yes"),
    ("IIH on diamox", "raised_icp: yes raised_icp: ask"),
    ("pseudotumor cerebri", "raised_icp: yes"),
    ("pressure around my brain", "raised_icp: yes"),
    ("I have a VP shunt", "raised_icp: unsure"),
    ("brain tumor", "raised_icp: unsure"),
    ("Chiari malformation", "raised_icp: unsure"),
    ("subdural hematoma", "raised_icp: unsure"),
    ("recent concussion", "raised_icp: unsure"),
    ("hydrocephalus", "raised_icp: ask"),
    ("I hit my head last week", "raised_icp: ask"),
    ("old concussion from football", "-"),
    ("pressure headaches", "-"),
    ("sinus pressure", "-"),
    # pregnancy and nursing
    ("I'm 12 weeks pregnant", "pregnancy_or_nursing: yes"),
    ("I'm due in May", "pregnancy_or_nursing: yes"),
    ("still nursing my toddler", "pregnancy_or_nursing: yes"),
    ("I'm breast-feeding", "pregnancy_or_nursing: yes"),
    ("exclusively pumping", "pregnancy_or_nursing: yes"),
    ("I might be pregnant", "pregnancy_or_nursing: unsure"),
    ("my period is late", "pregnancy_or_nursing: unsure"),
    ("not sure if I'm pregnant", "pregnancy_or_nursing: unsure"),
    ("we are trying to conceive", "pregnancy_or_nursing: ask"),
    ("done breastfeeding", "pregnancy_or_nursing: no"),
    ("I'm a nursing student", "-"),
    ("works in a nursing home", "-"),
    ("I have a nursing degree", "-"),
    ("registered nurse", "-"),
    ("nursing a cold", "-"),
    ("I'm a man", "-"),
    ("postpartum depression", "-"),
    # blood pressure
    ("my blood pressure is out of control", "uncontrolled_hypertension: yes"),
    ("uncontrolled hypertension", "uncontrolled_hypertension: yes"),
    ("high blood pressure", "uncontrolled_hypertension: ask"),
    ("HTN", "uncontrolled_hypertension: ask"),
    ("I take lisinopril", "uncontrolled_hypertension: ask"),
    ("white coat hypertension", "uncontrolled_hypertension: ask"),
    ("my BP runs high", "uncontrolled_hypertension: ask"),
    ("low blood pressure", "uncontrolled_hypertension: no"),
    ("I got the high blood", "uncontrolled_hypertension: ask"),
    ("high blood sugar", "-"),
    ("pulmonary hypertension", "-"),
    ("portal hypertension", "-"),
    ("my blood pressure is fine", "-"),
    # heart
    ("congestive heart failure", "heart_failure: yes"),
    ("CHF", "heart_failure: yes"),
    ("my heart doesn't pump right", "heart_failure: yes"),
    ("cardiomyopathy", "heart_failure: unsure"),
    ("recovered EF", "heart_failure: unsure"),
    ("enlarged heart", "heart_failure: unsure"),
    ("swollen ankles", "heart_failure: ask"),
    ("heart problems", "heart_failure: ask"),
    ("I had a heart attack", "-"),
    ("a bad heart attack", "-"),
    ("heart murmur", "-"),
    ("AFib", "-"),
    ("a broken heart", "-"),
    # lungs
    ("emphysema", "copd: yes"),
    ("chronic bronchitis", "copd: yes"),
    ("COPD", "copd: yes"),
    ("I'm on home oxygen", "copd: ask"),
    ("Spiriva", "copd: ask"),
    ("bronchitis last winter", "-"),
    ("asthma", "-"),
    ("sleep apnea", "-"),
    # thyroid
    ("Graves' disease", "hyperthyroidism: yes"),
    ("my thyroid is overactive", "hyperthyroidism: yes"),
    ("hyperthyroidism", "hyperthyroidism: yes"),
    ("I take methimazole", "hyperthyroidism: yes"),
    ("had radioactive iodine", "hyperthyroidism: unsure"),
    ("thyroid removed for Graves", "hyperthyroidism: unsure"),
    ("Graves in remission", "hyperthyroidism: unsure"),
    ("thyroid", "hyperthyroidism: ask"),
    ("thyroid problem", "hyperthyroidism: ask"),
    ("thyroidectomy", "hyperthyroidism: ask"),
    ("Hashimoto's", "hyperthyroidism: no"),
    ("hypothyroid", "hyperthyroidism: no"),
    ("an underactive thyroid", "hyperthyroidism: no"),
    ("levothyroxine", "hyperthyroidism: no"),
    ("slow thyroid", "hyperthyroidism: no"),
    ("thyroid cancer", "-"),
    ("hyperparathyroidism", "-"),
]

_Wordings = dict[tuple[str, ...], str]


@pytest.fixture(scope="module")
def wordings(protocol: Protocol) -> _Wordings:
    """Every wording with `criterion: list`, or "" for a look-alike."""
    known: _Wordings = {}
    for criterion in protocol.criteria:
        lists = [(phrase, "") for phrase in criterion.look_alikes]
        for part in criterion.parts:
            for answer in ("yes", "unsure", "ask", "no"):
                phrases: tuple[str, ...] = getattr(part, f"{answer}_words")
                lists += [(phrase, f"{criterion.id}: {answer}") for phrase in phrases]
        for phrase, label in lists:
            known.update({tuple(form.split()): label for form in forms(phrase)})
    return known


def claims_in(sentence: str, wordings: _Wordings) -> str:
    """Claims from left to right; `-` where there are none."""
    words = re.findall(r"[^\W_]+", folded(sentence))
    found: list[str] = []
    here = 0
    while here < len(words):
        lengths = [
            len(wording)
            for wording in wordings
            if len(wording) <= len(words) - here
            and all(map(_fits, wording, words[here : here + len(wording)]))
        ]
        longest = max(lengths, default=0)
        labels = {
            label
            for wording, label in wordings.items()
            if len(wording) == longest > 0 and all(map(_fits, wording, words[here:]))
        }
        found.extend(sorted(label for label in labels if label))
        here += max(longest, 1)
    return " ".join(found) or "-"


def _fits(wording: str, word: str) -> bool:
    return word.startswith(wording[:-1]) if wording.endswith("*") else wording == word


@pytest.mark.parametrize(("sentence", "claims"), SENTENCES)
def test_a_sentence_claims_what_a_clinician_would_say(
    wordings: _Wordings, sentence: str, claims: str
) -> None:
    assert claims_in(sentence, wordings) == claims


def test_denying_a_broad_word_can_be_told_from_denying_a_detail(protocol: Protocol) -> None:
    """ "No heart problems" denies heart failure; "no swollen ankles" does not."""
    (part,) = protocol.criterion("heart_failure").parts
    broad = {form for phrase in part.broad_words for form in forms(phrase)}
    assert "heart problems" in broad
    assert "swollen ankles" not in broad
    assert set(part.broad_words) < set(part.ask_words)


def test_words_that_end_a_condition_are_unsure_words(protocol: Protocol) -> None:
    """Code that knows only the four lists still reads "radioiodine" as unsure."""
    for criterion in protocol.criteria:
        for part in criterion.parts:
            assert set(criterion.resolved_words) <= set(part.unsure_words)


def test_both_halves_share_the_no_words_of_their_criterion(protocol: Protocol) -> None:
    for part in protocol.criterion("schizophrenia_spectrum").parts:
        assert "schizoid [personality] [disorder]" in part.no_words
