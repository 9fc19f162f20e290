"""The evaluation run: read rows, load the model, measure, print, and write the report.

Formats: docs/evaluation-data.md. The test set is frozen: its errors are shown
only on request, at most 25 a section, and nobody may tune on them.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timezone
from pathlib import Path

from benchmarks.eval.answers import answers_section, indirect_section
from benchmarks.eval.faq import faq_section
from benchmarks.eval.history import concepts_section, history_section
from benchmarks.eval.model import Model, NoModel, fixed_clock, latencies_ms
from benchmarks.eval.report import Bar, Section, bars_table, section_text
from benchmarks.eval.rows import BadRow, Rows, read_folder
from benchmarks.eval.safety import crisis_section, read_levels, safety_section
from benchmarks.eval.side_by_side import LATENCY, baselines_section, latency_text
from benchmarks.eval.stats import percentile

ROOT = Path(__file__).resolve().parents[2]
SETS = ROOT / "tests" / "eval"
REPORT = ROOT / "docs" / "evaluation.md"
MOST_ERRORS = 25
LABELS_AS_OF = date(2026, 11, 23)
"""Our own rows are labelled as read on this day ("in March", "eleven months ago")."""
MEDIAN_BAR_MS = 15.0
_TIMED = 300


def main() -> int:
    """Print the report; for the test set write docs/evaluation.md. 1 if a bar is missed."""
    options = _options()
    folder = options.data or SETS / options.set
    is_test = options.data is None and options.set == "test"
    try:
        rows = read_folder(folder)
        model = Model()
    except (BadRow, NoModel) as error:
        print(error, file=sys.stderr)
        return 2
    today = options.today or (None if options.data else LABELS_AS_OF)
    with fixed_clock(today):
        sections = [*_sections(rows, model), _latency(rows, model)]
    if options.baselines:
        ours = {bar.what: bar for section in sections for bar in section.bars}
        sections.append(baselines_section(folder.resolve(), rows, ours))
    shown = _errors_shown(options)
    name = options.data.name if options.data else f"tests/eval/{options.set}"
    text = _report(name, sections, model, rows, shown)
    print(text)
    out = options.out or (REPORT if is_test else None)
    if out is not None:
        out.write_text(text + "\n", encoding="utf-8")
    return 1 if any(bar.met is False for one in sections for bar in one.bars) else 0


def _sections(rows: Rows, model: Model) -> list[Section]:
    """One section a file that is there."""
    parse = model.parse
    found: list[Section] = []
    if rows.safety:
        found.append(safety_section(rows.safety, read_levels(rows.safety, parse)))
    if rows.answers:
        found.append(answers_section(rows.answers, model))
    if rows.history:
        found.append(history_section(rows.history, parse))
    if rows.faq:
        found.append(faq_section(rows.faq, parse))
    if rows.crisis:
        found.append(crisis_section(rows.crisis, read_levels(rows.crisis, parse)))
    if rows.indirect:
        found.append(indirect_section(rows.indirect, model))
    if rows.concepts:
        found.append(concepts_section(rows.concepts, parse))
    if rows.out_of_scope:
        title = "Outsiders' requests out of scope (out_of_scope.jsonl)"
        section = faq_section(rows.out_of_scope, parse, title)
        found.append(replace(section, bars=tuple(b for b in section.bars if b.met is not None)))
    return found


def _latency(rows: Rows, model: Model) -> Section:
    texts = list(rows.texts())
    random.Random(11).shuffle(texts)
    times = latencies_ms(model.parse, texts[:_TIMED])
    median = percentile(times, 0.5)
    bar = Bar(
        LATENCY, f"≤ {MEDIAN_BAR_MS:.0f} ms", latency_text(times), median <= MEDIAN_BAR_MS,
        "Rasa default pipeline, same run",
    )  # fmt: skip
    return Section("Speed", bars=(bar,))


def _report(
    name: str, sections: Sequence[Section], model: Model, rows: Rows, errors_shown: int | None
) -> str:
    made = model.fingerprint()
    now = datetime.now(timezone.utc)
    bars = [bar for section in sections for bar in section.bars]
    stale = "" if made.is_current else " **Older than its data or code: run `make train`.**"
    model_line = f"{made.file}, sha256 {made.sha256}, trained from {made.trained_from}.{stale}"
    head = [
        f"# Evaluation on {name}",
        "Written by `make eval`; do not edit. 95 % Wilson intervals stand in brackets.",
        f"- date: {now:%Y-%m-%d %H:%M} UTC\n- model: {model_line}\n- rows: {len(rows.texts())}",
    ]
    if bars:
        head.append("## Bars\n\n" + bars_table(bars))
    measured = [one for one in sections if one.tables or one.errors or one.notes]
    return "\n\n".join([*head, *(section_text(one, errors_shown) for one in measured)])


def _errors_shown(options: argparse.Namespace) -> int | None:
    """How many errors a section: all of dev, none of anything else unless asked for."""
    if options.data is None and options.set == "dev":
        return None
    return MOST_ERRORS if options.show_errors else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how well messages are read.")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--set", choices=("dev", "test"), default="test")
    what.add_argument("--data", type=Path, help="a folder of JSONL files")
    parser.add_argument("--show-errors", action="store_true", help="at most 25 a section")
    parser.add_argument("--baselines", action="store_true", help="slow: trains stock Rasa")
    parser.add_argument("--out", type=Path, help="also write the report here")
    parser.add_argument("--today", type=date.fromisoformat, help="read dates as on this day")
    return parser.parse_args()
