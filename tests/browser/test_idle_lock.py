"""The idle lock in a real browser: nothing can be read behind it, and nothing typed is lost by it."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from react_cases.management.demo import LOGINS
from tests.browser.conftest import DESK, PHONE, SignIn
from tests.browser.phone import Phone

pytestmark = pytest.mark.browser

MINUTE_MS = 60_000
SLOW_MS = 20_000
PASSPHRASE = next(secret for _, name, secret in LOGINS if name == "amina")
COVER = "[data-lock-cover]"
WITHIN = "document.activeElement === document.body || !!document.activeElement.closest('.lock-cover')"
SECRET = "words that nobody may read"


@pytest.fixture
def page(sign_in: SignIn) -> Page:
    """Amina's intake on a phone, with a clock that can be moved on."""
    page = sign_in("amina", viewport=PHONE, language="en", has_touch=True)
    page.clock.install()
    page.goto("/cases/new/")
    Phone(page).choose("consent", "count")
    # Nothing waits to be saved: a save that met the lock would be answered with 423.
    expect(page.locator("[data-saved-line]")).to_contain_text("Saved", timeout=SLOW_MS)
    # Nor is the library still to be fetched.
    expect(page.locator("#library-here")).to_be_attached(timeout=SLOW_MS)
    page.evaluate(f"document.querySelector('textarea').value = '{SECRET}'")
    return page


def wait_until_locked(page: Page) -> None:
    page.clock.fast_forward(15 * MINUTE_MS)
    expect(page.locator(COVER)).to_be_visible()


def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.locator(COVER).locator("[name=unlock_passphrase]").fill(passphrase)
    page.keyboard.press("Enter")


def lock_on_the_server(page: Page) -> None:
    """As if the limit had passed there: the page has not noticed."""
    state = page.evaluate(
        """async () => {
            const { person, lockUrl } = document.querySelector("template[data-idle-lock]").dataset;
            const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
            const body = new URLSearchParams({ person });
            const answer = await fetch(lockUrl, { method: "POST", body, headers: { "X-CSRFToken": token } });
            return (await answer.json()).state;
        }"""
    )
    assert state == "locked"


def test_after_the_limit_nothing_of_the_page_can_be_read_or_reached(page: Page) -> None:
    page.clock.fast_forward(15 * MINUTE_MS - 5_000)
    expect(page.locator(COVER)).to_have_count(0)
    page.clock.fast_forward(10_000)
    expect(page.locator(COVER)).to_be_visible()
    seen = page.locator("body").inner_text()
    assert SECRET not in seen
    assert "Amina" not in seen
    assert "Record a case" not in seen
    expect(page.locator("form[data-intake]")).to_be_hidden()
    assert page.evaluate("[...document.body.children].every((part) => part.matches('[data-lock-cover]') || part.inert)")
    assert page.get_by_role("textbox").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    violations = Axe().run(page).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in violations] == []


def test_keyboard_stays_inside_and_a_dialog_is_announced(page: Page) -> None:
    wait_until_locked(page)
    expect(page.get_by_role("dialog", name="This page is locked")).to_be_visible()
    expect(page.locator("[name=unlock_passphrase]:visible")).to_be_focused()
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('.lock-cover')"
        )


def test_everything_typed_is_there_after_unlocking_and_is_saved(page: Page) -> None:
    title = page.locator("[data-screen].is-current .screen-title")
    title.focus()
    address = page.url
    wait_until_locked(page)
    unlock(page)
    expect(page.locator(COVER)).to_have_count(0, timeout=SLOW_MS)
    assert page.url == address
    expect(title).to_be_focused()
    expect(page.locator('input[name="consent"][value="count"]')).to_be_checked()
    assert page.evaluate("document.querySelector('textarea').value") == SECRET
    Phone(page).choose("event_when", "today")
    page.clock.fast_forward(3_000)
    expect(page.locator("[data-saved-line]")).to_contain_text("Saved", timeout=SLOW_MS)


def test_a_wrong_passphrase_is_said_beside_the_field(page: Page) -> None:
    wait_until_locked(page)
    unlock(page, "wrong")
    field = page.locator("[name=unlock_passphrase]:visible")
    expect(page.locator("#lock_passphrase_error")).to_contain_text("The passphrase is wrong", timeout=SLOW_MS)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", "lock_passphrase_error")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(page.locator(COVER)).to_be_visible()


def test_five_wrong_passphrases_throw_the_page_away(page: Page) -> None:
    wait_until_locked(page)
    for _ in range(5):
        with page.expect_response("**/lock/open/", timeout=SLOW_MS):
            unlock(page, "wrong")
        page.wait_for_timeout(100)
    expect(page.get_by_role("heading", name="You are logged out")).to_be_visible(timeout=SLOW_MS)
    assert SECRET not in page.content()
    assert page.evaluate("document.querySelector('form[data-intake]')") is None
    page.get_by_role("link", name="Log in again").click()
    page.wait_for_url("**/login/")


def test_an_hour_locked_throws_the_page_away_without_asking_the_server(page: Page) -> None:
    wait_until_locked(page)
    page.context.set_offline(True)
    page.clock.fast_forward(60 * MINUTE_MS)
    expect(page.get_by_role("heading", name="You are logged out")).to_be_visible()
    assert page.evaluate("document.querySelector('form[data-intake]')") is None


def test_somebody_who_works_is_not_locked_out_and_the_server_knows(page: Page) -> None:
    for _ in range(4):
        page.clock.fast_forward(10 * MINUTE_MS)
        with page.expect_response("**/lock/touch/", timeout=SLOW_MS) as told:
            page.keyboard.press("Shift")
        assert told.value.json()["state"] == "open"
    expect(page.locator(COVER)).to_have_count(0)


def test_waking_up_late_locks_before_the_first_key_counts(page: Page) -> None:
    page.clock.pause_at(page.evaluate("Date.now()") + 16 * MINUTE_MS)
    page.keyboard.press("a")
    expect(page.locator(COVER)).to_be_visible()


def test_the_menu_locks_at_once(sign_in: SignIn) -> None:
    page = sign_in("amina", viewport=DESK, language="en")
    page.locator(".menu-button").click()
    with page.expect_response("**/lock/"):
        page.get_by_role("button", name="Lock this page").click()
    expect(page.locator(COVER)).to_be_visible()
    unlock(page)
    expect(page.locator(COVER)).to_have_count(0, timeout=SLOW_MS)


def test_pages_of_one_person_are_locked_and_unlocked_together(sign_in: SignIn) -> None:
    first = sign_in("amina", viewport=DESK, language="en")
    second = first.context.new_page()
    second.goto("/cases/")
    first.locator(".menu-button").click()
    first.get_by_role("button", name="Lock this page").click()
    expect(second.locator(COVER)).to_be_visible()
    unlock(second)
    for page in (second, first):
        expect(page.locator(COVER)).to_have_count(0, timeout=SLOW_MS)


def test_escape_three_times_leaves_a_locked_page_too(sign_in: SignIn) -> None:
    page = sign_in("amina", viewport=DESK, language="en")
    page.locator(".menu-button").click()
    page.get_by_role("button", name="Lock this page").click()
    expect(page.locator(COVER)).to_be_visible()
    expect(page.locator(COVER).get_by_role("button", name="Leave quickly")).to_be_visible()


# Where the server locks first, answers have status 423, which browsers report on their console: pages of their own.


@pytest.fixture
def quiet_page(browser: Browser, live_site: str) -> Iterator[Page]:
    """Amina's page; refused requests are expected here."""
    context = browser.new_context(viewport=DESK, locale="en", base_url=live_site)
    yield from _signed_in_page(context, live_site)
    context.close()


@pytest.fixture
def page_without_script(browser: Browser, live_site: str) -> Iterator[Page]:
    """Dara's page in a browser without JavaScript."""
    context = browser.new_context(viewport=DESK, locale="en", base_url=live_site, java_script_enabled=False)
    yield from _signed_in_page(context, live_site, "dara")
    context.close()


def _signed_in_page(context, live_site: str, name: str = "amina") -> Iterator[Page]:  # type: ignore[no-untyped-def]
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": live_site}])
    page = context.new_page()
    page.goto("/login/")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(PASSPHRASE)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda url: "/login/" not in url, timeout=SLOW_MS)
    yield page


def test_autosave_that_meets_a_lock_holds_what_is_typed_and_goes_on_after_it(quiet_page: Page) -> None:
    quiet_page.goto("/cases/new/")
    phone = Phone(quiet_page)
    lock_on_the_server(quiet_page)
    quiet_page.locator('.tile:has(input[name="consent"][value="count"]) > label').click()
    expect(quiet_page.locator(COVER)).to_be_visible(timeout=SLOW_MS)
    unlock(quiet_page)
    expect(quiet_page.locator(COVER)).to_have_count(0, timeout=SLOW_MS)
    expect(phone.page.locator("[data-saved-line]")).to_contain_text("Saved", timeout=SLOW_MS)
    quiet_page.reload()
    expect(quiet_page.locator('input[name="consent"][value="count"]')).to_be_checked()


def test_without_javascript_a_form_sent_to_a_locked_session_goes_on_after_unlocking(page_without_script: Page) -> None:
    page = page_without_script
    page.goto("/settings/")
    page.locator("input[name=late_after_days]").fill("9")
    page.locator(".menu-button").click()
    # In another window: the form above stays as it is.
    other = page.context.new_page()
    other.goto("/settings/")
    other.locator(".menu-button").click()
    other.get_by_role("button", name="Lock this page").click()
    expect(other.get_by_role("heading", name="This page is locked")).to_be_visible()

    page.get_by_role("button", name="Save the settings").click()
    expect(page.get_by_role("heading", name="This page is locked")).to_be_visible()
    page.locator("[name=unlock_passphrase]").fill("wrong")
    page.get_by_role("button", name="Unlock").click()
    expect(page.locator(".field-error")).to_be_visible()
    page.locator("[name=unlock_passphrase]").fill(PASSPHRASE)
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_text("The settings are saved")).to_be_visible()
    expect(page.locator("input[name=late_after_days]")).to_have_value("9")
