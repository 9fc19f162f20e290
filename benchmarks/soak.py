"""`make soak`: kill one process at a random moment around a disclosure, again and again; count losses.

Each round a new person discloses; before, during or after, one of bot,
actions, desk and alerts is killed (SIGKILL) and started again. Then the case
must exist exactly once and staff must be paged. The seed is printed; the same
seed makes the same choices.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import requests

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from tests.server import Server  # noqa: E402

PROCESSES = ("bot", "actions", "desk", "alerts")
DISCLOSURE = "I am going to kill myself tonight with the pills I saved."
ALERT_WITHIN_S = 30.0
MOST_PAUSE_S = 0.6


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the rounds; returns 1 if a case was lost or doubled, or nobody was called."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=80, help="20 for each process by default")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    chosen = parser.parse_args(arguments)
    print(f"seed {chosen.seed}, {chosen.rounds} rounds", flush=True)
    rng = random.Random(chosen.seed)
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "soak")
        server.folder.mkdir()
        server.start()
        try:
            for number in range(chosen.rounds):
                victim = PROCESSES[number % len(PROCESSES)]
                problem = _round(server, number, victim, rng.uniform(0, MOST_PAUSE_S))
                print(f"{number + 1}: {victim} killed: {problem or 'ok'}", flush=True)
                failures += [problem] if problem else []
        finally:
            server.stop()
    print(f"{chosen.rounds - len(failures)} passed, {len(failures)} failed", flush=True)
    return 1 if failures else 0


def _round(server: Server, number: int, victim: str, pause_s: float) -> str | None:
    sender = f"soak-{number}"
    server.bot.say(sender, "hello")
    killer = threading.Timer(pause_s, lambda: server.signal(victim, signal.SIGKILL))
    killer.start()
    replies = _disclose(server, sender)
    killer.join()
    server.launch(victim)
    if victim != "alerts":
        server.wait_until_ready(victim)
    if replies is None:
        # The bot died before it answered: the person sees "not sent" and tries again.
        replies = _disclose(server, sender) or []
    if not any("988" in reply for reply in replies):
        return "the crisis lines were not shown"
    cases = server.desk.cases(sender)
    if len(cases) != 1:
        return f"{len(cases)} cases instead of one"
    called = server.pager.wait_for(cases[0]["id"], timeout_s=ALERT_WITHIN_S)
    return None if called else "nobody was called within 30 s"


def _disclose(server: Server, sender: str) -> list[str] | None:
    try:
        return server.bot.say(sender, DISCLOSURE)
    except requests.RequestException:
        return None


if __name__ == "__main__":
    sys.exit(main())
