"""One conversation on the website: keep each message, hand it to the bot in order, tell every tab."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import timedelta
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from antechamber.channels.incoming import MAX_CHARACTERS, normalised
from antechamber.channels.live import live
from antechamber.channels.rest import TROUBLE
from antechamber.channels.staff_effects import EFFECT
from antechamber.channels.web.cards import Cards
from antechamber.channels.web.limits import TOO_LONG
from antechamber.channels.web.message_log import MessageLog
from antechamber.channels.web.messages import WebMessage, bot_message
from antechamber.channels.web.state import widget_state
from antechamber.desk.database import StoreUnavailable
from antechamber.desk.store import utc_now
from antechamber.rasa_components.resources import protocol

logger = logging.getLogger(__name__)

NAME = "web"
_RECOVER = timedelta(days=1)
"""Messages older than this are not answered any more after a crash."""

Emit = Callable[[str, str, Any], Awaitable[None]]
"""Send an event with its data to every tab of a conversation."""


class Hub:
    """`deliver` is Rasa's own door for messages; `agent` gives the running agent, or None."""

    def __init__(self, log: MessageLog, emit: Emit, agent: Callable[[], Agent | None]) -> None:
        self._log = log
        self._emit = emit
        self._agent = agent
        self.deliver: Callable[[UserMessage], Awaitable[Any]] | None = None
        self._arriving: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._answering: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._pushing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[None]] = set()
        self._tabs: Counter[str] = Counter()
        self._leave: dict[str, Callable[[], None]] = {}
        self._under_way: set[tuple[str, str]] = set()
        self._cards: Cards | None = None

    # --- tabs -----------------------------------------------------------------------------------

    def join(self, conversation: str) -> None:
        """One more tab shows this conversation; from the first on, staff words are pushed to it."""
        self._tabs[conversation] += 1
        if conversation not in self._leave:

            async def told(message: Mapping[str, Any]) -> None:
                # The desk waits for an answer only briefly: it is not kept waiting for the tabs.
                self._start(self._pushed(conversation, message))

            self._leave[conversation] = live.register(conversation, told)

    def part(self, conversation: str) -> None:
        """A tab is gone."""
        self._tabs[conversation] -= 1
        if self._tabs[conversation] <= 0:
            del self._tabs[conversation]
            self._leave.pop(conversation)()

    # --- a person writes ------------------------------------------------------------------------

    async def receive(self, conversation: str, client_id: str, text: str) -> int | None:
        """Keep a person's message and have it answered; its number once it is on disk.

        A message that came before is not kept again, and answered only if a
        crash left it unanswered. Where nothing can be kept, the bot still gets
        the message, and None comes back after its answer.
        """
        message = WebMessage("patient", normalised(text), utc_now(), client_id=client_id)
        too_long = len(text) > MAX_CHARACTERS
        async with self._lock(self._arriving, conversation):
            try:
                kept = await asyncio.to_thread(self._log.add, conversation, message)
                if kept is None:
                    return await self._again(conversation, client_id)
            except StoreUnavailable as error:
                logger.error("a message on the website was not kept: %s", error)
                kept = message
            await self._emit(conversation, "message", kept.as_dict())
            task = self._start(self._answer(conversation, kept, too_long=too_long))
        if kept.seq is None:
            await task
        return kept.seq

    async def _again(self, conversation: str, client_id: str) -> int | None:
        found = await asyncio.to_thread(self._log.of_client, conversation, client_id)
        if found is None:
            return None
        known, handled = found
        if not handled and (conversation, client_id) not in self._under_way:
            self._start(self._recover_one(conversation, known))
        return known.seq

    async def _answer(self, conversation: str, message: WebMessage, *, too_long: bool) -> None:
        """One turn of the bot. A failure is said to the person, with the crisis numbers."""
        key = (conversation, message.client_id or "")
        self._under_way.add(key)
        try:
            async with self._lock(self._answering, conversation):
                await self._emit(conversation, "typing", {"on": True})
                try:
                    await self._turn(conversation, message)
                except Exception as error:  # the person is told; no text in the log
                    logger.error("message not handled: %s", type(error).__name__)
                    await self.say(conversation, {"text": TROUBLE})
                if too_long:
                    await self.say(conversation, {"text": TOO_LONG})
                await self._emit(conversation, "typing", {"on": False})
                await self.tell_state(conversation)
                if message.seq is not None:
                    await self._mark_handled(conversation, message.seq)
        finally:
            self._under_way.discard(key)

    async def _turn(self, conversation: str, message: WebMessage) -> None:
        agent = self._agent()
        if self.deliver is None or agent is None or not agent.is_ready():
            raise RuntimeError("no model is loaded")
        await self.deliver(
            UserMessage(
                message.text,
                WebOutput(self),
                conversation,
                input_channel=NAME,
                message_id=_message_id(message),
            )
        )

    async def _mark_handled(self, conversation: str, seq: int) -> None:
        try:
            await asyncio.to_thread(self._log.mark_handled, conversation, seq)
        except StoreUnavailable as error:  # answered again after a restart: better than never
            logger.error("an answer on the website was not noted: %s", error)

    # --- the bot or staff speak -----------------------------------------------------------------

    async def say(self, conversation: str, raw: Mapping[str, Any]) -> None:
        """Keep one message of the bot or of staff, then show it in every tab."""
        message = bot_message(raw, utc_now(), self._card(str(raw.get("text") or "")))
        if not message.text:
            return
        try:
            kept = await asyncio.to_thread(self._log.add, conversation, message)
        except StoreUnavailable as error:
            logger.error("a reply on the website was not kept: %s", error)
            kept = message
        if kept is not None:
            await self._emit(conversation, "message", kept.as_dict())

    def _card(self, text: str) -> str | None:
        agent = self._agent()
        if self._cards is None and agent is not None and agent.domain is not None:
            self._cards = Cards(agent.domain.responses)
        return self._cards.card_of(text) if self._cards else None

    async def _pushed(self, conversation: str, message: Mapping[str, Any]) -> None:
        """Staff words or news, in the order in which they came."""
        async with self._lock(self._pushing, conversation):
            await self.say(conversation, message)
            await self.tell_state(conversation)

    # --- what a tab needs ---------------------------------------------------------------------

    async def state(self, conversation: str) -> dict[str, Any] | None:
        """The `state` event's data; None while the conversation cannot be read."""
        tracker = await self._tracker(conversation)
        return widget_state(tracker, protocol()) if tracker is not None else None

    async def tell_state(self, conversation: str) -> None:
        """Send the state to every tab."""
        state = await self.state(conversation)
        if state is not None:
            await self._emit(conversation, "state", state)

    async def catch_up(self, conversation: str) -> None:
        """Keep what staff pushed while no tab was open."""
        tracker = await self._tracker(conversation)
        for event in tracker.events if tracker is not None else ():
            if isinstance(event, BotUttered) and (event.metadata or {}).get(EFFECT):
                await self.say(conversation, {**event.message(), "metadata": event.metadata})

    async def recover(self) -> None:
        """After a start: answer what a dying process had taken in but not answered."""
        try:
            found = await asyncio.to_thread(self._log.unhandled, utc_now() - _RECOVER)
        except StoreUnavailable as error:
            logger.error("unanswered messages cannot be looked for: %s", error)
            return
        for conversation, message in found:
            self._start(self._recover_one(conversation, message))

    async def _recover_one(self, conversation: str, message: WebMessage) -> None:
        """Answer a message unless its turn was saved just before the crash."""
        tracker = await self._tracker(conversation)
        wanted = _message_id(message)
        heard = tracker is not None and any(
            isinstance(event, UserUttered) and event.message_id == wanted
            for event in tracker.events
        )
        if not heard:
            await self._answer(conversation, message, too_long=False)
            return
        await self._say_what_was_lost(conversation, tracker, wanted)
        await self.tell_state(conversation)
        if message.seq is not None:
            await self._mark_handled(conversation, message.seq)

    async def _say_what_was_lost(
        self, conversation: str, tracker: DialogueStateTracker, message_id: str
    ) -> None:
        """Replies that are in the conversation and not in the log, after this message."""
        kept = {one.text for one in await asyncio.to_thread(self._log.since, conversation, 0)}
        after = False
        for event in tracker.events:
            if isinstance(event, UserUttered):
                after = event.message_id == message_id
            elif after and isinstance(event, BotUttered):
                raw = event.message()
                if bot_message(raw, utc_now(), None).text not in kept:
                    await self.say(conversation, raw)

    async def _tracker(self, conversation: str) -> DialogueStateTracker | None:
        agent = self._agent()
        if agent is None or not agent.is_ready():
            return None
        try:
            return await agent.tracker_store.retrieve(conversation)
        except Exception as error:  # shown without progress; no text in the log
            logger.error("conversation cannot be read: %s", type(error).__name__)
            return None

    @staticmethod
    def _lock(locks: WeakValueDictionary[str, asyncio.Lock], conversation: str) -> asyncio.Lock:
        lock = locks.get(conversation)
        if lock is None:
            lock = locks[conversation] = asyncio.Lock()
        return lock

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """A task that is kept until it ends: the loop itself holds only weak references."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


class WebOutput(OutputChannel):
    """Where the bot's replies of one turn go."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    @classmethod
    def name(cls) -> str:
        """The channel's name in conversations."""
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """One message with its buttons, whole: stock channels split it at blank lines."""
        await self._hub.say(recipient_id, message)


def _message_id(message: WebMessage) -> str:
    return f"{NAME}:{message.client_id}"
