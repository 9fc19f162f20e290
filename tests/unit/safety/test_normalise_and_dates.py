"""One spelling for many, offsets into the original, and dates in steps."""

from __future__ import annotations

from datetime import date

import pytest

from antechamber.safety.lexicon import Lexicon, lexicon_from
from antechamber.safety.normalize import normalise
from antechamber.safety.times import Bucket, dates_in

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def lexicon(safety_files: dict[str, str]) -> Lexicon:
    """The shipped lexicon."""
    return lexicon_from(safety_files)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("I'm", "i am"),
        ("im dont cant wanna gonna ive", "i am do not can not want to going to i have"),
        ("k1ll mys3lf", "kill myself"),
        ("5u1c1de", "suicide"),
        ("k i l l  m y s e l f", "kill myself"),
        ("s.u.i.c.i.d.e", "suicide"),
        ("diiiie", "die"),
        ("kill\u200b my\u00adself", "kill myself"),
        ("\u043a\u0456ll", "kill"),
        ("suicde sucidal myslef", "suicide suicidal myself"),
        ("killmyself", "kill myself"),
        ("140/90", "140/90"),
        ("2 pills", "2 pills"),
        ("i took 2 days off", "i took 2 days off"),
        ("I feel ill", "i feel ill"),
        ("ill kill", "i will kill"),
        ("decide beside inside", "decide beside inside"),
    ],
)
def test_words_come_out_plain(lexicon: Lexicon, written: str, words: str) -> None:
    tokens = normalise(written, lexicon.spelling)
    assert " ".join(token.text for token in tokens) == words


def test_tokens_know_their_place(lexicon: Lexicon) -> None:
    text = "Ok \u2014 I\u2019m  s.a.d \U0001f52b"
    for token in normalise(text, lexicon.spelling):
        assert 0 <= token.start < token.end <= len(text)


@pytest.mark.parametrize(
    ("words", "bucket"),
    [
        ("20 minutes ago", Bucket.TODAY),
        ("three weeks ago", Bucket.RECENT),
        ("about two months back", Bucket.RECENT),
        ("seven months ago", Bucket.YEAR),
        ("11 months ago", Bucket.YEAR),
        ("13 months ago", Bucket.REMOTE),
        ("twenty years ago", Bucket.REMOTE),
        ("in 2015", Bucket.REMOTE),
        ("in october", Bucket.RECENT),
        ("in march", Bucket.YEAR),
        ("hace dos semanas", Bucket.RECENT),
        ("hace muchos anos", Bucket.REMOTE),
    ],
)
def test_dates_fall_into_steps(words: str, bucket: Bucket) -> None:
    assert {found for _, found in dates_in(words.split(), TODAY)} == {bucket}


def test_ongoing_since_dates_nothing() -> None:
    assert not list(dates_in(["since", "2015"], TODAY))
