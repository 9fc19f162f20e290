"""The phrase syntax, as a table: what a phrase matches and what it must not."""

from __future__ import annotations

import pytest

from antechamber.protocol.phrases import PhraseError, folded, forms, pattern


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("glaucoma", "I have Glaucoma.", "glaucoma"),
        ("glaucoma", "preglaucoma", None),
        ("glaucoma", "glaucomas", None),
        ("hallucinat*", "I was hallucinating", "hallucinating"),
        ("hallucinat*", "a hallucination-free week", "hallucination"),
        ("graves disease", "Graves' disease", "graves disease"),
        ("graves disease", "Graves\u2019 disease", "graves disease"),
        ("dont want to wake up", "I don't want to wake up", "dont want to wake up"),
        ("open angle glaucoma", "open-angle glaucoma", "open angle glaucoma"),
        ("open-angle glaucoma", "open angle  glaucoma", "open angle  glaucoma"),
        ("(high|raised) eye pressure", "raised eye pressure", "raised eye pressure"),
        ("(high|raised) eye pressure", "low eye pressure", None),
        ("(late|missed my) period", "missed my period", "missed my period"),
        ("period [is] late", "period late", "period late"),
        ("period [is] late", "period is late", "period is late"),
        ("thyroid [is [a bit|way]] fast", "thyroid is way fast", "thyroid is way fast"),
        ("heart failure", "heart, failure", None),
        ("lung[s]", "both lungs", "lungs"),
        ("lung[s]", "one lung", "lung"),
        ("lung [s]", "both lungs", None),
        ("(hypo|hyper)tension", "hypertension", "hypertension"),
        ("sz", "jazz", None),
        ("copd", "COPD/asthma", "copd"),
    ],
)
def test_a_phrase_matches_as_the_header_says(phrase: str, text: str, found: str | None) -> None:
    match = pattern([phrase]).search(folded(text))
    assert (None if match is None else match[0].replace("-", " ")) == found


def test_the_longest_wording_wins_at_a_place() -> None:
    match = pattern(["hypertension", "hypertension controlled"]).search("hypertension controlled")
    assert match is not None
    assert match[0] == "hypertension controlled"


def test_no_phrase_matches_nothing() -> None:
    assert pattern([]).search("") is None


def test_forms_are_every_wording() -> None:
    assert set(forms("(a|b) c [d]")) == {"a c", "a c d", "b c", "b c d"}


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("", "empty"),
        ("[maybe]", "optional as a whole"),
        ("(a|b", "no partner"),
        ("a) b", "no partner"),
        ("(a]", "no partner"),
        ("a|b", "outside brackets"),
        ("(a|)", "empty"),
        ("*ism", "is not a word"),
        ("wh*t", "is not a word"),
        ("what?", "is not a word"),
        ("(a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e)", "more than"),
    ],
)
def test_a_phrase_with_bad_syntax_is_refused(phrase: str, problem: str) -> None:
    with pytest.raises(PhraseError, match=problem):
        forms(phrase)


def test_folding_keeps_the_place_of_every_other_character() -> None:
    assert folded("İ Don't ẞ") == "İ dont ß"
