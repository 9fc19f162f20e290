"""Reloads, bursts, tabs, restarts and staff: everybody sees every message once, in order."""

from __future__ import annotations

import sqlite3

from playwright.sync_api import BrowserContext, expect

from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat
from tests.clients import wait_until
from tests.server import Server

HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>\u202egnirts'


def _texts(chat: Chat) -> list[str]:
    return [one.split("\n")[0] for one in chat.log.locator("[data-from]").all_inner_texts()]


def test_reload_in_the_middle_shows_what_was_said(open_chat: OpenChat) -> None:
    chat = open_chat().open().agree()
    chat.choose("None of those")
    before = chat.messages("bot").count() - 1  # the greeting is the widget's own
    chat.page.reload()
    expect(chat.messages("bot")).to_have_count(before)
    expect(chat.messages("patient")).to_have_count(3)
    expect(chat.suggested.get_by_role("button", name="No", exact=True)).to_be_visible()
    chat.choose("No")


def test_burst_of_three_is_answered_in_order(open_chat: OpenChat) -> None:
    chat = open_chat().open()
    for text in ("Hi", "yes I agree", "I have copd"):
        chat.box.fill(text)
        chat.box.press("Enter")
    expect(chat.log).to_contain_text("In the past month", timeout=60_000)
    said = chat.messages("patient").all_inner_texts()
    assert [text in one for text, one in zip(("Hi", "yes I", "copd"), said, strict=True)] == [
        True
    ] * 3


def test_two_tabs_in_step(open_chat: OpenChat) -> None:
    first = open_chat().open()
    first.say("Hi")
    second = open_chat()
    second.button("Open chat").click()
    expect(second.messages("patient")).to_have_count(1)
    second.choose("Yes, I agree")
    expect(first.messages("patient")).to_have_count(2)
    expect(first.messages("patient").last).to_contain_text("Yes, I agree")
    first.until(
        lambda: first.messages("bot").count() == second.messages("bot").count() + 1, "in step"
    )
    expect(first.suggested.get_by_role("button", name="None of those")).to_be_visible()


def test_server_restarted_in_the_middle_of_a_screening(
    fragile: Server, open_chat: OpenChat
) -> None:
    chat = open_chat(on=fragile).open().agree()
    fragile.restart("bot")
    expect(chat.status).to_be_empty(timeout=60_000)
    chat.choose("None of those")
    expect(chat.log).to_contain_text("In the past month")
    expect(chat.messages("patient")).to_have_count(3)


def test_hostile_message_is_shown_as_text(open_chat: OpenChat) -> None:
    chat = open_chat().open()
    title = chat.page.title()
    chat.say(HOSTILE)
    expect(chat.messages("patient").first).to_contain_text("<script>document.title=2</script>")
    assert chat.messages("patient").locator("img, script").count() == 0
    assert chat.page.title() == title
    assert "\u202e" not in chat.messages("patient").first.inner_text()


def test_hundred_kilobytes_are_read_and_said_to_be_long(open_chat: OpenChat) -> None:
    chat = open_chat().open()
    chat.say("word " * 20_000)
    expect(chat.log).to_contain_text("That was a long message")


def test_staff_words_are_told_apart(server: Server, open_chat: OpenChat) -> None:
    chat = open_chat().open()
    said = "I want to talk to a person"
    chat.say(said)
    case_id = ""

    def opened() -> bool:
        nonlocal case_id
        found = server.desk.get("/cases?state=open").json()
        web = [one for one in found if one["channel"] == "web" and one["kind"] == "request"]
        case_id = web[-1]["id"] if web else ""
        return bool(case_id)

    wait_until(opened, timeout_s=20, what="a case of kind request")
    server.desk.act(case_id, "claim", {"name": "Alex Rivera"})
    expect(chat.status).to_contain_text("Alex Rivera", timeout=15_000)
    server.desk.act(case_id, "messages", {"text": "Hello, this is <b>Alex</b>. Call 988 any time."})
    expect(chat.messages("staff")).to_contain_text("<b>Alex</b>", timeout=15_000)
    expect(chat.messages("staff")).to_contain_text("Alex Rivera, care team")
    chat.screen("desktop-staff")
    chat.page.reload()
    expect(chat.messages("staff")).to_have_count(1)
    server.desk.act(case_id, "release")
    expect(chat.status).to_be_empty(timeout=15_000)


def test_clear_chat_on_this_device(open_chat: OpenChat) -> None:
    chat = open_chat().open()
    chat.say("I have glaucoma")
    chat.button("Clear chat on this device").click()
    expect(chat.messages("patient")).to_have_count(0)
    chat.page.reload()
    expect(chat.status).to_be_empty()
    expect(chat.messages("patient")).to_have_count(0)


def test_no_cookie_no_local_storage_no_other_host(
    open_chat: OpenChat, context: BrowserContext
) -> None:
    asked: set[str] = set()
    context.on("request", lambda request: asked.add(request.url.split("/")[2].split(":")[0]))
    chat = open_chat().open()
    chat.say("Hi")
    assert context.cookies() == []
    assert chat.page.evaluate("localStorage.length") == 0
    assert "Hi" not in chat.page.evaluate("JSON.stringify(sessionStorage)")
    assert asked == {"127.0.0.1"}


def test_long_pause_asks_and_hides_what_was_said(server: Server, open_chat: OpenChat) -> None:
    chat = open_chat().open().agree()
    chat.say("I have glaucoma and my name is Robin")
    chat.page.goto("about:blank")
    chat.page.wait_for_timeout(1500)
    with sqlite3.connect(server.database, timeout=10) as database:
        database.execute("UPDATE web_sessions SET seen = '2020-01-01 00:00:00.000000'")
    database.close()
    chat.visit()
    expect(chat.log).to_contain_text("Do you want to go on with it?")
    assert "glaucoma" not in chat.page.get_by_role("dialog").inner_text()
    chat.screen("desktop-resume")
    chat.suggested.get_by_role("button", name="Go on with it").click()
    expect(chat.log).to_contain_text("Welcome back")
    expect(chat.status).to_be_empty()
    expect(chat.messages("patient")).to_have_count(0)
    assert "Robin" not in chat.page.get_by_role("dialog").inner_text()
    chat.button("Show earlier messages").click()
    expect(chat.messages("patient").last).to_contain_text("Robin")
