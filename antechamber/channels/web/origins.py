"""Which website asks, and from which address. WebSockets are not guarded by CORS."""

from __future__ import annotations

from collections.abc import Mapping

MAX_ORIGIN = 255


def origin_of(headers: Mapping[str, str], *, own: str) -> str | None:
    """The origin of the page that sent a request; None where the browser named none.

    Browsers leave `Origin` out of a GET to the page's own server and say so in
    `Sec-Fetch-Site`; then it is `own`, the address that the request came to.
    """
    origin = headers.get("origin")
    if origin:
        return origin.lower() if len(origin) <= MAX_ORIGIN else None
    if headers.get("sec-fetch-site") == "same-origin":
        return own.lower()
    return None


def address_of(headers: Mapping[str, str], peer: str, *, proxies: int) -> str:
    """The sender's address. `X-Forwarded-For` counts only as far as our own proxies wrote it."""
    forwarded = [one.strip() for one in headers.get("x-forwarded-for", "").split(",") if one]
    if proxies > 0 and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return peer
