"""The trained Rasa model in this process, read message by message as the bot does."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from antechamber import no_tensorflow, training
from antechamber.language.answer_policy import AnswerHead, Vector
from antechamber.settings import home

Parse = Mapping[str, Any]


class NoModel(RuntimeError):
    """There is no trained model to measure; the message says what to run."""


@dataclass(frozen=True)
class Fingerprint:
    """Which model was measured."""

    file: str
    sha256: str
    trained_from: str
    """First digits of the checksum over everything that went in; `unknown` without a stamp."""
    is_current: bool
    """False where data, code or encoder changed since the training."""


class Model:
    """Rasa's agent with our patches; `parse` is what `/model/parse` answers."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load the newest model of `folder` (default models/). Raises NoModel."""
        self._folder = folder or home() / "models"
        if not any(self._folder.glob("*.tar.gz")):
            raise NoModel(f"{self._folder.name}/ holds no trained model. Run `make train`.")
        os.chdir(home())
        no_tensorflow.install()
        quiet()
        from rasa.core.agent import Agent

        from antechamber import rasa_patches

        rasa_patches.apply()
        self._agent = Agent.load(str(self._folder))
        quiet()
        self._loop = asyncio.new_event_loop()

    def parse(self, text: str, *, pending: str | None = None) -> Parse:
        """One message read; `pending` is the slot that the bot is waiting for."""
        from rasa.core.channels.channel import UserMessage
        from rasa.shared.core.events import SlotSet
        from rasa.shared.core.trackers import DialogueStateTracker

        if pending is None:
            return dict(self._loop.run_until_complete(self._agent.parse_message(text)))
        events = [SlotSet("requested_slot", pending)]
        tracker = DialogueStateTracker.from_events("evaluation", events, self._agent.domain.slots)
        parsing = self._agent.processor.parse_message(UserMessage(text), tracker)
        return dict(self._loop.run_until_complete(parsing))

    def fingerprint(self) -> Fingerprint:
        """The file that was loaded, and what it was trained from."""
        newest = max(self._folder.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
        stamp = self._folder / ".fingerprint"
        trained_from = stamp.read_text() if stamp.exists() else "unknown"
        digest = hashlib.sha256(newest.read_bytes()).hexdigest()
        current = trained_from == training.fingerprint()
        return Fingerprint(newest.name, digest[:12], trained_from[:12], current)

    @contextmanager
    def least_confidence(self, least: float) -> Iterator[None]:
        """Within, the answer head is heard only where it is at least this sure."""
        readers = [reader for reader in self._answer_readers() if reader._head is not None]
        heads = [reader._head for reader in readers]
        for reader, head in zip(readers, heads, strict=True):
            reader._head = _Cautious(head, least)
        try:
            yield
        finally:
            for reader, head in zip(readers, heads, strict=True):
                reader._head = head

    def _answer_readers(self) -> list[Any]:
        from antechamber.rasa_components.answer import AnswerComponent

        nodes = self._agent.processor.graph_runner._instantiated_nodes.values()
        found = [node._component for node in nodes]
        return [one._reader for one in found if isinstance(one, AnswerComponent)]


@dataclass(frozen=True)
class _Cautious:
    """A head that says `other` where it is less sure than `least`."""

    head: AnswerHead
    least: float

    def predict(self, vector: Vector, text: str, criterion: str) -> Mapping[str, float]:
        found = self.head.predict(vector, text, criterion)
        return found if max(found.values()) >= self.least else {"other": 1.0}


def quiet() -> None:
    """No warnings of libraries and, above all, no message text in the output."""
    import structlog

    warnings.simplefilter("ignore")
    for name in ("rasa", "tensorflow", "medspacy"):
        logging.getLogger(name).setLevel(logging.ERROR)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with suppress(ImportError):
        from loguru import logger

        logger.remove()


@contextmanager
def fixed_clock(today: date | None) -> Iterator[None]:
    """Read dates as on `today` at noon, so that dated rows keep their labels; None: the clock."""
    if today is None:
        yield
        return
    from antechamber.rasa_components import answer, history, resources, safety

    now = resources.clinic_now().replace(
        year=today.year, month=today.month, day=today.day, hour=12, minute=0
    )
    users: tuple[Any, ...] = (answer, history, safety, resources)
    stock = [user.clinic_now for user in users]
    for user in users:
        user.clinic_now = lambda: now
    try:
        yield
    finally:
        for user, function in zip(users, stock, strict=True):
            user.clinic_now = function


def latencies_ms(read: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Milliseconds a text on one core, after a warm-up that is not counted."""
    with one_core():
        for text in texts[:10]:
            read(text)
        times = []
        for text in texts:
            start = time.perf_counter()
            read(text)
            times.append(1000 * (time.perf_counter() - start))
    return times


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process on one core where the system can do that."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)
