"""Checks across a protocol: phrases claimed twice, follow-ups that lead nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from antechamber.protocol.model import FollowUp, Reads
from antechamber.protocol.phrases import PhraseError, forms, pattern
from antechamber.protocol.reading import Place, Text

_LOOK_ALIKES = "look_alikes"
_ANSWERS = ("ask", "yes", "unsure")
_CRISIS = "crisis_reading"


@dataclass(frozen=True)
class Claim:
    """One wording of one phrase, and the criterion and list that it stands in."""

    criterion: str
    list_name: str
    form: str
    place: Place


def forms_at(text: Text) -> tuple[str, ...]:
    """Wordings of a phrase in a file. Fails with file, line and field where the syntax is wrong."""
    try:
        return forms(text.value)
    except PhraseError as error:
        text.place.fail(f"`{text.value}`: {error}")


def clashes(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Messages about wordings that would mean two things; empty where there are none.

    A wording may stand in one list only, and not under another list's `word*`,
    because the longest wording at a place wins over all criteria. Only
    look-alikes of two criteria may agree: neither claims anything.
    """
    messages: list[str] = []
    exact: dict[str, list[Claim]] = {}
    for claim in claims:
        earlier_ones = exact.setdefault(claim.form, [])
        messages.extend(_clash(*_in_order(earlier, claim)) or "" for earlier in earlier_ones)
        earlier_ones.append(claim)
    for wide in (claim for claim in claims if "*" in claim.form):
        covering, start = pattern([wide.form]), wide.form.split("*")[0]
        alike = (one for one in claims if one.form.startswith(start) and one.form != wide.form)
        for claim in alike:
            if covering.fullmatch(claim.form.replace("*", "")):
                messages.append(_clash(*_in_order(wide, claim)) or "")
    return tuple(dict.fromkeys(message for message in messages if message))


def _in_order(one: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Both claims as a reader meets them; across two files, as they were given."""
    swapped = one.place.file == other.place.file and other.place.line < one.place.line
    return (other, one) if swapped else (one, other)


def _clash(earlier: Claim, later: Claim) -> str | None:
    """What is wrong with two claims to one wording; None where both may stand."""
    lists = (earlier.list_name, later.list_name)
    if earlier.criterion == later.criterion and lists[0] == lists[1]:
        if earlier.form != later.form:
            return None
        return later.place.message(
            f"`{later.form}` stands twice in this list (first at line {earlier.place.line}); "
            "keep one"
        )
    if lists == (_LOOK_ALIKES, _LOOK_ALIKES):
        return None
    return later.place.message(
        f"`{later.form}` is claimed already, by `{earlier.form}` at {earlier.place.file}:"
        f"{earlier.place.line} (criterion `{earlier.criterion}`, {earlier.list_name}); keep one"
    )


def check_follow_ups(follow_ups: Sequence[tuple[FollowUp, Place]], *, has_ask_words: bool) -> None:
    """Every follow-up can be reached, refers only to what exists, and none leads in a circle.

    Raises ConfigurationError at the first follow-up that is wrong.
    """
    by_id: dict[str, FollowUp] = {}
    for follow_up, place in follow_ups:
        if follow_up.id in by_id:
            place.fail(f"the id `{follow_up.id}` stands twice; ids are unique")
        by_id[follow_up.id] = follow_up
    for follow_up, place in follow_ups:
        _check_references(follow_up, place, by_id)
        _check_no_circle(follow_up, place, by_id)
    for follow_up, place in follow_ups:
        if not _is_reached(follow_up, by_id, has_ask_words=has_ask_words):
            place.fail(
                f"nothing ever asks this follow-up (when: {', '.join(follow_up.when) or 'empty'}); "
                f"it needs one of {', '.join((*_ANSWERS, _CRISIS))}, or a follow-up with a choice "
                "that answers `ask`; `ask` also needs ask_words"
            )


def _check_references(follow_up: FollowUp, place: Place, by_id: dict[str, FollowUp]) -> None:
    for cause in follow_up.when:
        if cause not in (*_ANSWERS, _CRISIS, *by_id):
            known = ", ".join((*_ANSWERS, _CRISIS, *by_id))
            place.fail(f"`{cause}` is not one of {known}")


def _check_no_circle(follow_up: FollowUp, place: Place, by_id: dict[str, FollowUp]) -> None:
    """Follow the references backwards; meeting the start again is a circle."""
    waiting, seen = [cause for cause in follow_up.when if cause in by_id], set[str]()
    while waiting:
        cause = waiting.pop()
        if cause == follow_up.id:
            place.fail(f"`{follow_up.id}` leads back to itself; take one reference out")
        if cause not in seen:
            seen.add(cause)
            waiting.extend(one for one in by_id[cause].when if one in by_id)


def _is_reached(follow_up: FollowUp, by_id: dict[str, FollowUp], *, has_ask_words: bool) -> bool:
    """Whether an answer, a crisis reading or a reached follow-up raises it. No circles here."""
    for cause in follow_up.when:
        if cause in ("yes", "unsure") or (cause == "ask" and has_ask_words):
            return True
        if cause == _CRISIS and any(one.reads is Reads.PRESSURE for one in by_id.values()):
            return True
        if cause in by_id and _leads_on(by_id[cause], by_id, has_ask_words=has_ask_words):
            return True
    return False


def _leads_on(follow_up: FollowUp, by_id: dict[str, FollowUp], *, has_ask_words: bool) -> bool:
    """Whether a follow-up has a choice that settles nothing, and can itself be reached."""
    settles_all = all(choice.answer is not None for choice in follow_up.choices)
    return not settles_all and _is_reached(follow_up, by_id, has_ask_words=has_ask_words)
