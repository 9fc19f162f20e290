"""Who gets in at the website's channel, over the wire and without a browser."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import pytest
import requests
import socketio
from itsdangerous import URLSafeTimedSerializer
from itsdangerous.timed import TimestampSigner

from tests.server import Server

BROWSER = "Mozilla/5.0 (test)"
WAIT_S = 60


def _headers(origin: str) -> dict[str, str]:
    return {"Origin": origin, "User-Agent": BROWSER}


def _session(server: Server, token: str | None = None, origin: str | None = None) -> Any:
    return requests.post(
        f"{server.bot_url}/webhooks/web/session",
        json={"token": token},
        headers=_headers(origin or server.desk_url),
        timeout=30,
    )


async def _connected(
    server: Server, token: object, *, origin: str | None = None, browser: str = BROWSER
) -> socketio.AsyncClient | None:
    """A connected client, None where the server refused."""
    client = socketio.AsyncClient(reconnection=False)
    try:
        await client.connect(
            server.bot_url,
            headers={**_headers(origin or server.desk_url), "User-Agent": browser},
            auth={"token": token},
            socketio_path="/webhooks/web/socket",
            transports=["polling"],  # the client's WebSocket needs a newer aiohttp than Rasa allows
            wait_timeout=4,  # a refused client waits this long,
        )
    except socketio.exceptions.ConnectionError:
        await _gone(client)
        return None
    return client


async def _gone(client: socketio.AsyncClient) -> None:
    """Drop the connection; a polite goodbye by polling takes as long as a ping."""
    await client.eio.disconnect(abort=True)


async def _call(client: socketio.AsyncClient, event: str, data: object) -> dict[str, Any]:
    found: dict[str, Any] = await client.call(event, data, timeout=WAIT_S)
    return found


def test_session_is_opened_only_for_a_listed_website(server: Server) -> None:
    assert _session(server).status_code == 200
    refused = _session(server, origin="https://evil.example")
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers
    bare = requests.post(f"{server.bot_url}/webhooks/web/session", json={}, timeout=30)
    assert bare.status_code == 403


async def test_forged_expired_and_stolen_tokens_are_refused(server: Server) -> None:
    good = _session(server).json()["token"]
    forged = URLSafeTimedSerializer("another secret", salt="antechamber.web.session").dumps("x")
    assert await _connected(server, forged) is None
    assert await _connected(server, None) is None
    assert await _connected(server, good[:-2] + "xx") is None
    assert await _connected(server, good, browser="curl/8") is None
    assert await _connected(server, good, origin="https://evil.example") is None
    client = await _connected(server, good)
    assert client is not None
    assert (await _call(client, "leave", None))["ok"]
    await _gone(client)
    assert await _connected(server, good) is None, "an ended session opens again"


async def test_expired_token_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = server.setting("WEB_SECRET")
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda self: 1_600_000_000)
    old = URLSafeTimedSerializer(secret, salt="antechamber.web.session").dumps("x")
    assert await _connected(server, old) is None


async def test_client_does_not_choose_its_conversation(server: Server) -> None:
    client = await _connected(server, _session(server).json()["token"])
    assert client is not None
    mine = f"chosen-{uuid4().hex}"
    said = {"id": uuid4().hex, "text": "hello", "session_id": mine, "conversation": mine}
    assert (await _call(client, "say", said))["ok"]
    hello = await _call(client, "hello", {"last_seq": 0, "conversation": mine})
    assert [one["text"] for one in hello["messages"] if one["from"] == "patient"] == ["hello"]
    assert mine not in str(hello)
    await _gone(client)
    assert not [one for one in server.bot.tracker(mine)["events"] if one["event"] == "user"]


async def test_duplicate_is_one_message_with_one_answer(server: Server) -> None:
    client = await _connected(server, _session(server).json()["token"])
    assert client is not None
    said = {"id": uuid4().hex, "text": "hello"}
    acks = [await _call(client, "say", said) for _ in range(3)]
    assert acks == [acks[0]] * 3
    await asyncio.sleep(3)
    hello = await _call(client, "hello", {"last_seq": 0})
    await _gone(client)
    texts = [one["text"] for one in hello["messages"]]
    assert texts.count("hello") == 1
    assert len([one for one in texts if one.startswith("Hello, and welcome")]) == 1


async def test_flood_is_refused_kindly(server: Server) -> None:
    client = await _connected(server, _session(server).json()["token"])
    assert client is not None
    said = uuid4().hex
    refused = None
    for _ in range(60):  # the same message: counted, and answered only once
        ack = await _call(client, "say", {"id": said, "text": "hello"})
        refused = refused or (ack if not ack["ok"] else None)
    await _gone(client)
    assert refused is not None
    assert "988" in refused["text"]


@pytest.mark.parametrize(
    "data", [None, 7, {}, {"id": "short", "text": "x"}, {"id": "x" * 32, "text": "  "}]
)
async def test_nonsense_is_refused(server: Server, data: object) -> None:
    client = await _connected(server, _session(server).json()["token"])
    assert client is not None
    assert not (await _call(client, "say", data))["ok"]
    await _gone(client)


async def test_slash_is_text_and_the_state_tells_the_level(server: Server) -> None:
    client = await _connected(server, _session(server).json()["token"])
    assert client is not None
    states: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    client.on("state", states.put)
    await _call(client, "say", {"id": uuid4().hex, "text": "/restart I will kill myself tonight"})
    state = await asyncio.wait_for(states.get(), WAIT_S)
    await _gone(client)
    assert state["level"] in ("urgent", "imminent")
