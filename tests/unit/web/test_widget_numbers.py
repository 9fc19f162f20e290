"""The numbers in the widget's bundle are those of data/clinic.yml."""

from __future__ import annotations

import json
import re

from antechamber.protocol.clinic import Audience, load_clinic
from antechamber.settings import home

PARTS = home() / "widget" / "src"


def test_bundled_numbers_agree_with_the_clinic_file() -> None:
    source = (PARTS / "parts" / "crisis.ts").read_text(encoding="utf-8")
    bundled = set(re.findall(r"\"((?:tel|sms):\d+)\"", source))
    clinic = load_clinic(home() / "data" / "clinic.yml")
    wanted = set()
    for line in clinic.lines_for(
        Audience.EVERYONE, Audience.EMERGENCY, Audience.VETERANS, Audience.VIOLENCE_AT_HOME
    ):
        if line.call:
            wanted.add(f"tel:{line.call.replace('-', '')}")
        if line.text:
            wanted.add(f"sms:{line.text}")
    assert bundled == wanted


def test_every_language_says_every_word() -> None:
    files = sorted((PARTS / "locales").glob("*.json"))
    keys = {file.stem: set(json.loads(file.read_text(encoding="utf-8"))) for file in files}
    assert set(keys) == {"en", "es"}
    assert keys["es"] == keys["en"]
