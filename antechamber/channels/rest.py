"""`POST /webhooks/rest/webhook`, for development and tests: the sender names its conversation."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from antechamber.channels.incoming import normalised
from antechamber.settings import is_production

logger = logging.getLogger(__name__)

TROUBLE = (
    "Something went wrong on our side, and I could not read your last message. Please send it "
    "again in a minute. If you are in danger, call 911, or call or text 988."
)


class RestChannel(InputChannel):
    """Answers with the bot's messages as JSON. Off in production: the sender is not proved."""

    @classmethod
    def name(cls) -> str:
        """Part of the path, and the channel's name in conversations."""
        return "rest"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Routes below `/webhooks/rest`."""
        webhook = Blueprint("rest_webhook")

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        @webhook.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if is_production():
                return json({"error": "The REST channel is off in production."}, status=404)
            body = request.json
            if not isinstance(body, dict) or not isinstance(body.get("sender"), str):
                return json({"error": "`sender` must be a string."}, status=422)
            if not isinstance(body.get("message", ""), str):
                return json({"error": "`message` must be a string."}, status=422)
            collector = CollectingOutputChannel()
            message = UserMessage(
                normalised(body.get("message") or ""),
                collector,
                body["sender"],
                input_channel=self.name(),
                metadata=body.get("metadata"),
            )
            try:
                await on_new_message(message)
            except Exception as error:  # the person is told; no text in the log
                logger.error("message not handled: %s", type(error).__name__)
                collector.messages.append({"recipient_id": body["sender"], "text": TROUBLE})
            return json(collector.messages)

        return webhook
