"""Keep one process of the Procfile alive: start it again when it dies, give up when that is hopeless.

Giving up ends this process, and honcho then stops the others with a clear
line: nothing runs half alive for long.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections import deque

MAX_DEATHS = 5
WITHIN_S = 60.0
_PAUSE_S = 0.5


def main(arguments: list[str]) -> int:
    """Run `python -m MODULE` and start it again after a crash. Returns its last exit code."""
    module = arguments[0]
    deaths: deque[float] = deque(maxlen=MAX_DEATHS)
    stopping = False
    child: subprocess.Popen[bytes] | None = None

    def stop(signal_number: int, frame: object) -> None:
        nonlocal stopping
        stopping = True
        if child is not None:
            child.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while True:
        child = subprocess.Popen([sys.executable, "-m", module])
        code = child.wait()
        if stopping or code == 0:
            return 0
        if code == 1 and not deaths:
            print(f"{module} did not start; the line above says why.", flush=True)
            return 1
        deaths.append(time.monotonic())
        if len(deaths) == MAX_DEATHS and deaths[-1] - deaths[0] < WITHIN_S:
            print(
                f"{module} died {MAX_DEATHS} times within {WITHIN_S:.0f} s; everything stops. "
                "Read the lines above, fix the cause, then run `make run`.",
                flush=True,
            )
            return code or 1
        print(f"{module} ended with code {code}; starting it again.", flush=True)
        time.sleep(_PAUSE_S)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
