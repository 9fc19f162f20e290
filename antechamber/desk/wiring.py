"""The desk's own processes, as this clinic configured them. Here and in `setup` the environment is read."""

from __future__ import annotations

import os

from antechamber.desk.ack_link import AckLinks
from antechamber.desk.bot_client import BotClient
from antechamber.desk.effects_outbox import EffectsOutbox
from antechamber.desk.migrations import upgrade
from antechamber.desk.services import DeskServices
from antechamber.desk.setup import case_store, configured_alerts
from antechamber.desk.staff_actions import StaffActions
from antechamber.desk.store import utc_now
from antechamber.errors import ConfigurationError
from antechamber.settings import database_url

_DESK_TIMEOUT_S = 5.0
"""Staff and the alerts worker may wait longer for a lock than a person in danger."""


def build_database() -> None:
    """Create or upgrade the tables. Raises StoreUnavailable."""
    upgrade(database_url())


def desk_port() -> int:
    """`DESK_PORT`, 8000 unless set."""
    return int(os.environ.get("DESK_PORT", "8000"))


def desk_services() -> DeskServices:
    """Everything staff need. Raises ConfigurationError where a secret is missing."""
    alerts = configured_alerts()
    store = case_store(timeout_s=_DESK_TIMEOUT_S)
    database = store.database
    bot = BotClient(_bot_url(), _secret("BOT_API_TOKEN"))
    return DeskServices(
        database=database,
        store=store,
        staff=StaffActions(database, deadlines=alerts.deadlines),
        effects=EffectsOutbox(database, bot, utc_now),
        bot=bot,
        links=AckLinks(_secret("DESK_SECRET"), _public_url()),
        alerts=alerts,
        api_token=os.environ.get("DESK_API_TOKEN") or None,
        clock=utc_now,
    )


def _bot_url() -> str:
    return os.environ.get("BOT_URL") or f"http://127.0.0.1:{os.environ.get('BOT_PORT', '5005')}"


def _public_url() -> str:
    """Where staff reach the desk: it stands in alerts."""
    return os.environ.get("DESK_URL") or f"http://127.0.0.1:{desk_port()}"


def _secret(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise ConfigurationError(
            f"{name} is not set. `make run` writes it into .env; set it in the environment."
        )
    return value
