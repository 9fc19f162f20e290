"""Turns of the screening as conversations: opening to outcome, and everything in between."""

from __future__ import annotations

from dataclasses import replace

import pytest
from talk import SUICIDE, Talk, agreed, asking, opened, said

from antechamber.safety.levels import Category, Level
from antechamber.screening.answers import Answer
from antechamber.screening.heard import QuestionHeard
from antechamber.screening.outcome import SafetyState
from antechamber.screening.state import State
from antechamber.screening.turn import MAX_EARLY
from tests.messages import NO, UNSURE, YES, finding, heard, reply
from tests.shipped import shipped_protocol

PROTOCOL = shipped_protocol()
IDS = tuple(criterion.id for criterion in PROTOCOL.criteria)


# --- opening and consent ------------------------------------------------------------------------


def test_the_first_message_gets_the_opening_and_the_question_of_consent() -> None:
    talk = Talk()
    turn = talk.says("hello", "greet")
    assert said(turn) == ["utter_opening", "utter_question_consent"]
    assert (turn.slot, turn.decision, turn.request) == ("consent", None, None)
    assert turn.state.protocol_versions == (PROTOCOL.version,)


def test_a_question_in_the_first_message_is_answered_after_the_opening() -> None:
    turn = Talk().says("what is it?", "faq", topic="what_is_ketamine")
    assert said(turn) == [
        "utter_opening",
        "utter_faq/what_is_ketamine",
        "utter_question_consent",
    ]


def test_noise_in_the_first_message_is_not_remarked_on() -> None:
    assert said(Talk().says("asdf")) == ["utter_opening", "utter_question_consent"]


def test_a_person_asked_for_in_the_first_message_is_called() -> None:
    turn = Talk().says("a human please", "request_human")
    assert said(turn) == ["utter_opening", "utter_human_requested", "utter_question_consent"]
    assert turn.request == "asked for a person"


def test_what_was_said_before_consent_is_used_only_after_it() -> None:
    talk = Talk()
    talk.tells(finding("glaucoma", YES), volunteered=("gout",))
    talk.tells(finding("copd", NO))
    assert (talk.value("glaucoma"), talk.state.volunteered) == (None, ())
    early = talk.state.early
    assert len(early) == 2
    turn = talk.replies("yes", findings=(finding("heart_failure", UNSURE),))
    assert talk.value("glaucoma") is YES
    assert talk.value("copd") is NO
    assert talk.value("heart_failure") is UNSURE
    assert talk.state.volunteered == ("gout",)
    assert talk.state.early == ()
    assert turn.slot == "history_open"


def test_what_was_said_before_a_refusal_is_forgotten() -> None:
    talk = Talk()
    talk.tells(finding("glaucoma", YES))
    turn = talk.replies("no")
    assert said(turn) == ["utter_no_consent"]
    assert (talk.state.early, talk.state.consent, turn.slot) == ((), "no", None)
    talk.tells(finding("copd", YES))
    assert talk.state.early == ()
    assert talk.state.records == {}


def test_only_so_many_messages_are_kept_before_consent() -> None:
    talk = opened()
    for _ in range(MAX_EARLY + 5):
        talk.says("more")
    assert len(talk.state.early) == MAX_EARLY


def test_declining_consent_is_a_no_and_unsure_is_asked_again() -> None:
    talk = opened()
    assert said(talk.replies("unsure"))[-1] == "utter_question_consent"
    assert talk.state.consent is None
    assert said(talk.replies("decline")) == ["utter_no_consent"]
    assert talk.state.consent == "no"


def test_a_yes_is_no_consent_unless_consent_was_asked() -> None:
    talk = Talk(state=State(opened=True, consent="no"))
    talk.hears(reply("consent", "yes"))
    assert talk.state.consent == "no"


def test_without_consent_questions_are_answered_and_start_begins_again() -> None:
    talk = opened()
    talk.replies("no")
    turn = talk.says("what is bdnf", "faq", topic="bdnf")
    assert (said(turn), turn.slot) == (["utter_faq/bdnf"], None)
    assert said(talk.says("blah")) == ["utter_out_of_scope"]
    turn = talk.says("start", "start_screening")
    assert (talk.state.consent, turn.slot) == ("yes", "history_open")


def test_why_before_consent_is_answered_about_consent() -> None:
    turn = opened().says("why", "ask_why")
    assert said(turn) == ["utter_why_consent", "utter_question_consent"]


def test_start_is_no_consent_while_consent_was_never_asked_for() -> None:
    talk = opened()
    talk.says("start", "start_screening")
    assert talk.state.consent is None


def test_consent_is_thanked_and_the_history_is_asked_with_every_condition() -> None:
    talk = opened()
    turn = talk.replies("yes", questions=(QuestionHeard("faq", "bdnf"),))
    assert said(turn) == [
        "utter_faq/bdnf",
        "utter_consent_thanks",
        "utter_question_history_open",
    ]
    assert PROTOCOL.criterion("glaucoma").name in turn.say[-1].fill["conditions"]
    assert talk.state.named is True


def test_a_yes_that_reads_as_an_intent_asks_no_question() -> None:
    talk = opened()
    turn = talk.replies("yes", intent="faq", topic="bdnf")
    assert said(turn) == ["utter_consent_thanks", "utter_question_history_open"]


# --- minors, and people who type for another ----------------------------------------------------


@pytest.mark.parametrize("when", ["first", "consent", "history", "criterion"])
def test_a_stated_minor_is_not_screened_and_gets_a_person(when: str) -> None:
    talk = {"first": Talk, "consent": opened, "history": agreed, "criterion": asking}[when]()
    turn = talk.says("i am 16", minor=True, findings=(finding("copd", YES),))
    assert said(turn) == ["utter_minor"]
    assert (turn.slot, turn.request) == (None, "says they are under 18")
    assert (talk.state.consent, talk.state.early, talk.value("copd")) == ("no", (), None)
    turn = talk.says("what is bdnf", "faq", topic="bdnf")
    assert said(turn) == ["utter_minor_again", "utter_faq/bdnf"]
    assert (turn.slot, turn.request) == (None, None)


def test_a_minor_who_agrees_is_still_a_minor() -> None:
    talk = opened()
    assert said(talk.replies("yes", minor=True)) == ["utter_minor"]


def test_a_typist_is_asked_once_and_their_words_then_count() -> None:
    talk = agreed()
    turn = talk.says("she has glaucoma", proxy=True, others=(finding("glaucoma", YES),))
    assert said(turn) == ["utter_question_proxy_present"]
    assert (turn.slot, talk.value("glaucoma")) == ("proxy_present", None)
    turn = talk.replies("yes")
    assert said(turn) == ["utter_proxy_thanks", "utter_question_history_open"]
    assert talk.value("glaucoma") is YES
    talk.says("she has copd", proxy=True, others=(finding("copd", YES),))
    assert talk.value("copd") is YES


@pytest.mark.parametrize("refusal", ["no", "unsure", "decline"])
def test_without_the_person_there_third_person_answers_do_not_count(refusal: str) -> None:
    talk = agreed()
    talk.says("she has glaucoma", proxy=True, others=(finding("glaucoma", YES),))
    turn = talk.replies(refusal)
    assert said(turn) == ["utter_proxy_absent", "utter_question_history_open"]
    talk.says("she has copd", proxy=True, others=(finding("copd", YES),))
    assert (talk.value("glaucoma"), talk.value("copd")) == (None, None)
    assert talk.state.early == ()
    assert talk.pending != "proxy_present"


def test_noise_to_the_question_about_the_person_asks_it_again() -> None:
    talk = agreed()
    talk.says("for my wife", proxy=True)
    turn = talk.says("blah", "affirm")
    assert said(turn) == ["utter_not_understood", "utter_question_proxy_present"]


def test_a_typist_of_the_first_message_is_asked_after_consent() -> None:
    talk = Talk()
    talk.says("my wife has glaucoma", proxy=True, others=(finding("glaucoma", YES),))
    turn = talk.replies("yes")
    assert turn.slot == "proxy_present"
    assert talk.state.early != ()
    talk.replies("yes")
    assert talk.value("glaucoma") is YES
    assert talk.state.early == ()


# --- questions to the outcome --------------------------------------------------------------------


def test_nothing_to_report_ends_with_nothing_found() -> None:
    talk = agreed()
    talk.says("none of those", "deny", none_of_those=True)
    assert talk.pending == "suicidal_ideation"
    turn = talk.answers()
    assert turn.slot == "summary_ok"
    assert turn.decision is None
    turn = talk.replies("yes")
    assert turn.decision is not None
    assert turn.decision.outcome.value == "no_contraindication"
    assert said(turn) == ["utter_outcome_no_contraindication", "utter_question_contact_name"]
    assert talk.state.told == "no_contraindication"
    assert len(talk.turns) <= 8


def test_the_closing_never_says_nothing_was_found_where_something_was_volunteered() -> None:
    talk = agreed()
    talk.says("none, but gout", "deny", none_of_those=True, volunteered=("gout", "migraine"))
    talk.answers()
    turn = talk.replies("yes")
    assert turn.say[0].response == "utter_outcome_no_contraindication_volunteered"
    assert turn.say[0].fill == {"volunteered": "gout and migraine"}


@pytest.mark.parametrize("text_intent", ["deny", "affirm", "unsure", "decline_answer"])
def test_a_reply_to_the_open_question_that_settles_nothing_ends_it(text_intent: str) -> None:
    talk = agreed()
    turn = talk.says("I'm healthy", text_intent)
    assert (turn.slot, talk.state.records) == ("suicidal_ideation", {})


def test_noise_to_the_open_question_asks_it_again() -> None:
    turn = agreed().says("\U0001f440")
    assert said(turn) == ["utter_not_understood", "utter_question_history_open"]
    turn = agreed().says("asdf")
    assert said(turn) == ["utter_out_of_scope", "utter_question_history_open"]


def test_each_question_has_a_hint_of_progress() -> None:
    talk = asking()
    assert talk.turns[-1].say[-1].fill == {"progress_hint": "(1 of 12) "}
    assert talk.replies("no").say[-1].fill == {"progress_hint": "(2 of 12) "}
    turn = talk.replies("yes")
    assert turn.slot == "suicide_attempt__when"
    assert turn.say[-1].fill == {"progress_hint": ""}
    turn = talk.replies("yes", detail={"recency": "window"})
    assert turn.slot == "confirm_suicide_attempt"
    assert turn.say[-1].fill == {"progress_hint": ""}


def test_a_denied_half_is_asked_as_the_other_half() -> None:
    talk = agreed()
    talk.says(
        "no psychosis, not pregnant",
        "deny",
        denied_parts={"psychosis_or_mania": ("psychosis",), "pregnancy_or_nursing": ("pregnant",)},
    )
    talk.answers(until="psychosis_or_mania")
    assert said(talk.turns[-1]) == ["utter_question_psychosis_or_mania_mania"]
    talk.answers(until="pregnancy_or_nursing")
    assert said(talk.turns[-1]) == ["utter_question_pregnancy_or_nursing_nursing"]


def test_a_whole_composite_is_asked_where_no_half_was_denied() -> None:
    talk = asking()
    turn = talk.answers(until="pregnancy_or_nursing")
    assert said(turn) == ["utter_question_pregnancy_or_nursing"]


def test_an_exclusion_ends_early_only_after_confirmation_and_both_suicide_questions() -> None:
    talk = agreed()
    turn = talk.tells(finding("glaucoma", YES))
    assert (turn.slot, turn.decision) == ("confirm_glaucoma", None)
    turn = talk.replies("yes")
    assert (turn.slot, turn.decision) == ("suicidal_ideation", None)
    turn = talk.replies("no")
    assert (turn.slot, turn.decision) == ("suicide_attempt", None)
    turn = talk.replies("no")
    assert turn.decision is not None
    assert (turn.decision.outcome.value, turn.decision.reasons) == ("not_eligible", ("glaucoma",))
    assert said(turn) == ["utter_outcome_not_eligible", "utter_question_contact_name"]
    assert PROTOCOL.criterion("glaucoma").explanation in turn.say[0].fill["reasons"]


def test_a_declined_confirmation_lets_the_yes_count_without_an_early_end() -> None:
    talk = agreed()
    talk.tells(finding("glaucoma", YES), finding("suicidal_ideation", NO))
    talk.replies("decline")
    turn = talk.answers()
    assert turn.slot == "summary_ok"
    turn = talk.replies("yes")
    assert turn.decision is not None
    assert turn.decision.outcome.value == "not_eligible"


def test_several_confirmations_are_asked_one_after_the_other() -> None:
    talk = agreed()
    turn = talk.tells(finding("glaucoma", YES), finding("raised_icp", YES))
    assert turn.slot == "confirm_glaucoma"
    assert talk.replies("no").slot == "confirm_raised_icp"
    assert talk.replies("unsure").slot == "suicidal_ideation"
    assert (talk.value("glaucoma"), talk.value("raised_icp")) == (NO, UNSURE)


def test_noise_to_a_confirmation_asks_it_again() -> None:
    talk = agreed()
    talk.tells(finding("glaucoma", YES))
    turn = talk.replies("other")
    assert said(turn) == ["utter_not_understood", "utter_question_confirm_glaucoma"]


@pytest.mark.parametrize(("said_to", "declined"), [("unsure", False), ("decline", True)])
def test_unsure_and_declined_ask_for_clearance(said_to: str, declined: bool) -> None:
    talk = asking()
    talk.answers(copd=said_to)
    assert talk.state.record("copd").declined is declined
    turn = talk.replies("yes")
    assert turn.decision is not None
    assert (turn.decision.outcome.value, turn.decision.reasons) == (
        "clearance_required",
        ("copd",),
    )
    assert said(turn)[0] == "utter_outcome_clearance_required"


def test_a_concern_is_remembered_from_the_memory_too() -> None:
    talk = agreed()
    talk.state = replace(talk.state, concern_seen=True)
    talk.says("none", "deny", none_of_those=True)
    talk.answers()
    turn = talk.replies("yes")
    assert turn.decision is not None
    assert turn.decision.reasons == ("safety_concern",)


def test_a_follow_up_is_asked_and_nothing_is_decided_while_it_waits() -> None:
    talk = agreed()
    talk.says(
        "none but a thyroid thing",
        "deny",
        none_of_those=True,
        follow_ups=("hyperthyroidism__kind",),
    )
    assert talk.pending == "hyperthyroidism__kind"
    turn = talk.replies("no")
    assert turn.slot == "suicidal_ideation"
    assert talk.value("hyperthyroidism") is NO


@pytest.mark.parametrize("intent", ["faq", "ask_why", "out_of_scope", "thanks"])
def test_after_an_interruption_the_pending_follow_up_is_asked_again(intent: str) -> None:
    talk = agreed()
    talk.says("thyroid", "inform_history", follow_ups=("hyperthyroidism__kind",))
    turn = talk.says("hm", intent, topic="bdnf")
    assert turn.slot == "hyperthyroidism__kind"
    assert said(turn)[-1] == "utter_question_hyperthyroidism__kind"
    assert talk.replies("yes").state.follow_ups == ()
    assert talk.value("hyperthyroidism") is YES


@pytest.mark.parametrize(
    ("follow_up", "otherwise"),
    [
        (f"{criterion.id}__{one.id}", one.otherwise)
        for criterion in PROTOCOL.criteria
        for one in criterion.follow_ups
    ],
)
def test_a_follow_up_not_understood_twice_is_settled_as_the_protocol_says(
    follow_up: str, otherwise: Answer
) -> None:
    criterion = follow_up.split("__")[0]
    talk = agreed()
    talk.says("something", "inform_history", follow_ups=(follow_up, "copd__kind"))
    assert talk.pending == follow_up
    assert said(talk.says("asdf", "affirm"))[0] == "utter_not_understood"
    turn = talk.says("asdf", "affirm")
    assert talk.value(criterion) is otherwise
    assert turn.slot != follow_up
    assert (talk.state.misses, follow_up in talk.state.follow_ups) == (0, False)
    assert "utter_not_understood_choices" not in said(turn)
    if criterion != "copd":
        assert "copd__kind" in talk.state.follow_ups


def test_symptoms_are_asked_after_a_crisis_reading_and_no_outcome_comes_before() -> None:
    talk = asking()
    talk.answers(until="uncontrolled_hypertension")
    turn = talk.replies(
        "yes", detail={"systolic": 190}, needs="uncontrolled_hypertension__symptoms"
    )
    assert turn.slot == "uncontrolled_hypertension__symptoms"
    assert talk.value("uncontrolled_hypertension") is YES
    assert talk.replies("yes", detail={"symptoms": False}).slot == "heart_failure"


# --- the read-back and corrections ------------------------------------------------------------------


def finished(**special: str) -> Talk:
    talk = asking()
    talk.answers(**special)
    talk.replies("yes")
    return talk


def test_the_read_back_holds_every_answer() -> None:
    talk = asking()
    turn = talk.answers(copd="yes")
    assert said(turn) == ["utter_question_summary_ok"]
    assert turn.say[0].fill["summary"].startswith("Yes: COPD.\nNo: ")


@pytest.mark.parametrize("value", ["no", "unsure"])
def test_a_read_back_that_is_not_right_asks_what_to_change(value: str) -> None:
    talk = asking()
    talk.answers()
    talk.says("asdf")
    turn = talk.replies(value)
    assert turn.state.misses == 0
    assert said(turn) == ["utter_what_to_change"]
    assert (turn.slot, turn.decision) == ("summary_ok", None)
    turn = talk.tells(finding("copd", YES))
    assert said(turn) == ["utter_changed", "utter_question_summary_ok"]


def test_a_yes_to_the_read_back_that_changes_something_is_read_back_again() -> None:
    talk = asking()
    talk.answers()
    turn = talk.replies("yes", findings=(finding("copd", UNSURE),))
    assert (turn.slot, turn.decision) == ("summary_ok", None)


def test_a_correction_after_an_early_end_opens_the_screening_again() -> None:
    talk = agreed()
    talk.tells(finding("glaucoma", YES))
    talk.replies("yes")
    talk.answers()
    assert talk.state.told == "not_eligible"
    turn = talk.says("sorry, that was my sister", "correct_answer", mentioned=("glaucoma",))
    assert turn.decision is None
    assert said(turn) == ["utter_asked_again", "utter_question_psychosis_or_mania"]
    assert talk.state.record("glaucoma").previous == ("yes",)
    talk.answers()
    turn = talk.replies("yes")
    assert turn.decision is not None
    assert turn.decision.outcome.value == "no_contraindication"


def test_a_correction_without_a_name_asks_which_answer() -> None:
    talk = finished()
    turn = talk.says("I was wrong", "correct_answer")
    assert said(turn) == ["utter_which_answer"]
    assert turn.slot == "contact_name"


def test_a_new_yes_after_the_outcome_runs_the_rules_again() -> None:
    talk = finished()
    turn = talk.tells(finding("glaucoma", YES))
    assert said(turn) == ["utter_changed", "utter_question_confirm_glaucoma"]
    assert turn.decision is None
    turn = talk.replies("yes")
    assert turn.decision is not None
    assert said(turn)[0] == "utter_outcome_not_eligible"


def test_an_outcome_is_told_once() -> None:
    talk = finished()
    turn = talk.says("thanks", "thanks")
    assert said(turn) == ["utter_thanks", "utter_question_contact_name"]
    assert turn.decision is not None


# --- contact ------------------------------------------------------------------------------------------


def test_contact_ends_with_thanks_and_then_nothing_waits() -> None:
    talk = finished()
    for slot in ("contact_name", "contact_phone"):
        assert talk.pending == slot
        talk.replies("yes", detail={"value": "5"})
    assert talk.pending == "contact_safe"
    turn = talk.replies("no")
    assert (said(turn), turn.slot, talk.state.contact_done) == (["utter_contact_done"], None, True)
    assert said(talk.says("blah")) == ["utter_out_of_scope"]
    assert said(talk.says("...")) == ["utter_here_if_needed"]
    assert said(talk.says("ok", "affirm")) == ["utter_here_if_needed"]


def test_a_question_that_comes_with_a_contact_detail_is_answered() -> None:
    talk = finished()
    turn = talk.replies("yes", detail={"value": "Sam"}, questions=(QuestionHeard("faq", "bdnf"),))
    assert said(turn) == ["utter_faq/bdnf", "utter_question_contact_phone"]


def test_a_contact_detail_forgets_the_misses() -> None:
    talk = finished()
    talk.says("asdf")
    assert talk.state.misses == 1
    assert talk.replies("decline").state.misses == 0


def test_every_way_declined_still_ends_the_contact_questions() -> None:
    talk = finished()
    turn = talk.replies("decline")
    while talk.pending:
        turn = talk.replies("decline")
    assert said(turn) == ["utter_contact_done"]


# --- interruptions, misses, restart, delete -------------------------------------------------------------


def test_misses_lead_to_choices_then_to_a_person_and_an_answer_forgets_them() -> None:
    talk = asking()
    texts = [said(talk.says("asdf"))[0] for _ in range(4)]
    assert texts == [
        "utter_out_of_scope",
        "utter_not_understood_choices",
        "utter_not_understood_person",
        "utter_not_understood_person",
    ]
    assert talk.replies("no").state.misses == 0
    talk.says("asdf")
    assert talk.says("hi", "greet").state.misses == 0


def test_a_person_asked_for_leaves_the_question_pending() -> None:
    talk = asking()
    turn = talk.says("human", "request_human")
    assert turn.request == "asked for a person"
    assert said(turn) == ["utter_human_requested", "utter_question_suicidal_ideation"]
    assert turn.slot == "suicidal_ideation"


def test_a_question_that_comes_with_an_answer_is_answered_too() -> None:
    talk = asking()
    turn = talk.replies("no", questions=(QuestionHeard("faq", "bdnf"),))
    assert said(turn) == ["utter_faq/bdnf", "utter_question_suicide_attempt"]


def test_restart_is_asked_once_and_clears_answers_but_not_danger_nor_contact() -> None:
    talk = finished(copd="yes")
    talk.state = replace(talk.state, concern_seen=True, contact={"contact_name": "Sam"})
    turn = talk.says("start over", "restart")
    assert (said(turn), turn.slot) == (["utter_ask_restart"], "contact_name")
    turn = talk.says("yes", "affirm")
    assert said(turn) == ["utter_restarted", "utter_question_consent"]
    assert talk.state == State(
        opened=True,
        concern_seen=True,
        contact={"contact_name": "Sam"},
        protocol_versions=(PROTOCOL.version,),
        asked=("consent",),
    )
    assert turn.decision is None


def test_saying_restart_twice_restarts() -> None:
    talk = asking()
    talk.says("restart", "restart")
    assert said(talk.says("restart", "restart"))[0] == "utter_restarted"


@pytest.mark.parametrize("intent", ["deny", "out_of_scope", "unsure", "delete_my_data"])
def test_anything_but_a_yes_leaves_all_as_it_was(intent: str) -> None:
    talk = asking()
    before = talk.state
    talk.says("restart", "restart")
    turn = talk.says("hm", intent)
    assert said(turn) == ["utter_kept_as_it_was", "utter_question_suicidal_ideation"]
    assert talk.state == before


def test_deleting_clears_the_memory_and_asks_a_person_to_delete() -> None:
    talk = finished(copd="yes")
    talk.state = replace(talk.state, concern_seen=True)
    assert said(talk.says("delete my data", "delete_my_data")) == ["utter_ask_delete"]
    turn = talk.says("yes", "affirm")
    assert said(turn) == ["utter_deletion_requested"]
    assert (turn.request, turn.slot) == ("asks to delete their data", None)
    assert talk.state == State(opened=True, consent="no", concern_seen=True)


def test_a_new_protocol_goes_on_and_the_record_names_both() -> None:
    talk = asking()
    talk.protocol = replace(PROTOCOL, version="next")
    turn = talk.replies("no")
    assert turn.slot == "suicide_attempt"
    assert turn.state.protocol_versions == (PROTOCOL.version, "next")
    assert talk.replies("no").state.protocol_versions == (PROTOCOL.version, "next")


def test_coming_back_after_hours_greets_and_hides_earlier_answers() -> None:
    talk = asking()
    turn = talk.hears(heard("hi", "greet"), away=True)
    assert said(turn) == [
        "utter_welcome_back",
        "utter_greet",
        "utter_question_suicidal_ideation",
    ]
    talk.answers()
    turn = talk.hears(heard("hi", "greet"), away=True)
    assert said(turn) == ["utter_welcome_back", "utter_greet", "utter_question_summary_hidden"]
    assert turn.slot == "summary_ok"
    assert said(talk.says("hi", "greet"))[-1] == "utter_question_summary_ok"
    assert "utter_welcome_back" not in said(Talk().hears(heard("hi"), away=True))


# --- danger ------------------------------------------------------------------------------------------------

HELD = SafetyState(level=Level.URGENT, category=Category.ABUSE)


def test_while_held_the_screening_asks_nothing_and_the_outcome_is_a_hold() -> None:
    talk = asking()
    talk.safety = HELD
    turn = talk.says("restart", "restart")
    assert (turn.slot, said(turn)) == (None, ["utter_ask_restart"])
    turn = talk.says("yes", "affirm")
    assert (turn.slot, said(turn)) == (None, ["utter_restarted"])
    assert turn.decision is not None
    assert turn.decision.outcome.value == "safety_hold"
    assert turn.decision.reasons == ("safety:abuse",)


def test_deleting_during_a_hold_still_asks_a_person_to_delete() -> None:
    talk = asking()
    talk.safety = HELD
    talk.says("delete", "delete_my_data")
    turn = talk.says("yes", "affirm")
    assert (turn.request, turn.slot) == ("asks to delete their data", None)


def test_after_a_safety_check_the_pending_question_is_put_again() -> None:
    talk = asking()
    turn = talk.resumes()
    assert (said(turn), turn.slot) == (["utter_question_suicidal_ideation"], "suicidal_ideation")


def test_after_a_safety_check_in_the_first_message_the_opening_comes() -> None:
    turn = Talk().resumes()
    assert said(turn) == ["utter_opening", "utter_question_consent"]
    assert turn.state.opened is True


def test_a_cleared_hold_with_ideation_stated_ends_in_the_hold_until_reopened() -> None:
    talk = asking()
    talk.replies("yes")
    turn = talk.turns[-1]
    assert turn.decision is not None
    assert turn.decision.outcome.value == "safety_hold"
    assert said(turn)[0] == "utter_outcome_safety_hold"


@pytest.mark.parametrize("criterion", IDS)
def test_any_single_yes_ends_in_the_contracts_outcome(criterion: str) -> None:
    talk = asking()
    turn = talk.answers(**{criterion: "yes"})
    for _ in range(20):
        if turn.decision is not None:
            break
        slot = talk.pending or ""
        turn = talk.replies("no" if slot in IDS else "yes")
    assert turn.decision is not None
    kinds = {"safety_hold": SUICIDE[:1], "not_eligible": IDS[1:8], "clearance_required": IDS[8:]}
    assert criterion in kinds[turn.decision.outcome.value]
    assert turn.decision.reasons == (criterion,)
