"""The desk's door into a conversation: `POST /webhooks/desk/<conversation>/effects`.

Staff words, take-overs and cleared levels arrive here, under the
conversation's lock, so that they never cross a message that is being answered.
"""

from __future__ import annotations

import hmac
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.events import BotUttered
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from antechamber.channels.live import live
from antechamber.channels.staff_effects import BadEffects, StaffEffects, effects_from

logger = logging.getLogger(__name__)


class DeskChannel(InputChannel):
    """Takes no messages from people. Needs the header `Authorization: Bearer BOT_API_TOKEN`."""

    @classmethod
    def name(cls) -> str:
        """Part of the path."""
        return "desk"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Routes below `/webhooks/desk`."""
        webhook = Blueprint("desk_webhook")

        @webhook.route("/<conversation>/effects", methods=["POST"])
        async def effects(request: Request, conversation: str) -> HTTPResponse:
            if not _allowed(request.headers.get("authorization", "")):
                return json({"error": "A valid token is needed."}, status=401)
            try:
                wanted = effects_from(request.json)
            except BadEffects as error:
                return json({"error": str(error)}, status=422)
            agent = request.app.ctx.agent
            if agent is None or not agent.is_ready():
                return json({"error": "No model is loaded yet."}, status=503)
            try:
                applied = await apply(agent, unquote(conversation), wanted)
            except Exception as error:  # the desk tries again; no text in the log
                logger.error("effects not applied: %s", type(error).__name__)
                return json({"error": "The conversation cannot be changed now."}, status=503)
            return json({"applied": applied})

        return webhook


async def apply(agent: Agent, conversation: str, wanted: StaffEffects) -> bool:
    """Write the effects into the conversation and tell whoever is connected.

    False where they were applied before. Raises whatever the tracker store
    raises: Rasa's fail-safe store would go on with an empty conversation.
    """
    store = _primary(agent.tracker_store)
    async with agent.lock_store.lock(conversation):
        tracker = await store.get_or_create_tracker(conversation)
        if wanted.seen_in(tracker):
            return False
        channel = tracker.get_latest_input_channel() or DeskChannel.name()

        async def render(response: str, name: str | None) -> dict[str, Any] | None:
            found: dict[str, Any] | None = await agent.nlg.generate(
                response, tracker, channel, staff_name=name or ""
            )
            return found

        events = await wanted.events(tracker, render)
        tracker.update_with_events(events, agent.domain)
        await store.save(tracker)
    for event in events:
        if isinstance(event, BotUttered):
            await live.tell(conversation, {**event.message(), "metadata": event.metadata})
    return True


def _primary(store: TrackerStore) -> TrackerStore:
    primary: TrackerStore = getattr(store, "_tracker_store", store)
    return primary


def _allowed(header: str) -> bool:
    scheme, _, given = header.partition(" ")
    token = os.environ.get("BOT_API_TOKEN")
    if not token or scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(given.strip().encode(), token.encode())
