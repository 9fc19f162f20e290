"""Put what one message says about health into the screening's memory. Says nothing, asks nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from antechamber.protocol.model import Criterion, Kind, Protocol
from antechamber.screening.answers import Answer
from antechamber.screening.heard import AnswerHeard, FindingHeard, Heard, Reply
from antechamber.screening.outcome import IDEATION
from antechamber.screening.state import Record, State

CONFIRM = "confirm_"
DETAIL = "__"
CRISIS_READING = "crisis_reading"
"""What raises the follow-up about symptoms (data/protocol.yml, `when`)."""


def with_health(state: State, heard: Heard, protocol: Protocol) -> State:
    """State after everything the message says about criteria: the pending answer first, then the rest.

    Other people's conditions never settle anything unless the typist was
    confirmed to speak for the person being screened.
    """
    ids = {criterion.id for criterion in protocol.criteria}
    answered: set[str] = set()
    if heard.answer is not None:
        before = state
        state = with_answer(state, heard.answer, heard.text, protocol)
        if state is not before:
            answered.add(criterion_of(heard.answer.slot))
    findings = [*heard.findings, *(heard.others if state.proxy == "yes" else ())]
    for finding in findings:
        if finding.criterion in ids and finding.criterion not in answered:
            state = _with_finding(state, finding, protocol)
            answered.add(finding.criterion)
    for criterion, parts in heard.denied_parts.items():
        if criterion in ids and criterion not in answered:
            state = _with_denied_parts(state, protocol.criterion(criterion), parts, heard.text)
    follow_ups = [
        slot
        for slot in heard.follow_ups
        if criterion_of(slot) not in answered and slot not in state.asked
    ]
    state = _with_follow_ups(state, follow_ups)
    if heard.none_of_those and state.named:
        state = _with_blanket_no(state, heard, protocol, answered)
    if heard.volunteered:
        known = {one.lower() for one in state.volunteered}
        new = tuple(one for one in heard.volunteered if one.lower() not in known)
        state = replace(state, volunteered=state.volunteered + new)
    return state


def with_answer(state: State, answer: AnswerHeard, text: str, protocol: Protocol) -> State:
    """State after a reply to a criterion, one of its follow-ups, or its confirmation.

    The same object comes back when the reply settles nothing.
    """
    if answer.slot.startswith(CONFIRM):
        return _with_confirmation(state, answer, text)
    criterion_id = criterion_of(answer.slot)
    if criterion_id not in {criterion.id for criterion in protocol.criteria}:
        return state
    criterion = protocol.criterion(criterion_id)
    if answer.needs:
        return _with_needed(state, criterion, answer, answer.needs, text)
    if answer.reply is Reply.OTHER:
        return state
    state = _settled(
        state,
        criterion,
        answer.reply.answer,
        words=text,
        declined=answer.reply is Reply.DECLINE,
        detail=answer.detail,
    )
    return _queue_after_answer(state, criterion, answer.slot, answer.detail)


def with_open_follow_up(state: State, slot: str, protocol: Protocol) -> State:
    """State after a follow-up that got no usable reply: the protocol's `otherwise`, no pressure."""
    criterion = protocol.criterion(criterion_of(slot))
    follow_up = next(
        one for one in criterion.follow_ups if f"{criterion.id}{DETAIL}{one.id}" == slot
    )
    left = tuple(one for one in state.follow_ups if one != slot)
    state = replace(state, follow_ups=left)
    return _settled(state, criterion, follow_up.otherwise, words=state.record(criterion.id).words)


def criterion_of(slot: str) -> str:
    """The criterion that a slot belongs to: `copd__kind` and `confirm_copd` give `copd`."""
    return slot.removeprefix(CONFIRM).split(DETAIL)[0]


def _settled(
    state: State,
    criterion: Criterion,
    value: Answer | None,
    *,
    words: str,
    declined: bool = False,
    detail: Mapping[str, Any] | None = None,
) -> State:
    old = state.record(criterion.id)
    if criterion.id == IDEATION and old.value is Answer.YES and value is not Answer.YES:
        return state
    changed = old.value is not None and old.value is not value
    previous = (*old.previous, old.value.value) if changed and old.value else old.previous
    record = Record(
        value=value,
        declined=declined,
        words=words,
        previous=previous,
        confirmed=old.confirmed and value is Answer.YES,
        detail={**old.detail, **(detail or {})},
    )
    state = state.with_record(criterion.id, record)
    if changed:
        state = replace(state, told=None)
    waits = tuple(one for one in state.to_confirm if one != criterion.id)
    if criterion.kind is Kind.EXCLUSION and value is Answer.YES and not record.confirmed:
        waits = (*waits, criterion.id)
    return replace(state, to_confirm=waits, last=criterion.id)


def _with_needed(
    state: State, criterion: Criterion, answer: AnswerHeard, needs: str, text: str
) -> State:
    """The follow-up comes first; a yes stands already, such as a reading that asks for symptoms."""
    if answer.reply is Reply.YES:
        state = _settled(state, criterion, Answer.YES, words=text, detail=answer.detail)
    else:
        state = _noted(state, criterion.id, answer.detail)
    left = tuple(one for one in state.follow_ups if one != answer.slot)
    return _with_follow_ups(replace(state, follow_ups=left), [needs])


def _noted(state: State, criterion_id: str, detail: Mapping[str, Any]) -> State:
    if not detail:
        return state
    old = state.record(criterion_id)
    return state.with_record(criterion_id, replace(old, detail={**old.detail, **detail}))


def _queue_after_answer(
    state: State, criterion: Criterion, slot: str, detail: Mapping[str, Any]
) -> State:
    """A follow-up that the answer itself calls for; those of this criterion that it made needless go."""
    left = tuple(one for one in state.follow_ups if criterion_of(one) != criterion.id)
    state = replace(state, follow_ups=left)
    value = state.record(criterion.id).value
    if value is None or detail or slot != criterion.id:
        return state
    wanted = [
        f"{criterion.id}{DETAIL}{follow_up.id}"
        for follow_up in criterion.follow_ups
        if value.value in follow_up.when
    ]
    return _with_follow_ups(state, [one for one in wanted if one not in state.asked])


def _with_finding(state: State, finding: FindingHeard, protocol: Protocol) -> State:
    criterion = protocol.criterion(finding.criterion)
    state = _settled(state, criterion, finding.value, words=finding.words, detail=finding.detail)
    if finding.detail.get("crisis"):
        crisis = [one.id for one in criterion.follow_ups if CRISIS_READING in one.when]
        return _with_follow_ups(state, [f"{criterion.id}{DETAIL}{one}" for one in crisis])
    return _queue_after_answer(state, criterion, criterion.id, finding.detail)


def _with_denied_parts(
    state: State, criterion: Criterion, parts: Iterable[str], words: str
) -> State:
    """Half of a composite denied leaves it open; every half denied is a `no`."""
    if state.record(criterion.id).value is not None:
        return state
    denied = {*state.denied_parts.get(criterion.id, ()), *parts}
    every = {part.id for part in criterion.parts}
    if every and denied >= every and not criterion.ask_alone:
        return _settled(state, criterion, Answer.NO, words=words)
    return replace(state, denied_parts={**state.denied_parts, criterion.id: tuple(sorted(denied))})


def _with_follow_ups(state: State, slots: Iterable[str]) -> State:
    waiting = list(state.follow_ups)
    for slot in slots:
        if slot not in waiting and slot not in state.asked:
            waiting.append(slot)
    return replace(state, follow_ups=tuple(waiting))


def _with_blanket_no(state: State, heard: Heard, protocol: Protocol, answered: set[str]) -> State:
    """ "None of those" settles what was named, except the exceptions and what is asked alone."""
    waiting = {criterion_of(slot) for slot in state.follow_ups}
    for criterion in protocol.criteria:
        excepted = criterion.id in heard.none_except or criterion.id in waiting
        if criterion.ask_alone or excepted or criterion.id in answered:
            continue
        if state.record(criterion.id).value is None:
            state = _settled(state, criterion, Answer.NO, words=heard.text)
    return state


def _with_confirmation(state: State, answer: AnswerHeard, text: str) -> State:
    criterion_id = criterion_of(answer.slot)
    old = state.record(criterion_id)
    if answer.reply is Reply.OTHER:
        return state
    waits = tuple(one for one in state.to_confirm if one != criterion_id)
    state = replace(state, to_confirm=waits)
    if old.value is not Answer.YES:
        return state
    if answer.reply in (Reply.NO, Reply.UNSURE):
        value = Answer.NO if answer.reply is Reply.NO else Answer.UNSURE
        record = replace(
            old, value=value, words=text, previous=(*old.previous, old.value.value), confirmed=False
        )
        return state.with_record(criterion_id, record)
    if answer.reply is Reply.YES:
        return state.with_record(criterion_id, replace(old, confirmed=True))
    return state
