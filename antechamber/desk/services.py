"""What the desk's pages and commands work with, put together once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from antechamber.desk.ack_link import AckLinks
from antechamber.desk.alerts import AlertsConfig
from antechamber.desk.bot_client import BotClient
from antechamber.desk.database import Database
from antechamber.desk.effects_outbox import EffectsOutbox
from antechamber.desk.staff_actions import StaffActions
from antechamber.desk.store import CaseStore


@dataclass(frozen=True)
class DeskServices:
    """`api_token` None switches the JSON API off."""

    database: Database
    store: CaseStore
    staff: StaffActions
    effects: EffectsOutbox
    bot: BotClient
    links: AckLinks
    alerts: AlertsConfig
    api_token: str | None
    clock: Callable[[], datetime]
