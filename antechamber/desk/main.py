"""The process `desk`: builds the database, then serves on 127.0.0.1."""

from __future__ import annotations

import logging
import os
import sys

import uvicorn
from starlette.applications import Starlette

from antechamber.desk.alerts import NO_LINES
from antechamber.desk.app import create_app
from antechamber.desk.demo import website
from antechamber.desk.wiring import build_database, desk_port, desk_services
from antechamber.errors import AntechamberError

logger = logging.getLogger(__name__)


def server_config(app: Starlette, *, host: str, port: int) -> uvicorn.Config:
    """How the desk is served; the tests serve it in the same way."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        ws="none",  # uvicorn needs a newer `websockets` than Rasa allows; the desk uses none
        access_log=False,  # paths hold the signed links
        log_level="warning",
        server_header=False,
    )


def main() -> int:
    """Serve until stopped. Returns 1, with one clear line, on a bad configuration."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        build_database()
        desk = desk_services()
        site = website()
    except AntechamberError as error:
        print(error, file=sys.stderr)
        return 1
    if not desk.alerts.lines:
        logger.warning(NO_LINES)
    host = os.environ.get("DESK_HOST", "127.0.0.1")
    uvicorn.Server(server_config(create_app(desk, site), host=host, port=desk_port())).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
