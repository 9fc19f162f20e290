"""A whole Antechamber on free ports with a state folder of its own, started and stopped by tests."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import requests

from antechamber.desk.migrations import upgrade
from tests.clients import BotClient, DeskClient
from tests.pager import Pager

HOME = Path(__file__).resolve().parent.parent
START_TIMEOUT_S = 180.0
_TAIL_LINES = 25

_MODULES = {
    "actions": "antechamber.actions_server",
    "bot": "antechamber.bot",
    "desk": "antechamber.desk.main",
    "alerts": "antechamber.desk.worker",
}
_READY = {
    "actions": ("ACTIONS_PORT", "/healthz"),
    "bot": ("BOT_PORT", "/readyz"),
    "desk": ("DESK_PORT", "/healthz"),
}


class Server:
    """Bot, action server, desk and alerts worker, with a stand-in pager as the only alert line.

    `settings` are environment variables on top of the usual ones. Every
    process writes into one log file of its own below `folder`.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.state = folder / "state"
        self.pager = Pager()
        bot, actions, desk = _free_ports(3)
        bot_token, desk_token = uuid4().hex, uuid4().hex
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "ANTECHAMBER_STATE": str(self.state),
            "ANTECHAMBER_PROFILE": "development",
            "ALERTS_CONFIG": str(folder / "alerts.yml"),
            "BOT_PORT": str(bot),
            "ACTIONS_PORT": str(actions),
            "DESK_PORT": str(desk),
            "BOT_API_TOKEN": bot_token,
            "DESK_API_TOKEN": desk_token,
            "DESK_SECRET": uuid4().hex,
            "WEB_SECRET": uuid4().hex,
            **(settings or {}),
        }
        self.bot_url = f"http://127.0.0.1:{bot}"
        self.desk_url = f"http://127.0.0.1:{desk}"
        self.bot = BotClient(self.bot_url, bot_token)
        self.desk = DeskClient(self.desk_url, desk_token)
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    def setting(self, name: str) -> str:
        """An environment variable that the processes run with."""
        return self._environment[name]

    @property
    def database(self) -> Path:
        """The SQLite file with conversations and cases."""
        return self.state / "antechamber.db"

    @property
    def logs(self) -> list[Path]:
        """One file a process, written so far."""
        return sorted(self.folder.glob("*.log"))

    def start(self) -> None:
        """Start everything and wait until all of it answers."""
        self.state.mkdir(parents=True)
        (self.folder / "alerts.yml").write_text(
            f"lines:\n- name: on call\n  urls: ['{self.pager.url}']\n  wait_s: 600\n"
        )
        upgrade(f"sqlite:///{self.database}")
        for name in _MODULES:
            self.launch(name)
        for name in _READY:
            self.wait_until_ready(name)

    def launch(self, name: str) -> None:
        """Start one process, in a group of its own: some start children."""
        running = self._processes.get(name)
        assert running is None or running.poll() is not None, f"{name} is running already"
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", _MODULES[name]],
                cwd=HOME,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_ready(self, name: str) -> None:
        """Poll a process until it answers. Fails with its log when it died or is too late."""
        variable, path = _READY[name]
        url = f"http://127.0.0.1:{self._environment[variable]}{path}"
        until = time.monotonic() + START_TIMEOUT_S
        while not _answers(url):
            died = self._processes[name].poll() is not None
            if died or time.monotonic() > until:
                raise AssertionError(
                    f"{name} {'died' if died else 'is not ready'}\n{self.log_tail(name)}"
                )
            time.sleep(0.1)

    def signal(self, name: str, number: signal.Signals) -> None:
        """Send a signal to a process and its children; waits for the end of a killed one."""
        process = self._processes[name]
        if process.poll() is None:
            os.killpg(process.pid, number)
        if number in (signal.SIGKILL, signal.SIGTERM):
            process.wait(timeout=30)

    def restart(self, name: str) -> None:
        """Kill a process without warning and start it again."""
        self.signal(name, signal.SIGKILL)
        self.launch(name)
        self.wait_until_ready(name)

    def stop(self) -> None:
        """End every process, hung ones too, and close the pager."""
        for name in self._processes:
            self.signal(name, signal.SIGKILL)
        self.pager.stop()

    def log_tail(self, name: str | None = None) -> str:
        """The last lines of one log, or of all."""
        found = []
        for log in self.logs:
            if name is None or log.stem == name:
                lines = log.read_text(errors="replace").splitlines()[-_TAIL_LINES:]
                found.append("\n".join([f"--- {log.name}", *lines]))
        return "\n".join(found)

    def was_paged(self, sender: str, *, wait: bool) -> bool:
        """Whether staff were called for this conversation's case.

        With `wait` the alert has some seconds to come. Without, somebody else's
        emergency is reported first and waited for: alerts go out in order of
        their time, so one that was due earlier has come by then.
        """
        case = self.desk.only_case(sender)
        if case is None:
            return False
        if wait:
            return self.pager.wait_for(case["id"])
        other = f"barrier-{uuid4().hex}"
        self.bot.say(other, "I am going to kill myself tonight with the pills I saved.")
        barrier = self.desk.only_case(other)
        assert barrier is not None and self.pager.wait_for(barrier["id"]), "no alert comes at all"
        return self.pager.called_for(case["id"])


def _free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in held]
    finally:
        for one in held:
            one.close()


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).status_code == 200
    except requests.RequestException:
        return False
