"""Guides are two pages on paper; notes about violence come with the answers that call for them."""

import re

import pytest
from playwright.sync_api import Page, expect

from react_cases.views.guides import LANGUAGES, ROLES
from tests.browser.conftest import SignIn

pytestmark = pytest.mark.browser

TEXT_MILLIMETRES = (174, 265)
"""What the margins of guide.css leave."""


def millimetres(number: float) -> int:
    return round(number * 96 / 25.4)


def filled_pages(page: Page) -> float:
    """How many pages the text fills, when nothing had to go to the next one as a whole."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": millimetres(TEXT_MILLIMETRES[0]), "height": 1000})
    bottom: float = page.evaluate("document.querySelector('main').getBoundingClientRect().bottom")
    return bottom / millimetres(TEXT_MILLIMETRES[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_guide_is_two_pages_of_paper(sign_in: SignIn, language: str) -> None:
    page = sign_in("amina", language=language)
    for role in ROLES:
        page.goto(f"/help/{role}/")
        assert filled_pages(page) >= 1.2, role
        written = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", written)) == 2, role


def test_notes_come_when_violence_is_chosen_and_stand_closed_without_scripts(sign_in: SignIn) -> None:
    page = sign_in("amina", language="en")
    page.goto("/help/")
    page.get_by_role("button", name="Try it with a practice case").click()
    page.wait_for_url("**/edit/")
    first = page.locator("#screen-what .do-no-harm")
    expect(page.locator(".practice-banner")).to_be_visible()

    def choose(name: str, code: str) -> None:
        box = page.locator(f"[name={name}][value='{code}']")
        box.evaluate("(one) => { one.checked = true; one.dispatchEvent(new Event('change', {bubbles: true})); }")

    choose("violations", "LIB.ARREST")
    assert first.get_attribute("hidden") is not None
    choose("violations", "PHY.DV")
    assert first.get_attribute("hidden") is None
    assert first.get_attribute("open") is not None
    said = first.locator("li:not([hidden])")
    expect(said.filter(has_text="hold the client's phone")).to_have_count(1)
    expect(said.filter(has_text="72 hours")).to_have_count(0)
    choose("violations", "SEX.RAPE")
    expect(said.filter(has_text="72 hours")).to_have_count(1)

    plain = sign_in("amina", language="en", java_script_enabled=False)
    plain.goto("/cases/new/")
    notes = plain.locator("#screen-what .do-no-harm")
    expect(notes.locator("summary")).to_be_visible()
    assert notes.get_attribute("open") is None
