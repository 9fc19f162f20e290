"""The `antechamber` command: every room registers its own commands here."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from antechamber.protocol import cli as protocol_cli


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. None reads the process's own arguments."""
    parser = argparse.ArgumentParser(prog="antechamber", description=__doc__)
    subparsers = parser.add_subparsers(dest="room", required=True)
    protocol_cli.add_commands(subparsers)
    chosen = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = chosen.run
    return run(chosen)
