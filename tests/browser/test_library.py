"""The library on the page of the intake: it comes by itself, is read without a line, and is nowhere but in the page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, SignIn

pytestmark = pytest.mark.browser

COMES_MS = 20_000
REPLY = "Reply of the Ministry of Internal Affairs"
SENTENCE = "Ask for the legal ground"
KEPT = """async () => [
    localStorage.length, sessionStorage.length, (await caches.keys()).length, (await indexedDB.databases()).length,
]"""


def intake(sign_in: SignIn) -> Page:
    """Amina's intake on a phone, with the library in it."""
    page = sign_in("amina", viewport=PHONE, language="en", has_touch=True)
    with page.expect_response("**/library/intake/", timeout=COMES_MS) as answer:
        page.goto("/cases/new/")
    assert answer.value.headers["cache-control"] == "no-store"
    expect(page.locator("#library-here")).to_be_attached()
    return page


def open_library(page: Page) -> None:
    page.get_by_role("button", name="Library").tap()
    page.locator("summary", has_text=REPLY).tap()


def test_a_reply_is_read_when_the_line_is_gone(sign_in: SignIn) -> None:
    page = intake(sign_in)
    expect(page.get_by_text(SENTENCE)).to_be_hidden()
    page.context.set_offline(True)
    open_library(page)
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(KEPT) == [0, 0, 0, 0]
    page.get_by_role("button", name="Library").tap()
    expect(page.get_by_text(SENTENCE)).to_be_hidden()


def test_the_next_question_puts_it_away(sign_in: SignIn) -> None:
    page = intake(sign_in)
    open_library(page)
    page.locator('input[name="consent"][value="count"] + label').tap()
    page.locator("[data-next]").tap()
    expect(page.get_by_text(SENTENCE)).to_be_hidden()
    expect(page.get_by_role("button", name="Library")).to_have_attribute("aria-expanded", "false")


def test_nothing_of_it_can_be_read_behind_the_lock(sign_in: SignIn) -> None:
    page = intake(sign_in)
    open_library(page)
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    page.evaluate("document.dispatchEvent(new CustomEvent('session:locked'))")
    expect(page.locator("[data-lock-cover]")).to_be_visible()
    expect(page.get_by_text(SENTENCE)).to_be_hidden()
    assert REPLY not in page.locator("body").inner_text()


def test_without_scripts_a_link_opens_the_library_beside_the_intake(sign_in: SignIn) -> None:
    page = sign_in("amina", viewport=PHONE, language="en", java_script_enabled=False)
    page.goto("/cases/new/")
    link = page.locator("main").get_by_role("link", name="Library")
    expect(link).to_have_count(1)
    assert link.get_attribute("target") == "_blank"
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_text(re.compile(REPLY))).to_be_visible()


def test_the_screen_for_an_officer_names_nobody(sign_in: SignIn) -> None:
    page = sign_in("amina", viewport=PHONE, language="en")
    page.goto("/library/")
    page.get_by_role("link", name=re.compile(REPLY)).click()
    page.get_by_role("link", name="Show this screen").click()
    expect(page.get_by_role("heading", name=re.compile(REPLY))).to_be_visible()
    seen = page.locator("body").inner_text()
    assert "Amina" not in seen
    assert "Case journal" not in seen
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.library-text')).fontSize)")
    assert size >= 20
