"""A word of a story in another ending: the search goes through all cases by itself and leaves the word nowhere."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, SignIn

pytestmark = pytest.mark.browser

TYPED, STORY = "операции заведующей", "Плановую операцию перенесли"
MARKED = ["операцию", "Заведующая"]


def kept_by_browser(page: Page) -> str:
    """Everything that a page can keep on the device."""
    kept: Any = page.evaluate(
        "async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, history.state,"
        " await caches.keys(), await indexedDB.databases()])"
    )
    return str(kept)


def test_a_word_in_another_ending_leads_to_its_case_and_stays_nowhere(sign_in: SignIn) -> None:
    page = sign_in("dara", viewport=PHONE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/cases/?setting=CLINIC&setting=STREET")
    everything = page.locator(".filter-result").inner_text()
    page.locator("input[name=words]").fill(TYPED)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/search/")
    found = page.locator(".found-case")
    expect(page.locator("[data-search-next]")).to_have_count(0)
    expect(found).to_have_count(1)
    assert found.locator("mark").all_inner_texts() == MARKED
    # The filter of the list was kept, and all of its cases are done.
    number = "".join(filter(str.isdigit, everything))
    assert "".join(filter(str.isdigit, page.locator("[data-search-state]").inner_text())) == number * 2
    assert page.title() == "Журнал случаев"
    assert Axe().run(page).violations_count == 0
    assert kept_by_browser(page).find("операц") == -1
    found.get_by_role("link").click()
    page.wait_for_url("**/cases/**-**/")
    expect(page.locator(".narrative")).to_contain_text(STORY)
    page.goto("/log/?kind=reading")
    told = page.locator("main").inner_text()
    assert "операц" not in told.lower()
    assert not any("операц" in address or "%D0%BE%D0%BF" in address for address in asked)


def test_the_search_goes_on_by_itself_and_stops_when_asked(sign_in: SignIn) -> None:
    page = sign_in("dara")
    page.goto("/cases/search/")
    page.locator("input[name=words]").fill("виолончель")
    # The second batch waits, until somebody has stopped it.
    page.route(
        "**/cases/search/", lambda route: None if "part" in (route.request.post_data or "") else route.continue_()
    )
    page.keyboard.press("Enter")
    stop = page.locator("[data-search-stop]")
    expect(stop).to_be_visible()
    go_on = page.locator("[data-search-next] button")
    expect(go_on).to_be_hidden()
    stop.click()
    expect(go_on).to_be_visible()
    page.unroute("**/cases/search/")
    stop.click()
    expect(page.locator("[data-search-nothing]")).to_be_visible()
    expect(stop).to_be_hidden()
    expect(go_on).to_have_count(0)


def test_without_script_a_button_goes_on(sign_in: SignIn) -> None:
    page = sign_in("dara", java_script_enabled=False)
    page.goto("/cases/search/")
    page.locator("input[name=words]").fill("понятые")
    page.locator("form.story-search button.btn-primary").click()
    first = page.locator(".found-case a").first.inner_text()
    page.locator("[data-search-next] button").click()
    expect(page.locator("[data-search-before]")).to_contain_text(first)
    assert first not in page.locator(".found-list").inner_text()
