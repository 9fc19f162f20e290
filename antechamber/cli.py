"""The `antechamber` command: every room registers its own commands here."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from antechamber.errors import AntechamberError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. None reads the process's own arguments."""
    from antechamber.desk import cli as desk_cli
    from antechamber.desk.replay import stored_answers
    from antechamber.protocol import cli as protocol_cli

    parser = argparse.ArgumentParser(prog="antechamber", description=__doc__)
    subparsers = parser.add_subparsers(dest="room", required=True)
    run = subparsers.add_parser("run", help="start everything on this machine")
    run.set_defaults(run=_run)
    chat = subparsers.add_parser("chat", help="talk to the running bot")
    chat.set_defaults(run=_chat)
    train = subparsers.add_parser("train", help="train the model if its inputs changed")
    train.add_argument("--force", action="store_true", help="train even if nothing changed")
    train.set_defaults(run=_train)
    protocol_cli.add_commands(subparsers, stored_answers)
    desk_cli.add_commands(subparsers)
    chosen = parser.parse_args(arguments)
    if chosen.room != "run":
        _use_env_file()
    command: Callable[[argparse.Namespace], int] = chosen.run
    return command(chosen)


def _use_env_file() -> None:
    """Secrets and addresses of `.env`, for commands typed in a terminal."""
    from antechamber.launch import read_env
    from antechamber.settings import home

    if (home() / ".env").exists():
        for name, value in read_env().items():
            os.environ.setdefault(name, value)


def _run(arguments: argparse.Namespace) -> int:
    from antechamber.launch import main as launch

    return launch()


def _chat(arguments: argparse.Namespace) -> int:
    from antechamber.chat import main as chat

    return chat()


def _train(arguments: argparse.Namespace) -> int:
    from antechamber.training import train_if_needed

    try:
        done = train_if_needed(force=arguments.force)
    except AntechamberError as error:
        print(error, file=sys.stderr)
        return 1
    print("Trained." if done else "The model is up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
