"""Conversations in the same database as the cases, with no patient's text in an error."""

from __future__ import annotations

from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy import event
from sqlalchemy.engine import make_url

from antechamber.settings import database_url, state_folder

_BUSY_TIMEOUT_MS = 1500


class TrackerStore(SQLTrackerStore):
    """Rasa's SQL store at `DATABASE_URL`; SQLite in WAL mode by default."""

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        **options: Any,
    ) -> None:
        url = make_url(database_url())
        if url.drivername.startswith("sqlite"):
            state_folder().mkdir(parents=True, exist_ok=True)
            super().__init__(domain, "sqlite", db=str(url.database), event_broker=event_broker)
            event.listen(self.engine, "connect", _use_wal)
        else:
            super().__init__(
                domain,
                url.drivername,
                host=url.host,
                port=url.port,
                db=url.database or "rasa",
                username=url.username,
                password=url.password,
                event_broker=event_broker,
            )
        # SQLAlchemy quotes the values of a failed statement, which are patients' words.
        self.engine.hide_parameters = True


def _use_wal(connection: Any, record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()
