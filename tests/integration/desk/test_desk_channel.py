"""The desk's door into a conversation: a real Sanic server, Rasa's own trackers, locks and texts."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from antechamber import no_tensorflow

no_tensorflow.install()

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.lock_store import InMemoryLockStore  # noqa: E402
from rasa.core.nlg import TemplatedNaturalLanguageGenerator  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402
from sanic import Sanic  # noqa: E402

from antechamber.channels.desk import DeskChannel, apply  # noqa: E402
from antechamber.channels.live import live  # noqa: E402
from antechamber.channels.staff_effects import BadEffects, effects_from  # noqa: E402
from antechamber.channels.tracker_store import TrackerStore  # noqa: E402
from antechamber.desk.bot_client import BotClient  # noqa: E402
from antechamber.desk.effects_outbox import BotRefused, BotUnreachable  # noqa: E402
from antechamber.safety.danger_memory import DangerMemory, memory_from  # noqa: E402
from antechamber.safety.levels import Category, Level  # noqa: E402
from antechamber.screening.answers import Answer  # noqa: E402
from antechamber.screening.state import Record, State, state_from  # noqa: E402
from antechamber.settings import home  # noqa: E402

DOMAIN = Domain.load(str(home() / "domain"))


@dataclass
class Bot:
    """A bot without a model: everything of Rasa that the door uses."""

    agent: Agent
    port: int = 0
    told: list[Mapping[str, Any]] = field(default_factory=list)

    def tracker(self) -> DialogueStateTracker:
        return asyncio.run(self.agent.tracker_store.get_or_create_tracker("one"))

    def remember(self, **slots: Any) -> None:
        tracker = self.tracker()
        events = [SlotSet(name, value) for name, value in slots.items()]
        tracker.update_with_events([UserUttered("hi"), *events], DOMAIN)
        asyncio.run(self.agent.tracker_store.save(tracker))

    def push(self, number: int = 1, **body: Any) -> bool:
        effects = effects_from({"id": f"effect-{number}", **body})
        return asyncio.run(apply(self.agent, "one", effects))


@pytest.fixture
def rasa_bot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bot:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    monkeypatch.setenv("ANTECHAMBER_STATE", str(tmp_path))
    agent = Agent(
        domain=DOMAIN,
        generator=TemplatedNaturalLanguageGenerator(DOMAIN.responses),
        tracker_store=TrackerStore(DOMAIN),  # Rasa wraps it in its fail-safe store
        lock_store=InMemoryLockStore(),
    )
    return Bot(agent)


def words(tracker: DialogueStateTracker) -> list[tuple[str | None, Any, Any]]:
    return [
        (event.text, event.metadata.get("from"), event.metadata.get("name"))
        for event in tracker.events
        if isinstance(event, BotUttered)
    ]


def test_a_claim_sets_the_slot_and_says_who_is_here(rasa_bot: Bot) -> None:
    say = [{"response": "utter_staff_joined", "name": "Dana", "from": "bot"}]
    assert rasa_bot.push(slots={"taken_over_by": "Dana"}, say=say)
    tracker = rasa_bot.tracker()
    assert tracker.get_slot("taken_over_by") == "Dana"
    assert [(text.split(".")[0], sender) for text, sender, _ in words(tracker)] == [
        ("Dana from the care team has joined", "bot")
    ]


def test_staff_words_are_bot_events_marked_as_theirs(rasa_bot: Bot) -> None:
    rasa_bot.push(say=[{"text": "I am here.", "name": "Dana", "from": "staff"}])
    assert words(rasa_bot.tracker()) == [("I am here.", "staff", "Dana")]


def test_the_same_push_twice_is_said_once(rasa_bot: Bot) -> None:
    say = [{"text": "I am here.", "name": "Dana", "from": "staff"}]
    assert rasa_bot.push(1, say=say)
    assert not rasa_bot.push(1, say=say)
    assert rasa_bot.push(2, say=say)
    assert len(words(rasa_bot.tracker())) == 2


def test_clearing_takes_the_level_and_keeps_answers_and_that_a_concern_happened(
    rasa_bot: Bot,
) -> None:
    memory = DangerMemory(
        Level.URGENT,
        Category.SUICIDE,
        concern_seen=True,
        pending="safety_now",
        asked=("safety_now",),
        case="c-1",
    )
    rasa_bot.remember(
        safety_level="urgent",
        safety_category="suicide",
        safety_state=memory.as_dict(),
        screening_outcome="safety_hold",
        suicidal_ideation="yes",
        screening_state=State(consent="yes", history_done=True)
        .with_record("suicidal_ideation", Record(Answer.YES))
        .as_dict(),
    )
    rasa_bot.push(memory="clear")
    tracker = rasa_bot.tracker()
    after = memory_from(tracker.get_slot("safety_state"))
    assert (after.level, after.category, after.pending, after.asked) == (Level.NONE, None, None, ())
    assert after.concern_seen
    assert tracker.get_slot("safety_level") is None
    assert tracker.get_slot("safety_category") is None
    assert tracker.get_slot("suicidal_ideation") == "yes"
    assert tracker.get_slot("screening_outcome") == "safety_hold"


def test_reopening_asks_the_two_suicide_questions_again(rasa_bot: Bot) -> None:
    state = State(consent="yes").with_record("suicidal_ideation", Record(Answer.YES))
    state = state.with_record("copd", Record(Answer.NO))
    rasa_bot.remember(
        screening_state=state.as_dict(),
        screening_outcome="safety_hold",
        screening_reasons=["suicidal_ideation"],
        suicidal_ideation="yes",
        suicide_attempt="no",
    )
    rasa_bot.push(memory="reopen")
    tracker = rasa_bot.tracker()
    after = state_from(tracker.get_slot("screening_state"))
    assert after.record("suicidal_ideation").value is None
    assert after.record("suicidal_ideation").previous == ("yes",)
    assert after.record("copd").value is Answer.NO
    for slot in ("suicidal_ideation", "suicide_attempt", "screening_outcome", "screening_reasons"):
        assert tracker.get_slot(slot) is None


def test_connected_channels_hear_it_and_a_broken_one_stops_nobody(rasa_bot: Bot) -> None:
    heard: list[Mapping[str, Any]] = []

    async def listen(message: Mapping[str, Any]) -> None:
        heard.append(message)

    async def broken(message: Mapping[str, Any]) -> None:
        raise ConnectionError

    removers = [live.register("one", broken), live.register("one", listen)]
    rasa_bot.push(say=[{"text": "I am here.", "name": "Dana", "from": "staff"}])
    for remove in removers:
        remove()
    rasa_bot.push(2, say=[{"text": "Still here.", "name": "Dana", "from": "staff"}])
    assert [one["text"] for one in heard] == ["I am here."]
    assert heard[0]["metadata"]["name"] == "Dana"


def test_a_failing_tracker_store_is_not_taken_for_an_empty_conversation(rasa_bot: Bot) -> None:
    store = rasa_bot.agent.tracker_store._tracker_store  # type: ignore[attr-defined]
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE events")
    with pytest.raises(Exception, match="events"):
        rasa_bot.push(slots={"taken_over_by": "Dana"})


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"id": 1},
        {"id": "a", "slots": []},
        {"id": "a", "memory": "forget"},
        {"id": "a", "say": [{"text": "x"}]},
        {"id": "a", "say": [{"from": "staff"}]},
    ],
)
def test_a_wrong_push_is_refused(body: object) -> None:
    with pytest.raises(BadEffects):
        effects_from(body)


@pytest.fixture
def served(rasa_bot: Bot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bot]:
    """The bot behind real HTTP, with Rasa's own way of registering channels."""
    monkeypatch.setenv("BOT_API_TOKEN", "bot-token")
    rasa_bot.agent.processor = object()  # type: ignore[assignment]  # "a model is loaded"
    app = Sanic("desk_channel_test", register=False)
    app.ctx.agent = rasa_bot.agent

    async def nobody(message: object) -> None:
        raise AssertionError("the desk sends no messages of people")

    app.blueprint(DeskChannel().blueprint(nobody), url_prefix="/webhooks/desk")
    loop = asyncio.new_event_loop()
    with socket.socket() as probe:  # Sanic takes port 0 for its own default
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ready = threading.Event()

    async def serve() -> None:
        server = await app.create_server(
            host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False
        )
        await server.startup()
        await server.start_serving()
        rasa_bot.port = server.server.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    yield rasa_bot
    loop.call_soon_threadsafe(loop.stop)
    thread.join(timeout=5)


def test_over_http_with_the_token_only(served: Bot) -> None:
    base = f"http://127.0.0.1:{served.port}"
    body = {"slots": {"taken_over_by": "Dana"}, "say": [], "memory": None}
    with pytest.raises(BotUnreachable):
        BotClient(base, "wrong").push("one", "effect-1", body)
    BotClient(base, "bot-token").push("one", "effect-1", body)
    assert served.tracker().get_slot("taken_over_by") == "Dana"
    with pytest.raises(BotRefused):
        BotClient(base, "bot-token").push("one", "effect-2", {**body, "memory": "forget"})
    BotClient(base, "bot-token").push("sms:+1 555/x", "effect-3", body)
    far = asyncio.run(served.agent.tracker_store.retrieve("sms:+1 555/x"))
    assert far is not None
    assert far.get_slot("taken_over_by") == "Dana"
