"""Patterns, model and memory put together: the level of one message. Nothing here lowers a level."""

from __future__ import annotations

from dataclasses import dataclass, replace

from antechamber.safety.levels import Category, Evidence, Level, Reading

MODEL_PART = "model"


@dataclass(frozen=True)
class ModelOpinion:
    """The model's view with the words it read, in offsets of the original text."""

    level: Level
    category: Category | None
    own: bool
    start: int
    end: int
    probability: float


def judged(text: str, patterns: Reading, model: ModelOpinion | None) -> Reading:
    """The stronger of both; the model's evidence is added where it spoke.

    Where the model alone found the person's own suicidal thoughts, they count
    as stated: a missed disclosure costs more than one question too many.
    """
    if model is None or model.level is Level.NONE:
        return patterns
    evidence = Evidence(
        model.start,
        model.end,
        text[model.start : model.end],
        f"{MODEL_PART}:{model.level.value}:{model.probability:.2f}",
    )
    if model.level <= patterns.level:
        kept = replace(patterns, evidence=(*patterns.evidence, evidence))
        return _with_kind(kept, model) if model.level == patterns.level else kept
    if patterns.level is not Level.NONE:
        category, own = patterns.category, patterns.own
    else:
        category, own = model.category, model.own
    suicidal = category is Category.SUICIDE and own and model.level >= Level.URGENT
    return Reading(
        level=model.level,
        category=category,
        evidence=(evidence, *patterns.evidence),
        own=own,
        ideation=patterns.ideation or suicidal,
        spanish=patterns.spanish,
    )


def _with_kind(reading: Reading, model: ModelOpinion) -> Reading:
    """Where rules of several kinds fired at one level, the model says which kind it is."""
    kinds = {_KINDS.get(one.part.split(".")[0]) for one in reading.evidence}
    if model.category is None or model.category not in kinds:
        return reading
    suicide = model.category is Category.SUICIDE
    return replace(
        reading, category=model.category, own=model.own, ideation=reading.ideation and suicide
    )


_KINDS = {
    "suicide": Category.SUICIDE,
    "selfharm": Category.SELF_HARM,
    "self_harm": Category.SELF_HARM,
    "others": Category.HARM_TO_OTHERS,
    "abuse": Category.ABUSE,
    "medical": Category.MEDICAL_EMERGENCY,
}
"""First word of a rule's id in data/safety/*.yml."""


def in_context(reading: Reading, earlier: Level, *, answers_check: bool) -> Reading:
    """The reading with what went before: ambiguous words after an earlier concern weigh more.

    An answer to the safety question itself is weighed by the dialogue, which
    knows a yes from a no. Source: contract, "Levels".
    """
    if reading.level is Level.CONCERN and earlier is Level.CONCERN and not answers_check:
        return replace(reading, level=Level.URGENT)
    return reading
