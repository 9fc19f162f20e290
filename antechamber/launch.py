"""`antechamber run`: everything a fresh machine needs, then all processes until Ctrl-C."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from antechamber.errors import AntechamberError, ConfigurationError
from antechamber.settings import home, state_folder

_SECRETS = ("BOT_API_TOKEN", "DESK_API_TOKEN", "DESK_SECRET", "WEB_SECRET")
_PORTS = {"BOT_PORT": 5005, "ACTIONS_PORT": 5055, "DESK_PORT": 8000}
_READY = {"BOT_PORT": "/readyz", "ACTIONS_PORT": "/healthz", "DESK_PORT": "/healthz"}
_WAIT_S = 120
_FREE_MB = 500


class NotStarted(AntechamberError):
    """Something stands in the way of a start; the message says what to do."""


def main() -> int:
    """Start and stay in the foreground. Returns the exit code of the processes."""
    began = time.monotonic()
    try:
        _step("checking protocol and clinic")
        _check_files()
        environment = {**read_env(), **os.environ}
        for name, port in _PORTS.items():
            environment.setdefault(name, str(port))
        _check_disk()
        _check_ports(environment)
        os.environ.update(environment)
        _step("training the model if its inputs changed")
        from antechamber.training import train_if_needed

        if train_if_needed():
            _step("model trained")
        _step("building the website widget if its sources changed")
        _build_widget()
        _step("preparing databases")
        from antechamber.desk.wiring import build_database

        build_database()
    except AntechamberError as error:
        print(error, file=sys.stderr)
        return 1
    _step("starting bot, actions, desk and alerts")
    processes = subprocess.Popen(
        [sys.executable, "-m", "honcho", "--no-prefix", "start", "--procfile", "Procfile"],
        cwd=home(),
        env=_for_processes(environment),
    )
    try:
        if not _wait_until_ready(environment, processes):
            processes.terminate()
            processes.wait()
            print("Not everything came up; the lines above say why.", file=sys.stderr)
            return 1
        _print_addresses(environment, time.monotonic() - began)
        return processes.wait()
    except KeyboardInterrupt:
        processes.wait()
        return 0


def read_env(path: Path | None = None) -> dict[str, str]:
    """The settings of `.env`; secrets that are missing are made and written there (mode 0600)."""
    path = path or home() / ".env"
    found: dict[str, str] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            name, separator, value = line.partition("=")
            if separator and not line.lstrip().startswith("#"):
                found[name.strip()] = value.strip()
    missing = [name for name in _SECRETS if not found.get(name) and not os.environ.get(name)]
    if missing:
        made = {name: secrets.token_urlsafe(32) for name in missing}
        body = path.read_text(encoding="utf-8") if path.exists() else _ENV_HEADER
        body += "".join(f"{name}={value}\n" for name, value in made.items())
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(body)
        found.update(made)
    return found


_ENV_HEADER = "# Secrets of this installation, made at the first start. Never commit this file.\n"


def _step(what: str) -> None:
    print(f"[antechamber] {what}", flush=True)


def _check_files() -> None:
    from antechamber.protocol.cli import check_files
    from antechamber.settings import clinic_file, protocol_file

    os.chdir(home())
    _, problems = check_files(protocol_file(), clinic_file())
    if problems:
        raise ConfigurationError("\n".join(problems))


def _build_widget() -> None:
    """A widget that cannot be built is said; the bot and the desk start all the same."""
    from antechamber.widget_build import WidgetNotBuilt, build_widget_if_needed

    try:
        if build_widget_if_needed():
            _step("widget built")
    except WidgetNotBuilt as error:
        print(error, file=sys.stderr)


def _check_disk() -> None:
    state_folder().mkdir(parents=True, exist_ok=True)
    free_mb = shutil.disk_usage(state_folder()).free // (1024 * 1024)
    if free_mb < _FREE_MB:
        raise NotStarted(
            f"Only {free_mb} MB are free for {state_folder().name}/, where conversations and cases "
            f"are kept; {_FREE_MB} MB are needed. Free some space, then run `make run`."
        )


def _check_ports(environment: Mapping[str, str]) -> None:
    for name in _PORTS:
        port = int(environment[name])
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise NotStarted(
                    f"Port {port} ({name}) is in use. Stop what uses it, or choose another: "
                    f"`{name}={port + 1000} make run`."
                ) from None


def _for_processes(environment: Mapping[str, str]) -> dict[str, str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', '')}"
    return {
        **environment,
        "PATH": path,
        "PYTHONPATH": str(home()),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore::DeprecationWarning",
        "RASA_TELEMETRY_ENABLED": "false",
    }


def _wait_until_ready(environment: Mapping[str, str], processes: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + _WAIT_S
    waiting = dict(_READY)
    while waiting and time.monotonic() < deadline and processes.poll() is None:
        for name, path in list(waiting.items()):
            if _answers(f"http://127.0.0.1:{environment[name]}{path}"):
                del waiting[name]
        if waiting:
            time.sleep(0.2)
    for name in waiting:
        print(f"{name.removesuffix('_PORT').lower()} does not answer.", file=sys.stderr)
    return not waiting


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _print_addresses(environment: Mapping[str, str], seconds: float) -> None:
    desk = f"http://127.0.0.1:{environment['DESK_PORT']}"
    bot = f"http://127.0.0.1:{environment['BOT_PORT']}"
    print(
        f"\n[antechamber] ready after {seconds:.0f} s\n"
        f"  clinic page:      {desk}/\n"
        f"  talk to it:       make chat\n"
        f"  cases (API):      {desk}/api/cases   (DESK_API_TOKEN is in .env)\n"
        f"  cases (terminal): .venv/bin/antechamber cases list\n"
        f"  bot (REST):       {bot}/webhooks/rest/webhook\n"
        f"  stop:             Ctrl-C\n",
        flush=True,
    )
