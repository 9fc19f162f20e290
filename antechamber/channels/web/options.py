"""What a clinic may set for the web channel, read once when the channel is built."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from antechamber.errors import ConfigurationError
from antechamber.settings import is_production

logger = logging.getLogger(__name__)

_RESUME_S = 1800
_TOKEN_S = 12 * 3600


@dataclass(frozen=True)
class WebOptions:
    """`resume_s`: how long a conversation goes on by itself after the last sign of life.

    `token_s`: how long a session can be gone on with at all. `proxies`: how many
    reverse proxies of our own stand before us, so that the address is read from
    `X-Forwarded-For`; 0 means none. `redis_url` None: one bot process.
    """

    secret: str
    origins: frozenset[str]
    resume_s: int = _RESUME_S
    token_s: int = _TOKEN_S
    proxies: int = 0
    redis_url: str | None = None


def options_from(environment: Mapping[str, str] | None = None) -> WebOptions:
    """The options in the environment. Raises ConfigurationError in production without a secret."""
    found = os.environ if environment is None else environment
    return WebOptions(
        secret=found.get("WEB_SECRET") or _secret_of_this_process(),
        origins=_origins(found),
        resume_s=int(found.get("WEB_RESUME_S", _RESUME_S)),
        token_s=int(found.get("WEB_TOKEN_S", _TOKEN_S)),
        proxies=int(found.get("WEB_PROXIES", "0")),
        redis_url=found.get("WEB_REDIS_URL") or None,
    )


def _secret_of_this_process() -> str:
    if is_production():
        raise ConfigurationError(
            "WEB_SECRET is not set. `make run` writes it into .env; set it in the environment."
        )
    logger.warning("WEB_SECRET is not set: chats on the website end when this process ends.")
    return secrets.token_urlsafe(32)


def _origins(found: Mapping[str, str]) -> frozenset[str]:
    named = found.get("WEB_ORIGINS", "")
    origins = {one.strip().rstrip("/").lower() for one in named.split(",") if one.strip()}
    if origins:
        return frozenset(origins)
    if is_production():
        logger.warning("WEB_ORIGINS is not set: no website may open a chat.")
        return frozenset()
    port = found.get("DESK_PORT", "8000")
    return frozenset({f"http://127.0.0.1:{port}", f"http://localhost:{port}"})
