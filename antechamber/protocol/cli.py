"""`antechamber protocol check`, `antechamber protocol domain` and `antechamber protocol diff`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from antechamber.errors import AntechamberError, ConfigurationError
from antechamber.language.faq_domain import generated_faq_domain
from antechamber.protocol.clinic import load_clinic
from antechamber.protocol.diff import StoredAnswers, diff
from antechamber.protocol.diff_text import answers_in, diff_text
from antechamber.protocol.domain import generated_domain
from antechamber.protocol.loader import load_optional, load_protocol

PROTOCOL = Path("data/protocol.yml")
OPTIONAL = "protocol-optional.yml"
CLINIC = Path("data/clinic.yml")
DOMAIN = Path("domain/protocol.yml")
FAQ = Path("data/faq")
FAQ_DOMAIN = Path("domain/faq.yml")

Cases = Callable[[], Iterable[StoredAnswers]]


def add_commands(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser], cases: Cases
) -> None:
    """Register `protocol` with its own commands; each sets `run`, which returns the exit code.

    `cases` reads the answers of stored cases; it is handed in, since the rules
    know nothing of the desk.
    """
    protocol = subparsers.add_parser("protocol", help="check the protocol, write what follows it")
    commands = protocol.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check protocol, optional criteria and clinic")
    check.add_argument("file", nargs="?", type=Path, default=PROTOCOL, help=f"default: {PROTOCOL}")
    check.set_defaults(run=_run_check)
    domain = commands.add_parser("domain", help=f"write {DOMAIN} from the protocol")
    domain.add_argument("--check", action="store_true", help="write nothing; fail if out of date")
    domain.set_defaults(run=_run_domain)
    compare = commands.add_parser("diff", help="what changes from one protocol file to another")
    compare.add_argument("old", type=Path)
    compare.add_argument("new", type=Path)
    replayed = compare.add_mutually_exclusive_group()
    replayed.add_argument("--cases", action="store_true", help="replay the cases of this desk")
    replayed.add_argument(
        "--answers", type=Path, metavar="FILE", help="replay JSON lines of answers"
    )
    compare.set_defaults(run=partial(_run_diff, cases))


def clinic_file(environment: Mapping[str, str]) -> Path:
    """The clinic's file: the one that `CLINIC_CONFIG` names, else data/clinic.yml."""
    return Path(environment.get("CLINIC_CONFIG") or CLINIC)


def check_files(protocol_file: Path, clinic: Path) -> tuple[str, tuple[str, ...]]:
    """One line that says what was checked, and the problems found (empty: all is well).

    Optional criteria that are switched off are checked too, so that switching
    one on never brings a surprise.
    """
    problems: list[str] = []
    summary: list[str] = []
    try:
        protocol = load_protocol(protocol_file)
        summary.append(f"{protocol_file}: version {protocol.version}, {_count(protocol.criteria)}")
        optional = protocol_file.parent / OPTIONAL
        if optional.is_file():
            summary.append(f"{optional}: {_count(load_optional(optional, protocol))}")
    except ConfigurationError as error:
        problems.append(str(error))
    try:
        lines = load_clinic(clinic).crisis_lines
        summary.append(f"{clinic}: {len(lines)} crisis lines")
    except ConfigurationError as error:
        problems.append(str(error))
    return "OK. " + "; ".join(summary) + ".", tuple(problems)


def _count(criteria: tuple[object, ...]) -> str:
    return f"{len(criteria)} criteria"


def _run_check(arguments: argparse.Namespace) -> int:
    summary, problems = check_files(arguments.file, clinic_file(os.environ))
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    print(summary)
    return 0


def _run_domain(arguments: argparse.Namespace) -> int:
    try:
        protocol = load_protocol(PROTOCOL)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 1
    wanted = {DOMAIN: generated_domain(protocol), FAQ_DOMAIN: generated_faq_domain(FAQ)}
    stale = [
        path
        for path, text in wanted.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    if not stale:
        print(f"OK. {DOMAIN} and {FAQ_DOMAIN} are current.")
        return 0
    for path in stale:
        if arguments.check:
            print(f"{path}: out of date. Run `antechamber protocol domain`.", file=sys.stderr)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
        print(f"Wrote {path}.")
    return 1 if arguments.check else 0


def _run_diff(cases: Cases, arguments: argparse.Namespace) -> int:
    try:
        stored: Iterable[StoredAnswers] = cases() if arguments.cases else ()
        if arguments.answers is not None:
            stored = answers_in(arguments.answers)
        print(diff_text(diff(load_protocol(arguments.old), load_protocol(arguments.new), stored)))
    except AntechamberError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
