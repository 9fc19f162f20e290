"""The contract's table of criteria, written apart from the code that it checks.

Plain strings and its own copy of the kinds; imports nothing of the product.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

YES, NO, UNSURE = "yes", "no", "unsure"

SAFETY = ("suicidal_ideation",)
NOT_ELIGIBLE = (
    "suicide_attempt",
    "psychosis_or_mania",
    "schizophrenia_spectrum",
    "ketamine_misuse",
    "glaucoma",
    "raised_icp",
    "pregnancy_or_nursing",
)
CLEARANCE = ("uncontrolled_hypertension", "heart_failure", "copd", "hyperthyroidism")
TABLE = (*SAFETY, *NOT_ELIGIBLE, *CLEARANCE)
ALWAYS_ASKED = ("suicidal_ideation", "suicide_attempt")

Result = tuple[str, tuple[str, ...]]


def standing(
    answers: Mapping[str, str | None],
    *,
    level: str = "none",
    category: str | None = None,
    ideation: bool = False,
    concern: bool = False,
) -> Result:
    """Outcome and reasons of what is known, by the contract's table."""
    said_yes = [name for name in TABLE if answers.get(name) == YES]
    worse = [name for name in TABLE if answers.get(name) in (YES, UNSURE)]
    held = level in ("urgent", "imminent")
    reasons = list(worse)
    if held and category is not None and not (ideation and "suicidal_ideation" in worse):
        reasons.append("safety:" + category)
    if concern:
        reasons.append("safety_concern")
    if held or any(name in SAFETY for name in said_yes):
        return "safety_hold", tuple(reasons)
    if any(name in NOT_ELIGIBLE for name in said_yes):
        return "not_eligible", tuple(reasons)
    if worse or concern:
        return "clearance_required", tuple(reasons)
    return "no_contraindication", tuple(reasons)


def decided(
    answers: Mapping[str, str | None],
    *,
    confirmed: Collection[str] = (),
    level: str = "none",
    category: str | None = None,
    ideation: bool = False,
    concern: bool = False,
) -> Result | None:
    """The final outcome, or None while a question is needed."""
    result = standing(answers, level=level, category=category, ideation=ideation, concern=concern)
    if result[0] == "safety_hold":
        return result
    unanswered = [name for name in TABLE if answers.get(name) is None]
    if not unanswered:
        return result
    excluded = [name for name in NOT_ELIGIBLE if answers.get(name) == YES and name in confirmed]
    if excluded and not set(unanswered) & set(ALWAYS_ASKED):
        return result
    return None
