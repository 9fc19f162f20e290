"""Read our labelled messages: YAML files of groups, each with labels and an `examples` block.

The same shape serves danger (`safety:` with level, category, about) and
replies (`answers:` with criterion and label).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from antechamber.errors import ConfigurationError

_BULLET = "- "


@dataclass(frozen=True)
class Example:
    """One message with the labels of its group."""

    text: str
    labels: Mapping[str, str]


def read_examples(folder: Path, key: str) -> tuple[Example, ...]:
    """Every example under `key` in the YAML files of `folder`, in file and line order.

    Raises ConfigurationError naming the file for YAML that does not parse, a
    file without the key, or a group without examples.
    """
    return tuple(example for path in files(folder) for example in _in_file(path, key))


def files(folder: Path) -> tuple[Path, ...]:
    """The YAML files of a folder, by name."""
    return tuple(sorted(folder.glob("*.yml")))


def checksum(folders: Iterable[Path]) -> str:
    """Changes when any example file does: Rasa then trains what depends on it again."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in files(folder):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _in_file(path: Path, key: str) -> Iterator[Example]:
    try:
        raw = YAML(typ="safe", pure=True).load(path)
    except YAMLError as error:
        raise ConfigurationError(
            f"{path}: not valid YAML. Fix it, then run `make train`."
        ) from error
    if not isinstance(raw, dict) or key not in raw:
        raise ConfigurationError(f"{path}: no `{key}:` at the top level.")
    for group in raw[key]:
        block = str(group.get("examples") or "")
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if not lines:
            raise ConfigurationError(f"{path}: a group of `{key}` has no examples.")
        labels = {name: str(value) for name, value in group.items() if name != "examples"}
        for line in lines:
            if not line.startswith(_BULLET):
                raise ConfigurationError(f"{path}: example line does not begin with `- `.")
            yield Example(line.removeprefix(_BULLET), labels)
