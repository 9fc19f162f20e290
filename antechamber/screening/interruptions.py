"""What is not an answer: questions, why, repeat, a human, start over, delete, small talk, noise."""

from __future__ import annotations

from dataclasses import dataclass

from antechamber.protocol.model import Protocol
from antechamber.screening.heard import Heard
from antechamber.screening.record import CONFIRM, DETAIL, criterion_of
from antechamber.screening.say import Say

_REDIRECTS = frozenset({"ask_medical_advice", "ask_logistics", "ask_recreational", "out_of_scope"})
_SMALL_TALK = frozenset({"greet", "goodbye", "thanks"})
_OVERLAYS = {"restart": "utter_ask_restart", "delete_my_data": "utter_ask_delete"}
_OUT_OF_SCOPE = Say("utter_out_of_scope")
_HELP_WORDS = ("what is this", "what's this", "whats this", "what is that", "what does that mean")


@dataclass(frozen=True)
class Interruption:
    """What to say besides the pending question.

    `understood` is False for noise and for what is out of scope, which counts
    towards offering a person; `say` is then what fits the first time, if anything.
    `request` names why a human is asked for; `overlay` a question about the
    conversation that now waits for yes or no.
    """

    say: tuple[Say, ...]
    understood: bool = True
    request: str | None = None
    overlay: str | None = None
    correct: bool = False


def interruption(heard: Heard, pending: str | None, protocol: Protocol) -> Interruption:
    """Read a message that answered nothing."""
    intent = heard.intent
    if intent in _OVERLAYS:
        return Interruption((Say(_OVERLAYS[intent]),), overlay=intent)
    if intent == "request_human":
        return Interruption((Say("utter_human_requested"),), request="asked for a person")
    if heard.about_last:
        return Interruption((), correct=True)
    if _asks_meaning(heard.text):
        return Interruption((_explained(pending, protocol, "help"),))
    if intent == "ask_why":
        return Interruption((_explained(pending, protocol, "why"),))
    if intent == "ask_repeat":
        return Interruption((Say("utter_repeat"),))
    if intent == "correct_answer":
        return Interruption((), correct=True)
    asked = answers_to_questions(heard)
    if asked == (_OUT_OF_SCOPE,):
        return Interruption(asked if _has_words(heard.text) else (), understood=False)
    if asked:
        return Interruption(asked)
    if intent in _SMALL_TALK:
        return Interruption((Say(f"utter_{intent}"),))
    return Interruption((), understood=False)


def answers_to_questions(heard: Heard) -> tuple[Say, ...]:
    """Texts for every question in the message, each once, in order; empty if it asked nothing."""
    found: list[Say] = []
    wanted = [(one.intent, one.topic) for one in heard.questions]
    if not wanted:
        wanted = [(heard.intent, heard.topic)]
    for intent, topic in wanted:
        if intent == "faq" and topic:
            say = Say(f"utter_faq/{topic}")
        elif intent in _REDIRECTS:
            say = Say(f"utter_{intent}")
        else:
            continue
        if say not in found:
            found.append(say)
    return tuple(found)


def _has_words(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _asks_meaning(text: str) -> bool:
    lowered = text.lower().strip(" ?!.")
    return lowered in _HELP_WORDS


def _explained(pending: str | None, protocol: Protocol, which: str) -> Say:
    criterion_id = criterion_of(pending or "")
    for criterion in protocol.criteria:
        if criterion.id == criterion_id:
            return Say(f"utter_{which}_{criterion.id}")
    plain = (pending or "").removeprefix(CONFIRM).split(DETAIL)[0]
    if plain in ("consent", "history_open"):
        return Say(f"utter_{which}_{plain}")
    if plain.startswith("contact_"):
        return Say("utter_why_contact")
    return Say("utter_why_screening")
