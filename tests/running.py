"""A pytest plugin: running servers as fixtures, and their logs with a failed test."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.server import Server

_SERVERS: list[Server] = []
"""Every server of this run: their logs are shown on failure, and read when all else is done."""

LAST = "test_no_process_log_quotes_a_person"
"""Runs after everything else, since it reads the logs of the whole run."""


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One running Antechamber for all tests that leave it whole; each talks as its own sender."""
    yield from _running(Server(tmp_path_factory.mktemp("server")))


@pytest.fixture(scope="session")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that tests may break, and must mend; the safety question waits 2 s only."""
    settings = {"SAFETY_CHECK_TIMEOUT_S": "2"}
    yield from _running(Server(tmp_path_factory.mktemp("fragile"), settings))


@pytest.fixture(scope="session")
def server_logs() -> list[Path]:
    """Log files of every server that this run started, so far."""
    return [log for server in _SERVERS for log in server.logs]


def _running(server: Server) -> Iterator[Server]:
    _SERVERS.append(server)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the reading of the logs last; the sort is stable, so all else keeps its order."""
    items.sort(key=lambda item: item.name == LAST)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, None]:
    """Show the end of the servers' logs with a failed test that used one."""
    outcome = yield
    report = outcome.get_result()
    used = getattr(item, "funcargs", {}).values()
    if report.failed:
        for server in _SERVERS:
            if any(one is server for one in used):
                report.sections.append(("process logs", server.log_tail()))
