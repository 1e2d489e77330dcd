"""Every main page in Russian on a phone and on a desk: nothing sticks out, nothing bars a screen reader.

With `SCREENS=docs/screens` in the environment (`make screens`) the pages are also kept as pictures.
"""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, SignIn

pytestmark = pytest.mark.browser

PAGES = {
    "amina": {"queue": "/queue/", "intake": "/cases/new/", "list": "/cases/", "figures": "/figures/"},
    "bilal": {"queue": "/queue/", "case": "first in queue ", "return": "first in queue return/"},
    "dara": {
        "queue": "/queue/",
        "list": "/cases/",
        "approve": "first in queue approve/",
        "figures": "/figures/?from=2020-01&to=2021-12",
        "lists": "/lists/",
        "list-of-violators": "/lists/violator_types/",
        "settings": "/settings/",
        "releases": "/releases/",
        "release": "/releases/3/",
        "quote": "/figures/quotes/check/",
    },
    "emil": {"published": "/figures/published/"},
    "aida": {
        "members": "/members/",
        "invitation-add": "/members/invitations/add/",
        "organisation-add": "/members/organisations/add/",
    },
}
KEPT = os.environ.get("SCREENS", "")


def visit(page: Page, place: str) -> None:
    if place.startswith("first in queue"):
        page.goto("/queue/")
        page.locator("a.queue-link").first.click()
        page.wait_for_url("**/cases/**")
        step = place.removeprefix("first in queue").strip()
        place = page.url + step
    page.goto(place)


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("name", PAGES)
def test_pages(sign_in: SignIn, name: str, size: str) -> None:
    page = sign_in(name, viewport=PHONE if size == "phone" else DESK, language="ru")
    for title, place in PAGES[name].items():
        visit(page, place)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), title
        violations = Axe().run(page).response["violations"]
        assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in violations] == [], title
        if KEPT:
            Path(KEPT).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{KEPT}/{name}-{title}-{size}.png")
