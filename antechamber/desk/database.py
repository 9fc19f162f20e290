"""One door to the database: engine, transactions, and errors that quote nobody."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from antechamber.errors import AntechamberError


class StoreUnavailable(AntechamberError):
    """The desk's database cannot be read or written now. Try again; nothing was stored."""


class Database:
    """Short transactions on SQLite (WAL) or Postgres.

    `timeout_s` bounds the wait for a lock or a connection, so that a person in
    danger never waits long for a database. Nothing is opened before the first
    transaction.
    """

    def __init__(self, url: str, *, timeout_s: float = 1.0) -> None:
        self.engine = engine_for(url, timeout_s=timeout_s)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that may write. IntegrityError passes; all else is StoreUnavailable."""
        with self._transaction(writes=True) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that only reads."""
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        failed: str | None = None
        try:
            opened = self.engine.connect().execution_options(writes=writes)
            with opened as connection, connection.begin():
                yield connection
        except IntegrityError:
            raise
        except (SQLAlchemyError, OSError) as error:
            # Drivers quote values in their messages; the type is all that is safe to pass on.
            failed = type(error).__name__
        if failed is not None:
            raise StoreUnavailable(f"The desk's database cannot be used now ({failed}).")

    def dispose(self) -> None:
        """Close pooled connections."""
        self.engine.dispose()


def engine_for(url: str, *, timeout_s: float = 1.0) -> Engine:
    """An engine that waits at most `timeout_s` for locks and shows no values in errors."""
    parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    common: dict[str, Any] = {"future": True, "hide_parameters": True}
    common["json_serializer"] = lambda value: json.dumps(value, ensure_ascii=False)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(
            parsed, connect_args={"timeout": timeout_s, "check_same_thread": False}, **common
        )
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    milliseconds = int(timeout_s * 1000)
    return create_engine(
        parsed,
        connect_args={
            "connect_timeout": max(2, math.ceil(timeout_s)),
            "options": f"-c lock_timeout={milliseconds} -c statement_timeout={milliseconds * 5}",
        },
        pool_pre_ping=True,
        pool_timeout=timeout_s,
        **common,
    )


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # pysqlite would begin late and without the write lock
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")  # a case survives a power cut, not only a kill
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
