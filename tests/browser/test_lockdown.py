"""A lock-down from the first click to the reopening, with people at work in other browsers."""

from collections.abc import Iterator

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from react_cases.management.demo import LOGINS
from tests.browser.conftest import DESK, PHONE, SignIn

pytestmark = pytest.mark.browser

SLOW_MS = 20_000
PASSPHRASE = LOGINS[0][2]


@pytest.fixture
def reopened(live_site: str, site_database: dict[str, str]) -> Iterator[None]:
    """The other tests find the programme open, whatever happens here."""
    yield
    address = site_database.get("DATABASE_OWNER_URL", site_database["DATABASE_URL"])
    with psycopg.connect(address) as connection:
        connection.execute(
            "UPDATE documenters_lockdown SET proposed_by_id = first_person_id, proposed_at = now(), "
            "reopened_by_id = second_person_id, reopened_at = now() WHERE reopened_at IS NULL"
        )


def is_fine(page: Page, title: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), title
    violations = Axe().run(page).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in violations] == [], title


def test_s26_lock_down_and_reopen_by_keyboard(sign_in: SignIn, reopened: None) -> None:
    amina = sign_in("amina", viewport=PHONE, language="en")
    emil = sign_in("emil", viewport=DESK, language="en")
    dara = sign_in("dara", viewport=DESK, language="en")

    # Two clicks from any page.
    dara.goto("/figures/")
    dara.locator(".menu-button").click()
    dara.get_by_role("link", name="Lock down the programme").click()
    is_fine(dara, "start")
    dara.get_by_label("A drill").check()
    dara.get_by_label("First person").select_option(label="Аида")
    dara.get_by_label("Second person").select_option(label="Билал")
    dara.get_by_role("button", name="Lock down now").press("Enter")
    expect(dara.get_by_role("heading", name="The programme is locked down")).to_be_visible(timeout=SLOW_MS)
    is_fine(dara, "started")

    for page in (amina, emil, dara):
        page.goto("/")
        page.wait_for_url("**/login/**")
        expect(page.get_by_text("Logging in is closed for now.", exact=True)).to_be_visible()
        is_fine(page, "login")
    amina.locator("input[name=username]").fill("amina")
    amina.locator("input[name=password]").fill(PASSPHRASE)
    amina.locator("main button[type=submit]").click()
    expect(amina.locator(".error-summary")).to_contain_text("closed for now", timeout=SLOW_MS)

    aida = sign_in("aida", viewport=PHONE, language="en")
    expect(aida.get_by_role("heading", name="The programme is locked down")).to_be_visible()
    expect(aida.locator(".lockdown-banner")).to_contain_text("Locked down since")
    is_fine(aida, "lock-down")
    aida.get_by_role("button", name="Propose to reopen").press("Enter")
    expect(aida.get_by_role("button", name="Withdraw my proposal")).to_be_visible()
    expect(aida.get_by_role("button", name="Confirm")).to_have_count(0)
    is_fine(aida, "proposed")

    bilal = sign_in("bilal", viewport=DESK, language="en")
    is_fine(bilal, "to confirm")
    bilal.get_by_role("button", name="Confirm: reopen the programme").press("Enter")
    expect(bilal.get_by_text("The programme is open again")).to_be_visible(timeout=SLOW_MS)
    sign_in("amina", viewport=PHONE, language="en")
