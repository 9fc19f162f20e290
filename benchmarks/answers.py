"""How well replies are read: rules alone and rules with a trained head, on one JSONL file.

Usage: python benchmarks/answers.py FILE [--head HEAD_FACTORY] [--encoder FOLDER]
FILE holds `id, criterion, text, label` (yes, no, unsure, decline, other) a line.
HEAD_FACTORY is `module:function` that returns an `AnswerHead`; without it only
the rules are measured. The column that counts most is `to no`: true yes and
unsure that were read as no.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from antechamber.language.answer_policy import AnswerHead, Vector
from antechamber.language.answers import AnswerReader
from antechamber.language.cues import load_cues
from antechamber.language.encoder import SentenceEncoder
from antechamber.language.history import HistoryReader
from antechamber.protocol.loader import load_protocol
from antechamber.protocol.model import Protocol

ROOT = Path(__file__).resolve().parents[1]
_Z95 = 1.96
_RISKY = ("yes", "unsure")


@dataclass(frozen=True)
class Row:
    """One labelled reply."""

    id: str
    criterion: str
    text: str
    label: str


@dataclass(frozen=True)
class Result:
    """A row with what was read."""

    row: Row
    read: str


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSONL file; a line that lacks a key raises KeyError naming it."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Row(str(raw["id"]), raw["criterion"], raw["text"], raw["label"])
        for raw in map(json.loads, lines)
    ]


def measure(
    rows: Iterable[Row],
    protocol: Protocol,
    head: AnswerHead | None,
    vectors: list[Vector | None],
    now: datetime,
) -> list[Result]:
    """Read every row as the reply to its criterion's question."""
    history = HistoryReader(protocol, load_cues(ROOT / "data" / "language"))
    reader = AnswerReader(protocol, head)
    found = []
    for row, vector in zip(rows, vectors, strict=True):
        heard = reader.read(
            row.text, row.criterion, history=history.read(row.text, now=now), now=now, vector=vector
        )
        found.append(Result(row, heard.reply.value))
    return found


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share; (0, 1) for an empty total."""
    if not total:
        return 0.0, 1.0
    share, square = hits / total, _Z95**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = math.sqrt(share * (1 - share) / total + square / (4 * total**2))
    half = _Z95 * spread / (1 + square / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def report(results: list[Result], title: str) -> str:
    """A table by criterion: accuracy, asked again, and yes or unsure read as no."""
    lines = [
        f"## {title}",
        "",
        "| criterion | n | accuracy | asked again | to no |",
        "| --- | --- | --- | --- | --- |",
    ]
    by_criterion: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_criterion[result.row.criterion].append(result)
    for criterion, own in [*sorted(by_criterion.items()), ("all", results)]:
        lines.append(_line(criterion, own))
    mistaken = [one for one in results if one.row.label in _RISKY and one.read == "no"]
    lines += [
        "",
        *(f"- {one.row.criterion} {one.row.label} -> no: {one.row.id}" for one in mistaken),
    ]
    lines += ["", f"read as, by label: {_confusion(results)}"]
    return "\n".join(lines)


def _line(name: str, results: list[Result]) -> str:
    right = sum(one.read == one.row.label for one in results)
    again = sum(one.read == "other" and one.row.label != "other" for one in results)
    risky = [one for one in results if one.row.label in _RISKY]
    to_no = sum(one.read == "no" for one in risky)
    low, high = wilson(right, len(results))
    return (
        f"| {name} | {len(results)} | {right / max(1, len(results)):.3f} [{low:.3f}, {high:.3f}] "
        f"| {again} | {to_no}/{len(risky)} |"
    )


def _confusion(results: list[Result]) -> str:
    counts = Counter((one.row.label, one.read) for one in results)
    return ", ".join(f"{label}->{read} {n}" for (label, read), n in sorted(counts.items()))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--head", help="module:function that returns an AnswerHead")
    parser.add_argument("--encoder", type=Path, default=ROOT / "models" / "encoder")
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.now(timezone.utc))
    options = parser.parse_args()
    rows = read_rows(options.file)
    protocol = load_protocol(ROOT / "data" / "protocol.yml")
    nothing: list[Vector | None] = [None] * len(rows)
    print(report(measure(rows, protocol, None, nothing, options.now), "rules alone"))
    if options.head:
        module, _, function = options.head.partition(":")
        head: AnswerHead = getattr(importlib.import_module(module), function)()
        encoded = SentenceEncoder(options.encoder).encode([row.text for row in rows])
        results = measure(rows, protocol, head, list(encoded), options.now)
        print(report(results, "rules and head"))


if __name__ == "__main__":
    main()
