"""What a test may know of a running Antechamber: REST, the tracker, `/model/parse`, the desk's API."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import requests

Json = dict[str, Any]


class BotClient:
    """A person's side of the conversation, and Rasa's own view of it."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._token = token

    def say(self, sender: str, message: str, *, timeout_s: float = 60.0) -> list[str]:
        """Texts of the bot's replies, in order. Raises for anything but HTTP 200."""
        return [one.get("text", "") for one in self.replies(sender, message, timeout_s=timeout_s)]

    def replies(self, sender: str, message: str, *, timeout_s: float = 60.0) -> list[Json]:
        """The bot's replies as the REST channel gives them, with their buttons."""
        answer = requests.post(
            f"{self._url}/webhooks/rest/webhook",
            json={"sender": sender, "message": message},
            timeout=timeout_s,
        )
        answer.raise_for_status()
        found: list[Json] = answer.json()
        return found

    def tracker(self, sender: str) -> Json:
        """The conversation: slots, latest message, events."""
        answer = requests.get(
            f"{self._url}/conversations/{quote(sender, safe='')}/tracker",
            params={"token": self._token, "include_events": "ALL"},
            timeout=60,
        )
        answer.raise_for_status()
        found: Json = answer.json()
        return found

    def slots(self, sender: str) -> Json:
        """Every slot of the conversation."""
        found: Json = self.tracker(sender)["slots"]
        return found

    def parse(self, text: str) -> Json:
        """One text read outside any conversation."""
        answer = requests.post(
            f"{self._url}/model/parse",
            params={"token": self._token},
            json={"text": text},
            timeout=60,
        )
        answer.raise_for_status()
        found: Json = answer.json()
        return found


class DeskClient:
    """The desk's API as the clinician `api`."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}

    def get(self, path: str) -> requests.Response:
        """`GET /api<path>`, unchecked."""
        return requests.get(f"{self._url}/api{path}", headers=self._headers, timeout=30)

    def post(self, path: str, body: Json | None = None) -> requests.Response:
        """`POST /api<path>`, unchecked."""
        return requests.post(
            f"{self._url}/api{path}", json=body or {}, headers=self._headers, timeout=30
        )

    def case(self, case_id: str) -> Json:
        """One case."""
        return _json(self.get(f"/cases/{case_id}"))

    def cases(self, sender: str) -> list[Json]:
        """Every case of a conversation, whatever its state."""
        found: list[Json] = []
        for state in ("open", "claimed", "closed"):
            answer = self.get(f"/cases?state={state}")
            answer.raise_for_status()
            found += [one for one in answer.json() if one["conversation"] == sender]
        return found

    def only_case(self, sender: str) -> Json | None:
        """The one case of a conversation, None where there is none. Two fail the test."""
        found = [one for one in self.cases(sender) if one["state"] != "closed"]
        assert len(found) < 2, f"{len(found)} cases are open for one conversation"
        return found[0] if found else None

    def act(self, case_id: str, action: str, body: Json | None = None) -> Json:
        """An action that must be accepted: the case afterwards."""
        return _json(self.post(f"/cases/{case_id}/{action}", body))


def _json(answer: requests.Response) -> Json:
    answer.raise_for_status()
    found: Json = answer.json()
    return found


def wait_until(claim: Callable[[], bool], *, timeout_s: float, what: str) -> None:
    """Poll until `claim` holds. Fails the test, naming `what`, after `timeout_s`."""
    until = time.monotonic() + timeout_s
    while not claim():
        assert time.monotonic() < until, f"not within {timeout_s} s: {what}"
        time.sleep(0.05)
