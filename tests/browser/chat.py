"""The widget as a person meets it: by the names and roles of the contract, never by a CSS class."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

REPLY_MS = 45_000
SCREENS = Path(__file__).resolve().parents[2] / "docs" / "screens"
_NETWORK = re.compile(r"Failed to load resource|WebSocket connection to|ERR_CONNECTION")


class Chat:
    """One tab. `problems` collects what the browser complained about, dead servers aside."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.problems: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.set_default_timeout(REPLY_MS)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _NETWORK.search(message.text):
            self.problems.append(message.text)

    def visit(self) -> Chat:
        """Go to the clinic's page."""
        self.page.goto(self.address)
        return self

    def button(self, name: str) -> Locator:
        """A button by its exact name."""
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def log(self) -> Locator:
        """The conversation."""
        return self.page.get_by_role("log", name="Conversation")

    @property
    def box(self) -> Locator:
        """Where a person writes."""
        return self.page.get_by_role("textbox", name="Your message")

    @property
    def status(self) -> Locator:
        """Typing, joined, offline."""
        return self.page.get_by_role("status")

    @property
    def crisis(self) -> Locator:
        """The panel with the numbers."""
        return self.page.get_by_role("region", name="Crisis help")

    @property
    def suggested(self) -> Locator:
        """The quick replies."""
        return self.page.get_by_role("group", name="Suggested answers")

    def messages(self, sender: str) -> Locator:
        """Messages of bot, patient or staff."""
        return self.log.locator(f'[data-from="{sender}"]')

    def open(self) -> Chat:
        """Open the chat and wait until it is connected."""
        self.button("Open chat").click()
        expect(self.box).to_be_visible()
        expect(self.status).to_be_empty(timeout=REPLY_MS)
        return self

    def say(self, text: str) -> None:
        """Write, send, and wait for the bot's next words."""
        before = self.messages("bot").count()
        self.box.fill(text)
        self.box.press("Enter")
        self.wait_for_reply(before)

    def choose(self, title: str) -> None:
        """Press a quick reply and wait for the bot's next words."""
        before = self.messages("bot").count()
        self.suggested.get_by_role("button", name=title, exact=True).click()
        self.wait_for_reply(before)

    def wait_for_reply(self, before: int) -> None:
        """Until more than `before` messages of the bot are there and it writes no more."""
        self.until(lambda: self.messages("bot").count() > before, "the bot answers")
        expect(self.status).to_be_empty(timeout=REPLY_MS)

    def until(self, claim: Callable[[], bool], what: str, timeout_ms: int = REPLY_MS) -> None:
        """Poll a claim about the page."""
        end = time.monotonic() + timeout_ms / 1000
        while not claim():
            assert time.monotonic() < end, f"not in time: {what}"
            self.page.wait_for_timeout(100)

    def agree(self) -> Chat:
        """As far as the open question."""
        self.say("Hi")
        self.choose("Yes, I agree")
        return self

    def screen(self, name: str) -> None:
        """A screenshot for docs/screens/."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.wait_for_timeout(400)
        self.page.screenshot(path=str(SCREENS / f"{name}.png"))
