"""Alert texts, and sending them through Apprise. No patient's text unless the clinic asks for it."""

from __future__ import annotations

import logging
from collections.abc import Callable

import apprise

from antechamber.desk.alerts import Line
from antechamber.desk.cases import Case

logger = logging.getLogger(__name__)


def alert_text(case: Case, link: str, *, details: bool) -> tuple[str, str]:
    """Title and body: id, kind, severity and link; with `details` also category and words."""
    title = f"{case.severity.capitalize()}: {case.kind.value} case {case.id}"
    lines = [
        f"Case: {case.id}",
        f"Kind: {case.kind.value}",
        f"Severity: {case.severity}",
    ]
    if details:
        if case.category is not None:
            lines.append(f"Category: {case.category.value}")
        lines.extend(f"Words: {words}" for words in case.words)
    lines.append(f"Acknowledge: {link}")
    return title, "\n".join(lines)


class Notifier:
    """The services of the configured lines. `alerts_config` has refused URLs that Apprise skips."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines

    def send(
        self, line: int, title: str, body: str, *, before_each: Callable[[], None]
    ) -> list[bool]:
        """Send to every service of a line; whether each accepted. One that raises has failed."""
        results = []
        for number, url in enumerate(self._lines[line].urls):
            before_each()
            results.append(_accepted(url, title, body))
            if not results[-1]:
                logger.warning("line %d, service %d did not take an alert", line + 1, number + 1)
        return results


def _accepted(url: str, title: str, body: str) -> bool:
    """One Apprise object a service: a partial success would hide which one failed."""
    service = apprise.Apprise()
    if not service.add(url):
        return False
    try:
        return bool(service.notify(title=title, body=body))
    except Exception as error:  # its fault must not stop the next service
        logger.error("alert service failed: %s", type(error).__name__)
        return False
