"""Refuse training data that gives away the evaluation, or that contradicts itself. Run by `make check`.

Usage: python scripts/lint_data.py [--fast] [--remove]

Refused: a training message that is nearly a message of dev or test, a dev
message that is nearly one of test, and the same training message under two
labels. Near means an edit similarity of 92 % or more on normalised text, or a
cosine of 0.97 or more between vectors of the packaged encoder (without our
adapter, which pulls messages of one label together on purpose). Messages under
four words are left out: "no" and "not sure" recur by nature.
Rows of dev and test are named by id, never quoted, so that nobody tunes on them.
`--fast` leaves the vectors out. `--remove` takes the refused training rows out
of their files; dev and test are never touched.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from antechamber.language.encoder import SentenceEncoder, Vectors
from antechamber.language.encoder_export import WEIGHTS_SHA256, export
from antechamber.settings import home

EDIT_LIMIT = 92
COSINE_LIMIT = 0.97
LEAST_WORDS = 4
WORTH_ENCODING = 66
"""Pairs below this edit similarity, words sorted, are not compared by meaning: hardly one of them
is 0.97 alike, and encoding all messages would take minutes."""
_BLOCK = 400
_CACHED = 40_000

_EXAMPLE = re.compile(r"^\s*- (?P<text>.*\S)\s*$")
_GROUP = re.compile(
    r"^\s*- (?P<key>intent|level|criterion|category|about|label):\s*(?P<value>.+?)\s*$"
)
_LABEL = re.compile(r"^\s+(?P<key>level|category|about|label|criterion):\s*(?P<value>.+?)\s*$")
_MARKUP = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True)
class Row:
    """One message and where it stands: file and line for training, an id for dev and test."""

    part: str
    place: str
    text: str
    plain: str
    label: str = ""

    @property
    def counts(self) -> bool:
        """False for short replies, which recur by nature."""
        return len(self.plain.split()) >= LEAST_WORDS


@dataclass(frozen=True)
class Near:
    """Two messages too alike. `edit` is 0 to 100, `cosine` None where it was not computed."""

    row: Row
    other: Row
    edit: float
    cosine: float | None


def plain(text: str) -> str:
    """Text without case, accents, marks and Rasa's entity markup; single spaces."""
    bare = unicodedata.normalize("NFKD", _MARKUP.sub(r"\1", text).casefold())
    kept = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w\s]|_", "", kept.replace("'", "")).split())


def training_rows(folder: Path) -> Iterator[Row]:
    """Every example below data/nlu with its file, line and labels."""
    for path in sorted(folder.rglob("*.yml")):
        labels: dict[str, str] = {}
        inside = False
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            group, label, example = _GROUP.match(line), _LABEL.match(line), _EXAMPLE.match(line)
            if group and not (inside and line.startswith("    ")):
                labels, inside = {group["key"]: group["value"]}, False
            elif line.strip().startswith("examples:"):
                inside = True
            elif label and not inside:
                labels[label["key"]] = label["value"].split(" #")[0].strip()
            elif example and inside:
                text = example["text"]
                yield Row(
                    "train", f"{path.relative_to(folder.parent.parent)}:{number}", text, plain(text),
                    _label_words(path, labels),
                )  # fmt: skip


def labelled_rows(folder: Path, part: str) -> Iterator[Row]:
    """Every row of dev or test."""
    for path in sorted((folder / part).glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                raw = json.loads(line)
                place = f"tests/eval/{part}/{path.name} {raw.get('id') or number}"
                yield Row(part, place, raw["text"], plain(raw["text"]))


def contradictions(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Training messages that stand under two labels of one task (for replies: one criterion)."""
    by_text: dict[tuple[str, str], Row] = {}
    found = []
    for row in rows:
        task, _, label = row.label.partition(" ")
        first = by_text.setdefault((task, row.plain), row)
        if row.plain and first.label.partition(" ")[2] != label:
            found.append((first, row))
    return found


def near_pairs(
    rows: Sequence[Row], others: Sequence[Row], vectors: VectorStore | None
) -> list[Near]:
    """Pairs that are too alike; without `vectors` by spelling only."""
    found: list[Near] = []
    maybe: list[tuple[Row, Row, float]] = []
    for row, other, edit in _alike(rows, others):
        if edit >= EDIT_LIMIT:
            found.append(Near(row, other, edit, None))
        else:
            maybe.append((row, other, edit))
    if vectors is None or not maybe:
        return found
    vectors.add([row.text for pair in maybe for row in pair[:2]])
    for row, other, edit in maybe:
        cosine = float(vectors[row.text] @ vectors[other.text])
        if cosine >= COSINE_LIMIT:
            found.append(Near(row, other, edit, cosine))
    return found


def _alike(rows: Sequence[Row], others: Sequence[Row]) -> Iterator[tuple[Row, Row, float]]:
    """Pairs alike enough to look at, with their edit similarity: in order or with words sorted."""
    columns = [other.plain for other in others]
    sorted_columns = [" ".join(sorted(text.split())) for text in columns]
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        texts = [row.plain for row in block]
        sorted_texts = [" ".join(sorted(text.split())) for text in texts]
        edits = _similarities(texts, columns)
        loose = _similarities(sorted_texts, sorted_columns)
        for first, second in np.argwhere((edits >= EDIT_LIMIT) | (loose >= WORTH_ENCODING)):
            edit = fuzz.ratio(texts[first], columns[second])
            yield block[first], others[second], edit


def _similarities(texts: Sequence[str], others: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Edit similarities of all pairs, 0 to 100; those not worth a look are 0."""
    found: npt.NDArray[np.uint8] = process.cdist(
        texts, others, scorer=fuzz.ratio, score_cutoff=WORTH_ENCODING, dtype=np.uint8, workers=2
    )
    return found


class VectorStore:
    """Vectors of the packaged encoder, kept in models/.cache between runs."""

    def __init__(self, folder: Path) -> None:
        """Export the packaged encoder once (about a minute) and read what was kept."""
        plain_encoder = export(folder / "plain-encoder", folder / "no-adapter")
        self._encoder = SentenceEncoder(plain_encoder, threads=2)
        self._file = folder / "lint-vectors.npz"
        self._known: dict[str, npt.NDArray[np.float32]] = {}
        if self._file.exists():
            with np.load(self._file, allow_pickle=False) as stored:
                if str(stored["weights"]) == WEIGHTS_SHA256:
                    keys, kept = stored["keys"], stored["vectors"].astype(np.float32)
                    self._known = dict(zip(map(str, keys), kept, strict=True))

    def __getitem__(self, text: str) -> npt.NDArray[np.float32]:
        return self._known[_key(text)]

    def add(self, texts: Iterable[str]) -> None:
        """Encode the texts that are not known yet, and keep all."""
        missing = {_key(text): text for text in texts if _key(text) not in self._known}
        if not missing:
            return
        vectors: Vectors = self._encoder.encode(list(missing.values()))
        self._known.update(zip(missing, vectors, strict=True))
        newest = list(self._known)[-_CACHED:]
        np.savez(
            self._file,
            weights=np.array(WEIGHTS_SHA256),
            keys=np.array(newest),
            vectors=np.stack([self._known[key] for key in newest]).astype(np.float16),
        )


def main() -> int:
    """Print every finding; 1 where there is one."""
    parser = argparse.ArgumentParser(description="Refuse near duplicates between data sets.")
    parser.add_argument("--fast", action="store_true", help="by spelling only, no vectors")
    parser.add_argument("--remove", action="store_true", help="take refused training rows out")
    options = parser.parse_args()
    root = home()
    cache = root / "models" / ".cache"
    cache.mkdir(parents=True, exist_ok=True)
    training = list(training_rows(root / "data" / "nlu"))
    dev = [row for row in labelled_rows(root / "tests" / "eval", "dev") if row.counts]
    test = [row for row in labelled_rows(root / "tests" / "eval", "test") if row.counts]
    vectors = None if options.fast else VectorStore(cache)
    opposed = contradictions(training)
    long_enough = [row for row in training if row.counts]
    found = near_pairs(long_enough, [*dev, *test], vectors) + near_pairs(dev, test, vectors)
    for first, second in opposed:
        print(
            f"{second.place}: `{second.text}` is `{second.label}`, but `{first.label}` in {first.place}"
        )
    for near in found:
        print(_sentence(near))
    if options.remove:
        _remove(root, [near.row for near in found if near.row.part == "train"])
    print(f"{len(training)} training, {len(dev)} dev, {len(test)} test messages: "
          f"{len(found)} too alike, {len(opposed)} contradictions")  # fmt: skip
    return 1 if found or opposed else 0


def _sentence(near: Near) -> str:
    how = f"edit {near.edit:.0f}" + (f", cosine {near.cosine:.3f}" if near.cosine else "")
    quoted = f" `{near.row.text}`" if near.row.part == "train" else ""
    advice = "Remove the training row." if near.row.part == "train" else "Reword the dev row."
    return f"{near.row.place}:{quoted} is nearly {near.other.place} ({how}). {advice}"


def _label_words(path: Path, labels: dict[str, str]) -> str:
    """Task, then label: the task of a reply is its criterion."""
    if "criterion" in labels:
        return f"{labels['criterion']} {labels.get('label', '')}"
    if "level" in labels:
        return f"safety {labels['level']}/{labels.get('category', 'none')}"
    return f"intent {labels.get('intent', path.stem)}"


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _remove(root: Path, rows: Iterable[Row]) -> None:
    """Take rows out of their files; a line that has changed meanwhile stays."""
    by_file: dict[str, dict[int, str]] = defaultdict(dict)
    for row in rows:
        name, _, number = row.place.rpartition(":")
        by_file[name][int(number)] = f"- {row.text}"
    for name, refused in by_file.items():
        path = root / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [
            line
            for number, line in enumerate(lines, start=1)
            if refused.get(number) != line.strip()
        ]
        path.write_text("".join(kept), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
