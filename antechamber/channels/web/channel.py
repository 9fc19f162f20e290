"""The Rasa input channel `web`: `/webhooks/web/session` and Socket.IO at `/webhooks/web/socket`.

Our own instead of Rasa's `socketio`: there the client picks its conversation
id, any website may connect, what is sent during a reconnect is lost, and with
python-socketio 5.10 or newer nothing is delivered at all (Rasa issue 13027).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import socketio  # type: ignore[import-untyped]
from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sqlalchemy.exc import SQLAlchemyError

from antechamber.channels.web import tables
from antechamber.channels.web.door import Door
from antechamber.channels.web.hub import NAME, Hub, WebOutput
from antechamber.channels.web.message_log import MessageLog
from antechamber.channels.web.options import WebOptions, options_from
from antechamber.channels.web.sessions import Sessions
from antechamber.channels.web.sockets import Sockets
from antechamber.channels.web.tokens import SessionTokens
from antechamber.desk.database import Database
from antechamber.errors import AntechamberError
from antechamber.settings import database_url

logger = logging.getLogger(__name__)

_RETRY_S = 2.0
_SOCKET_PATH = f"/webhooks/{NAME}/socket"
_MOST_BYTES = 300_000
"""Of one packet; a longer one ends the connection. The widget cuts its own texts far below."""


class _SocketBlueprint(Blueprint):
    """A blueprint that also attaches the Socket.IO server, and remembers the application."""

    def __init__(self, sio: socketio.AsyncServer) -> None:
        super().__init__("web_webhook")
        self.ctx.sio = sio
        self.ctx.app = None

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        """Called by Sanic."""
        self.ctx.sio.attach(app, _SOCKET_PATH)
        self.ctx.app = app
        super().register(app, options)  # type: ignore[no-untyped-call]


class WebChannel(InputChannel):
    """Needs the environment variables of `options.WebOptions`."""

    @classmethod
    def name(cls) -> str:
        """Part of the path, and the channel's name in conversations."""
        return NAME

    def __init__(self, options: WebOptions | None = None) -> None:
        self._options = options or options_from()
        self._hub: Hub | None = None

    def get_output_channel(self) -> OutputChannel | None:
        """Where Rasa sends what it says on its own account."""
        return WebOutput(self._hub) if self._hub is not None else None

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Session, socket and health; the tables are made when the server starts."""
        options = self._options
        database = Database(database_url())
        log = MessageLog(database)
        sessions = Sessions(database, resume_s=options.resume_s)
        sio = _server(options)
        webhook = _SocketBlueprint(sio)

        def agent() -> Agent | None:
            return getattr(webhook.ctx.app.ctx, "agent", None) if webhook.ctx.app else None

        async def emit(conversation: str, event: str, data: Any) -> None:
            await sio.emit(event, data, room=conversation)

        hub = self._hub = Hub(log, emit, agent)
        hub.deliver = on_new_message
        tokens = SessionTokens(options.secret, max_age_s=options.token_s)
        door = Door(options, tokens, sessions, log)
        door.add_to(webhook)
        Sockets(sio, door, hub, sessions, log)

        @webhook.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return json({"status": "ok"})

        async def prepare() -> bool:
            try:
                tables.metadata.create_all(database.engine)
                await hub.recover()
            except (SQLAlchemyError, AntechamberError) as error:
                logger.error("web channel's tables not ready: %s", type(error).__name__)
                return False
            return True

        @webhook.listener("after_server_start")
        async def answer_what_was_left(app: Sanic, loop: Any) -> None:
            """The bot must start, and answer danger on other channels, with the database down."""
            while not await prepare():
                await asyncio.sleep(_RETRY_S)

        return webhook


def _server(options: WebOptions) -> socketio.AsyncServer:
    """`AsyncRedisManager` carries events between replicas; they also need sticky sessions."""
    manager = socketio.AsyncRedisManager(options.redis_url) if options.redis_url else None
    return socketio.AsyncServer(
        async_mode="sanic",
        client_manager=manager,
        cors_allowed_origins=sorted(options.origins),
        cors_credentials=False,
        max_http_buffer_size=_MOST_BYTES,
        ping_interval=15,
        ping_timeout=10,
    )
