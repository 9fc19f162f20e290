"""The action server process: Rasa SDK's, on loopback, with `/healthz`."""

from __future__ import annotations

import os
import sys

from antechamber.errors import AntechamberError
from antechamber.settings import home


def main() -> int:
    """Serve until stopped. Returns 1, with one clear line, on a bad protocol or clinic file."""
    os.chdir(home())
    os.environ.setdefault("SANIC_HOST", os.environ.get("ACTIONS_HOST", "127.0.0.1"))
    try:
        _serve()
    except AntechamberError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _serve() -> None:
    from rasa_sdk import utils
    from rasa_sdk.endpoint import create_app
    from sanic.request import Request
    from sanic.response import HTTPResponse, json

    from actions.shared import clinic, protocol

    protocol()
    clinic()
    utils.configure_colored_logging("INFO")
    app = create_app("actions")

    async def healthz(request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    app.add_route(healthz, "/healthz", methods=["GET"])
    app.run(
        os.environ["SANIC_HOST"],
        int(os.environ.get("ACTIONS_PORT", "5055")),
        access_log=False,
        workers=1,
    )


if __name__ == "__main__":
    sys.exit(main())
