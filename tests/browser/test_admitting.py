"""Keys of people in a real browser: four words agree, one button, and the texts open; then the bar of renewing."""

import subprocess
import sys
from collections.abc import Callable, Iterator

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, open_session, served
from tests.migrated import server

pytestmark = pytest.mark.browser

NAME = "browser_members"

SCRIPT = """
from documenters.actions.member_keys import member_key_make
from documenters.models import User
from react_cases.management.demo import LOGINS
P = LOGINS[0][2]
for name in ("dara", "bilal", "amina"):
    user = User.objects.get(username=name)
    member_key_make(user, P, by=user)
"""


LEFT = """
from documenters.actions.vaults import granted_keys, vault_of, vault_renew
from documenters.models import Programme
vault = vault_of(Programme.objects.get())
vault_renew(vault, granted_keys(vault), by=None)
"""
"""As when somebody has left: a new generation for those who remain, under which nothing stands yet."""


@pytest.fixture
def members_site(
    site_database: dict[str, str], testrun_uid: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """A copy of the demo in which only members open texts: its address, and its database as the owner."""
    name = f"{NAME}_{testrun_uid[:8]}"
    template = f"browser_{testrun_uid[:12]}"
    environment = {
        key: value.replace(value.partition("///")[2].partition("?")[0], name) if key.startswith("DATABASE_") else value
        for key, value in site_database.items()
    }
    with server() as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            for mode, command in (
                ("server", ["shell", "-v", "0", "-c", SCRIPT]),
                ("members", ["vault_mode", "members"]),
                ("members", ["shell", "-v", "0", "-c", LEFT]),
            ):
                subprocess.run(
                    [sys.executable, "manage.py", *command],
                    cwd=settings.BASE_DIR,
                    env={**environment, "VAULT_MODE": mode},
                    check=True,
                    stdout=subprocess.DEVNULL,
                )
            with served({**environment, "VAULT_MODE": "members"}, tmp_path_factory.mktemp("members")) as port:
                yield f"http://127.0.0.1:{port}", environment["DATABASE_OWNER_URL"]
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def signed_in(browser: Browser, members_site: tuple[str, str]) -> Iterator[Callable[..., Page]]:
    """Somebody's page; of a recovery code, which has its own journey, it is said that it was written down."""
    site, database = members_site
    contexts = []

    def sign_in(username: str, viewport: dict[str, int]) -> Page:
        context = browser.new_context(viewport=viewport, locale="en", base_url=site)
        context.set_default_timeout(20_000)
        contexts.append(context)
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": "en", "url": site}])
        open_session(context, username)
        with psycopg.connect(database) as connection:
            connection.execute("UPDATE documenters_memberkey SET code_confirmed_at = now()")
        return context.new_page()

    yield sign_in
    for context in contexts:
        context.close()


def is_fine(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    violations = Axe().run(page).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in violations] == []


def test_s18_admitted_by_four_words_and_reading(signed_in: Callable[..., Page]) -> None:
    viktor, dara = signed_in("viktor", PHONE), signed_in("dara", DESK)
    viktor.goto("/keys/")
    words = viktor.locator(".vault-words").inner_text()
    is_fine(viktor)
    viktor.goto("/queue/")
    viktor.locator("a.queue-link").first.click()
    viktor.wait_for_url("**/cases/*-*/**")
    case = viktor.url
    expect(viktor.locator(".narrative")).to_have_count(0)

    dara.goto("/keys/")
    is_fine(dara)
    # Every case of the programme stands under the key of before.
    dara.get_by_role("button", name="Renew now").click()
    expect(dara.get_by_role("button", name="Renew now")).to_have_count(0, timeout=60_000)
    waiting = dara.locator(".panel", has=dara.get_by_role("heading", name="Виктор"))
    expect(waiting.locator(".vault-words")).to_have_text(words)
    waiting.get_by_role("button", name="Admit").click()
    expect(dara.get_by_text("is admitted and can read with the next page")).to_be_visible()

    viktor.goto(case)
    expect(viktor.locator(".narrative")).to_be_visible()
