"""`/healthz` and `/readyz` of the bot: alive, and able to answer."""

from __future__ import annotations

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json


def add_health_routes(app: Sanic) -> None:
    """Add both routes; ready means that the model is loaded."""

    async def healthz(request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    async def readyz(request: Request) -> HTTPResponse:
        agent = getattr(app.ctx, "agent", None)
        ready = agent is not None and agent.is_ready()
        return json({"status": "ready" if ready else "loading"}, status=200 if ready else 503)

    app.add_route(healthz, "/healthz", methods=["GET"])
    app.add_route(readyz, "/readyz", methods=["GET"])
