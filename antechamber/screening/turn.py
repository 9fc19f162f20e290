"""One turn of the screening: what is remembered, what is said, what is asked next. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from antechamber.protocol.model import Protocol
from antechamber.screening import wording
from antechamber.screening.contact import with_contact
from antechamber.screening.corrections import with_correction
from antechamber.screening.heard import Heard, Reply, from_parse
from antechamber.screening.interruptions import answers_to_questions, interruption
from antechamber.screening.next_slot import next_slot, progress
from antechamber.screening.outcome import Decision, Outcome, SafetyState, decide
from antechamber.screening.record import DETAIL, with_health, with_open_follow_up
from antechamber.screening.say import Say, question
from antechamber.screening.state import State

MAX_EARLY = 20
"""Messages kept from before consent; more would be storing without leave."""
_OFFER_PERSON_AFTER = 3
_SHOW_CHOICES_AFTER = 2


@dataclass(frozen=True)
class Turn:
    """The new memory, texts to say in order, and the slot asked for (None: nothing waits).

    `decision` is the outcome as it stands, None while open. `request` says why
    a human is asked for, None if nobody is.
    """

    state: State
    say: tuple[Say, ...]
    slot: str | None
    decision: Decision | None
    request: str | None = None


@dataclass(frozen=True)
class _Step:
    state: State
    say: tuple[Say, ...] = ()
    request: str | None = None
    ask: bool = True
    hide: bool = False


def take_turn(
    state: State,
    heard: Heard,
    parse: Mapping[str, Any],
    pending: str | None,
    protocol: Protocol,
    safety: SafetyState,
    *,
    away: bool = False,
) -> Turn:
    """Read one message and choose what to say. `pending` is the slot that was asked for.

    `parse` is the message's parse data, kept unread when it comes before
    consent. `away`: the person comes back after hours, maybe somebody else on
    the same phone, so earlier answers are not shown until asked for.
    """
    state = _seen_version(state, protocol)
    if not state.opened:
        step = _opening(state, heard, parse)
    elif state.overlay is not None:
        step = _overlay_answered(state, heard)
    elif state.minor:
        step = _Step(state, (Say("utter_minor_again"), *answers_to_questions(heard)))
    elif state.consent != "yes":
        step = _consent(state, heard, parse, pending, protocol)
    elif pending == "proxy_present":
        step = _proxy(state, heard, protocol)
    elif heard.proxy and not state.proxy_asked:
        kept = replace(state, proxy="asked", proxy_asked=True, early=(*state.early, _kept(parse)))
        step = _Step(kept)
    else:
        step = _screening(state, heard, pending, protocol)
    if away and state.opened:
        step = replace(step, say=(Say("utter_welcome_back"), *step.say), hide=True)
    return _finished(step, pending, protocol, safety)


def resume(state: State, protocol: Protocol, safety: SafetyState) -> Turn:
    """Put the pending question again, as after a safety check, without reading a message."""
    step = _Step(_seen_version(state, protocol))
    if not state.opened:
        step = _Step(replace(step.state, opened=True), (Say("utter_opening"),))
    return _finished(step, None, protocol, safety)


def _seen_version(state: State, protocol: Protocol) -> State:
    """The state under the protocol in force: its version noted, questions it lacks dropped."""
    slots = {
        f"{criterion.id}{DETAIL}{follow_up.id}"
        for criterion in protocol.criteria
        for follow_up in criterion.follow_ups
    }
    ids = {criterion.id for criterion in protocol.criteria}
    state = replace(
        state,
        follow_ups=tuple(one for one in state.follow_ups if one in slots),
        to_confirm=tuple(one for one in state.to_confirm if one in ids),
    )
    if state.protocol_versions[-1:] == (protocol.version,):
        return state
    return replace(state, protocol_versions=(*state.protocol_versions, protocol.version))


def _kept(parse: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: parse[key] for key in ("text", "history", "safety") if key in parse}


def _opening(state: State, heard: Heard, parse: Mapping[str, Any]) -> _Step:
    """The first message gets the opening; a question in it is answered, history in it is kept."""
    state = replace(state, opened=True, early=(_kept(parse),))
    if heard.minor:
        return _minor(state)
    say: tuple[Say, ...] = (Say("utter_opening"),)
    if heard.intent == "request_human":
        return _Step(state, (*say, Say("utter_human_requested")), request="asked for a person")
    if heard.intent != "out_of_scope":
        say += answers_to_questions(heard)
    return _Step(state, say)


def _minor(state: State) -> _Step:
    """A stated minor is not screened: youth lines, and a person."""
    state = replace(state, minor=True, consent="no", early=())
    return _Step(state, (Say("utter_minor"),), request="says they are under 18")


def _consent(
    state: State,
    heard: Heard,
    parse: Mapping[str, Any],
    pending: str | None,
    protocol: Protocol,
) -> _Step:
    reply = _reply_to(heard, "consent", pending)
    if heard.minor:
        return _minor(state)
    if reply is Reply.YES or (state.consent == "no" and heard.intent == "start_screening"):
        kept = (*state.early, _kept(parse))
        agreed = replace(state, consent="yes", misses=0, early=())
        for early in map(from_parse, kept):
            agreed = with_health(agreed, early, protocol)
            if early.proxy:
                agreed = replace(agreed, proxy="asked", proxy_asked=True, early=kept)
        return _Step(agreed, (*answers_to_asked(heard), Say("utter_consent_thanks")))
    if reply in (Reply.NO, Reply.DECLINE):
        return _Step(replace(state, consent="no", misses=0, early=()), (Say("utter_no_consent"),))
    if state.consent is None and len(state.early) < MAX_EARLY:
        state = replace(state, early=(*state.early, _kept(parse)))
    return _interrupted(state, heard, pending, protocol)


def answers_to_asked(heard: Heard) -> tuple[Say, ...]:
    """Questions that came along with an answer; the message's own intent does not count."""
    return answers_to_questions(heard) if heard.questions else ()


def _proxy(state: State, heard: Heard, protocol: Protocol) -> _Step:
    reply = _reply_to(heard, "proxy_present", "proxy_present")
    if reply is Reply.YES:
        spoken = replace(state, proxy="yes", early=())
        for early in (*state.early,):
            spoken = with_health(spoken, from_parse(early), protocol)
        return _Step(spoken, (Say("utter_proxy_thanks"),))
    if reply is Reply.OTHER:
        return _interrupted(state, heard, "proxy_present", protocol)
    return _Step(replace(state, proxy="no", early=()), (Say("utter_proxy_absent"),))


def _screening(state: State, heard: Heard, pending: str | None, protocol: Protocol) -> _Step:
    if heard.minor:
        return _minor(state)
    contact = with_contact(state, heard, pending or "")
    if contact is not None:
        kept, said = contact
        return _Step(replace(kept, misses=0), (*said, *answers_to_asked(heard)))
    if pending == "history_open" and _reply_to(heard, pending, pending) is Reply.NO:
        heard = replace(heard, none_of_those=True)
    after = with_health(state, heard, protocol)
    changed = after != state
    if pending == "history_open" and (changed or _ends_history(heard)):
        after = replace(after, history_done=True, misses=0)
        return _Step(after, answers_to_asked(heard))
    if pending == "summary_ok" and not changed:
        reply = _reply_to(heard, "summary_ok", pending)
        if reply is Reply.YES:
            return _Step(replace(after, summary_ok=True, misses=0))
        if reply in (Reply.NO, Reply.UNSURE):
            return _Step(replace(after, misses=0), (Say("utter_what_to_change"),), ask=False)
    if not changed:
        return _interrupted(state, heard, pending, protocol)
    noted: tuple[Say, ...] = (Say("utter_changed"),) if _rewrote(state, after) else ()
    if heard.answer is not None and heard.answer.detail.get("symptoms") is False:
        noted += (Say("utter_same_day_advice"),)
    return _Step(replace(after, misses=0), (*noted, *answers_to_asked(heard)))


def _ends_history(heard: Heard) -> bool:
    """Whether a reply to the open question was a reply, though it settled nothing."""
    return heard.intent in ("inform_history", "deny", "affirm", "unsure", "decline_answer")


def _rewrote(before: State, after: State) -> bool:
    return any(
        len(record.previous) > len(before.record(criterion).previous)
        for criterion, record in after.records.items()
    )


def _interrupted(state: State, heard: Heard, pending: str | None, protocol: Protocol) -> _Step:
    found = interruption(heard, pending, protocol)
    if found.overlay is not None:
        return _Step(replace(state, overlay=found.overlay, misses=0), found.say, ask=False)
    if found.correct:
        return _corrected(state, heard, protocol)
    if found.understood:
        return _Step(replace(state, misses=0), found.say, request=found.request)
    if pending is None:
        return _Step(state, found.say or (Say("utter_here_if_needed"),))
    misses = state.misses + 1
    if DETAIL in pending and misses >= _SHOW_CHOICES_AFTER:
        return _Step(with_open_follow_up(replace(state, misses=0), pending, protocol))
    state = replace(state, misses=misses)
    if misses >= _OFFER_PERSON_AFTER:
        return _Step(state, (Say("utter_not_understood_person"),))
    if misses >= _SHOW_CHOICES_AFTER:
        return _Step(state, (Say("utter_not_understood_choices"),))
    return _Step(state, found.say or (Say("utter_not_understood"),))


def _corrected(state: State, heard: Heard, protocol: Protocol) -> _Step:
    """Take an answer back so that it is asked again; without a name, ask which."""
    corrected = with_correction(state, heard, protocol)
    if corrected is None:
        return _Step(replace(state, misses=0), (Say("utter_which_answer"),), ask=False)
    return _Step(replace(corrected, misses=0), (Say("utter_asked_again"),))


def _overlay_answered(state: State, heard: Heard) -> _Step:
    """The yes or no to "start over?" or "delete?"; anything but a yes leaves all as it was."""
    overlay = state.overlay
    state = replace(state, overlay=None)
    if heard.intent not in ("affirm", overlay):
        return _Step(state, (Say("utter_kept_as_it_was"),))
    if overlay == "restart":
        fresh = State(
            opened=True,
            concern_seen=state.concern_seen,
            contact=state.contact,
            protocol_versions=state.protocol_versions,
        )
        return _Step(fresh, (Say("utter_restarted"),))
    return _Step(
        State(opened=True, consent="no", concern_seen=state.concern_seen),
        (Say("utter_deletion_requested"),),
        request="asks to delete their data",
    )


def _reply_to(heard: Heard, slot: str, pending: str | None) -> Reply:
    answer = heard.answer
    if answer is not None and answer.slot == slot and pending == slot:
        return answer.reply
    return Reply.OTHER


def _finished(step: _Step, pending: str | None, protocol: Protocol, safety: SafetyState) -> Turn:
    """Outcome, next question and its text, after the message was read."""
    state, say = step.state, list(step.say)
    safety = replace(safety, concern_seen=safety.concern_seen or state.concern_seen)
    decision = _decision(state, protocol, safety)
    if safety.holds or state.overlay is not None or not step.ask:
        slot = None if safety.holds else pending
        if slot is None and not safety.holds and state.overlay is None:
            slot = next_slot(state, protocol, safety)
        return Turn(state, tuple(say), slot, decision, step.request)
    if decision is not None and state.told != decision.outcome.value:
        say.append(_outcome_text(decision, state, protocol))
        state = replace(state, told=decision.outcome.value)
    slot = next_slot(state, protocol, safety)
    state = _marked_asked(state, slot)
    if slot is not None:
        hidden = step.hide and slot == "summary_ok"
        say.append(question("summary_hidden") if hidden else _question(slot, state, protocol))
    elif state.consent == "yes" and pending in (
        "contact_name",
        "contact_phone",
        "contact_email",
        "contact_safe",
    ):
        state = replace(state, contact_done=True)
        say.append(Say("utter_contact_done"))
    return Turn(state, tuple(say), slot, decision, step.request)


def _decision(state: State, protocol: Protocol, safety: SafetyState) -> Decision | None:
    now = decide(protocol, state.answers, safety, confirmed=state.confirmed)
    if now is not None and now.outcome is Outcome.SAFETY_HOLD:
        return now
    if state.consent != "yes" or state.to_confirm or not state.history_done:
        return None
    slot = next_slot(state, protocol, safety)
    if slot == "summary_ok" or (slot or "").count("__"):
        return None
    return now


def _marked_asked(state: State, slot: str | None) -> State:
    if slot is None:
        return state
    asked = state.asked if slot in state.asked else (*state.asked, slot)
    return replace(state, asked=asked, named=state.named or slot == "history_open")


def _outcome_text(decision: Decision, state: State, protocol: Protocol) -> Say:
    name = f"utter_outcome_{decision.outcome.value}"
    if decision.outcome is Outcome.NO_CONTRAINDICATION and state.volunteered:
        return Say(f"{name}_volunteered", {"volunteered": wording.listed(state.volunteered)})
    return Say(name, {"reasons": wording.reasons(decision.reasons, protocol)})


def _question(slot: str, state: State, protocol: Protocol) -> Say:
    if slot == "history_open":
        return question(slot, {"conditions": wording.conditions(protocol)})
    if slot == "summary_ok":
        return question(slot, {"summary": wording.summary(state, protocol)})
    part = _part_left(slot, state, protocol)
    hint = ""
    shown = progress(state, protocol, slot)
    if shown is not None:
        hint = f"({shown.number} of {shown.total}) "
    return question(f"{slot}_{part}" if part else slot, {"progress_hint": hint})


def _part_left(slot: str, state: State, protocol: Protocol) -> str | None:
    """The one part of a composite that is still open, None to ask for the whole."""
    for criterion in protocol.criteria:
        if criterion.id == slot:
            denied = state.denied_parts.get(slot, ())
            left = [part.id for part in criterion.parts if part.id not in denied]
            return left[0] if denied and len(left) == 1 else None
    return None
