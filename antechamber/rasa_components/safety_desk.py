"""The policy's hold on what must never be forgotten: cases on disk, levels also in memory.

When the tracker store fails, Rasa goes on with an empty conversation; then the
level comes back from here or from the open case. When the case store fails,
the report waits here and in a journal file until it is stored.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from dataclasses import replace

from antechamber.desk.cases import CaseReport
from antechamber.desk.journal import Journal
from antechamber.desk.setup import case_store
from antechamber.desk.store import CaseStore, StoreUnavailable
from antechamber.safety.danger_memory import DangerMemory
from antechamber.settings import state_folder

logger = logging.getLogger(__name__)

_MOST_REMEMBERED = 10_000
_RETRY_S = 5.0


class SafetyDesk:
    """Case store with a memory and a journal of its own."""

    def __init__(self, store: CaseStore, journal: Journal, *, retry_s: float = _RETRY_S) -> None:
        self._store = store
        self._journal = journal
        self._retry_s = retry_s
        self._memories: OrderedDict[str, DangerMemory] = OrderedDict()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None

    @classmethod
    def from_environment(cls) -> SafetyDesk:
        """The store this clinic uses; what an earlier process could not store is tried at once."""
        desk = cls(case_store(), Journal(state_folder() / "unstored-cases.jsonl"))
        desk.retry()
        return desk

    def remembered(self, conversation: str, told: DangerMemory, *, fresh: bool) -> DangerMemory:
        """The higher of the conversation's own memory and ours.

        Ours counts where the conversation lost its level (`fresh` is an empty
        conversation). The open case decides, since staff may have cleared it;
        where it cannot be read, the level stands.
        """
        ours = self._memories.get(conversation)
        lost = ours is not None and ours.level > told.level
        if not (lost or fresh):
            return told
        try:
            level, category = self._store.open_level(conversation)
        except StoreUnavailable as error:
            logger.error("open level not readable: %s", error)
            return ours if lost and ours is not None else told
        if ours is not None and lost and level >= ours.level:
            return ours
        if level > told.level:
            return replace(told, level=level, category=category, concern_seen=True)
        return told

    def remember(self, conversation: str, memory: DangerMemory) -> None:
        """Keep the level in this process, the least recently used going first."""
        self._memories[conversation] = memory
        self._memories.move_to_end(conversation)
        if len(self._memories) > _MOST_REMEMBERED:
            self._memories.popitem(last=False)

    def write(self, report: CaseReport) -> str | None:
        """Case id once the case is on disk; None when it went to the journal to be retried."""
        try:
            return self._store.upsert(report).id
        except StoreUnavailable as error:
            logger.error("safety case not stored, will be retried: %s", error)
        with self._lock:
            self._journal.add(report)
        self._retry_later()
        return None

    def retry(self) -> None:
        """Store what waits in the journal; what fails again stays there."""
        with self._lock:
            left = []
            for report in self._journal.read():
                try:
                    self._store.upsert(report)
                except StoreUnavailable:
                    left.append(report)
            self._journal.replace(left)
        if left:
            logger.error("%d safety case(s) still not stored, will be retried", len(left))
            self._retry_later()

    def _retry_later(self) -> None:
        if self._timer is not None and self._timer.is_alive():
            return
        self._timer = threading.Timer(self._retry_s, self.retry)
        self._timer.daemon = True
        self._timer.start()
