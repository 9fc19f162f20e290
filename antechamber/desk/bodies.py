"""Request bodies of the API, read strictly: every error names the field."""

from __future__ import annotations

from enum import Enum
from json import JSONDecodeError
from typing import Any, TypeVar

from starlette.requests import Request

_LONGEST = 4000
_E = TypeVar("_E", bound=Enum)


class BadBody(Exception):
    """A request that cannot be used; becomes 422 with `field` and `error`."""

    def __init__(self, field: str, error: str) -> None:
        super().__init__(error)
        self.field = field
        self.error = error


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object of a request; an empty body is an empty object. Raises BadBody.

    Fields that nobody asked for are passed over, so that a newer client works.
    """
    raw = await request.body()
    if not raw.strip():
        return {}
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        raise BadBody("body", "must be JSON") from None
    if not isinstance(body, dict):
        raise BadBody("body", "must be a JSON object")
    return body


def text_in(body: dict[str, Any], field: str) -> str:
    """A text that is there and not empty. Raises BadBody."""
    value = body.get(field)
    if value is None:
        raise BadBody(field, "is missing")
    if not isinstance(value, str):
        raise BadBody(field, "must be a string")
    if not value.strip():
        raise BadBody(field, "must not be empty")
    if len(value) > _LONGEST:
        raise BadBody(field, f"must have at most {_LONGEST} characters")
    return value.strip()


def optional_text_in(body: dict[str, Any], field: str) -> str | None:
    """A text, or None where it is not given or empty. Raises BadBody."""
    return None if body.get(field) in (None, "") else text_in(body, field)


def member_in(value: object, field: str, kind: type[_E]) -> _E:
    """A member of an enum by its value. Raises BadBody."""
    for member in kind:
        if member.value == value:
            return member
    raise BadBody(field, f"must be one of {', '.join(str(one.value) for one in kind)}")
