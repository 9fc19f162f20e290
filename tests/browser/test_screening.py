"""A whole screening in a real browser, by keyboard and by touch."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, expect

from tests.browser.axe import serious_problems
from tests.browser.chat import Chat
from tests.browser.conftest import OpenChat

_MOST_QUESTIONS = 25


def _tab_to(chat: Chat, name: str) -> None:
    """Press Tab until the control with this name has the focus; all of it must be in reach."""
    for _ in range(60):
        focused = chat.page.evaluate(
            """() => { let e = document.activeElement;
                 while (e && e.shadowRoot && e.shadowRoot.activeElement) e = e.shadowRoot.activeElement;
                 return e ? (e.getAttribute('aria-label') || e.textContent || '').trim() : '' }"""
        )
        if focused == name:
            return
        chat.page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name!r}")


def _answer_the_rest(chat: Chat, press: str) -> None:
    """No to every question, then confirm the read-back and skip the contact questions."""
    for _ in range(_MOST_QUESTIONS):
        if chat.page.get_by_role("region", name="Your result").count():
            return
        offered = chat.suggested.get_by_role("button").all_inner_texts()
        wanted = next(
            one for one in ("Yes, that is right", "None of those", "No", "Skip") if one in offered
        )
        if press == "keyboard":
            before = chat.messages("bot").count()
            _tab_to(chat, wanted)
            chat.page.keyboard.press("Enter")
            chat.wait_for_reply(before)
        else:
            chat.choose(wanted)
    raise AssertionError("the screening does not end")


def test_whole_screening_by_keyboard(open_chat: OpenChat) -> None:
    chat = open_chat()
    _tab_to(chat, "Open chat")
    chat.page.keyboard.press("Enter")
    expect(chat.box).to_be_focused()
    _tab_to(chat, "Start")
    chat.page.keyboard.press("Enter")
    chat.wait_for_reply(1)
    assert not serious_problems(chat.page)
    chat.screen("desktop-consent")
    _tab_to(chat, "Yes, I agree")
    before = chat.messages("bot").count()
    chat.page.keyboard.press("Enter")
    chat.wait_for_reply(before)
    _tab_to(chat, "None of those")
    _answer_the_rest(chat, "keyboard")
    result = chat.page.get_by_role("region", name="Your result")
    expect(result).to_contain_text("a clinician reads your answers and decides")
    expect(result.get_by_role("button", name="Print")).to_be_visible()
    assert not serious_problems(chat.page)
    chat.screen("desktop-result")
    with chat.page.expect_download() as saved:
        result.get_by_role("button", name="Download").click()
    assert saved.value.suggested_filename == "chat-result.txt"
    chat.page.keyboard.press("Escape")
    expect(chat.button("Open chat")).to_be_focused()


def test_whole_screening_by_touch_at_320_px(open_chat: OpenChat, phone: BrowserContext) -> None:
    chat = open_chat(browser=phone)
    chat.screen("phone-closed")
    chat.open()
    chat.screen("phone-greeting")
    assert not serious_problems(chat.page)
    chat.agree()
    chat.screen("phone-open-question")
    chat.page.get_by_role("checkbox", name="COPD").tap()
    before = chat.messages("bot").count()
    chat.page.get_by_role("button", name="These apply to me").tap()
    chat.wait_for_reply(before)
    expect(chat.page.get_by_role("progressbar", name="Screening progress")).to_be_visible()
    chat.screen("phone-question")
    assert not serious_problems(chat.page)
    for _ in range(_MOST_QUESTIONS):
        if chat.page.get_by_text("Change an answer", exact=True).count():
            break
        offered = chat.suggested.get_by_role("button").all_inner_texts()
        chat.choose("No" if "No" in offered else offered[-1])
    chat.page.get_by_text("Change an answer", exact=True).tap()
    expect(chat.page.get_by_role("button", name="Change my COPD answer")).to_be_visible()
    chat.screen("phone-read-back")
    assert not serious_problems(chat.page)
    _answer_the_rest(chat, "touch")
    chat.screen("phone-result")
    wide = chat.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320, "the page scrolls sideways"


def test_buttons_stay_until_answered_and_send_what_they_show(open_chat: OpenChat) -> None:
    chat = open_chat().open().agree()
    chat.choose("None of those")
    chat.say("How is ketamine given?")
    expect(chat.suggested.get_by_role("button", name="Not sure", exact=True)).to_be_visible()
    chat.choose("Not sure")
    expect(chat.messages("patient").last).to_contain_text(re.compile("Not sure"))


def test_targets_are_44_px(open_chat: OpenChat, phone: BrowserContext) -> None:
    chat = open_chat(browser=phone).open().agree()
    small = []
    for control in chat.page.get_by_role("button").all():
        box = control.bounding_box()
        if box and (box["height"] < 44 or box["width"] < 44):
            small.append((control.inner_text(), box))
    assert not small
