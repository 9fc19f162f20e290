"""Signed, expiring session tokens. A token names a session, never a conversation."""

from __future__ import annotations

from itsdangerous import BadData, URLSafeTimedSerializer

_SALT = "antechamber.web.session"


class SessionTokens:
    """Signs session ids; `max_age_s` is how long a token is good for."""

    def __init__(self, secret: str, *, max_age_s: int) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt=_SALT)
        self._max_age_s = max_age_s

    def sign(self, session_id: str) -> str:
        """A token that is good from now on."""
        return str(self._serializer.dumps(session_id))

    def session_id(self, token: object) -> str | None:
        """The session that a token names; None for one that is forged, expired or no token."""
        if not isinstance(token, str):
            return None
        try:
            found = self._serializer.loads(token, max_age=self._max_age_s)
        except BadData:
            return None
        return found if isinstance(found, str) else None
