"""Stands in for a clinic's paging service, at the wire: Apprise posts its JSON here."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Pager:
    """Takes every alert and remembers its text."""

    def __init__(self) -> None:
        self.alerts: list[str] = []
        pager = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                pager.alerts.append(f"{body.get('title')}\n{body.get('message')}")
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """The service as Apprise names it."""
        return f"json://127.0.0.1:{self._server.server_port}/"

    def called_for(self, case_id: str) -> bool:
        """Whether an alert for this case came in."""
        return any(case_id in alert for alert in self.alerts)

    def wait_for(self, case_id: str, timeout_s: float = 10.0) -> bool:
        """Whether an alert for this case comes in within `timeout_s`."""
        until = time.monotonic() + timeout_s
        while not self.called_for(case_id):
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True

    def stop(self) -> None:
        """Close the port."""
        self._server.shutdown()
        self._server.server_close()
