"""Print what the danger patterns find and miss on the training and development messages.

Usage, from the repository: python -m scripts.measure_patterns [--misses] [--alarms] [--level LEVEL] [--file PART]
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from antechamber.safety.detector import read
from antechamber.safety.levels import Level
from antechamber.safety.lexicon import Lexicon, lexicon_from

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Labelled:
    """A message with the level that people gave it."""

    source: str
    text: str
    level: Level
    category: str


def shipped_lexicon() -> Lexicon:
    """The lexicon of data/safety."""
    files = sorted((ROOT / "data" / "safety").glob("*.yml"))
    return lexicon_from({path.name: path.read_text(encoding="utf-8") for path in files})


def labelled() -> Iterator[Labelled]:
    """Development messages and training messages, never the frozen test set."""
    development = ROOT / "tests" / "eval" / "dev" / "safety.jsonl"
    for line in development.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Labelled("dev", row["text"], Level(row["level"]), row["category"] or "")
    for path in sorted((ROOT / "data" / "nlu" / "safety").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["safety"]:
            level, category = Level(block["level"]), block.get("category") or ""
            for line in block["examples"].splitlines():
                if line.startswith("- "):
                    yield Labelled(path.stem, line[2:], level, category)


def main() -> None:
    """Read all messages, print a table per source and, on request, the wrong ones."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", action="store_true", help="print messages read too low")
    options.add_argument("--alarms", action="store_true", help="print harmless messages that fired")
    options.add_argument("--level", choices=[level.value for level in Level])
    options.add_argument("--file", default="", help="only sources whose name holds this")
    chosen = options.parse_args()
    lexicon = shipped_lexicon()
    tables: dict[tuple[str, Level], Counter[Level]] = {}
    seconds = 0.0
    for message in labelled():
        if chosen.file not in message.source:
            continue
        start = time.perf_counter()
        reading = read(message.text, lexicon, TODAY)
        seconds += time.perf_counter() - start
        table = tables.setdefault((message.source, message.level), Counter())
        table[reading.level] += 1
        if chosen.level and message.level.value != chosen.level:
            continue
        why = ", ".join(f"{e.part} «{e.text}»" for e in reading.evidence[:2])
        is_alarm = message.level is Level.NONE and reading.level > Level.NONE
        is_miss = reading.level < message.level
        if (chosen.misses and is_miss) or (chosen.alarms and is_alarm):
            print(f"{message.level.value}->{reading.level.value} {message.text[:300]} [{why}]")
    print(f"{'source':26}{'label':10}" + "".join(f"{level.value:>10}" for level in Level))
    for (source, level), table in tables.items():
        row = "".join(f"{table[found]:10}" for found in Level)
        print(f"{source:26}{level.value:10}{row}")
    total = sum(table.total() for table in tables.values())
    print(f"{total} messages, {1000 * seconds / max(total, 1):.2f} ms each")


if __name__ == "__main__":
    main()
