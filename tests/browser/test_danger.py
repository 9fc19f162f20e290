"""Danger in a real browser: the panel stays, and needs no server."""

from __future__ import annotations

import signal

from playwright.sync_api import BrowserContext, expect

from tests.browser.axe import serious_problems
from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat
from tests.server import Server

NUMBERS = ("tel:988", "sms:988", "tel:911", "sms:741741")
DISCLOSURE = "I want to die and I have the pills here, I will take them tonight"


def _shows_the_numbers(chat: Chat) -> None:
    for number in NUMBERS:
        expect(chat.crisis.locator(f'a[href="{number}"]')).to_be_visible()


def test_panel_stays_pinned_and_collapses_to_a_bar(
    open_chat: OpenChat, phone: BrowserContext
) -> None:
    chat = open_chat(browser=phone).open()
    chat.say(DISCLOSURE)
    _shows_the_numbers(chat)
    assert not serious_problems(chat.page)
    chat.screen("phone-danger")
    chat.crisis.get_by_role("button", name="Hide").click()
    expect(chat.crisis).to_be_visible()
    expect(chat.crisis.get_by_role("link")).to_have_count(0)
    chat.screen("phone-danger-discreet")
    chat.crisis.get_by_role("button", name="Show info").click()
    _shows_the_numbers(chat)
    chat.page.reload()
    _shows_the_numbers(chat)


def test_numbers_with_every_server_dead(fragile: Server, open_chat: OpenChat) -> None:
    chat = open_chat(on=fragile).open()
    for name in ("bot", "actions", "desk", "alerts"):
        fragile.signal(name, signal.SIGKILL)
    try:
        chat.button("Need help now?").click()
        _shows_the_numbers(chat)
        expect(chat.status).to_contain_text("988", timeout=30_000)
        chat.box.fill(DISCLOSURE)
        chat.box.press("Enter")
        retry = chat.button("Not sent, tap to try again")
        expect(retry).to_be_visible(timeout=30_000)
        assert not serious_problems(chat.page)
        chat.screen("desktop-offline")
    finally:
        for name in ("actions", "bot", "desk", "alerts"):
            fragile.launch(name)
        for name in ("actions", "bot", "desk"):
            fragile.wait_until_ready(name)
    retry.click(timeout=5_000) if retry.count() else None
    expect(chat.messages("bot").last).to_contain_text("told", timeout=60_000)
    expect(chat.messages("patient")).to_have_count(1)


def test_server_killed_in_the_middle_of_a_disclosure(fragile: Server, open_chat: OpenChat) -> None:
    chat = open_chat(on=fragile).open()
    chat.say("Hi")
    chat.box.fill(DISCLOSURE)
    chat.box.press("Enter")
    fragile.restart("bot")
    _shows_the_numbers(chat)
    expect(chat.log).to_contain_text("this is an emergency", timeout=60_000)
    expect(chat.messages("patient")).to_have_count(2)


def test_leave_quickly_leaves_no_way_back(open_chat: OpenChat, context: BrowserContext) -> None:
    context.route("https://www.weather.gov/**", lambda route: route.fulfill(body="weather"))
    chat = open_chat().open()
    chat.say("Hi")
    title = chat.page.title()
    assert "ketamine" not in title.lower() or title == "Example Ketamine Clinic"
    chat.button("Leave quickly").click()
    chat.page.wait_for_url("https://www.weather.gov/")
    chat.page.go_back()
    assert "127.0.0.1" not in chat.page.url
    chat.visit()
    chat.button("Open chat").click()
    expect(chat.messages("patient")).to_have_count(0)
