"""`make check`: every static check, each with a line of its own; stops with the count of failures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS = (
    ("ruff check", [str(BIN / "ruff"), "check", "."]),
    ("ruff format", [str(BIN / "ruff"), "format", "--check", "."]),
    ("mypy --strict", [str(BIN / "mypy")]),
    ("import rules", [str(BIN / "lint-imports"), "--no-cache"]),
    ("protocol and clinic", [str(BIN / "antechamber"), "protocol", "check"]),
    ("generated domain", [str(BIN / "antechamber"), "protocol", "domain", "--check"]),
    ("rasa data validate", [sys.executable, "scripts/validate_rasa_data.py"]),
    ("training data against evaluation data", [sys.executable, "scripts/lint_data.py"]),
)


def main() -> int:
    """Run all checks, also after one fails; returns 1 if any did."""
    failed = []
    for name, command in CHECKS:
        done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
        print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
        if done.returncode != 0:
            failed.append(name)
            print((done.stdout + done.stderr).strip()[-6000:])
    print(f"{len(CHECKS) - len(failed)} checks passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
