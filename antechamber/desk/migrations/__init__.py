"""Build and upgrade the desk's tables. Called at start-up, never on import."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from antechamber.desk.database import StoreUnavailable, engine_for

LOCK = 7_204_211
"""Postgres advisory lock that keeps two starting processes from upgrading at once."""


def upgrade(url: str) -> None:
    """Bring the database at `url` to the newest schema; make the SQLite file's folder.

    Raises StoreUnavailable where the database cannot be reached or changed.
    """
    try:
        _upgrade(url)
    except (SQLAlchemyError, OSError) as error:
        raise StoreUnavailable(
            f"The desk's database cannot be built or upgraded ({type(error).__name__}). "
            "Check DATABASE_URL, the disk and the rights of the folder."
        ) from None


def _upgrade(url: str) -> None:
    path = make_url(url).database
    if url.startswith("sqlite") and path:
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.chmod(0o600)  # patients' words; SQLite gives its other files the same mode
    engine = engine_for(url, timeout_s=30)
    try:
        if engine.dialect.name == "sqlite":
            with engine.connect().execution_options(writes=False) as connection:
                raw = connection.connection
                raw.execute("PRAGMA journal_mode = WAL")
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
