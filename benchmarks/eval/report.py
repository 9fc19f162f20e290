"""The parts of a report: bars, tables and errors in words, and their Markdown. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from benchmarks.eval.stats import Share


@dataclass(frozen=True)
class Bar:
    """One line of the table of bars. `met` is None where there were no rows to judge by."""

    what: str
    bar: str
    measured: str
    met: bool | None
    to_beat: str = ""


@dataclass(frozen=True)
class Table:
    """A titled table; every row has as many cells as the head."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Error:
    """One message that was read wrongly. `weight`: greater is worse."""

    weight: float
    id: str
    expected: str
    read: str
    text: str


@dataclass(frozen=True)
class Section:
    """Everything that was measured on one file."""

    title: str
    bars: tuple[Bar, ...] = ()
    tables: tuple[Table, ...] = ()
    errors: tuple[Error, ...] = ()
    notes: tuple[str, ...] = field(default=())


def at_least(what: str, least: float, found: Share, to_beat: str = "") -> Bar:
    """A bar that the share must reach."""
    met = None if found.value is None else found.value >= least
    return Bar(what, f"≥ {_percent(least)}", str(found), met, to_beat)


def at_most(what: str, most: float, found: Share, to_beat: str = "") -> Bar:
    """A bar that the share must not pass."""
    met = None if found.value is None else found.value <= most
    return Bar(what, f"≤ {_percent(most)}", str(found), met, to_beat)


def confusion(title: str, labels: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Table:
    """True label by rows, what was read by columns, with each label's recall at the end.

    `pairs` are (true, read). What is read but never a true label gets a column too.
    """
    counts = Counter(pairs)
    read = [*labels, *sorted({one for _, one in counts} - set(labels))]
    rows = []
    for label in labels:
        line = [counts[label, one] for one in read]
        if sum(line):
            recall = str(Share(counts[label, label], sum(line)))
            rows.append((label, *map(str, line), recall))
    return Table(title, ("true, read as", *read, "recall [95 %]"), tuple(rows))


def bars_table(bars: Iterable[Bar]) -> str:
    """The bars as one Markdown table."""
    verdict = {True: "pass", False: "**FAIL**", None: "not measured"}
    rows = tuple((one.what, one.bar, one.measured, verdict[one.met], one.to_beat) for one in bars)
    return markdown(Table("", ("what", "bar", "measured [95 %]", "", "to beat"), rows))


def markdown(table: Table) -> str:
    """One table in Markdown, with its title above."""
    lines = [f"### {table.title}", ""] if table.title else []
    lines += [_line(table.head), _line(tuple("---" for _ in table.head))]
    lines += [_line(row) for row in table.rows]
    return "\n".join(lines)


def section_text(section: Section, errors_shown: int | None) -> str:
    """Tables and notes of a section, and its worst errors.

    `errors_shown` None shows all, 0 only counts them.
    """
    blocks = [f"## {section.title}", *section.notes, *map(markdown, section.tables)]
    worst = sorted(section.errors, key=lambda one: (-one.weight, one.id))
    shown = worst if errors_shown is None else worst[:errors_shown]
    if shown:
        rows = tuple((one.id, one.expected, one.read, one.text) for one in shown)
        title = f"Worst errors: {len(shown)} of {len(worst)}"
        blocks.append(markdown(Table(title, ("id", "is", "read as", "text"), rows)))
    else:
        blocks.append(f"Rows read wrongly: {len(worst)}.")
    return "\n\n".join(blocks)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".0 %", " %")
