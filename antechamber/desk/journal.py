"""Safety cases that could not be stored, kept in a file until they are. Mode 0600: patients' words."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from antechamber.desk.cases import CaseReport, report_as_dict, report_from


class Journal:
    """One JSON line a report. A disk that cannot be written leaves reports in memory only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: list[dict[str, Any]] = []

    def add(self, report: CaseReport) -> None:
        """Keep a report; at once on disk where the disk allows it."""
        self._held = [*self._lines(), report_as_dict(report)]
        self._write()

    def read(self) -> list[CaseReport]:
        """Every report that waits, oldest first."""
        return [report_from(line) for line in self._lines()]

    def replace(self, reports: Sequence[CaseReport]) -> None:
        """Keep these only."""
        waiting = bool(self._lines())
        self._held = [report_as_dict(report) for report in reports]
        if waiting:
            self._write()

    def _lines(self) -> list[dict[str, Any]]:
        if self._held:
            return self._held
        try:
            text = self._path.read_text(encoding="utf-8")
        except OSError:
            return []
        return [json.loads(line) for line in text.splitlines() if line.strip()]

    def _write(self) -> None:
        body = "".join(json.dumps(line) + "\n" for line in self._held)
        temporary = self._path.with_suffix(".tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self._path)
        except OSError:  # the reports stay in memory and are tried again from there
            return
