"""Run the baselines, each in its own process, and set their bars beside ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.eval.answers import answer_bars
from benchmarks.eval.faq import Guess, faq_bars
from benchmarks.eval.history import history_bars
from benchmarks.eval.report import Bar, Section, Table
from benchmarks.eval.rows import Rows
from benchmarks.eval.safety import safety_bars
from benchmarks.eval.stats import percentile

ROOT = Path(__file__).resolve().parents[2]
_NAMES = ("stock_rasa", "keywords", "medspacy_alone")
_TITLES = {
    "stock_rasa": "Rasa default pipeline",
    "keywords": "keywords and logistic regression (CMD-1's method)",
    "medspacy_alone": "medspaCy as shipped",
}
LIMIT_S = 3600


def baselines_section(folder: Path, rows: Rows, ours: Mapping[str, Bar]) -> Section:
    """`ours` are our own bars by their text. A baseline that fails is named, not left out."""
    lines: list[tuple[str, str, str, str]] = []
    notes = []
    for name in _NAMES:
        found = _run(name, folder)
        if found is None:
            notes.append(f"{_TITLES[name]}: did not finish, see the output of the run.")
            continue
        for bar in _bars(found, rows):
            own = ours[bar.what].measured if bar.what in ours else ""
            lines.append((_TITLES[name], bar.what, bar.measured, own))
    head = ("baseline", "what", "baseline [95 %]", "Antechamber [95 %]")
    return Section("Side by side", tables=(Table("", head, tuple(lines)),), notes=tuple(notes))


LATENCY = "whole NLU graph per message, one core, median"


def latency_text(times_ms: list[float]) -> str:
    """Median and 95th percentile in words."""
    return (
        f"median {percentile(times_ms, 0.5):.1f} ms, p95 {percentile(times_ms, 0.95):.1f} ms "
        f"({len(times_ms)} messages)"
    )


def _run(name: str, folder: Path) -> dict[str, Any] | None:
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "found.json"
        command = [sys.executable, "-m", f"benchmarks.eval.baselines.{name}", str(folder), str(out)]
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "RASA_TELEMETRY_ENABLED": "false",
            "PYTHONWARNINGS": "ignore",
        }
        try:
            subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=LIMIT_S)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            print(f"baseline {name}: {type(error).__name__}", file=sys.stderr)
            return None
        return dict(json.loads(out.read_text(encoding="utf-8")))


def _bars(found: Mapping[str, Any], rows: Rows) -> list[Bar]:
    bars: list[Bar] = []
    if found.get("safety") and rows.safety:
        bars += safety_bars([(row.level, found["safety"][row.id]) for row in rows.safety])
    if found.get("answers") and rows.answers:
        bars += answer_bars([(row.label, found["answers"][row.id]) for row in rows.answers])
    if found.get("history") and rows.history:
        read = {key: frozenset((a, b) for a, b in pairs) for key, pairs in found["history"].items()}
        bars += history_bars([(row.expected, read[row.id]) for row in rows.history])
    if found.get("faq") and rows.faq:
        bars += faq_bars([(row, Guess(*found["faq"][row.id])) for row in rows.faq])
    if found.get("latency_ms"):
        bars.append(Bar(LATENCY, "", latency_text(found["latency_ms"]), None))
    return bars
