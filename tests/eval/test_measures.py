"""The measures themselves, on rows whose numbers are known: no model is needed."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from benchmarks.eval.answers import answer_bars
from benchmarks.eval.faq import Guess, faq_bars
from benchmarks.eval.history import history_bars
from benchmarks.eval.report import confusion
from benchmarks.eval.rows import BadRow, FaqRow, read_folder
from benchmarks.eval.safety import safety_bars
from benchmarks.eval.stats import Share, percentile, wilson

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import lint_data  # noqa: E402


def test_wilson_matches_published_values() -> None:
    low, high = wilson(81, 263)  # Newcombe 1998, table I, method 3
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 20)[0] == 0.0


def test_percentile_is_the_nearest_rank() -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.0
    assert percentile([float(n) for n in range(1, 101)], 0.95) == 95.0
    assert percentile([], 0.5) == 0.0


def test_safety_bars_count_what_the_issue_asks() -> None:
    pairs = [("imminent", "imminent"), ("imminent", "urgent"), ("urgent", "concern"),
             ("urgent", "none"), ("none", "none"), ("none", "concern"), ("none", "urgent"),
             ("concern", "none")]  # fmt: skip
    shares = [bar.measured.split(" [")[0] for bar in safety_bars(pairs)]
    assert shares == [
        "75.0 % (3/4)",
        "50.0 % (2/4)",
        "33.3 % (1/3)",
        "33.3 % (1/3)",
        "25.0 % (1/4)",
    ]


def test_reply_asked_again_is_not_right_but_not_taken_as_no() -> None:
    right, to_no = answer_bars([("yes", "other"), ("unsure", "no"), ("no", "no"), ("other", "no")])
    assert right.measured.startswith("33.3 % (1/3)")
    assert to_no.measured.startswith("50.0 % (1/2)")
    assert to_no.met is False


def test_history_counts_a_relative_taken_for_the_person() -> None:
    copd, glaucoma = ("copd", "yes"), ("glaucoma", "yes")
    f1, taken = history_bars([(frozenset({copd}), frozenset({copd, glaucoma}))])
    assert f1.measured.startswith("66.7 % (2/3)")
    assert taken.measured.startswith("100.0 % (1/1)")


def test_topic_is_right_only_with_the_intent() -> None:
    row = FaqRow("1", "text", "faq", "routes")
    guesses = [
        Guess("faq", "routes", 1.0),
        Guess("greet", "routes", 1.0),
        Guess("faq", "bdnf", 1.0),
    ]
    topic, scope = faq_bars([(row, guess) for guess in guesses])
    assert topic.measured.startswith("33.3 % (1/3)")
    assert scope.met is None


def test_confusion_shows_what_is_never_a_true_label() -> None:
    table = confusion("t", ("yes", "no"), [("yes", "yes"), ("yes", "other")])
    assert table.head == ("true, read as", "yes", "no", "other", "recall [95 %]")
    assert table.rows == (("yes", "1", "0", "1", str(Share(1, 2))),)


def test_examples_of_the_docs_are_read(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "evaluation-data.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^### (\w+\.jsonl).*?```json\n(.*?)```", text, re.S | re.M)
    assert [name for name, _ in blocks] == [
        "safety.jsonl", "answers.jsonl", "history.jsonl", "faq.jsonl"
    ]  # fmt: skip
    for name, block in blocks:
        (tmp_path / name).write_text(block, encoding="utf-8")
    rows = read_folder(tmp_path)
    assert rows.history[0].expected == {("copd", "yes")}
    assert [row.topic for row in rows.faq] == ["side_effects_dissociation", None]
    others = re.findall(r"^\| `(\w+\.jsonl)` \| `(\{.*?\})` \|", text, re.M)
    assert len(others) == 4
    for name, row in others:
        (tmp_path / name).write_text(row, encoding="utf-8")
    assert len(read_folder(tmp_path).texts()) == 9


@pytest.mark.parametrize(
    ("line", "said"),
    [('{"text": "x", "level": "high"}', "`high` is not one of"), ("{", "JSONDecodeError"),
     ('{"text": "x"}', "KeyError")],
)  # fmt: skip
def test_bad_row_names_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    good = json.dumps({"text": "x", "level": "none", "category": None})
    (tmp_path / "safety.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(BadRow, match=re.escape("safety.jsonl:2")) as caught:
        read_folder(tmp_path)
    assert said in str(caught.value)


def test_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRow, match="holds none of"):
        read_folder(tmp_path)


def _row(text: str, label: str = "", part: str = "train") -> lint_data.Row:
    return lint_data.Row(part, f"{part}:{text}", text, lint_data.plain(text), label)


def test_lint_finds_a_near_copy_whatever_its_marks() -> None:
    training = [_row("I’d rather NOT be here, really!!"), _row("my cat sleeps on the keyboard")]
    dev = [_row("id rather not be here realy", part="dev")]
    assert [near.row for near in lint_data.near_pairs(training, dev, None)] == training[:1]


def test_lint_leaves_short_replies_out() -> None:
    assert not _row("not sure, sorry").counts
    assert _row("not sure about that").counts


def test_lint_finds_one_text_under_two_labels_of_one_task() -> None:
    rows = [_row("Hi!", "intent greet"), _row("hi", "intent goodbye"), _row("hi", "copd no"),
            _row("hi", "glaucoma other")]  # fmt: skip
    assert lint_data.contradictions(rows) == [(rows[0], rows[1])]


def test_lint_reads_every_training_example() -> None:
    from antechamber.language.examples import read_examples

    folder = ROOT / "data" / "nlu"
    rows = list(lint_data.training_rows(folder))
    for name, key in (("safety", "safety"), ("answers", "answers")):
        own = [row for row in rows if f"/nlu/{name}/" in f"/{row.place}"]
        assert len(own) == len(read_examples(folder / name, key))
