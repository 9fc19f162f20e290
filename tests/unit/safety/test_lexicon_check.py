"""The checker of data/safety refuses every mistake by file, line and field."""

from __future__ import annotations

import pytest

from antechamber.errors import ConfigurationError
from antechamber.safety.lexicon import lexicon_from

GOOD = """patterns:
- id: test.one
  level: urgent
  category: suicide
  note: for the test
  find: [zzz one]
"""


def test_a_good_entry_is_taken(safety_files: dict[str, str]) -> None:
    lexicon_from({**safety_files, "extra.yml": GOOD})


@pytest.mark.parametrize(
    ("before", "after", "line", "finding"),
    [
        ("level: urgent", "level: high", 3, "`high` is not one of"),
        ("note: for the test", "remark: x", 5, "unknown"),
        ("[zzz one]", '["{nowhere}"]', 6, "no class `nowhere`"),
        ("[zzz one]", '["(zzz"]', 6, "never closed"),
        ("[zzz one]", '["zzz?"]', 6, "no words at all"),
        ("[zzz one]", "[zzz, zzz]", 6, "stands twice"),
        ("test.one", "suicide.plan", 2, "used twice"),
        ("  find: [zzz one]\n", "", 2, "`find` is missing"),
    ],
)
def test_a_mistake_is_named(
    safety_files: dict[str, str], before: str, after: str, line: int, finding: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        lexicon_from({**safety_files, "extra.yml": GOOD.replace(before, after)})
    assert f"extra.yml:{line}:" in str(caught.value)
    assert finding in str(caught.value)
