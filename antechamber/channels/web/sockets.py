"""The Socket.IO side: who may connect, and the four things that a connected widget may ask."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import socketio  # type: ignore[import-untyped]
from socketio.exceptions import ConnectionRefusedError  # type: ignore[import-untyped]

from antechamber.channels.web.door import Door
from antechamber.channels.web.hub import Hub
from antechamber.channels.web.limits import TOO_FAST, Limit
from antechamber.channels.web.message_log import MessageLog
from antechamber.channels.web.sessions import Session, Sessions
from antechamber.desk.database import StoreUnavailable

logger = logging.getLogger(__name__)

_MOST_ID_CHARACTERS = 64
_A_SESSION = Limit(40, 60.0)
_AN_ADDRESS = Limit(300, 60.0)
_ECHOED_SLOTS = ("consent", "history_open", "proxy_present")
"""Questions that may be put again after a long pause: they tell nothing of earlier answers."""


class Sockets:
    """Handlers of one Socket.IO server. Every answer goes back as the event's acknowledgement."""

    def __init__(
        self, sio: socketio.AsyncServer, door: Door, hub: Hub, sessions: Sessions, log: MessageLog
    ) -> None:
        self._sio = sio
        self._door = door
        self._hub = hub
        self._sessions = sessions
        self._log = log
        sio.on("connect", self.connect)
        sio.on("disconnect", self.disconnect)
        sio.on("hello", self.hello)
        sio.on("earlier", self.earlier)
        sio.on("say", self.say)
        sio.on("leave", self.leave)

    async def connect(self, sid: str, environ: Mapping[str, Any], auth: object) -> None:
        """Only with a token of our own, from the page and browser that it was given to."""
        request = environ["sanic.request"]
        visitor = self._door.visitor(request)
        token = auth.get("token") if isinstance(auth, dict) else None
        if visitor is None:
            raise ConnectionRefusedError("origin")
        try:
            session = await self._door.session(token, visitor)
        except StoreUnavailable:
            raise ConnectionRefusedError("unavailable") from None
        if session is None or session.stale:
            raise ConnectionRefusedError("session")
        address = self._door.address(request)
        await self._sio.save_session(sid, {"session": session, "address": address})
        # A coroutine since python-socketio 5.10; Rasa's own channel never awaits it (issue 13027).
        await self._sio.enter_room(sid, session.conversation)
        self._hub.join(session.conversation)

    async def disconnect(self, sid: str, *reason: object) -> None:
        """A tab is gone; the time to resume counts from now."""
        session = await self._session(sid)
        if session is None:
            return
        self._hub.part(session.conversation)
        await self._seen(session)

    async def hello(self, sid: str, data: object) -> dict[str, Any]:
        """`{"last_seq"}`: everything after it, and the state."""
        session = await self._session(sid)
        if session is None:
            return {"ok": False}
        last = data.get("last_seq") if isinstance(data, dict) else 0
        since = max(last if isinstance(last, int) else 0, session.shown_from - 1)
        await self._hub.catch_up(session.conversation)
        await self._seen(session)
        return {
            "ok": True,
            "messages": await self._messages(session, since),
            "hidden": session.shown_from > 1,
            "state": await self._state(session),
        }

    async def earlier(self, sid: str, *_: object) -> dict[str, Any]:
        """The person asked for what was said before the pause."""
        session = await self._session(sid)
        if session is None:
            return {"ok": False}
        try:
            shown = await asyncio.to_thread(self._sessions.show_all, session)
        except StoreUnavailable:
            return {"ok": False}
        async with self._sio.session(sid) as kept:
            kept["session"] = shown
        return {"ok": True, "messages": await self._messages(shown, 0)}

    async def say(self, sid: str, data: object) -> dict[str, Any]:
        """`{"id", "text"}`: acknowledged once the message is on disk, or refused kindly."""
        kept = await self._sio.get_session(sid)
        session = kept.get("session")
        if session is None:
            return {"ok": False, "error": "session"}
        client_id = data.get("id") if isinstance(data, dict) else None
        text = data.get("text") if isinstance(data, dict) else None
        if not isinstance(client_id, str) or not 8 <= len(client_id) <= _MOST_ID_CHARACTERS:
            return {"ok": False, "error": "id"}
        if not isinstance(text, str) or not text.strip():
            return {"ok": False, "error": "text"}
        if not (_A_SESSION.allows(session.id) and _AN_ADDRESS.allows(kept["address"])):
            return {"ok": False, "error": "rate", "text": TOO_FAST}
        seq = await self._hub.receive(session.conversation, client_id, text)
        return {"ok": True, "seq": seq}

    async def leave(self, sid: str, *_: object) -> dict[str, Any]:
        """End the session: its token opens nothing any more. The conversation stays with staff."""
        session = await self._session(sid)
        if session is None:
            return {"ok": False}
        try:
            await asyncio.to_thread(self._sessions.close, session.id)
        except StoreUnavailable:
            return {"ok": False}
        return {"ok": True}

    async def _messages(self, session: Session, since: int) -> list[dict[str, Any]]:
        try:
            found = await asyncio.to_thread(self._log.since, session.conversation, since)
            if not found and session.shown_from > 1:
                found = await self._question_again(session)
        except StoreUnavailable as error:
            logger.error("messages on the website cannot be read: %s", error)
            return []
        return [one.as_dict() for one in found]

    async def _question_again(self, session: Session) -> list[Any]:
        """After a long pause: the pending question, unless it would give an answer away."""
        state = await self._hub.state(session.conversation)
        slot = (state or {}).get("requested_slot") or ""
        harmless = slot in _ECHOED_SLOTS or (state or {}).get("progress") is not None
        if not harmless or slot.startswith("confirm_") or "__" in slot:
            return []
        question = await asyncio.to_thread(self._log.last_question, session.conversation)
        return [question] if question is not None and question.card is None else []

    async def _state(self, session: Session) -> dict[str, Any] | None:
        return await self._hub.state(session.conversation)

    async def _session(self, sid: str) -> Session | None:
        try:
            kept: dict[str, Any] = await self._sio.get_session(sid)
        except KeyError:  # it never got in
            return None
        return kept.get("session")

    async def _seen(self, session: Session) -> None:
        try:
            await asyncio.to_thread(self._sessions.seen, session.id)
        except StoreUnavailable as error:
            logger.error("a sign of life was not noted: %s", error)
