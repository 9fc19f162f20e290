"""The bot as the desk sees it: push effects into a conversation, read a conversation."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import requests

from antechamber.desk.effects_outbox import BotRefused, BotUnreachable

_NEVER = (400, 404, 422)

_AS_IS = "/:@!$&'()*+,;=~"
"""Rasa compares this path without decoding it; phone-based ids hold `+` and `:`."""


class BotClient:
    """`base_url` without a slash at its end; `token` is BOT_API_TOKEN; `timeout_s` bounds a call.

    No exception text of the HTTP library is passed on: it quotes the token.
    """

    def __init__(self, base_url: str, token: str, *, timeout_s: float = 1.5) -> None:
        self._base_url = base_url.rstrip("/")
        self._token = token
        self._timeout_s = timeout_s

    def push(self, conversation: str, effect_id: str, body: dict[str, Any]) -> None:
        """Apply effects. Raises BotUnreachable to be tried again, BotRefused for good."""
        response = self._call(
            "POST",
            f"/webhooks/desk/{quote(conversation, safe='')}/effects",
            json={**body, "id": effect_id},
            headers={"Authorization": f"Bearer {self._token}"},
        )
        if response.status_code in _NEVER:
            raise BotRefused(f"the bot answered {response.status_code}")
        if response.status_code != 200:
            raise BotUnreachable(f"the bot answered {response.status_code}")

    def events(self, conversation: str) -> list[dict[str, Any]]:
        """Every event of a conversation, oldest first. Raises BotUnreachable."""
        response = self._call(
            "GET",
            f"/conversations/{quote(conversation, safe=_AS_IS)}/tracker",
            params={"include_events": "ALL", "token": self._token},
        )
        if response.status_code != 200:
            raise BotUnreachable(f"the bot answered {response.status_code}")
        events: list[dict[str, Any]] = response.json().get("events") or []
        return events

    def _call(self, method: str, path: str, **options: Any) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False  # a proxy must never see a conversation
            try:
                return session.request(
                    method, self._base_url + path, timeout=self._timeout_s, **options
                )
            except (requests.RequestException, ValueError) as error:
                failed = type(error).__name__
        raise BotUnreachable(f"the bot cannot be reached ({failed})")
