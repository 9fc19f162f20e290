"""Who is connected right now: staff words and news go out at once where a channel can push."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

logger = logging.getLogger(__name__)

Callback = Callable[[Mapping[str, Any]], Awaitable[None]]


class LiveChannels:
    """Callbacks by conversation. A channel that only answers, such as REST, registers none."""

    def __init__(self) -> None:
        self._callbacks: dict[str, list[Callback]] = defaultdict(list)

    def register(self, conversation: str, callback: Callback) -> Callable[[], None]:
        """Have `callback` called with each message; the result takes it back."""
        self._callbacks[conversation].append(callback)

        def unregister() -> None:
            callbacks = self._callbacks.get(conversation, [])
            if callback in callbacks:
                callbacks.remove(callback)
            if not callbacks:
                self._callbacks.pop(conversation, None)

        return unregister

    async def tell(self, conversation: str, message: Mapping[str, Any]) -> int:
        """How many channels took the message. One that fails does not stop the others."""
        taken = 0
        for callback in tuple(self._callbacks.get(conversation, ())):
            try:
                await callback(message)
                taken += 1
            except Exception as error:  # a dead connection; no text in the log
                logger.warning("live channel failed: %s", type(error).__name__)
        return taken


live = LiveChannels()
"""The registry of this process."""

register = live.register
