"""Measure how well messages are read: `make eval`, or `make eval DATA=folder` for your own.

Usage: python benchmarks/evaluate.py [--set dev|test | --data FOLDER] [--show-errors]
       [--baselines] [--out FILE] [--today YEAR-MONTH-DAY]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """Set the environment that must be there before numpy is loaded, then run."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # one core is what is promised
    from benchmarks.eval.run import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
