"""The signed link in an alert: it names one case and allows acknowledging it, nothing else."""

from __future__ import annotations

from itsdangerous import BadData, URLSafeTimedSerializer

_MAX_AGE_S = 7 * 86_400


class AckLinks:
    """Makes and reads links. `base_url` is where staff reach the desk, without a slash at its end."""

    def __init__(self, secret: str, base_url: str) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="acknowledge-case")
        self._base_url = base_url.rstrip("/")

    def link(self, case_id: str, line: str) -> str:
        """URL for one line's alert; it works for seven days."""
        return f"{self._base_url}/ack/{self._serializer.dumps([case_id, line])}"

    def read(self, token: str) -> tuple[str, str] | None:
        """Case id and line of a token; None where it is forged, broken or too old."""
        try:
            case_id, line = self._serializer.loads(token, max_age=_MAX_AGE_S)
        except (BadData, ValueError, TypeError):
            return None
        return str(case_id), str(line)
