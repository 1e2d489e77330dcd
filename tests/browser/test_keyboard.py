"""Intake and review with the keyboard alone: from the login page to “sent”, and to “passed on”, without a mouse."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, passphrase_of
from tests.browser.keyboard import Keys

pytestmark = pytest.mark.browser

STORY = "Остановили у входа в сайт, держали до вечера."
REMARK = "Укажите только месяц."


@pytest.fixture
def keys(browser: Browser, live_site: str) -> Keys:
    """A browser in which nobody is logged in."""
    context = browser.new_context(viewport=DESK, locale="ru", base_url=live_site, reduced_motion="reduce")
    return Keys(context.new_page())


def log_in(keys: Keys, name: str) -> None:
    """Type name and passphrase."""
    keys.page.goto("/login/")
    keys.tab_to("input[name=username]")
    keys.type(name)
    keys.tab_to("input[name=password]")
    keys.type(passphrase_of(name))
    keys.press("Enter")
    keys.page.wait_for_url(lambda url: "/login/" not in url)


def follow(keys: Keys, selector: str) -> None:
    """Go to a link and open it."""
    address = keys.page.locator(selector).first.get_attribute("href") or ""
    keys.push(f"a[href='{address}']")
    keys.page.wait_for_url(f"**{address}*")


def go_on(keys: Keys, slug: str) -> None:
    """Press Next."""
    keys.push("[data-next]")
    expect(keys.page.locator("[data-screen].is-current")).to_have_attribute("id", f"screen-{slug}")


def test_intake_from_login_to_sent(keys: Keys) -> None:
    page = keys.page
    log_in(keys, "amina")
    follow(keys, "header a[href='/cases/new/'], nav a[href='/cases/new/'], main a[href='/cases/new/']")
    keys.choose("consent", "count")
    go_on(keys, "event")
    keys.choose("event_when", "today")
    keys.choose("oblast", "KG-GB")
    keys.choose("place", "KG-GB-D-LENIN")
    go_on(keys, "client")
    keys.choose("groups", "PWID")
    keys.choose("gender", "M")
    keys.choose("age_band", "A19_35")
    go_on(keys, "what")
    keys.choose("violations", "LIB.ARREST")
    go_on(keys, "who")
    keys.choose("violators", "LE.STATION")
    go_on(keys, "short")
    keys.tab_to("#id_narrative")
    keys.type(STORY)
    go_on(keys, "help")
    keys.choose("responses", "LEG1.CONS")
    go_on(keys, "ready")
    keys.choose("not_ready_reasons", "RETAL")
    keys.push("[data-finish]")
    page.wait_for_url("**/check/")
    expect(page.locator("main")).to_contain_text(STORY)
    keys.push(".intake-send .btn-primary")
    page.wait_for_url(lambda url: not url.endswith("/check/"))
    assert not keys.complaints, "\n".join(keys.complaints)


def first_waiting(page: Page, step: str) -> str:
    """The path of a step of the case that has waited longest."""
    return f"{page.locator('a.queue-link').first.get_attribute('href')}{step}/"


def test_review_from_login_to_given_back_and_passed_on(keys: Keys) -> None:
    page = keys.page
    log_in(keys, "bilal")
    follow(keys, "nav a[href='/queue/']")
    back = first_waiting(page, "return")
    follow(keys, "a.queue-link")
    keys.push(f"a[href='{back}']")
    page.wait_for_url("**/return/")
    keys.push(".return-part:has(#id_text_event) summary")
    keys.tab_to("#id_text_event")
    keys.type(REMARK)
    keys.push("main form[data-decision] button[type=submit]")
    page.wait_for_url(lambda url: not url.endswith("/return/"))
    follow(keys, "nav a[href='/queue/']")
    on = first_waiting(page, "validate")
    assert on.rsplit("/", 2)[0] != back.rsplit("/", 2)[0]
    follow(keys, "a.queue-link")
    keys.push(f"a[href='{on}']")
    page.wait_for_url("**/validate/")
    keys.choose("qualification", "VIOLATION")
    keys.push("main form button[type=submit]")
    page.wait_for_url(lambda url: not url.endswith("/validate/"))
    assert not keys.complaints, "\n".join(keys.complaints)
