"""What ships: the root folder, the protocol, and every response of the domain."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from antechamber.protocol.loader import load_protocol
from antechamber.protocol.model import Protocol

ROOT = Path(__file__).resolve().parents[1]


@lru_cache(maxsize=1)
def shipped_protocol() -> Protocol:
    """The protocol that ships."""
    return load_protocol(ROOT / "data" / "protocol.yml")


@cache
def responses_in(name: str) -> dict[str, str]:
    """Response name to all its texts, of one file of domain/."""
    raw: dict[str, Any] = yaml.safe_load((ROOT / "domain" / name).read_text(encoding="utf-8"))
    return {
        response: "\n".join(variation["text"] for variation in variations)
        for response, variations in (raw.get("responses") or {}).items()
    }


@lru_cache(maxsize=1)
def all_responses() -> dict[str, str]:
    """Response name to its text, over all files of domain/."""
    return {
        response: text
        for path in sorted((ROOT / "domain").glob("*.yml"))
        for response, text in responses_in(path.name).items()
    }


def placeholders(text: str) -> set[str]:
    """Names in braces, which Rasa fills."""
    return set(re.findall(r"{([^{}]*)}", text))
