"""Load the reviewed answers of `data/faq/`. Strict: every topic once, each with its source.

Which message asks for which topic is learned elsewhere (`data/nlu/faq_*.yml`);
what the bot says to it is data, kept here apart so that a clinician can review it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from antechamber.errors import ConfigurationError
from antechamber.protocol.reading import Record, read_file

TOPICS = (
    "what_is_ketamine",
    "legal_status",
    "drug_class",
    "off_label_use",
    "conditions_treated",
    "routes",
    "approval_history",
    "who_essential_medicine",
    "low_dose_discovery",
    "dose_vs_anesthesia",
    "speed_of_relief",
    "glutamate",
    "how_it_works_uncertain",
    "new_synapses",
    "bdnf",
    "neuroplasticity",
    "integration_window",
    "kap_session",
    "safe_setting",
    "therapy_pairing",
    "side_effects_dissociation",
    "long_term_effects",
    "bladder_toxicity",
    "neuroprotection",
    "repeat_dosing",
    "fda_approval",
    "contraindications",
    "medical_clearance",
    "screening_process",
    "privacy",
    "about_bot",
)
"""Every topic the bot answers, in the contract's order; its intent is `faq/<topic>`."""

REDIRECTS = ("ask_medical_advice", "ask_logistics", "ask_recreational", "out_of_scope")
"""Intents the bot must not or cannot answer: it says so and offers a person."""

PLACEHOLDERS = ("clinic_name", "clinic_phone", "kept_days")
"""What an answer may leave in braces, to be filled in from `data/clinic.yml` when shown."""

_FAQ, _REDIRECT = "faq", "redirect"
_ENTRY_KEYS = ("topic", "answer", "source", "facts", "reviewed")
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


@dataclass(frozen=True)
class FaqEntry:
    """One reviewed answer.

    `topic` is a member of TOPICS or REDIRECTS. `answer` is what the patient
    reads; it may hold PLACEHOLDERS in braces. `facts` are key words of the
    source's lines that the answer rests on, `reviewed` the day of the last review.
    """

    topic: str
    answer: str
    source: str
    facts: tuple[str, ...]
    reviewed: date


def load_faq(folder: Path) -> Mapping[str, FaqEntry]:
    """The answer to each topic, keyed by topic; every member of TOPICS is there.

    Raises ConfigurationError, with file and line, for an unknown key or topic,
    a topic told twice or left out, a missing source, a bad date, an unknown
    placeholder.
    """
    return _load(folder, _FAQ, TOPICS)


def load_redirects(folder: Path) -> Mapping[str, FaqEntry]:
    """What to say to each intent of REDIRECTS, keyed by intent. Raises as `load_faq` does."""
    return _load(folder, _REDIRECT, REDIRECTS)


def _load(folder: Path, section: str, names: tuple[str, ...]) -> dict[str, FaqEntry]:
    entries: dict[str, FaqEntry] = {}
    for path in sorted(folder.glob("*.yml")):
        top = _top(path)
        for record in top.records(section, keys=_ENTRY_KEYS, noun="answer"):
            entry = _entry(record, names)
            if entry.topic in entries:
                record.at("topic").fail(f"`{entry.topic}` is answered a second time; keep one")
            entries[entry.topic] = entry
    missing = [name for name in names if name not in entries]
    if missing:
        raise ConfigurationError(
            f"{folder}: no answer under `{section}` for {', '.join(missing)}. "
            "Add an entry for each; data/faq/basics.yml explains the keys."
        )
    return {name: entries[name] for name in names}


def _top(path: Path) -> Record:
    try:
        return read_file(path, keys=(_FAQ, _REDIRECT))
    except ValueError as error:  # ruamel.yaml on a day such as 2026-13-40: it names no line
        raise ConfigurationError(
            f"{path}: a date is not in the calendar ({error}). Search the file for `reviewed`."
        ) from error


def _entry(record: Record, names: tuple[str, ...]) -> FaqEntry:
    topic = record.text("topic")
    if topic.value not in names:
        topic.place.fail(f"`{topic.value}` is not one of {', '.join(names)}")
    facts = tuple(fact.value for fact in record.texts("facts"))
    if not facts:
        record.at("facts").fail("the list is missing or empty; name what the answer rests on")
    return FaqEntry(
        topic=topic.value,
        answer=_answer(record),
        source=record.text("source").value,
        facts=facts,
        reviewed=record.date("reviewed"),
    )


def _answer(record: Record) -> str:
    answer = record.text("answer")
    for found in _BRACES.finditer(answer.value):
        if found.group(1) not in PLACEHOLDERS:
            allowed = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            answer.place.fail(f"`{found.group()}` is not one of {allowed}")
    return answer.value
