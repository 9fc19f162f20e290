"""`antechamber cases|audit|alerts`: the desk from a terminal, acting on the store and the bot."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable

from antechamber.desk import audit
from antechamber.desk.case_text import case_text, queue_text
from antechamber.desk.cases import Case, CaseState, Disposition
from antechamber.desk.notifier import Notifier
from antechamber.desk.services import DeskServices
from antechamber.desk.wiring import build_database, desk_services
from antechamber.errors import AntechamberError

Act = Callable[[argparse.Namespace, DeskServices], int]


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the desk's commands."""
    cases = subparsers.add_parser("cases", help="the queue of cases, and what staff do with one")
    actions = cases.add_subparsers(dest="action", required=True)
    listing = _command(actions, "list", _list, "the queue, most urgent first")
    states = [state.value for state in CaseState]
    listing.add_argument("--state", choices=states, help="only cases in this state")
    _on_case(_command(actions, "show", _show, "everything about one case"))
    claim = _on_case(_command(actions, "claim", _claim, "take a case and join the conversation"))
    claim.add_argument("--name", required=True, help="the name that the person will read")
    claim.add_argument("--takeover-reason", help="why you take it from whoever has it")
    clear = _on_case(_command(actions, "clear", _clear, "take the level of danger off"))
    clear.add_argument("--reason", required=True, help="why the danger is over")
    _on_case(_command(actions, "reopen", _reopen, "ask the two suicide questions again"))
    close = _on_case(_command(actions, "close", _close, "finish a case"))
    close.add_argument("--disposition", required=True, choices=[one.value for one in Disposition])
    close.add_argument("--note", default="", help="for the record")

    trail = subparsers.add_parser("audit", help="the record of what staff read and did")
    checks = trail.add_subparsers(dest="action", required=True)
    _command(checks, "verify", _verify, "find any changed or missing row")

    alerts = subparsers.add_parser("alerts", help="calling staff")
    trials = alerts.add_subparsers(dest="action", required=True)
    _command(trials, "test", _test_alerts, "send one test alert to every service of every line")


def _command(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, act: Act, about: str
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=about)
    parser.set_defaults(run=lambda arguments: _run(act, arguments))
    return parser


def _on_case(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("case", help="the case's id, as `antechamber cases list` shows it")
    return parser


def _run(act: Act, arguments: argparse.Namespace) -> int:
    """Exit code of a command: 1 with one clear line where it cannot be done."""
    try:
        build_database()
        return act(arguments, desk_services())
    except AntechamberError as error:
        print(error, file=sys.stderr)
        return 1


def _actor() -> str:
    return f"terminal:{getpass.getuser()}"


def _list(arguments: argparse.Namespace, desk: DeskServices) -> int:
    desk.staff.read(None, _actor(), "list")
    state = CaseState(arguments.state) if arguments.state else None
    print(queue_text(desk.store.list(state), desk.clock()))
    return 0


def _show(arguments: argparse.Namespace, desk: DeskServices) -> int:
    case = desk.store.get(arguments.case)
    desk.staff.read(case.id, _actor(), "case")
    print(case_text(case, desk.store.events(case.id), desk.clock()))
    return 0


def _claim(arguments: argparse.Namespace, desk: DeskServices) -> int:
    case = desk.staff.claim(
        arguments.case, arguments.name, _actor(), takeover_reason=arguments.takeover_reason
    )
    return _done(desk, case, f"{case.id} is yours as {case.claimed_by}.")


def _clear(arguments: argparse.Namespace, desk: DeskServices) -> int:
    case = desk.staff.clear(arguments.case, arguments.reason, _actor())
    return _done(desk, case, f"{case.id}: the level of danger is off.")


def _reopen(arguments: argparse.Namespace, desk: DeskServices) -> int:
    case = desk.staff.reopen(arguments.case, _actor())
    return _done(desk, case, f"{case.id}: the two suicide questions will be asked again.")


def _close(arguments: argparse.Namespace, desk: DeskServices) -> int:
    disposition = Disposition(arguments.disposition)
    case = desk.staff.close(arguments.case, disposition, arguments.note, _actor())
    return _done(desk, case, f"{case.id} is closed: {disposition.value}.")


def _done(desk: DeskServices, case: Case, said: str) -> int:
    print(said)
    if not desk.effects.deliver(case.conversation):
        print("The bot could not be reached; the alerts worker will tell the conversation.")
    return 0


def _verify(arguments: argparse.Namespace, desk: DeskServices) -> int:
    faults = audit.faults(desk.database)
    for fault in faults:
        print(f"audit trail: {fault}")
    if not faults:
        print("The audit trail is whole.")
    return 1 if faults else 0


def _test_alerts(arguments: argparse.Namespace, desk: DeskServices) -> int:
    if not desk.alerts.lines:
        print("No alert line is configured; name a file in ALERTS_CONFIG.")
        return 1
    notifier = Notifier(desk.alerts.lines)
    refused = False
    for number, line in enumerate(desk.alerts.lines):
        results = notifier.send(
            number,
            "Antechamber test alert",
            "This is a test. No person is waiting.",
            before_each=lambda: None,
        )
        for service, accepted in enumerate(results, start=1):
            print(f"{line.name}, service {service}: {'accepted' if accepted else 'failed'}")
        refused = refused or not all(results)
    return 1 if refused else 0
