"""The file `ALERTS_CONFIG`: read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from antechamber.desk.ack_link import AckLinks
from antechamber.desk.alerts import AlertsConfig, Line, alerts_config
from antechamber.desk.deadlines import Deadlines
from antechamber.errors import ConfigurationError

GOOD = """\
lines:
- name: first
  urls: ["json://localhost:1/a", "mailto://localhost"]
  wait_s: 120
deadlines: {imminent: 60}
details: false
"""


def test_no_file_means_no_lines_and_the_default_deadlines() -> None:
    assert alerts_config(None) == AlertsConfig()
    assert (Deadlines().imminent, Deadlines().urgent) == (120, 300)


def test_lines_and_deadlines_are_read(tmp_path: Path) -> None:
    file = tmp_path / "alerts.yml"
    file.write_text(GOOD.replace("mailto://localhost", "json://localhost:2"))
    config = alerts_config(file)
    assert config.lines == (Line("first", ("json://localhost:1/a", "json://localhost:2"), 120),)
    assert config.deadlines == Deadlines(imminent=60)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("wait_s: 120", "wait_s: soon", "wait_s"),
        ("wait_s: 120", "wait: 120", "wait"),
        ("imminent: 60", "imminent: 0", "imminent"),
        ("imminent", "terrible", "terrible"),
        ("details: false", "details: perhaps", "details"),
        ("json://localhost:1/a", "nonsense://secret-password", "alerts.yml:3"),
        ('["json://localhost:1/a", "mailto://localhost"]', "[]", "urls"),
    ],
)
def test_a_wrong_file_is_refused_by_file_and_field(
    tmp_path: Path, before: str, after: str, expected: str
) -> None:
    file = tmp_path / "alerts.yml"
    text = GOOD.replace(before, after)
    assert text != GOOD
    file.write_text(text)
    with pytest.raises(ConfigurationError) as raised:
        alerts_config(file)
    message = str(raised.value)
    assert "alerts.yml" in message
    assert expected in message
    assert "secret-password" not in message
    assert "protocol check" not in message


def test_an_ack_link_names_its_case_and_cannot_be_forged() -> None:
    links = AckLinks("secret", "http://desk/")
    token = links.link("c-1", "first").removeprefix("http://desk/ack/")
    assert links.read(token) == ("c-1", "first")
    assert links.read(token[:-2] + "xx") is None
    assert AckLinks("other", "http://desk").read(token) is None
