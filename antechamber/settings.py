"""Where things are: paths below the project, and the environment read on demand, never on import."""

from __future__ import annotations

import os
from pathlib import Path

ENV_HOME = "ANTECHAMBER_HOME"


def home() -> Path:
    """The project's folder: `ANTECHAMBER_HOME`, else the folder that holds this package."""
    named = os.environ.get(ENV_HOME)
    return Path(named) if named else Path(__file__).resolve().parent.parent


def protocol_file() -> Path:
    """The clinical protocol; `PROTOCOL_FILE` names another of the same shape."""
    named = os.environ.get("PROTOCOL_FILE")
    return Path(named) if named else home() / "data" / "protocol.yml"


def clinic_file() -> Path:
    """The clinic's own details; `CLINIC_CONFIG` names another file of the same shape."""
    named = os.environ.get("CLINIC_CONFIG")
    return Path(named) if named else home() / "data" / "clinic.yml"


def encoder_folder() -> Path:
    """The exported sentence encoder, made at set-up."""
    return home() / "models" / "encoder"


def adapter_file() -> Path:
    """The encoder's learned change, committed; made by `make train-encoder`."""
    return home() / "data" / "encoder" / "adapter.npz"


def data_folder() -> Path:
    """Everything the bot knows."""
    return home() / "data"


def state_folder() -> Path:
    """Databases and journals of a running clinic; `ANTECHAMBER_STATE` moves it."""
    named = os.environ.get("ANTECHAMBER_STATE")
    return Path(named) if named else home() / "var"


def database_url() -> str:
    """`DATABASE_URL`, else a SQLite file in the state folder."""
    return os.environ.get("DATABASE_URL") or f"sqlite:///{state_folder() / 'antechamber.db'}"


def is_production() -> bool:
    """`ANTECHAMBER_PROFILE` is `development` unless it says `production`."""
    return os.environ.get("ANTECHAMBER_PROFILE", "development") == "production"


def safety_check_timeout_s() -> int:
    """Seconds that the direct safety question may stay unanswered before staff are paged."""
    return int(os.environ.get("SAFETY_CHECK_TIMEOUT_S", "300"))
