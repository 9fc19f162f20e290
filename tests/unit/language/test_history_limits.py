"""What history reading must also hold: other protocols, speed, privacy, spelling twins, offsets."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from antechamber.language.cues import load_cues
from antechamber.language.history import HistoryReader
from antechamber.language.surface import surface_of
from antechamber.protocol.loader import load_protocol
from antechamber.screening.answers import Answer

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 23, 12, 0)
PROTOCOL = load_protocol(ROOT / "data/protocol.yml")
CUES = load_cues(ROOT / "data/language")


@pytest.fixture(scope="module")
def reader() -> HistoryReader:
    return HistoryReader(PROTOCOL, CUES)


@pytest.fixture(scope="module")
def wider_reader() -> HistoryReader:
    """A protocol with a thirteenth criterion that data/language does not know."""
    model = PROTOCOL.criterion("copd")
    part = replace(
        model.parts[0],
        id="long_qt",
        yes_words=("long qt [syndrome]",),
        unsure_words=("borderline qt",),
        ask_words=("qt (problem|problems)",),
        no_words=("normal qt",),
        broad_words=("qt (problem|problems)",),
    )
    criterion = replace(
        model,
        id="long_qt",
        parts=(part,),
        look_alikes=("short qt",),
        follow_ups=(),
        past=Answer.YES,
        resolved_words=(),
    )
    return HistoryReader(replace(PROTOCOL, criteria=(*PROTOCOL.criteria, criterion)), CUES)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I have long QT", Answer.YES),
        ("no long qt syndrome", Answer.NO),
        ("no glaucoma or qt problems", Answer.NO),
        ("my mom has long QT", None),
        ("I used to have long qt", Answer.YES),
        ("borderline QT on my last ecg", Answer.UNSURE),
        ("they say I have a normal QT", Answer.NO),
        ("qt problems", None),
        ("short qt", None),
        ("what if I have long qt?", None),
    ],
)
def test_thirteenth_criterion_works_from_its_words_alone(
    wider_reader: HistoryReader, text: str, value: Answer | None
) -> None:
    settled = {one.criterion: one.value for one in wider_reader.read(text, now=NOW).settled}
    assert settled.get("long_qt") is value


@pytest.mark.parametrize("text", ["hypperthyroid", "hypathyroid", "hyprthyroidism", "hypthyroid"])
def test_misspelt_thyroid_twins_are_asked(reader: HistoryReader, text: str) -> None:
    reading = reader.read(f"i have {text}", now=NOW)
    assert reading.settled == ()
    assert [ask.criterion for ask in reading.asks] == ["hyperthyroidism"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hyperthroidism", Answer.YES),
        ("hypertyroid", Answer.YES),
        ("hyper-thyroid", Answer.YES),
        ("hypothroidism", Answer.NO),
        ("hypotyroid", Answer.NO),
        ("hypo thyroid", Answer.NO),
    ],
)
def test_clear_beginnings_never_cross(reader: HistoryReader, text: str, value: Answer) -> None:
    (finding,) = reader.read(f"i have {text}", now=NOW).settled
    assert finding.value is value


@pytest.mark.parametrize(
    "text",
    [
        "poignant warning about cleaning my glasses and psychology homework",
        "emphasis on pleasure, religious occasions and organic meditation",
        "my hospital psychiatrist prescribed exercise and delicious vitamins",
        "the mechanic was panicked about his pension and the extension",
        "hypotension and hypoglycemia are not in your list",
        "i was parading around with a magnetic asteroid",
    ],
)
def test_ordinary_words_never_become_conditions(reader: HistoryReader, text: str) -> None:
    assert {one.value for one in reader.read(text, now=NOW).findings} <= {Answer.NO, None}


def test_offsets_are_those_of_the_original_text(reader: HistoryReader) -> None:
    text = "I don\u2019t know, \u0130 can't say\u2026 but I\u2019ve got Graves\u2019 disease"
    (finding,) = reader.read(text, now=NOW).settled
    assert text[finding.start : finding.end] == "Graves\u2019 disease"


def test_folding_keeps_every_place() -> None:
    surface = surface_of("It's O'Neil's \u00df \u0130 x")
    assert all(
        surface.quote(word.start, word.end).lower().startswith(word.text[0])
        for word in surface.words
        if word.text.isascii()
    )


def test_crisis_pressure_is_reported(reader: HistoryReader) -> None:
    reading = reader.read("my bp was 185/122 this morning", now=NOW)
    assert reading.crisis
    assert [(one.criterion, one.value) for one in reading.settled] == [
        ("uncontrolled_hypertension", Answer.YES)
    ]


@pytest.mark.parametrize(
    "text", ["", "   ", "\U0001f600\U0001f600", "?", "...", "\n", "/restart", "[]()*"]
)
def test_nothing_is_read_into_nothing(reader: HistoryReader, text: str) -> None:
    reading = reader.read(text, now=NOW)
    assert (reading.findings, reading.asks, reading.volunteered, reading.blanket) == (
        (), (), (), None,
    )  # fmt: skip


def test_no_word_of_a_patient_stays_in_spacy(reader: HistoryReader) -> None:
    reader.read("I have glaucoma and my name is Zebulonia", now=NOW)
    strings = reader._context._vocab.strings
    assert "zebulonia" not in strings and "glaucoma" not in strings


@pytest.mark.parametrize(
    "piece",
    [
        "dad had glaucoma, I take levothyroxine. ",
        "glaucoma ",
        "no ",
        "140/90 ",
        "i have ",
        "(",
        "x/",
    ],
)
def test_long_messages_are_read_in_time(reader: HistoryReader, piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    reader.read(piece, now=NOW)
    started = time.process_time()
    reader.read(text, now=NOW)
    assert time.process_time() - started < 1.0  # 0.3 s alone; this machine may be shared


def test_short_messages_are_read_in_time(reader: HistoryReader) -> None:
    text = "I have glaucoma and my dad had copd, no heart problems"
    reader.read(text, now=NOW)
    started = time.process_time()
    for _ in range(50):
        reader.read(text, now=NOW)
    assert (time.process_time() - started) / 50 < 0.02  # 4 ms alone


@pytest.mark.parametrize(
    ("text", "recency"),
    [
        ("I tried to kill myself last night", "now"),
        ("I tried to kill myself in October", "recent"),
        ("I attempted suicide in March", "window"),
        ("attempted suicide about a year ago", "about_window"),
        ("one suicide attempt, in 2009", "older"),
    ],
)
def test_dated_attempt_says_how_long_ago(reader: HistoryReader, text: str, recency: str) -> None:
    (finding,) = reader.read(text, now=NOW).settled
    assert finding.detail == {"recency": recency}
