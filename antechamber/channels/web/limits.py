"""How much one session and one address may send. Wide enough for anyone who types."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

TOO_FAST = (
    "That was a lot at once, and I could not take it all in. Please wait a moment, then send it "
    "again. If you are in danger, call 911, or call or text 988."
)
TOO_MANY = (
    "Too many chats were opened from your connection. Please wait a few minutes and try again. "
    "If you are in danger, call 911, or call or text 988."
)
TOO_LONG = (
    "That was a long message, so I read the beginning and the end of it. If I missed something, "
    "please tell me in a shorter message."
)

_KEPT_KEYS = 10_000


class Limit:
    """At most `count` events a key within `window_s` seconds. In memory, one process."""

    def __init__(
        self, count: int, window_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._count = count
        self._window_s = window_s
        self._clock = clock
        self._times: dict[str, deque[float]] = {}

    def allows(self, key: str) -> bool:
        """Whether one more is allowed now; if so, it is counted."""
        now = self._clock()
        times = self._times.setdefault(key, deque())
        while times and now - times[0] > self._window_s:
            times.popleft()
        if len(times) >= self._count:
            return False
        times.append(now)
        if len(self._times) > _KEPT_KEYS:
            self._forget(now)
        return True

    def _forget(self, now: float) -> None:
        """Drop keys that have sent nothing for a whole window."""
        for key, times in list(self._times.items()):
            if not times or now - times[-1] > self._window_s:
                del self._times[key]
