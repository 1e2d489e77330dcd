"""The second factor in a real browser: a passkey, an authenticator app, recovery codes. The site asks for it here."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, served
from tests.factories.second_factor import code_of

pytestmark = pytest.mark.browser

PASSWORD = "nine brown goats on a hill"
MAKE_PERSON = """
from documenters.models import Membership, Programme, User
person = User.objects.create_user({name!r}, {password!r}, display_name={name!r}, language="en")
Membership.objects.create(user=person, programme=Programme.objects.get(code="KG"), role="administrator")
"""
KEY_IN_THE_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

OpenBrowser = Callable[..., Page]


@pytest.fixture(scope="module")
def strict_site(site_database: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site with the second factor required. By the name `localhost`: an address of numbers gets no passkeys."""
    environment = {**site_database, "SECOND_FACTOR_REQUIRED": "1"}
    with served(environment, tmp_path_factory.mktemp("strict")) as port:
        yield f"http://localhost:{port}"


@pytest.fixture
def make_person(site_database: dict[str, str]) -> Callable[[str], None]:
    """Somebody new, whose second factor is no other test's."""

    def make(name: str) -> None:
        subprocess.run(
            [
                sys.executable,
                "manage.py",
                "shell",
                "--verbosity",
                "0",
                "-c",
                MAKE_PERSON.format(name=name, password=PASSWORD),
            ],
            cwd=settings.BASE_DIR,
            env=site_database,
            check=True,
        )

    return make


@pytest.fixture
def open_browser(browser: Browser, strict_site: str) -> Iterator[OpenBrowser]:
    """A browser of somebody's; a script error or a refusal by the content security policy fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_one(viewport: dict[str, int]) -> Page:
        context = browser.new_context(viewport=viewport, locale="en", base_url=strict_site)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        return page

    yield open_one
    for context in contexts:
        context.close()
    # A wrong code is answered with a page; a refused one with status 429, which the console mentions.
    assert [text for text in complaints if "429" not in text] == []


def log_in(page: Page, name: str) -> None:
    """User name and password."""
    page.goto("/login/")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def log_out(page: Page) -> None:
    """By the menu."""
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login/")


def plug_in(page: Page) -> Any:
    """A key that lives in the device, as Chromium imitates it; gives the session of the protocol."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY_IN_THE_DEVICE})
    return devices


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_s15_passkey_is_set_up_and_asked_for_at_login(
    open_browser: OpenBrowser, make_person: Callable[[str], None], viewport: dict[str, int]
) -> None:
    name = f"passkey{viewport['width']}"
    make_person(name)
    page = open_browser(viewport)
    plug_in(page)
    log_in(page, name)
    page.wait_for_url("**/security/start/")
    page.goto("/members/")
    page.wait_for_url("**/security/start/")
    page.get_by_role("link", name="Add a key").click()
    page.get_by_label("Name").fill("Blue key")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/security/codes/")
    assert page.locator(".codes li").count() == 10
    page.reload()
    assert page.locator(".codes li").count() == 0
    page.goto("/security/keys/")
    expect(page.get_by_text("Blue key").first).to_be_visible()
    log_out(page)

    log_in(page, name)
    page.wait_for_url("**/login/second/")
    page.goto("/members/")
    assert "/login/" in page.url
    page.goto("/login/second/")
    page.get_by_role("button", name="Use a passkey or security key").click()
    page.wait_for_url(re.compile(r"/members/$"))


def test_a_browser_without_the_key_stays_outside(open_browser: OpenBrowser, make_person: Callable[[str], None]) -> None:
    make_person("keyless")
    page = open_browser(DESK)
    plug_in(page)
    log_in(page, "keyless")
    page.get_by_role("link", name="Add a key").click()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/security/codes/")
    stranger = open_browser(DESK)
    plug_in(stranger)
    log_in(stranger, "keyless")
    stranger.get_by_role("button", name="Use a passkey or security key").click()
    expect(stranger.locator("[data-passkey-failed]")).to_be_visible()
    assert "/login/second/" in stranger.url


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_s15_app_is_set_up_and_asked_for_at_login(
    open_browser: OpenBrowser, make_person: Callable[[str], None], viewport: dict[str, int]
) -> None:
    name = f"app{viewport['width']}"
    make_person(name)
    page = open_browser(viewport)
    log_in(page, name)
    page.get_by_role("link", name="Set up the app").click()
    picture = page.locator("img.qr")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    page.get_by_text("Or type this key into the app").click()
    secret = re.sub(r"\s", "", page.locator(".typed-key").inner_text())
    page.get_by_label("Code from the app").fill(code_of(secret))
    page.get_by_role("button", name="Done").click()
    page.wait_for_url("**/security/codes/")
    codes = page.locator(".codes li").all_inner_texts()
    page.get_by_role("link", name="I have written them down").click()
    page.wait_for_url("**/security/")
    log_out(page)

    log_in(page, name)
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(re.compile(r"/members/$"))
    log_out(page)

    log_in(page, name)
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(re.compile(r"/members/$"))


def test_pages_fit_a_phone(open_browser: OpenBrowser, make_person: Callable[[str], None], tmp_path: Path) -> None:
    make_person("narrow")
    page = open_browser(PHONE)
    plug_in(page)
    log_in(page, "narrow")
    for path in ("/security/start/", "/security/app/", "/security/keys/add/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/security/codes/")
    for path in ("/security/", "/security/password/", "/security/keys/", "/security/codes/new/", "/security/sessions/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
