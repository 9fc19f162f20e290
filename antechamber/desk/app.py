"""The desk's web application: health, the JSON API, the pages behind alert links."""

from __future__ import annotations

from datetime import timedelta

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from antechamber.desk.ack_pages import ack_routes
from antechamber.desk.alerts import NO_LINES
from antechamber.desk.api import api_routes
from antechamber.desk.database import StoreUnavailable
from antechamber.desk.demo import Website, website_routes
from antechamber.desk.heartbeat import last_beat
from antechamber.desk.services import DeskServices
from antechamber.desk.worker import HEARTBEAT

_STALE = timedelta(seconds=30)


def create_app(desk: DeskServices, site: Website | None = None) -> Starlette:
    """The application over these services; reads no environment. `site` None: staff only."""

    async def healthz(request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok"})

    async def readyz(request: Request) -> JSONResponse:
        problems = await run_in_threadpool(_problems, desk)
        warnings = [] if desk.alerts.lines else [NO_LINES]
        status = "ok" if not problems else "not ready"
        body = {"status": status, "problems": problems, "warnings": warnings}
        return JSONResponse(body, 200 if not problems else 503)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Mount("/api", routes=api_routes(desk)),
            *ack_routes(desk),
            *(website_routes(site) if site is not None else []),
        ]
    )


def _problems(desk: DeskServices) -> list[str]:
    """Why the desk cannot do its work now."""
    try:
        beat = last_beat(desk.database, HEARTBEAT)
    except StoreUnavailable as error:
        return [str(error)]
    if beat is None or desk.clock() - beat > _STALE:
        return ["The alerts worker is not running: nobody is called."]
    return []
