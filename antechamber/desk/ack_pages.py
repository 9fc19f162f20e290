"""`/ack/<token>`: the page behind the link in an alert. It asks once more, since mail scanners follow links."""

from __future__ import annotations

from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from antechamber.desk.cases import Case, CaseNotFound
from antechamber.desk.database import StoreUnavailable
from antechamber.desk.services import DeskServices

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def ack_routes(desk: DeskServices) -> list[Route]:
    """The page (GET) and the acknowledgement (POST)."""

    async def page(request: Request) -> HTMLResponse:
        named = desk.links.read(str(request.path_params["token"]))
        if named is None:
            return _page("This link is not valid any more", "Open the case at the desk.", 404)
        case_id, line = named

        def act() -> Case:
            if request.method == "POST":
                return desk.staff.acknowledge(case_id, f"alert:{line}")
            return desk.store.get(case_id)

        try:
            case = await run_in_threadpool(act)
        except CaseNotFound:
            return _page("This case is not here any more", "There is nothing to do.", 404)
        except StoreUnavailable:
            return _page("This did not work", "The desk cannot be reached. Try again.", 503)
        what = f"{case.severity.capitalize()}, {case.kind.value} case {case.id}"
        if case.acknowledged_at is not None:
            at = case.acknowledged_at.strftime("%Y-%m-%d %H:%M UTC")
            return _page("Acknowledged", f"{what}. Acknowledged at {at}.")
        return _page("Acknowledge this case?", f"{what}. Nobody else is called then.", form=True)

    return [Route("/ack/{token}", page, methods=["GET", "POST"])]


def _page(title: str, text: str, status: int = 200, *, form: bool = False) -> HTMLResponse:
    button = '<form method="post"><button type="submit">Acknowledge</button></form>' if form else ""
    body = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title></head><body><main>"
        f"<h1>{escape(title)}</h1><p>{escape(text)}</p>{button}</main></body></html>"
    )
    return HTMLResponse(body, status, headers=_HEADERS)
