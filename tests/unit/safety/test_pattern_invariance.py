"""CheckList-style: changes that must not lower a level, and one that must."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from antechamber.safety.levels import Level, Reading

Reader = Callable[[str], Reading]

SEEDS = ["I want to kill myself", "I am going to kill myself tonight", "I wish I was dead"]
CHANGES = {
    "capitals": str.upper,
    "greeting": lambda text: f"hi there, {text}",
    "name": lambda text: f"Maria here. {text}",
    "medical answer": lambda text: f"no glaucoma, bp 120/80, {text}",
    "question after": lambda text: f"{text}. what is bdnf?",
    "joke after": lambda text: f"{text} lol jk",
    "no apostrophes or marks": lambda text: text.replace("'", "").replace(".", ""),
    "zero width": lambda text: "\u200b".join(text),
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else c for c in text),
    "look-alikes": lambda text: text.replace("a", "\u0430").replace("i", "\u0456"),
    "newlines": lambda text: text.replace(" ", "\n", 1).replace("\n", " ") + "\n\n",
}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", CHANGES)
def test_level_is_not_lowered(reading_of: Reader, seed: str, name: str) -> None:
    assert reading_of(CHANGES[name](seed)).level >= reading_of(seed).level


@pytest.mark.parametrize(
    "text",
    [
        "i want to kil myslef", "I want to k1ll mys3lf", "i wnat to comit suicde", "su1c1dal",
        "k i l l  m y s e l f", "s.u.i.c.i.d.a.l", "i want to diiiie and kill my self",
        "iwanttokillmyself", "wanna kms", "I want to k*ll myself", "wanna unalive myself",
    ],
)  # fmt: skip
def test_odd_spelling_is_read(reading_of: Reader, text: str) -> None:
    assert reading_of(text).level >= Level.URGENT


@pytest.mark.parametrize(
    "text",
    ["I want to kill myself", "I think about suicide", "I have suicidal thoughts", "I self harm"],
)
def test_plain_denial_negates(reading_of: Reader, text: str) -> None:
    denied = "I do not " + text.removeprefix("I ")
    assert reading_of(text).level > Level.NONE
    assert reading_of(denied).level is Level.NONE


@pytest.mark.parametrize(
    "piece",
    [
        "i want to ",
        "kill ",
        "no not never ",
        "a" * 50,
        "k i l l ",
        "going to ..",
        "((((",
        "pills in ",
    ],
)
def test_long_text_stays_quick(reading_of: Reader, piece: str) -> None:
    text = (piece * (10_000 // len(piece) + 1))[:10_000]
    start = time.perf_counter()
    reading_of(text)
    assert time.perf_counter() - start < 1.0  # generous: measured 10 to 60 ms on a quiet machine


@pytest.mark.parametrize(
    "text", ["ok. I want to K1LL mys3lf now", "\U0001f642 hi \u2014 I\u2019m going to kill myself"]
)
def test_evidence_offsets_point_into_the_original(reading_of: Reader, text: str) -> None:
    for evidence in reading_of(text).evidence:
        assert text[evidence.start : evidence.end] == evidence.text
        assert evidence.text.lower().split()[-1][:2] in ("k1", "my", "no", "ki", "sel")
