"""Signs of life of the desk's processes, for `/readyz` and for staff."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from antechamber.desk.database import Database
from antechamber.desk.schema import heartbeats


def beat(database: Database, name: str, now: datetime) -> None:
    """Write that the process `name` is alive."""
    with database.writing() as connection:
        changed = connection.execute(
            update(heartbeats).where(heartbeats.c.name == name).values(at=now)
        )
        if changed.rowcount == 0:
            connection.execute(heartbeats.insert().values(name=name, at=now))


def last_beat(database: Database, name: str) -> datetime | None:
    """When the process was last alive; None where it never was."""
    with database.reading() as connection:
        at: datetime | None = connection.execute(
            select(heartbeats.c.at).where(heartbeats.c.name == name)
        ).scalar_one_or_none()
    return at
