"""The JSON API of the contract, below `/api`. Everything is audited as the clinician `api`."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from antechamber.desk.bodies import BadBody, body_of, member_in, optional_text_in, text_in
from antechamber.desk.case_json import case_json, messages_json
from antechamber.desk.cases import (
    AlreadyClaimed,
    Case,
    CaseClosed,
    CaseNotFound,
    CaseState,
    Disposition,
)
from antechamber.desk.database import StoreUnavailable
from antechamber.desk.effects_outbox import BotUnreachable
from antechamber.desk.services import DeskServices

ACTOR = "api"
_LONGEST_NAME = 80

Handler = Callable[[Request, DeskServices], Awaitable[JSONResponse]]


def api_routes(desk: DeskServices) -> list[Route]:
    """Every route of the API."""
    table: list[tuple[str, str, Handler]] = [
        ("GET", "/cases", _list),
        ("GET", "/cases/{id}", _show),
        ("GET", "/cases/{id}/messages", _messages),
        ("POST", "/cases/{id}/messages", _say),
        ("POST", "/cases/{id}/ack", _acknowledge),
        ("POST", "/cases/{id}/claim", _claim),
        ("POST", "/cases/{id}/release", _release),
        ("POST", "/cases/{id}/clear", _clear),
        ("POST", "/cases/{id}/reopen", _reopen),
        ("POST", "/cases/{id}/close", _close),
    ]
    return [
        Route(path, _guarded(handler, desk), methods=[method]) for method, path, handler in table
    ]


def _guarded(handler: Handler, desk: DeskServices) -> Callable[[Request], Awaitable[JSONResponse]]:
    """The handler behind the token, with errors as the contract's status codes."""

    async def guarded(request: Request) -> JSONResponse:
        if not _allowed(request, desk.api_token):
            headers = {"WWW-Authenticate": "Bearer"}
            return JSONResponse({"error": "A valid token is needed."}, 401, headers=headers)
        try:
            return await handler(request, desk)
        except BadBody as error:
            return JSONResponse({"field": error.field, "error": error.error}, 422)
        except CaseNotFound as error:
            return JSONResponse({"error": str(error)}, 404)
        except AlreadyClaimed as error:
            return JSONResponse({"error": str(error), "claimed_by": error.claimed_by}, 409)
        except CaseClosed as error:
            return JSONResponse({"error": str(error)}, 409)
        except BotUnreachable as error:
            return JSONResponse({"error": f"The conversation cannot be read now: {error}."}, 502)
        except StoreUnavailable as error:
            return JSONResponse({"error": str(error)}, 503)

    return guarded


def _allowed(request: Request, token: str | None) -> bool:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if token is None or scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(given.strip().encode(), token.encode())


async def _list(request: Request, desk: DeskServices) -> JSONResponse:
    wanted = request.query_params.get("state")
    state = None if wanted is None else member_in(wanted, "state", CaseState)

    def read() -> list[Case]:
        desk.staff.read(None, ACTOR, "list")
        return desk.store.list(state)

    return JSONResponse([case_json(case) for case in await run_in_threadpool(read)])


async def _show(request: Request, desk: DeskServices) -> JSONResponse:
    return JSONResponse(case_json(await run_in_threadpool(_read, request, desk, "case")))


async def _messages(request: Request, desk: DeskServices) -> JSONResponse:
    case = await run_in_threadpool(_read, request, desk, "messages")
    events = await run_in_threadpool(desk.bot.events, case.conversation)
    return JSONResponse(messages_json(events))


async def _say(request: Request, desk: DeskServices) -> JSONResponse:
    text = text_in(await body_of(request), "text")
    return await _done(desk, desk.staff.say, _id(request), text, ACTOR)


async def _acknowledge(request: Request, desk: DeskServices) -> JSONResponse:
    await body_of(request)
    return await _done(desk, desk.staff.acknowledge, _id(request), ACTOR)


async def _claim(request: Request, desk: DeskServices) -> JSONResponse:
    body = await body_of(request)
    name = text_in(body, "name")
    if len(name) > _LONGEST_NAME:
        raise BadBody("name", f"must have at most {_LONGEST_NAME} characters")
    reason = optional_text_in(body, "takeover_reason")

    def claim() -> Case:
        return desk.staff.claim(_id(request), name, ACTOR, takeover_reason=reason)

    return await _done(desk, claim)


async def _release(request: Request, desk: DeskServices) -> JSONResponse:
    await body_of(request)
    return await _done(desk, desk.staff.release, _id(request), ACTOR)


async def _clear(request: Request, desk: DeskServices) -> JSONResponse:
    reason = text_in(await body_of(request), "reason")
    return await _done(desk, desk.staff.clear, _id(request), reason, ACTOR)


async def _reopen(request: Request, desk: DeskServices) -> JSONResponse:
    await body_of(request)
    return await _done(desk, desk.staff.reopen, _id(request), ACTOR)


async def _close(request: Request, desk: DeskServices) -> JSONResponse:
    body = await body_of(request)
    disposition = member_in(body.get("disposition"), "disposition", Disposition)
    note = optional_text_in(body, "note") or ""
    return await _done(desk, desk.staff.close, _id(request), disposition, note, ACTOR)


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _read(request: Request, desk: DeskServices, what: str) -> Case:
    case = desk.store.get(_id(request))
    desk.staff.read(case.id, ACTOR, what)
    return case


async def _done(desk: DeskServices, action: Callable[..., Case], *arguments: Any) -> JSONResponse:
    """The case after an action, and `delivered`: whether its effects are in the conversation."""

    def act() -> tuple[Case, bool]:
        case = action(*arguments)
        return case, desk.effects.deliver(case.conversation)

    case, delivered = await run_in_threadpool(act)
    return JSONResponse({**case_json(case), "delivered": delivered})
