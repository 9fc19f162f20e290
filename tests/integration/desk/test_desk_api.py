"""The desk's API over real HTTP, on a real database, with a stand-in for the bot."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
import requests
import uvicorn

from antechamber.desk import audit
from antechamber.desk.app import create_app
from antechamber.desk.cases import CaseReport, Kind
from antechamber.desk.heartbeat import beat
from antechamber.desk.main import server_config
from antechamber.desk.services import DeskServices
from antechamber.desk.worker import HEARTBEAT
from antechamber.safety.levels import Category, Level

REPORT = CaseReport(
    conversation="one",
    channel="rest",
    kind=Kind.SAFETY,
    level=Level.URGENT,
    category=Category.SUICIDE,
    outcome="safety_hold",
    reasons=("suicidal_ideation",),
    answers={
        "suicidal_ideation": {
            "value": "yes",
            "declined": False,
            "words": "I want to die",
            "previous": ["no"],
        }
    },
    volunteered=("gout",),
    contact={"contact_phone": "+15550100"},
    protocol_version="1",
    words=("I want to die",),
    page_now=True,
)


@dataclass
class Client:
    """HTTP calls with the token."""

    base: str
    token: str | None = "api-token"

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return requests.request(method, self.base + path, headers=headers, timeout=10, **options)

    def get(self, path: str) -> requests.Response:
        return self.call("GET", path)

    def post(self, path: str, body: object = None) -> requests.Response:
        return self.call("POST", path, json=body)


@pytest.fixture
def client(services: DeskServices) -> Iterator[Client]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(server_config(create_app(services), host="127.0.0.1", port=0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the desk did not start"
        time.sleep(0.01)
    yield Client(f"http://127.0.0.1:{listener.getsockname()[1]}")
    server.should_exit = True
    thread.join(timeout=5)
    listener.close()


def test_health_and_readiness(client: Client, services: DeskServices, clock: Any) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").status_code == 503
    beat(services.database, HEARTBEAT, clock.now)
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert "No alert line" in ready.json()["warnings"][0]
    clock.forward(31)
    assert client.get("/readyz").status_code == 503


def test_no_answer_without_the_right_token(client: Client, services: DeskServices) -> None:
    case = services.store.upsert(REPORT)
    for token in (None, "wrong", "", "api-tokenx"):
        stranger = Client(client.base, token)
        for path in ("/api/cases", f"/api/cases/{case.id}", f"/api/cases/{case.id}/messages"):
            assert stranger.get(path).status_code == 401
        assert stranger.post(f"/api/cases/{case.id}/claim", {"name": "Dana"}).status_code == 401
    assert services.store.get(case.id).claimed_by is None


def test_a_case_has_every_field_of_the_contract(client: Client, services: DeskServices) -> None:
    case = services.store.upsert(REPORT)
    shown = client.get(f"/api/cases/{case.id}").json()
    assert set(shown) >= {
        "id",
        "kind",
        "level",
        "category",
        "told",
        "state",
        "conversation",
        "channel",
        "opened",
        "due",
        "acknowledged_at",
        "claimed_by",
        "outcome",
        "reasons",
        "answers",
        "volunteered",
        "contact",
        "protocol_version",
        "disposition",
        "alerts",
    }
    assert shown["answers"]["suicidal_ideation"] == {
        "value": "yes",
        "declined": False,
        "words": "I want to die",
        "previous": ["no"],
    }
    assert (shown["level"], shown["reasons"]) == ("urgent", ["suicidal_ideation"])
    assert client.get("/api/cases/c-nothing").status_code == 404


def test_the_list_is_in_queue_order_and_filtered(client: Client, services: DeskServices) -> None:
    review = services.store.upsert(CaseReport("two", "rest", Kind.REVIEW))
    urgent = services.store.upsert(REPORT)
    assert [one["id"] for one in client.get("/api/cases").json()] == [urgent.id, review.id]
    client.post(f"/api/cases/{urgent.id}/claim", {"name": "Dana"})
    assert [one["id"] for one in client.get("/api/cases?state=open").json()] == [review.id]
    assert [one["id"] for one in client.get("/api/cases?state=claimed").json()] == [urgent.id]
    assert client.get("/api/cases?state=closed").json() == []
    wrong = client.get("/api/cases?state=lost")
    assert (wrong.status_code, wrong.json()["field"]) == (422, "state")


def test_a_case_from_claim_to_close(client: Client, services: DeskServices, bot: Any) -> None:
    case = services.store.upsert(REPORT)
    path = f"/api/cases/{case.id}"
    acknowledged = client.post(f"{path}/ack").json()
    assert acknowledged["acknowledged_at"] is not None
    assert acknowledged["state"] == "open"
    claimed = client.post(f"{path}/claim", {"name": "Dana"}).json()
    assert (claimed["state"], claimed["claimed_by"]) == ("claimed", "Dana")
    taken = client.post(f"{path}/claim", {"name": "Lee"})
    assert (taken.status_code, taken.json()["claimed_by"]) == (409, "Dana")
    over = client.post(f"{path}/claim", {"name": "Lee", "takeover_reason": "shift"})
    assert over.json()["claimed_by"] == "Lee"
    said = client.post(f"{path}/messages", {"text": "Hello."})
    assert (said.status_code, said.json()["delivered"]) == (200, True)
    assert client.post(f"{path}/release").json()["state"] == "open"
    assert client.post(f"{path}/clear", {"reason": "spoke"}).json()["level"] is None
    assert client.post(f"{path}/reopen").status_code == 200
    closed = client.post(f"{path}/close", {"disposition": "reached_safe", "note": "well"})
    assert (closed.json()["state"], closed.json()["disposition"]) == ("closed", "reached_safe")
    again = client.post(f"{path}/close", {"disposition": "other", "note": ""})
    assert again.status_code == 409
    assert [body["slots"].get("taken_over_by", "-") for _, body in bot.pushed] == [
        "Dana",
        "Lee",
        "-",
        None,
        "-",
        "-",
        None,
    ]
    assert audit.faults(services.database) == []


@pytest.mark.parametrize(
    ("action", "body", "field"),
    [
        ("claim", {}, "name"),
        ("claim", {"name": " "}, "name"),
        ("claim", {"name": 5}, "name"),
        ("claim", {"name": "x" * 81}, "name"),
        ("claim", {"name": "Dana", "takeover_reason": 1}, "takeover_reason"),
        ("messages", {}, "text"),
        ("messages", {"text": ["x"]}, "text"),
        ("clear", {}, "reason"),
        ("close", {"note": "x"}, "disposition"),
        ("close", {"disposition": "vanished", "note": "x"}, "disposition"),
        ("close", {"disposition": "other", "note": 3}, "note"),
        ("claim", ["Dana"], "body"),
    ],
)
def test_a_wrong_body_names_its_field(
    client: Client, services: DeskServices, action: str, body: object, field: str
) -> None:
    case = services.store.upsert(REPORT)
    answer = client.post(f"/api/cases/{case.id}/{action}", body)
    assert (answer.status_code, answer.json().get("field")) == (422, field)
    assert services.store.get(case.id) == case


def test_broken_json_is_a_wrong_body(client: Client, services: DeskServices) -> None:
    case = services.store.upsert(REPORT)
    answer = client.call("POST", f"/api/cases/{case.id}/claim", data=b"{not json")
    assert (answer.status_code, answer.json()["field"]) == (422, "body")


def test_the_conversation_in_the_contracts_shape(
    client: Client, services: DeskServices, bot: Any
) -> None:
    safety = {"level": "urgent", "category": "suicide", "evidence": []}
    bot.conversations["one"] = [
        {"event": "action", "name": "action_listen", "timestamp": 1.0},
        {"event": "user", "text": "hi", "timestamp": 2.0, "parse_data": {"safety": safety}},
        {"event": "bot", "text": "hello", "timestamp": 3.0, "metadata": {"utter_action": "x"}},
        {
            "event": "bot",
            "text": "I am Dana",
            "timestamp": 4.0,
            "metadata": {"from": "staff", "name": "Dana"},
        },
    ]
    case = services.store.upsert(REPORT)
    messages = client.get(f"/api/cases/{case.id}/messages").json()
    assert [(one["from"], one["name"], one["text"], one["safety"]) for one in messages] == [
        ("patient", None, "hi", safety),
        ("bot", None, "hello", None),
        ("staff", "Dana", "I am Dana", None),
    ]
    assert messages[0]["at"] == "1970-01-01T00:00:02+00:00"
    bot.down = True
    assert client.get(f"/api/cases/{case.id}/messages").status_code == 502


def test_a_claim_stands_though_the_bot_is_down(
    client: Client, services: DeskServices, bot: Any, clock: Any
) -> None:
    case = services.store.upsert(REPORT)
    bot.down = True
    answer = client.post(f"/api/cases/{case.id}/claim", {"name": "Dana"})
    assert (answer.status_code, answer.json()["delivered"]) == (200, False)
    bot.down = False
    clock.forward(60)
    services.effects.deliver()
    assert bot.said() == ["utter_staff_joined"]


def test_an_alert_link_asks_before_it_acknowledges(client: Client, services: DeskServices) -> None:
    case = services.store.upsert(REPORT)
    path = services.links.link(case.id, "first").removeprefix("http://desk.example")
    page = client.get(path)
    assert page.status_code == 200
    assert "I want to die" not in page.text
    assert services.store.get(case.id).acknowledged_at is None
    assert "Acknowledged" in client.post(path).text
    stored = services.store.get(case.id)
    assert stored.acknowledged_by == "alert:first"
    assert client.get("/ack/forged").status_code == 404


def test_a_broken_database_is_503_without_anyones_words(
    client: Client, services: DeskServices, tmp_path: Any
) -> None:
    case = services.store.upsert(replace(REPORT, conversation="three"))
    services.database.engine.dispose()
    with services.database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE cases RENAME TO gone")
    answer = client.post(f"/api/cases/{case.id}/claim", {"name": "Dana"})
    assert answer.status_code == 503
    assert "Dana" not in answer.text
