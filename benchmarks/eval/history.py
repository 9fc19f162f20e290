"""How free-text history is read: what it settles, and what it must not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from benchmarks.eval.model import Parse
from benchmarks.eval.report import Bar, Error, Section, Table, at_least, at_most
from benchmarks.eval.rows import ConceptRow, HistoryRow
from benchmarks.eval.stats import Scores, share_of

Findings = frozenset[tuple[str, str]]


def findings_in(parse: Parse) -> Findings:
    """Pairs of criterion and value in a parse."""
    return frozenset((one["criterion"], one["value"]) for one in parse.get("findings") or ())


def history_section(rows: Sequence[HistoryRow], parse: Callable[[str], Parse]) -> Section:
    """Read every row as free history."""
    read = {row.id: findings_in(parse(row.text)) for row in rows}
    return Section(
        title="Free-text history (history.jsonl)",
        bars=history_bars([(row.expected, read[row.id]) for row in rows]),
        tables=(_by_criterion(rows, read), _by_tag(rows, read)),
        errors=tuple(_error(row, read[row.id]) for row in rows if row.expected != read[row.id]),
    )


def history_bars(
    pairs: Sequence[tuple[Findings, Findings]], to_beat: str = "medspaCy alone, below"
) -> tuple[Bar, ...]:
    """The bars of the issue from pairs of expected and read findings."""
    f1 = _scores(pairs).f1
    taken = share_of([bool(_false_yes(expected, read)) for expected, read in pairs])
    return (
        at_least("history: criteria settled, micro F1", 0.95, f1, to_beat),
        at_most(
            "rows where what is not the person's own, now, was taken as `yes`", 0.0, taken, to_beat
        ),
    )


def concepts_section(rows: Sequence[ConceptRow], parse: Callable[[str], Parse]) -> Section:
    """Clinicians' sentences: few name a criterion, so what counts is that denied is never `yes`."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    errors = []
    for row in rows:
        value = _on_concept(row, parse(row.text))
        counts[row.label][value] += 1
        if value == "yes" and row.label != "affirmed":
            errors.append(Error(2.0, row.id, row.label, value, row.text))
        elif value == "no" and row.label == "affirmed":
            errors.append(Error(3.0, row.id, row.label, value, row.text))
    values = ("yes", "no", "unsure", "nothing")
    table = Table(
        "What was settled on the marked concept",
        ("label", *values),
        tuple((label, *(str(found[one]) for one in values)) for label, found in counts.items()),
    )
    note = "Most concepts here are outside the protocol, so `nothing` is right for them."
    return Section("Clinicians' sentences (negex.jsonl)", (), (table,), tuple(errors), (note,))


def _on_concept(row: ConceptRow, parse: Parse) -> str:
    """The value of a finding that overlaps the concept, or `nothing`."""
    start = row.text.find(" ".join(row.concept.upper().split()))
    if start < 0:
        return "nothing"
    end = start + len(" ".join(row.concept.split()))
    for one in parse.get("findings") or ():
        if one["start"] < end and start < one["end"]:
            return str(one["value"])
    return "nothing"


def _scores(pairs: Iterable[tuple[Findings, Findings]]) -> Scores:
    right = wrong = missed = 0
    for expected, read in pairs:
        right += len(expected & read)
        wrong += len(read - expected)
        missed += len(expected - read)
    return Scores(right, wrong, missed)


def _false_yes(expected: Findings, read: Findings) -> Findings:
    """Criteria read as `yes` that are not `yes`."""
    return frozenset(one for one in read - expected if one[1] == "yes")


def _by_criterion(rows: Sequence[HistoryRow], read: Mapping[str, Findings]) -> Table:
    names = sorted({name for row in rows for name, _ in row.expected | read[row.id]})
    lines = []
    for name in names:
        own = [
            (
                frozenset(one for one in row.expected if one[0] == name),
                frozenset(one for one in read[row.id] if one[0] == name),
            )
            for row in rows
        ]
        scores = _scores(own)
        lines.append((name, str(scores.precision), str(scores.recall), str(scores.f1)))
    return Table("By criterion", ("criterion", "precision", "recall", "F1"), tuple(lines))


def _by_tag(rows: Sequence[HistoryRow], read: Mapping[str, Findings]) -> Table:
    groups: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        for tag in row.tags or ("untagged",):
            groups[tag].append(row.expected == read[row.id])
    ordered = sorted(groups.items(), key=lambda one: (-len(one[1]), one[0]))
    lines = tuple((tag, str(share_of(flags))) for tag, flags in ordered)
    return Table("Rows read wholly right, by tag", ("tag", "share [95 %]"), lines)


def _error(row: HistoryRow, read: Findings) -> Error:
    wrong, missed = read - row.expected, row.expected - read
    weight = 3.0 * len(_false_yes(row.expected, read)) + 2.0 * len(wrong) + len(missed)
    return Error(weight, row.id, _words(row.expected), _words(read), row.text)


def _words(findings: Findings) -> str:
    return ", ".join(f"{name}={value}" for name, value in sorted(findings)) or "nothing"
