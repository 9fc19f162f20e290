"""`POST /webhooks/web/session`: the server opens a session, or takes one up again."""

from __future__ import annotations

import asyncio
import json as jsonlib
import logging
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from antechamber.channels.web.limits import TOO_MANY, Limit
from antechamber.channels.web.message_log import MessageLog
from antechamber.channels.web.options import WebOptions
from antechamber.channels.web.origins import address_of, origin_of
from antechamber.channels.web.sessions import Session, Sessions, Visitor
from antechamber.channels.web.tokens import SessionTokens
from antechamber.desk.database import StoreUnavailable
from antechamber.rasa_components.resources import clinic

logger = logging.getLogger(__name__)

_SESSIONS_AN_ADDRESS = 60
_WINDOW_S = 600.0
_MOST_BYTES = 4096


class Door:
    """Proves where a request comes from, and hands out tokens.

    The body is JSON sent as text/plain, so that browsers need no preflight:
    `{"token": the last token or null, "go_on": true after the person confirmed}`.
    """

    def __init__(
        self, options: WebOptions, tokens: SessionTokens, sessions: Sessions, log: MessageLog
    ) -> None:
        self._options = options
        self._tokens = tokens
        self._sessions = sessions
        self._log = log
        self._limit = Limit(_SESSIONS_AN_ADDRESS, _WINDOW_S)

    def add_to(self, webhook: Blueprint) -> None:
        """The route below the channel's prefix."""

        @webhook.route("/session", methods=["POST"])
        async def session(request: Request) -> HTTPResponse:
            return await self._answer(request)

    def visitor(self, request: Request) -> Visitor | None:
        """Who asks; None for a website that is not on the list."""
        own = f"{request.scheme}://{request.host}"
        origin = origin_of(request.headers, own=own)
        if origin not in self._options.origins:
            return None
        return Visitor(origin, request.headers.get("user-agent", ""))

    def address(self, request: Request) -> str:
        """The sender's address."""
        return address_of(request.headers, request.ip, proxies=self._options.proxies)

    async def session(self, token: object, visitor: Visitor) -> Session | None:
        """The session of a token; None where it is forged, expired, ended or someone else's.

        Raises StoreUnavailable.
        """
        session_id = self._tokens.session_id(token)
        if session_id is None:
            return None
        return await asyncio.to_thread(self._sessions.find, session_id, visitor)

    async def _answer(self, request: Request) -> HTTPResponse:
        visitor = self.visitor(request)
        if visitor is None:
            return json({"error": "This website may not open a chat here."}, status=403)
        headers = {
            "Access-Control-Allow-Origin": visitor.origin,
            "Vary": "Origin",
            "Cache-Control": "no-store",
        }
        if not self._limit.allows(self.address(request)):
            return json({"error": "rate", "text": TOO_MANY}, status=429, headers=headers)
        body = _body(request)
        if body is None:
            return json({"error": "The body must be a JSON object."}, status=422, headers=headers)
        try:
            found = await self._open(body, visitor)
        except StoreUnavailable as error:
            logger.error("no session could be opened: %s", error)
            return json({"error": "No chat can be opened now."}, status=503, headers=headers)
        about = {"clinic": {"name": clinic().name, "phone": clinic().phone}}
        return json({**found, **about}, headers=headers)

    async def _open(self, body: dict[str, Any], visitor: Visitor) -> dict[str, Any]:
        session = await self.session(body.get("token"), visitor)
        if session is None:
            session = await asyncio.to_thread(self._sessions.open, visitor)
            return {"session": "new", "token": self._tokens.sign(session.id)}
        if session.stale and body.get("go_on") is not True:
            return {"session": "ask", "token": None}
        if session.stale:
            last = await asyncio.to_thread(self._log.last_seq, session.conversation)
            session = await asyncio.to_thread(
                self._sessions.go_on, session, visitor, shown_from=last + 1
            )
            return {"session": "gone_on", "token": self._tokens.sign(session.id)}
        return {"session": "resumed", "token": self._tokens.sign(session.id)}


def _body(request: Request) -> dict[str, Any] | None:
    if len(request.body) > _MOST_BYTES:
        return None
    try:
        body = jsonlib.loads(request.body or b"{}")
    except ValueError:
        return None
    return body if isinstance(body, dict) else None
