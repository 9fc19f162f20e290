"""What the bot says and asks when there is danger: fixed texts by name, one question at a time.

Pure. The texts stand in `domain/safety.yml`; clinicians review them there.
Source: contract, "Levels"; clinical notes 3.2 and 3.3 (resources first, ask
directly, stay, never repeat the same paragraph, never ask for a promise).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from antechamber.safety.danger_memory import DangerMemory
from antechamber.safety.levels import Category, Level
from antechamber.safety.raised import CHECK, danger_of
from antechamber.screening.heard import Danger, Heard, Reply

MAX_CHECKS = 2
_STAY_TEXTS = 4
_THANKS_TEXTS = 3
_SPANISH = "utter_safety_spanish"
_HUMAN = "utter_safety_human"
_PASSED_ON = frozenset({"restart", "delete_my_data"})

_QUESTIONS: dict[Category, tuple[str, ...]] = {
    Category.SUICIDE: (
        "safety_now",
        "safety_company",
        "contact_location",
        "contact_phone",
        "contact_safe",
        "safety_method",
        "safety_intent",
        "safety_plan",
    ),
    Category.SELF_HARM: ("safety_now", "safety_company", "contact_phone", "contact_safe"),
    Category.HARM_TO_OTHERS: ("safety_now", "safety_company", "contact_phone", "contact_safe"),
    Category.ABUSE: ("safety_now", "contact_location", "contact_phone", "contact_safe"),
    Category.MEDICAL_EMERGENCY: ("safety_company", "contact_location", "contact_phone"),
}
_COLUMBIA = frozenset({"safety_method", "safety_intent", "safety_plan"})
QUESTION_SLOTS = frozenset({CHECK, *(slot for slots in _QUESTIONS.values() for slot in slots)})


@dataclass(frozen=True)
class CaseWrite:
    """A safety case to put on disk before anything is said.

    `page_now` calls staff at once; `check_open` asks for a page if the safety
    question stays unanswered; neither is set for a cleared concern.
    """

    level: Level
    category: Category
    page_now: bool
    check_open: bool


@dataclass(frozen=True)
class SafetyTurn:
    """Names of responses to say in order, then the question that waits.

    `resume` hands the conversation back to the screening after the texts.
    `cleared_check` says that a direct question about suicide got a clear no.
    """

    memory: DangerMemory
    say: tuple[str, ...]
    case: CaseWrite | None = None
    resume: bool = False
    cleared_check: bool = False


def respond(
    memory: DangerMemory, heard: Heard, pending: str | None, *, overlaid: bool = False
) -> SafetyTurn | None:
    """The safety turn for this message, or None when the screening may answer it.

    `overlaid`: a question about the conversation itself ("start over?") waits
    for its yes or no, which the screening reads, also during a hold.
    """
    danger = danger_of(heard, pending, memory)
    turn = _turn(memory, heard, danger, pending, overlaid=overlaid)
    if turn is None:
        return None
    if danger.spanish and not memory.spanish:
        turn = _in_spanish_too(turn)
    return replace(turn, memory=replace(turn.memory, last=turn.say))


def _turn(
    memory: DangerMemory, heard: Heard, danger: Danger, pending: str | None, *, overlaid: bool
) -> SafetyTurn | None:
    if danger.level >= Level.URGENT:
        return _hold(memory, heard, danger, pending)
    if memory.holds:
        passed_on = overlaid or heard.intent in _PASSED_ON
        return None if passed_on else _stay(memory, heard, pending)
    if pending == CHECK:
        return _after_check(memory, heard, danger)
    if danger.level is Level.CONCERN:
        return _concern(memory, danger)
    return None


def _hold(memory: DangerMemory, heard: Heard, danger: Danger, pending: str | None) -> SafetyTurn:
    """Urgent or imminent: resources at once, the case, and the first question about safety."""
    first = not memory.holds
    rises = danger.level > memory.level
    category = danger.category or memory.category or Category.SUICIDE
    kept = memory if first else _with_reply(memory, heard, pending)
    kept = replace(
        kept,
        level=max(memory.level, danger.level, key=lambda one: one.rank),
        category=category if rises or memory.category is None else memory.category,
        own=danger.own if first else memory.own or danger.own,
        ideation=memory.ideation or danger.ideation,
        checks=0,
    )
    other_kind = memory.category is not category
    text = _resource_text(danger.level, category, own=danger.own)
    if not first and (text in memory.last or not (rises or other_kind)):
        text = _stay_text(kept)
        kept = replace(kept, stayed=kept.stayed + 1)
    case = CaseWrite(kept.level, kept.category or category, page_now=True, check_open=False)
    return _with_question(SafetyTurn(kept, (text, *_spanish(kept, first)), case))


def _concern(memory: DangerMemory, danger: Danger) -> SafetyTurn:
    """Might be about harm: resources, and one direct, kind question."""
    category = danger.category or Category.SUICIDE
    again = memory.concern_seen
    kept = replace(
        memory,
        level=Level.CONCERN,
        category=category,
        own=danger.own,
        concern_seen=True,
        pending=CHECK,
        checks=1,
    )
    resources = "utter_safety_concern_again" if again else f"utter_safety_concern_{category.value}"
    say = (resources, *_spanish(kept, not again), _check_question(kept))
    case = CaseWrite(Level.CONCERN, category, page_now=False, check_open=True)
    return SafetyTurn(kept, say, case)


def _after_check(memory: DangerMemory, heard: Heard, danger: Danger) -> SafetyTurn:
    """No danger in the words, or no more than before: a clear no ends the check."""
    category = memory.category or Category.SUICIDE
    reply = heard.answer.reply if heard.answer is not None else Reply.OTHER
    if reply is Reply.NO and danger.level is Level.NONE:
        kept = replace(memory, pending=None, checks=0)
        case = CaseWrite(Level.CONCERN, category, page_now=False, check_open=False)
        own_suicide = category is Category.SUICIDE and memory.own
        return SafetyTurn(
            kept, ("utter_safety_check_clear",), case, resume=True, cleared_check=own_suicide
        )
    if memory.checks < MAX_CHECKS:
        kept = replace(memory, checks=memory.checks + 1)
        return SafetyTurn(kept, (f"{_check_question(memory)}_again",))
    kept = replace(memory, pending=None, checks=0)
    case = CaseWrite(Level.CONCERN, category, page_now=False, check_open=False)
    return SafetyTurn(kept, ("utter_safety_check_left_open",), case, resume=True)


def _stay(memory: DangerMemory, heard: Heard, pending: str | None) -> SafetyTurn:
    """The hold goes on: take the reply, answer what was asked, put the next question."""
    kept = _with_reply(memory, heard, pending)
    answered = kept is not memory
    if heard.intent == "faq" and heard.topic and not answered:
        stayed = replace(kept, stayed=kept.stayed + 1)
        return SafetyTurn(stayed, ("utter_faq", _stay_text(kept), *_ask_again(kept)))
    if heard.intent == "request_human" and not answered and _HUMAN not in memory.last:
        return SafetyTurn(kept, (_HUMAN, *_ask_again(kept)))
    if answered:
        case = CaseWrite(
            kept.level, kept.category or Category.SUICIDE, page_now=False, check_open=False
        )
        said = (_after_reply_text(kept, pending or ""),)
        return _with_question(SafetyTurn(kept, said, case))
    kept = replace(kept, stayed=kept.stayed + 1)
    return _with_question(SafetyTurn(kept, (_stay_text(memory),)))


def _with_reply(memory: DangerMemory, heard: Heard, pending: str | None) -> DangerMemory:
    """The memory with the pending danger question answered; the same object if it was not."""
    answer = heard.answer
    if pending is None or pending != memory.pending or answer is None or answer.slot != pending:
        return memory
    if answer.reply is Reply.OTHER:
        return memory
    words = str(answer.detail.get("value") or answer.reply.value)
    return replace(memory, pending=None, replies={**memory.replies, pending: words})


def _with_question(turn: SafetyTurn) -> SafetyTurn:
    """Add the next danger question that was not put yet; each is put once, none is pressed."""
    memory = turn.memory
    category = memory.category or Category.SUICIDE
    for slot in _QUESTIONS[category]:
        if slot in memory.asked or _needless(slot, memory):
            continue
        kept = replace(memory, pending=slot, asked=(*memory.asked, slot))
        return replace(turn, memory=kept, say=(*turn.say, _question_text(slot, kept)))
    return replace(turn, memory=replace(memory, pending=None))


def _needless(slot: str, memory: DangerMemory) -> bool:
    if slot in _COLUMBIA:
        return not memory.own or not memory.ideation or memory.level is Level.IMMINENT
    if slot == "contact_safe":
        return memory.replies.get("contact_phone") in (None, "decline", "no", "unsure")
    return False


def _ask_again(memory: DangerMemory) -> tuple[str, ...]:
    return (_question_text(memory.pending, memory),) if memory.pending else ()


def _question_text(slot: str, memory: DangerMemory) -> str:
    if slot == "safety_now" and not memory.own and memory.category is not Category.ABUSE:
        return "utter_ask_safety_now_other"
    if slot == "safety_now" and memory.category in (Category.ABUSE, Category.HARM_TO_OTHERS):
        return f"utter_ask_safety_now_{memory.category.value}"
    if slot.startswith("contact_"):
        return f"utter_ask_danger_{slot}"
    return f"utter_ask_{slot}"


def _check_question(memory: DangerMemory) -> str:
    if not memory.own:
        return "utter_ask_safety_check_other"
    return f"utter_ask_safety_check_{(memory.category or Category.SUICIDE).value}"


def _resource_text(level: Level, category: Category, *, own: bool) -> str:
    if category is Category.MEDICAL_EMERGENCY:
        return "utter_safety_medical_emergency"
    if not own and category in (Category.SUICIDE, Category.SELF_HARM):
        return f"utter_safety_{level.value}_other"
    return f"utter_safety_{level.value}_{category.value}"


def _after_reply_text(memory: DangerMemory, slot: str) -> str:
    said_no = memory.replies.get(slot) == Reply.NO.value
    if slot == "safety_now" and memory.category is Category.ABUSE:
        return "utter_safety_not_safe_to_type" if said_no else "utter_safety_thanks_1"
    if slot == "safety_company" and said_no:
        return "utter_safety_alone"
    if slot in _COLUMBIA:
        return "utter_safety_thanks_for_telling"
    return f"utter_safety_thanks_{len(memory.replies) % _THANKS_TEXTS + 1}"


def _stay_text(memory: DangerMemory) -> str:
    return f"utter_safety_stay_{memory.stayed % _STAY_TEXTS + 1}"


def _spanish(memory: DangerMemory, first: bool) -> tuple[str, ...]:
    """A new danger is answered in Spanish too where Spanish was written before."""
    return (_SPANISH,) if memory.spanish and first else ()


def _in_spanish_too(turn: SafetyTurn) -> SafetyTurn:
    """The first Spanish words in danger get the Spanish resources, after the English."""
    memory = replace(turn.memory, spanish=True)
    return replace(turn, memory=memory, say=(turn.say[0], _SPANISH, *turn.say[1:]))
