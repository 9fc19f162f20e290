"""How replies to a criterion's question are read: bars, confusion, coverage against accuracy."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from benchmarks.eval.model import Model, Parse
from benchmarks.eval.report import Bar, Error, Section, Table, at_least, at_most, confusion
from benchmarks.eval.rows import LABELS, AnswerRow, IndirectRow
from benchmarks.eval.stats import Share, share_of

OTHER = "other"
_RISKY = ("yes", "unsure")
_FOUR = ("yes", "no", "unsure", "decline")
_CONFIDENCES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
_NEUTRAL_CRITERION = "glaucoma"
"""Stands in as the pending question for replies to questions that are none of ours."""


def answers_section(rows: Sequence[AnswerRow], model: Model) -> Section:
    """Read every row as the reply to its criterion's question."""
    read = _read(rows, model)
    pairs = [(row.label, read[row.id]) for row in rows]
    return Section(
        title="Replies (answers.jsonl)",
        bars=answer_bars(pairs),
        tables=(
            confusion("Reply", LABELS, pairs),
            _by_criterion(rows, read),
            _coverage(rows, model),
        ),
        errors=tuple(_error(row, read[row.id]) for row in rows if row.label != read[row.id]),
        notes=("`other` settles nothing: the bot asks again, with buttons, and does not guess.",),
    )


def answer_bars(
    pairs: Sequence[tuple[str, str]], to_beat: str = "stock DIET, below"
) -> tuple[Bar, ...]:
    """The two bars of the issue from pairs of true and read label."""
    right = share_of([true == read for true, read in pairs if true in _FOUR])
    to_no = share_of([read == "no" for true, read in pairs if true in _RISKY])
    return (
        at_least("reply read as yes, no, unsure or decline", 0.97, right, to_beat),
        at_most("true yes or unsure read as no", 0.003, to_no, to_beat),
    )


def indirect_section(rows: Sequence[IndirectRow], model: Model) -> Section:
    """Replies to outsiders' questions. What must not happen is a yes read as no."""
    read = {row.id: reply_in(model.parse(row.text, pending=_NEUTRAL_CRITERION)) for row in rows}
    labels = sorted({row.label for row in rows})
    counts = Counter((row.label, read[row.id]) for row in rows)
    table = Table(
        "Indirect replies",
        ("true, read as", *LABELS),
        tuple((label, *(str(counts[label, one]) for one in LABELS)) for label in labels),
    )
    to_no = share_of([read[row.id] == "no" for row in rows if row.label == "yes"])
    taken = [(row.label, read[row.id]) for row in rows if read[row.id] != OTHER]
    right = share_of([true == given for true, given in taken])
    note = (
        f"The questions are none of ours, so they are put as `{_NEUTRAL_CRITERION}`, and asking "
        f"again (`other`) is right. True yes read as no: {to_no}. Right among those taken as an "
        f"answer: {right}."
    )
    return Section(
        "Outsiders' indirect replies (indirect_answers.jsonl)",
        tables=(table,),
        errors=tuple(
            Error(1.0, row.id, row.label, read[row.id], f"{row.question} {row.text}")
            for row in rows
            if read[row.id] not in (OTHER, row.label)
        ),
        notes=(note,),
    )


def reply_in(parse: Parse) -> str:
    """The reply in a parse; `other` where there is none."""
    answer = parse.get("answer")
    return str(answer["reply"]) if isinstance(answer, Mapping) else OTHER


def _read(rows: Sequence[AnswerRow], model: Model) -> dict[str, str]:
    return {row.id: reply_in(model.parse(row.text, pending=row.criterion)) for row in rows}


def _by_criterion(rows: Sequence[AnswerRow], read: Mapping[str, str]) -> Table:
    groups: dict[str, list[AnswerRow]] = defaultdict(list)
    for row in rows:
        groups[row.criterion].append(row)
    lines = []
    for criterion, own in sorted(groups.items()):
        right = share_of([row.label == read[row.id] for row in own])
        again = sum(read[row.id] == OTHER and row.label != OTHER for row in own)
        to_no = Share(
            sum(row.label in _RISKY and read[row.id] == "no" for row in own),
            sum(row.label in _RISKY for row in own),
        )
        lines.append((criterion, str(right), str(again), f"{to_no.hits}/{to_no.total}"))
    head = ("criterion", "right [95 %]", "asked again", "yes or unsure read as no")
    return Table("By criterion", head, tuple(lines))


def _coverage(rows: Sequence[AnswerRow], model: Model) -> Table:
    """What asking again more often would buy: the head is heard only above a confidence."""
    lines = []
    labelled = [row for row in rows if row.label in _FOUR]
    for least in _CONFIDENCES:
        with model.least_confidence(least):
            read = _read(labelled, model)
        taken = [row for row in labelled if read[row.id] != OTHER]
        lines.append(
            (
                f"{least:.2f}" if least else "as shipped",
                str(Share(len(taken), len(labelled))),
                str(share_of([read[row.id] == row.label for row in taken])),
                str(share_of([read[row.id] == "no" for row in taken if row.label in _RISKY])),
            )
        )
    head = (
        "least confidence of the head",
        "answered",
        "right among them",
        "yes or unsure read as no",
    )
    return Table("Coverage against accuracy", head, tuple(lines))


def _error(row: AnswerRow, read: str) -> Error:
    """Read as no though it is yes or unsure weighs most; asking again least."""
    weight = 3.0 if row.label in _RISKY and read == "no" else 1.0 if read == OTHER else 2.0
    return Error(weight, row.id, f"{row.criterion} {row.label}", read, row.text)
