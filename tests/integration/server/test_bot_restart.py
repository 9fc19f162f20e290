"""The bot killed and started again: levels, answers and pending questions are as they were."""

from __future__ import annotations

from conversations import CRISIS, case_id_of, in_a_criterion, new_sender, said

from tests.server import Server


def test_nothing_is_forgotten_across_a_restart(fragile: Server) -> None:
    held, screened, worried = new_sender("held"), new_sender("screened"), new_sender("worried")
    said(fragile.bot, held, "hello", CRISIS)
    case = case_id_of(fragile, held)
    in_a_criterion(fragile.bot, screened)
    said(fragile.bot, worried, "hello", "I'm just a burden to everyone.")
    fragile.restart("bot")

    fragile.bot.say(held, "lol jk")
    slots = fragile.bot.slots(held)
    assert (slots["safety_level"], slots["screening_outcome"]) == ("imminent", "safety_hold")
    assert slots["handoff_case"] == case == case_id_of(fragile, held)

    fragile.bot.say(screened, "no")
    slots = fragile.bot.slots(screened)
    assert (slots["suicidal_ideation"], slots["requested_slot"]) == ("no", "suicide_attempt")
    assert slots["glaucoma"] == "no"

    fragile.bot.say(worried, "maybe")
    assert fragile.bot.slots(worried)["safety_level"] == "urgent"


def test_unanswered_question_calls_staff(fragile: Server) -> None:
    sender = new_sender("silent")
    said(fragile.bot, sender, "hello", "I'm just a burden to everyone.")
    assert fragile.bot.slots(sender)["requested_slot"] == "safety_check"
    assert fragile.was_paged(sender, wait=True)


def test_answered_question_calls_nobody(fragile: Server) -> None:
    sender = new_sender("answered")
    said(fragile.bot, sender, "hello", "I'm just a burden to everyone.", "no")
    assert not fragile.was_paged(sender, wait=False)
