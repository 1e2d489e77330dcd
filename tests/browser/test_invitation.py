"""From the administrator's desk by a sheet of paper to the first case on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESK, PHONE, SignIn

pytestmark = pytest.mark.browser

A4 = {"width": 794, "height": 1123}


def check(page: Page) -> None:
    """Nothing sticks out, and nothing bars a screen reader."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    violations = Axe().run(page).response["violations"]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in violations] == [], page.url


def test_from_the_invitation_to_the_first_case(sign_in: SignIn, browser: Browser, live_site: str) -> None:
    aida = sign_in("aida", viewport=DESK)
    aida.goto("/members/")
    aida.locator(".page-actions .btn-primary").click()
    aida.locator(".tile:has(input[value=documenter]) > label").click()
    aida.locator("#id_organisation").select_option(index=1)
    aida.locator("main form .btn-primary").click()
    expect(aida.locator(".sheet-qr path")).to_be_visible()
    check(aida)
    code = "".join(aida.locator(".sheet-code span").all_inner_texts())
    aida.set_viewport_size(A4)
    aida.emulate_media(media="print")
    expect(aida.locator(".sheet")).to_be_visible()
    expect(aida.locator(".not-printed")).to_be_hidden()
    assert aida.evaluate("document.documentElement.scrollHeight") <= A4["height"]

    context = browser.new_context(viewport=PHONE, locale="ky", base_url=live_site, java_script_enabled=False)
    context.set_default_timeout(10_000)
    theirs = context.new_page()
    asked: list[str] = []
    theirs.on("request", lambda request: asked.append(request.headers.get("referer", "")))
    theirs.goto(f"/join/{code}/")
    theirs.wait_for_url("**/join/account/")
    assert not any(code in referrer for referrer in asked)
    name = f"newcomer{code[:6]}"
    theirs.locator("#id_username").fill(name)
    theirs.locator("#id_display_name").fill("Айгүл")
    theirs.locator("button[name=offer][value=ky]").click()
    expect(theirs.locator(".offer-words span")).to_have_count(5)
    words = " ".join(theirs.locator(".offer-words span").all_inner_texts())
    expect(theirs.locator("#id_username")).to_have_value(name)
    theirs.locator("#id_passphrase").fill(words)
    theirs.locator("#id_again").fill(words)
    theirs.locator("#id_again").press("Enter")
    theirs.wait_for_url(lambda url: "/join/" not in url)
    cookies = {cookie["name"]: cookie["value"] for cookie in context.cookies()}
    assert cookies[settings.LANGUAGE_COOKIE_NAME] == "ky"
    theirs.goto("/cases/new/")
    expect(theirs.locator("#intake, form.intake, main form").first).to_be_visible()
    assert "/login/" not in theirs.url
    context.close()

    late = browser.new_context(viewport=PHONE, base_url=live_site)
    page = late.new_page()
    answer = page.goto(f"/join/{code}/")
    assert answer is not None
    assert answer.status == 404
    check(page)
    late.close()


def test_pages_of_members_stand_on_a_phone(sign_in: SignIn) -> None:
    aida = sign_in("aida", viewport=PHONE)
    aida.goto("/members/")
    aida.locator(".filter-form > summary").click()
    aida.locator("#id_name").fill("амин")
    aida.locator(".filter-form .btn-primary").click()
    expect(aida.locator(".record-title a")).to_have_count(1)
    check(aida)
    aida.locator(".record-title a").click()
    aida.wait_for_url("**/members/*-*/")
    check(aida)
    page = aida.url
    for place in ("change/", "leave/"):
        aida.goto(f"{page}{place}")
        check(aida)
    dara = sign_in("dara", viewport=PHONE)
    dara.goto("/members/waiting/")
    check(dara)
