"""What the bot and the actions need of the desk, as this clinic configured it. Kept light."""

from __future__ import annotations

import os
from pathlib import Path

from antechamber.desk.alerts import AlertsConfig, alerts_config
from antechamber.desk.database import Database
from antechamber.desk.store import CaseStore
from antechamber.settings import database_url, safety_check_timeout_s


def configured_alerts() -> AlertsConfig:
    """Lines and deadlines of `ALERTS_CONFIG`. Raises ConfigurationError on a bad file."""
    named = os.environ.get("ALERTS_CONFIG")
    return alerts_config(Path(named) if named else None)


def case_store(*, timeout_s: float = 1.0) -> CaseStore:
    """The case store of this clinic. Opens nothing yet; `timeout_s` bounds each wait for a lock."""
    return CaseStore(
        Database(database_url(), timeout_s=timeout_s),
        deadlines=configured_alerts().deadlines,
        check_timeout_s=safety_check_timeout_s(),
    )
