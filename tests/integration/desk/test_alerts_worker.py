"""The alerts worker with a real SMTP server and a real HTTP service."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from antechamber.desk.alerts import AlertsConfig, Line
from antechamber.desk.cases import CaseReport, Kind
from antechamber.desk.services import DeskServices
from antechamber.desk.worker import AlertsWorker
from antechamber.safety.levels import Category, Level

URGENT = CaseReport(
    conversation="one",
    channel="rest",
    kind=Kind.SAFETY,
    level=Level.URGENT,
    category=Category.SUICIDE,
    words=("secret words",),
    contact={"contact_phone": "+15550100"},
    page_now=True,
)


class Mailbox:
    """Keeps mails; answers 550 while `refuses`."""

    def __init__(self) -> None:
        self.mails: list[str] = []
        self.refuses = False

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.refuses:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(envelope.content.decode())
        return "250 OK"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, f"mailto://127.0.0.1:{port}?from=desk@example.org&to=oncall@example.org"
    controller.stop()


@pytest.fixture
def pager() -> Iterator[tuple[list[bytes], str]]:
    got: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield got, f"json://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def worker_of(services: DeskServices, *lines: Line, details: bool = False) -> AlertsWorker:
    config = AlertsConfig(lines, details=details)
    return AlertsWorker(services.database, config, services.links, services.effects, services.clock)


def results(services: DeskServices, case_id: str) -> list[tuple[str, str]]:
    return [(one.line, one.result) for one in services.store.get(case_id).alerts]


def test_a_mail_carries_id_kind_severity_and_link_and_nothing_else(
    services: DeskServices, mailbox: tuple[Mailbox, str], bot: Any
) -> None:
    box, address = mailbox
    worker = worker_of(services, Line("first", (address,), 60))
    case = services.store.upsert(URGENT)
    worker.send_alerts()
    worker.deliver_effects()
    assert len(box.mails) == 1
    for needed in (case.id, "safety", "urgent"):
        assert needed in box.mails[0]
    for private in ("secret words", "+15550100", "suicide", "one@"):
        assert private not in box.mails[0]
    assert results(services, case.id) == [("first", "accepted")]
    assert bot.said() == ["utter_staff_alerted"]
    worker.send_alerts()
    assert len(box.mails) == 1


def test_details_only_where_the_clinic_asks_for_them(
    services: DeskServices, pager: tuple[list[bytes], str]
) -> None:
    got, address = pager
    services.store.upsert(URGENT)
    worker_of(services, Line("first", (address,), 60), details=True).send_alerts()
    assert b"secret words" in got[0]


def test_one_line_after_another_until_somebody_acknowledges(
    services: DeskServices,
    mailbox: tuple[Mailbox, str],
    pager: tuple[list[bytes], str],
    bot: Any,
    clock: Any,
) -> None:
    box, mail = mailbox
    got, post = pager
    worker = worker_of(services, Line("first", (mail,), 60), Line("second", (post,), 60))
    case = services.store.upsert(URGENT)
    worker.send_alerts()
    clock.forward(59)
    worker.send_alerts()
    assert (len(box.mails), len(got)) == (1, 0)
    clock.forward(2)
    worker.send_alerts()
    assert (len(box.mails), len(got)) == (1, 1)
    worker.deliver_effects()
    assert bot.said() == ["utter_staff_alerted", "utter_staff_not_reached"]
    clock.forward(61)
    worker.send_alerts()
    assert (len(box.mails), len(got)) == (2, 1)  # from the first line again
    services.staff.acknowledge(case.id, "dana")
    clock.forward(600)
    worker.send_alerts()
    worker.deliver_effects()
    assert (len(box.mails), len(got)) == (2, 1)
    assert len(bot.said()) == 2


def test_a_refusing_service_is_shown_retried_and_passed_over(
    services: DeskServices,
    mailbox: tuple[Mailbox, str],
    pager: tuple[list[bytes], str],
    bot: Any,
    clock: Any,
) -> None:
    box, mail = mailbox
    got, post = pager
    box.refuses = True
    worker = worker_of(services, Line("first", (mail,), 60), Line("second", (post,), 60))
    case = services.store.upsert(URGENT)
    worker.send_alerts()
    assert results(services, case.id) == [("first", "failed"), ("second", "accepted")]
    assert len(got) == 1
    box.refuses = False
    clock.forward(5)
    worker.send_alerts()
    assert len(box.mails) == 1
    worker.deliver_effects()
    assert bot.said() == ["utter_staff_alerted"]


def test_when_every_service_fails_the_person_is_told_and_the_worker_goes_on(
    services: DeskServices, mailbox: tuple[Mailbox, str], bot: Any, clock: Any
) -> None:
    box, mail = mailbox
    box.refuses = True
    worker = worker_of(services, Line("first", (mail,), 60))
    services.store.upsert(URGENT)
    for _ in range(12):
        worker.send_alerts()
        clock.forward(61)
    worker.deliver_effects()
    assert bot.said() == ["utter_staff_not_reached"]
    box.refuses = False
    worker.send_alerts()
    worker.deliver_effects()
    assert bot.said() == ["utter_staff_not_reached", "utter_staff_alerted"]


def test_without_lines_the_person_is_told_and_a_later_line_still_gets_the_alert(
    services: DeskServices, pager: tuple[list[bytes], str], bot: Any, clock: Any
) -> None:
    case = services.store.upsert(URGENT)
    worker_of(services).send_alerts()
    services.effects.deliver()
    assert results(services, case.id) == [("-", "no_line")]
    assert bot.said() == ["utter_staff_not_reached"]
    got, post = pager
    clock.forward(61)
    worker_of(services, Line("first", (post,), 60)).send_alerts()
    assert len(got) == 1


def test_an_unanswered_question_calls_staff_and_an_answered_one_does_not(
    services: DeskServices, pager: tuple[list[bytes], str], clock: Any
) -> None:
    got, post = pager
    worker = worker_of(services, Line("first", (post,), 60))
    asked = replace(URGENT, level=Level.CONCERN, page_now=False, check_open=True)
    services.store.upsert(asked)
    services.store.upsert(replace(asked, conversation="two"))
    worker.send_alerts()
    assert got == []
    services.store.upsert(replace(asked, conversation="two", check_open=False))
    clock.forward(301)
    worker.send_alerts()
    assert len(got) == 1


def test_two_workers_send_an_alert_once(
    services: DeskServices, pager: tuple[list[bytes], str]
) -> None:
    got, post = pager
    for number in range(6):
        services.store.upsert(replace(URGENT, conversation=str(number)))
    workers = [worker_of(services, Line("first", (post,), 60)) for _ in range(2)]
    threads = [threading.Thread(target=worker.send_alerts) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 6


def test_a_worker_that_died_while_sending_delays_the_alert_by_its_lease(
    services: DeskServices, pager: tuple[list[bytes], str], clock: Any
) -> None:
    got, post = pager
    worker = worker_of(services, Line("first", (post,), 60))
    services.store.upsert(URGENT)
    assert worker._outbox.lease() is not None  # and then it is killed
    worker.send_alerts()
    assert got == []
    clock.forward(21)
    worker.send_alerts()
    assert len(got) == 1
