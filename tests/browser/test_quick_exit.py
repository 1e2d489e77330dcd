"""Leaving quickly (S22): the session is over, and Back shows nothing of ours but the login page."""

import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from documenters.views.context import NEUTRAL_PAGE
from react_cases.management.demo import LOGINS
from tests.browser.conftest import DESK

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]
PASSPHRASE = LOGINS[0][2]
SLOW_MS = 20_000
SOON_SECONDS = 3


@pytest.fixture
def visit(browser: Browser, live_site: str) -> Iterator[Visit]:
    """Amina at her queue; the neutral page is a stand-in, so that no test talks to the network."""
    contexts: list[BrowserContext] = []

    def neutral(route: Route) -> None:
        route.fulfill(body="<title>Weather</title>sunny", content_type="text/html")

    def start(*, script: bool = True) -> Page:
        context = browser.new_context(viewport=DESK, base_url=live_site, java_script_enabled=script)
        contexts.append(context)
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": live_site}])
        context.route("https://www.google.com/**", neutral)
        page = context.new_page()
        page.goto("/login/")
        page.locator("input[name=username]").fill("amina")
        page.locator("input[name=password]").fill(PASSPHRASE)
        page.locator("main button[type=submit]").click()
        page.wait_for_url("**/queue/", timeout=SLOW_MS)
        page.goto("/cases/")
        return page

    yield start
    for context in contexts:
        context.close()


def leave(page: Page, how: str) -> None:
    if how == "keyboard":
        for _ in range(3):
            page.keyboard.press("Escape")
    else:
        page.get_by_role("button", name="Leave quickly").click()
    page.wait_for_url(NEUTRAL_PAGE, timeout=SLOW_MS)


def test_s22_nothing_that_was_typed_holds_anybody_back(visit: Visit) -> None:
    page = visit()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.locator("main a[href^='/cases/'][href$='/']").filter(has_text="KG-").first.click()
    page.wait_for_url("**/cases/*-*/")
    page.goto(f"{page.url}comments/add/")
    page.locator("#id_text").press_sequentially("He waited.")
    leave(page, "keyboard")
    assert asked == []


@pytest.mark.parametrize(("script", "how"), [(True, "button"), (True, "keyboard"), (False, "button")])
def test_s22_back_does_not_return_and_the_session_is_over(visit: Visit, live_site: str, script: bool, how: str) -> None:
    page = visit(script=script)
    sessions = [cookie for cookie in page.context.cookies(live_site) if cookie["name"] == settings.SESSION_COOKIE_NAME]
    started = time.monotonic()
    leave(page, how)
    assert time.monotonic() - started < SOON_SECONDS
    for _ in range(4):
        page.go_back(wait_until="load")
        if page.url.startswith(live_site):
            expect(page.get_by_role("heading", name="Log in")).to_be_visible()
            assert page.title() in ("Case journal", "Log in")
            assert "Amina" not in page.content()
    # Whoever has copied the cookie has nothing: it is over on the server.
    page.context.add_cookies(sessions)
    page.goto("/cases/")
    assert "/login/" in page.url


def test_s22_without_a_connection_the_page_is_gone_too(visit: Visit, live_site: str) -> None:
    page = visit()
    page.route("**/leave/", lambda route: route.abort())
    leave(page, "keyboard")
    page.unroute("**/leave/")
    page.go_back(wait_until="load")
    page.goto("/cases/")
    assert "/login/" in page.url


@pytest.mark.parametrize("place", ["/login/", "/nothing/here/"])
def test_s22_pages_of_strangers_and_errors_can_be_left(visit: Visit, place: str) -> None:
    page = visit()
    page.goto(place)
    leave(page, "button")


def test_s22_two_times_escape_is_no_leaving(visit: Visit) -> None:
    page = visit()
    for key in ("Escape", "Escape", "Tab", "Escape", "Escape"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.url.endswith("/cases/")
