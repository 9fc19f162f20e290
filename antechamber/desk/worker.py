"""The process `alerts`: calls staff until somebody acknowledges, and brings effects to the bot."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from antechamber.desk.ack_link import AckLinks
from antechamber.desk.alert_outbox import AlertOutbox, DueAlert
from antechamber.desk.alerts import NO_LINES, AlertsConfig
from antechamber.desk.database import Database, StoreUnavailable
from antechamber.desk.effects_outbox import EffectsOutbox
from antechamber.desk.heartbeat import beat
from antechamber.desk.notifier import Notifier, alert_text
from antechamber.desk.wiring import build_database, desk_services
from antechamber.errors import AntechamberError

logger = logging.getLogger(__name__)

HEARTBEAT = "alerts"
BEAT = timedelta(seconds=5)
_PAUSE_S = 0.5


class AlertsWorker:
    """One pass after another over what is due. Two workers side by side do not send twice."""

    def __init__(
        self,
        database: Database,
        config: AlertsConfig,
        links: AckLinks,
        effects: EffectsOutbox,
        clock: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._config = config
        self._links = links
        self._effects = effects
        self._clock = clock
        self._outbox = AlertOutbox(database, clock, lines=len(config.lines))
        self._notifier = Notifier(config.lines)
        self._beat_at: datetime | None = None

    def run(self, stop: threading.Event, *, pause_s: float = _PAUSE_S) -> None:
        """Work until `stop` is set. A failing database is logged and tried again.

        Effects go out in a thread of their own: a slow bot must not delay an alert.
        """
        if not self._config.lines:
            logger.warning(NO_LINES)
        talking = threading.Thread(
            target=self._repeat, args=(self.deliver_effects, stop, pause_s), daemon=True
        )
        talking.start()
        self._repeat(self.send_alerts, stop, pause_s)
        talking.join(timeout=5)

    def send_alerts(self) -> None:
        """One pass: heartbeat, questions left unanswered, every alert that is due."""
        now = self._clock()
        if self._beat_at is None or now - self._beat_at >= BEAT:
            beat(self._database, HEARTBEAT, now)
            self._beat_at = now
        self._outbox.call_for_unanswered()
        while (due := self._outbox.lease()) is not None:
            if due.sent:
                self._outbox.expired(due)
            else:
                self._send(due)

    def deliver_effects(self) -> None:
        """One pass over what conversations must still hear."""
        self._effects.deliver()

    def _send(self, due: DueAlert) -> None:
        if due.line >= len(self._config.lines):
            self._outbox.failed(due, "-", "no_line")
            return
        line = self._config.lines[due.line]
        link = self._links.link(due.case.id, line.name)
        title, body = alert_text(due.case, link, details=self._config.details)
        results = self._notifier.send(
            due.line, title, body, before_each=lambda: self._outbox.keep(due)
        )
        if any(results):
            self._outbox.accepted(due, line.name, line.wait_s)
        else:
            self._outbox.failed(due, line.name)

    def _repeat(self, work: Callable[[], None], stop: threading.Event, pause_s: float) -> None:
        while not stop.is_set():
            try:
                work()
            except StoreUnavailable as error:
                logger.error("alerts worker waits for the database: %s", error)
            except Exception as error:  # never stop calling; no text in the log
                logger.error("alerts worker failed in a pass: %s", type(error).__name__)
            stop.wait(pause_s)


def main() -> int:
    """Run until SIGTERM or SIGINT. Returns 1, with one clear line, on a bad configuration."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it quotes addresses and texts
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        build_database()
        desk = desk_services()
        AlertsWorker(desk.database, desk.alerts, desk.links, desk.effects, desk.clock).run(stop)
    except AntechamberError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
