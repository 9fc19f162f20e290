"""Every way to get the protocol wrong: the error names file, line, criterion, field and next step.

Each row makes one change to a copy of the real file. `offset` is the line of the
error counted from the line of the change.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from antechamber.errors import ConfigurationError
from antechamber.protocol.loader import load_protocol

Edit = Callable[[str, str, str], int]

GLAUCOMA = "- id: glaucoma\n  kind: exclusion\n"
CASES = [
    pytest.param(
        GLAUCOMA,
        "- id: glaucoma\n  kind: stop\n",
        1,
        "criterion `glaucoma`, field `kind`: `stop` is not one of "
        "safety_hold, exclusion, clearance.",
        id="bad enum",
    ),
    pytest.param(
        GLAUCOMA,
        GLAUCOMA + "  colour: red\n",
        2,
        "criterion `glaucoma`, field `colour`: `colour` is not a known key",
        id="unknown key",
    ),
    pytest.param(
        "  name: glaucoma\n",
        "",
        -3,
        "criterion `glaucoma`, field `name`: the key is missing",
        id="missing key",
    ),
    pytest.param(
        "  why: Ketamine can raise the pressure inside the eye for a while, and that could harm "
        "your sight.\n",
        "",
        -11,
        "criterion `glaucoma`, field `why`: the key is missing",
        id="missing why",
    ),
    pytest.param(
        "  name: glaucoma\n",
        "  name: ''\n",
        0,
        "criterion `glaucoma`, field `name`: the text is empty",
        id="empty text",
    ),
    pytest.param(
        "  name: glaucoma\n",
        "  name: 12\n",
        0,
        "criterion `glaucoma`, field `name`: `12` is not text",
        id="not text",
    ),
    pytest.param(
        "  name: glaucoma\n",
        "  name: glaucoma {threshold}\n",
        0,
        "criterion `glaucoma`, field `name`: `{threshold}` is not a known placeholder",
        id="unknown placeholder",
    ),
    pytest.param(
        "  name: glaucoma\n",
        "  name: glaucoma {\n",
        0,
        "criterion `glaucoma`, field `name`: a brace stands alone",
        id="stray brace",
    ),
    pytest.param(
        GLAUCOMA,
        "- id: copd\n  kind: exclusion\n",
        None,
        "criterion `copd`, field `id`: the id `copd` stands twice",
        id="duplicate id",
    ),
    pytest.param(
        GLAUCOMA,
        "- id: Glaucoma\n  kind: exclusion\n",
        0,
        "field `id`: `Glaucoma` is not an id",
        id="bad id",
    ),
    pytest.param(
        GLAUCOMA,
        GLAUCOMA + "  tell_staff: maybe\n",
        2,
        "criterion `glaucoma`, field `tell_staff`: `maybe` is not one of true, false",
        id="not true or false",
    ),
    pytest.param(
        "  - trabeculectomy\n",
        "  - trabeculectomy\n  - emphysema\n",
        None,
        "field `yes_words`: `emphysema` is claimed already, by `emphysema` at",
        id="phrase of two criteria",
    ),
    pytest.param(
        "  - latisse\n",
        "  - latisse\n  - trabeculectomy\n",
        1,
        "criterion `glaucoma`, field `look_alikes`: `trabeculectomy` is claimed already",
        id="phrase in yes and look-alikes",
    ),
    pytest.param(
        "  - latisse\n",
        "  - latisse\n  - trabecul*\n",
        1,
        "criterion `glaucoma`, field `look_alikes`: `trabecul*` is claimed already",
        id="phrase under another list's ending",
    ),
    pytest.param(
        "  - latisse\n",
        "  - latisse\n  - latisse\n",
        1,
        "criterion `glaucoma`, field `look_alikes`: `latisse` stands twice in this list",
        id="phrase twice in a list",
    ),
    pytest.param(
        "  - latisse\n",
        "  - (latisse\n",
        0,
        "criterion `glaucoma`, field `look_alikes`: `(latisse`: `)` has no partner",
        id="bad phrase",
    ),
    pytest.param(
        "  - latisse\n",
        "  - ''\n",
        0,
        "criterion `glaucoma`, field `look_alikes`: the list holds an empty text",
        id="empty phrase",
    ),
    pytest.param(
        "    when: [crisis_reading]\n",
        "    when: [doom]\n",
        0,
        "criterion `uncontrolled_hypertension`, follow-up `symptoms`, field `when`: `doom` is not "
        "one of",
        id="dead reference",
    ),
    pytest.param(
        "    when: [crisis_reading]\n",
        "    when: [symptoms]\n",
        0,
        "follow-up `symptoms`, field `when`: `symptoms` leads back to itself",
        id="loop",
    ),
    pytest.param(
        "    when: [crisis_reading]\n",
        "    when: []\n",
        0,
        "follow-up `symptoms`, field `when`: nothing ever asks this follow-up",
        id="never asked",
    ),
    pytest.param(
        "    when: [crisis_reading]\n",
        "    when: [reading]\n",
        0,
        "follow-up `symptoms`, field `when`: nothing ever asks this follow-up",
        id="after a follow-up that settles everything",
    ),
    pytest.param(
        "  - id: symptoms\n",
        "  - id: reading\n",
        1,
        "follow-up `reading`, field `when`: the id `reading` stands twice",
        id="duplicate follow-up",
    ),
    pytest.param(
        "    reads: symptoms\n",
        "    reads: choice\n",
        4,
        "follow-up `symptoms`, field `choices`: a follow-up that reads a choice has choices",
        id="choice without choices",
    ),
    pytest.param(
        "  - id: mania\n",
        "  - id: psychosis\n",
        0,
        "criterion `psychosis_or_mania`, part `psychosis`, field `id`: the id `psychosis` stands "
        "twice",
        id="duplicate part",
    ),
    pytest.param(
        "  crisis_diastolic_mmhg: 120\n",
        "  crisis_diastolic_mmhg: 90\n",
        0,
        "field `crisis_diastolic_mmhg`: `90` is not above high_diastolic_mmhg, `90`",
        id="bounds in the wrong order",
    ),
    pytest.param(
        "  high_systolic_mmhg: 140\n",
        "  high_systolic_mmhg: '140'\n",
        0,
        "field `high_systolic_mmhg`: `140` is not a whole number",
        id="not a number",
    ),
    pytest.param(
        "  recent_months: 3\n",
        "  recent_months: 13\n",
        0,
        "field `recent_months`: `13` is more than window_months, `12`",
        id="recent beyond window",
    ),
    pytest.param(
        'version: "2026.11"\nreviewed: 2026-11-23\n',
        'version: "2026.11"\nreviewed: last week\n',
        1,
        "field `reviewed`: `last week` is not a date",
        id="bad date",
    ),
    pytest.param(
        "  ids: []\n",
        "  ids: [nothing]\n",
        0,
        "include `1`, field `ids`: `nothing` is not one of ketamine_allergy",
        id="unknown include",
    ),
    pytest.param(
        "- file: protocol-optional.yml\n",
        "- file: gone.yml\n",
        0,
        "include `1`, field `file`: `gone.yml` is not a file beside the protocol",
        id="missing include",
    ),
    pytest.param(
        GLAUCOMA,
        "- id: glaucoma\n  id: glaucoma\n",
        1,
        "this is not valid YAML: found duplicate key",
        id="key twice",
    ),
    pytest.param(
        "  name: glaucoma\n",
        "  name: [glaucoma\n",
        None,
        "this is not valid YAML:",
        id="broken YAML",
    ),
]


@pytest.mark.parametrize(("old", "new", "offset", "message"), CASES)
def test_an_error_names_file_line_field_and_next_step(
    data: Path, edit: Edit, old: str, new: str, offset: int | None, message: str
) -> None:
    line = edit("protocol.yml", old, new)
    with pytest.raises(ConfigurationError) as raised:
        load_protocol(data / "protocol.yml")
    said = str(raised.value).splitlines()
    found = [one for one in said if message in one]
    assert found, f"{message!r} is not in {said}"
    file = data / "protocol.yml"
    start = f"{file}:" if offset is None else f"{file}:{line + offset}:"
    assert found[0].startswith(start)
    assert found[0].endswith("Fix it, then run `antechamber protocol check`.")


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"gone\.yml: the file cannot be read"):
        load_protocol(tmp_path / "gone.yml")


@pytest.mark.parametrize("end", ["criteria: []\n", ""])
def test_a_protocol_without_criteria_is_refused(data: Path, end: str) -> None:
    file = data / "protocol.yml"
    head = file.read_text(encoding="utf-8").split("\ncriteria:\n")[0]
    file.write_text(f"{head}\n{end}", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="field `criteria`: there is no criterion"):
        load_protocol(file)


def test_errors_of_several_criteria_come_together(data: Path, edit: Edit) -> None:
    edit("protocol.yml", "  name: glaucoma\n", "  name: ''\n")
    edit("protocol.yml", "  name: COPD\n", "  name: ''\n")
    with pytest.raises(ConfigurationError) as raised:
        load_protocol(data / "protocol.yml")
    said = str(raised.value).splitlines()
    assert [("glaucoma" in one, "copd" in one) for one in said] == [(True, False), (False, True)]
