"""The main pages, by who works with them."""

from playwright.sync_api import Page

NEXT = "first in queue"

PLACES = {
    "amina": {
        "queue": "/queue/",
        "intake": "/cases/new/",
        "list": "/cases/",
        "case": NEXT,
        "follow-up": f"{NEXT} responses/add/",
        "library": "/library/",
        "guide": "/help/",
        "my-settings": "/account/settings/",
    },
    "bilal": {"queue": "/queue/", "case": NEXT, "return": f"{NEXT} return/", "validate": f"{NEXT} validate/"},
    "dara": {
        "overview": "/overview/",
        "queue": "/queue/",
        "list": "/cases/",
        "approve": f"{NEXT} approve/",
        "print": f"{NEXT} print/",
        "figures": "/figures/?from=2020-01&to=2021-12",
        "lists": "/lists/",
        "list-of-violators": "/lists/violator_types/",
        "settings": "/settings/",
        "releases": "/releases/",
        "release": "/releases/3/",
        "quote": "/figures/quotes/check/",
        "advocacy": "/advocacy/",
        "advocacy-add": "/advocacy/add/?violator=LE&setting=OSTSITE&from=2021-01&to=2021-12",
        "alerts": "/alerts/",
        "strategic": "/strategic/",
        "stories": "/stories/",
        "reports": "/submissions/",
    },
    "emil": {"published": "/figures/published/", "stories": "/published/stories/"},
    "aida": {
        "members": "/members/",
        "invitation-add": "/members/invitations/add/",
        "organisation-add": "/members/organisations/add/",
    },
}
"""Somebody of the demo -> name of a page -> its address, or a step of the case that has waited longest."""


def visit(page: Page, place: str) -> None:
    """Open one of them."""
    if place.startswith(NEXT):
        page.goto("/queue/")
        case = page.locator("a.queue-link").first.get_attribute("href")
        place = f"{case}{place.removeprefix(NEXT).strip()}"
    answer = page.goto(place)
    assert answer is not None
    assert answer.status == 200, place
    wait_for_questions(page)


def wait_for_questions(page: Page) -> None:
    """The questions of the intake come a moment after its page."""
    if page.locator("[data-intake]").count():
        page.locator(".is-stepped [data-intake] .tile").first.wait_for(state="attached")
