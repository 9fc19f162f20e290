"""A real browser, the built widget, and pages that fail their test on any console error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from antechamber.widget_build import build_widget_if_needed
from tests.browser.chat import Chat
from tests.server import Server

CHROMIUM = Path("/usr/bin/chromium")
SMALL_PHONE = {"width": 320, "height": 568}
DESKTOP = {"width": 1280, "height": 800}

OpenChat = Callable[..., Chat]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Per module: while Playwright runs, no asyncio test can."""
    assert CHROMIUM.exists(), (
        "The browser tests need /usr/bin/chromium. As root: bash scripts/install_chromium.sh"
    )
    build_widget_if_needed()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One person's browser on a desktop."""
    context = browser.new_context(viewport=DESKTOP, locale="en-US")
    yield context
    context.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """One person's small phone."""
    context = browser.new_context(
        viewport=SMALL_PHONE, locale="en-US", has_touch=True, is_mobile=True, device_scale_factor=2
    )
    yield context
    context.close()


@pytest.fixture
def open_chat(server: Server, context: BrowserContext) -> Iterator[OpenChat]:
    """Opens the clinic's page with the chat on it; `on` names another server or browser."""
    opened: list[Chat] = []

    def open_one(*, on: Server | None = None, browser: BrowserContext | None = None) -> Chat:
        page: Page = (browser or context).new_page()
        chat = Chat(page, (on or server).desk_url)
        opened.append(chat)
        return chat.visit()

    yield open_one
    problems = [problem for chat in opened for problem in chat.problems]
    assert not problems, problems
