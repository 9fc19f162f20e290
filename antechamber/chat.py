"""`antechamber chat`: a talk with the running bot in the terminal, as a patient has it."""

from __future__ import annotations

import json
import os
import secrets
import sys
import urllib.error
import urllib.request
from typing import Any


def main() -> int:
    """Read lines, show answers and buttons, until end of input."""
    port = os.environ.get("BOT_PORT", "5005")
    address = f"http://127.0.0.1:{port}/webhooks/rest/webhook"
    conversation = f"terminal-{secrets.token_hex(4)}"
    print("Type as a patient would. Ctrl-D ends the chat.\n")
    while True:
        try:
            text = input("you> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return 0
        try:
            answers = _send(address, conversation, text)
        except urllib.error.URLError:
            print(f"The bot does not answer on port {port}. Start it with `make run`.")
            return 1
        for answer in answers:
            print(f"bot> {answer.get('text', '')}")
            titles = [button["title"] for button in answer.get("buttons") or ()]
            if titles:
                print(f"     [{'] ['.join(titles)}]")


def _send(address: str, conversation: str, text: str) -> list[dict[str, Any]]:
    body = json.dumps({"sender": conversation, "message": text}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        result: list[dict[str, Any]] = json.load(answer)
        return result


if __name__ == "__main__":
    sys.exit(main())
