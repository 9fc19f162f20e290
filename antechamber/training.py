"""Train the Rasa model when, and only when, something that goes into it changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from antechamber.errors import AntechamberError
from antechamber.language.encoder_export import export
from antechamber.settings import adapter_file, encoder_folder, home

_STAMP = "models/.fingerprint"
_INPUTS = ("config.yml", "domain", "data", "antechamber/language", "antechamber/rasa_components")
_KEPT_MODELS = 2


class TrainingFailed(AntechamberError):
    """Rasa could not train; its own output stands above this line."""


def fingerprint() -> str:
    """Changes with any file that goes into the model."""
    digest = hashlib.sha256()
    for path in _input_files():
        digest.update(str(path.relative_to(home())).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def train_if_needed(*, force: bool = False) -> bool:
    """Export the encoder and train; False when the last model is still right.

    Raises TrainingFailed or ConfigurationError.
    """
    export(encoder_folder(), adapter_file())
    wanted = fingerprint()
    stamp = home() / _STAMP
    has_model = any((home() / "models").glob("*.tar.gz"))
    if has_model and not force and stamp.exists() and stamp.read_text() == wanted:
        return False
    _train()
    stamp.write_text(wanted)
    _forget_old_models()
    return True


def _input_files() -> Iterator[Path]:
    for name in _INPUTS:
        path = home() / name
        if path.is_file():
            yield path
            continue
        yield from sorted(
            one
            for one in path.rglob("*")
            if one.is_file()
            and one.suffix in (".py", ".yml", ".npz")
            and "__pycache__" not in one.parts
        )


def _train() -> None:
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONPATH": str(home()),
    }
    command = [sys.executable, "-m", "antechamber.rasa_train"]
    done = subprocess.run(command, cwd=home(), env=environment, check=False)
    if done.returncode != 0:
        raise TrainingFailed(
            "Training failed; the lines above say why. Fix it, then run `make train`."
        )


def _forget_old_models() -> None:
    models = sorted((home() / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for old in models[:-_KEPT_MODELS]:
        old.unlink()
