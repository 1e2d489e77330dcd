"""Every kind of page at 320 px in Kyrgyz, and with words two fifths longer: nothing sticks out, nothing is cut off.

And what is on the page stays where it was while the rest of it arrives.
"""

import re

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import DESK, PHONE, SignIn
from tests.browser.places import wait_for_questions
from tests.browser.pseudo import lengthen, sticking_out

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
OWN = "own"
"""Stands for the first case of the queue."""
MISSING = "/nothing/here/"
PAGES = {
    "amina": (
        "/queue/ /cases/ /cases/new/ /figures/ /account/settings/ /security/ /security/sessions/ /security/password/"
        " /help/"
        f" {MISSING}"
        " own own/edit/ own/check/ own/responses/add/ own/readiness/add/ own/close/ own/consents/ own/comments/add/"
        " own/evidence/add/ own/openings/ own/print/"
    ),
    "bilal": "/queue/ own own/return/ own/validate/ own/reject/",
    "dara": (
        "/ /queue/ /cases/ own own/approve/ /settings/ /lists/ /lists/violator_types/ /lists/violator_types/add/"
        " /lists/places/ /log/ /log/head/ /members/waiting/ /releases/ /releases/3/ /releases/settings/"
        " /figures/ /figures/quotes/ /figures/quotes/check/ /figures/compare/ /figures/links/ /public/KG/"
        " /lockdown/start/"
    ),
    "emil": "/figures/published/",
    "aida": "/members/ /members/invitations/add/ /members/organisations/add/ /settings/ /gallery/",
}
SHIFT = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.hadRecentInput ? 0 : entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
MOST_SHIFT = 0.02


def places(page: Page, listed: str) -> list[str]:
    """The addresses, with the first case of the queue in its place."""
    case = ""
    if any(place.startswith(OWN) for place in listed.split()):
        page.goto("/queue/")
        case = page.locator("a.queue-link").first.get_attribute("href") or ""
        assert case
    return [re.sub(rf"^{OWN}(/|$)", case, place) for place in listed.split()]


def show_as_found(route: Route) -> None:
    """An error page is looked at as any other; the browser would complain of a missing one."""
    route.fulfill(response=route.fetch(), status=200)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_where_words_are_long(sign_in: SignIn, name: str) -> None:
    page = sign_in(name, viewport=NARROW, language="ky")
    page.route(f"**{MISSING}", show_as_found)
    found: dict[str, list[str]] = {}
    for place in places(page, PAGES[name]):
        page.goto(place)
        wait_for_questions(page)
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
        found[f"{place} ky"] = sticking_out(page)
        lengthen(page)
        found[f"{place} longer"] = sticking_out(page)
    assert {place: what for place, what in found.items() if what} == {}


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_moves_while_a_page_arrives(sign_in: SignIn, viewport: dict[str, int]) -> None:
    page = sign_in("amina", viewport=viewport)
    page.context.add_init_script(SHIFT)
    for place in ("/queue/", "/cases/", "/cases/new/", "/figures/"):
        page.goto(place, wait_until="networkidle")
        assert page.evaluate("window.shift") < MOST_SHIFT, place
