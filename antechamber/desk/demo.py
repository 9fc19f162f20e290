"""What the desk serves to websites: the widget's script, its page for an iframe, and a demo clinic.

The demo page is for development only: in production no patient's page stands
on the origin of the staff console.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from antechamber.protocol.clinic import load_clinic
from antechamber.settings import clinic_file, is_production
from antechamber.widget_build import widget_script

_PAGES = Path(__file__).resolve().parent / "website"
_COMMON = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_NOT_BUILT = "The widget is not built. Run: bash scripts/build_widget.sh\n"


@dataclass(frozen=True)
class Website:
    """`bot_url`: where browsers reach the bot. `framed_by`: origins that may show the iframe page."""

    bot_url: str
    clinic: str
    phone: str
    script: Path
    with_demo: bool
    framed_by: tuple[str, ...] = ()

    @property
    def policy(self) -> str:
        """The strict policy that the widget runs under; `docs/embedding.md` gives it to clinics."""
        bot = urlsplit(self.bot_url)
        socket = f"{'wss' if bot.scheme == 'https' else 'ws'}://{bot.netloc}"
        return (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"connect-src {self.bot_url} {socket}; base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'"
        )


def website() -> Website:
    """As this installation is configured. Raises ConfigurationError on a bad clinic file."""
    clinic = load_clinic(clinic_file())
    bot = os.environ.get("BOT_PUBLIC_URL") or (
        f"http://127.0.0.1:{os.environ.get('BOT_PORT', '5005')}"
    )
    framed_by = os.environ.get("WEB_ORIGINS", "")
    return Website(
        bot_url=bot.rstrip("/"),
        clinic=clinic.name,
        phone=clinic.phone,
        script=widget_script(),
        with_demo=not is_production(),
        framed_by=tuple(one.strip() for one in framed_by.split(",") if one.strip()),
    )


def website_routes(site: Website) -> list[Route]:
    """`/widget/...`, and `/` where the demo is on."""

    async def script(request: Request) -> Response:
        if not site.script.exists():
            return PlainTextResponse(_NOT_BUILT, 503)
        headers = {
            **_COMMON,
            "Cache-Control": "public, max-age=300",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Access-Control-Allow-Origin": "*",  # so that a page may check it by `integrity`
        }
        return FileResponse(site.script, media_type="text/javascript", headers=headers)

    async def frame(request: Request) -> HTMLResponse:
        ancestors = " ".join(("'self'", *site.framed_by))
        return _page(site, "frame.html", f"{site.policy}; frame-ancestors {ancestors}")

    async def demo(request: Request) -> HTMLResponse:
        return _page(site, "clinic.html", f"{site.policy}; frame-ancestors 'none'")

    async def demo_style(request: Request) -> Response:
        return FileResponse(_PAGES / "clinic.css", media_type="text/css", headers=_COMMON)

    routes = [Route("/widget/antechamber.js", script), Route("/widget/frame", frame)]
    if site.with_demo:
        routes += [Route("/", demo), Route("/widget/clinic.css", demo_style)]
    return routes


def _page(site: Website, name: str, policy: str) -> HTMLResponse:
    template = Template((_PAGES / name).read_text(encoding="utf-8"))
    body = template.substitute(
        clinic=escape(site.clinic), phone=escape(site.phone), server=escape(site.bot_url)
    )
    return HTMLResponse(
        body, headers={**_COMMON, "Content-Security-Policy": policy, "Cache-Control": "no-store"}
    )
