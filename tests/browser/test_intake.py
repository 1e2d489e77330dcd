"""The intake on a phone: one screen at a time, few taps, and nothing typed is ever lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, SignIn
from tests.browser.phone import Phone

pytestmark = pytest.mark.browser

SAVE_MS = 8_000
FIVE = ("LIB.ARREST", "LIB.INFORM", "EMO.HUM", "EMO.THREAT", "HEA.OST")


@pytest.fixture
def phone(sign_in: SignIn) -> Phone:
    page = sign_in("amina", viewport=PHONE, language="en", has_touch=True)
    page.goto("/cases/new/")
    return Phone(page)


def begin(phone: Phone) -> None:
    phone.choose("consent", "count")
    phone.on_screen("event")
    phone.choose("event_when", "today")
    phone.choose("oblast", "KG-GB")
    phone.choose("place", "KG-GB-D-LENIN")
    phone.on_screen("client")
    phone.choose("groups", "PWID")
    phone.choose("tags", "OST")
    phone.choose("gender", "M")
    phone.choose("age_band", "A19_35")
    phone.on_screen("what")


def saved(phone: Phone) -> None:
    expect(phone.page.locator("[data-saved-line]")).to_contain_text("Saved", timeout=SAVE_MS)


def test_story_of_ilim_in_few_taps(phone: Phone) -> None:
    begin(phone)
    before = phone.taps
    for code in FIVE:
        phone.choose("violations", code)
    opened = phone.taps - before - len(FIVE)
    phone.go_on()
    phone.choose("violators", "LE.STATION")
    phone.go_on()
    phone.go_on()
    phone.choose("responses", "LEG1.CONS")
    phone.go_on()
    phone.choose("not_ready_reasons", "RETAL")
    phone.tap("[data-finish]")
    phone.page.wait_for_url("**/check/")
    phone.tap(".intake-send >> nth=0 >> .btn-primary")
    phone.page.wait_for_url(lambda url: not url.endswith("/check/"))
    # Twenty-two where the five are among the eight most frequent; one more for each heading that was opened.
    assert phone.taps - opened <= 22


def test_back_goes_one_screen_back_and_keeps_everything(phone: Phone) -> None:
    begin(phone)
    phone.page.go_back()
    phone.on_screen("client")
    expect(phone.page.locator('input[name="tags"][value="OST"]')).to_be_checked()
    saved(phone)
    phone.page.reload()
    phone.on_screen("client")
    expect(phone.page.locator('input[name="gender"][value="M"]')).to_be_checked()


def test_places_are_found_by_old_names(phone: Phone) -> None:
    phone.choose("consent", "count")
    phone.on_screen("event")
    phone.tap("[data-place-details] > summary")
    phone.page.fill("#id_place_find", "рыбачье")
    expect(phone.page.locator("[data-places] .tile:visible")).to_have_count(1)
    phone.choose("place", "KG-Y-C-BALYKCHY")
    expect(phone.page.locator('input[name="oblast"][value="KG-Y"]')).to_be_checked()


def test_first_screen_with_an_error_opens(phone: Phone) -> None:
    begin(phone)
    for _ in range(4):
        phone.go_on()
    phone.tap("[data-finish]")
    expect(phone.page.locator(".error-summary")).to_be_focused()
    phone.on_screen("what")
    phone.page.locator(".error-summary a").last.tap()
    phone.on_screen("ready")


def test_without_consent_nothing_is_sent(phone: Phone) -> None:
    phone.choose("consent", "no")
    expect(phone.page.locator("[data-saved-line]")).to_contain_text("Nothing is saved", timeout=SAVE_MS)
    assert phone.page.url.endswith("/cases/new/")


def test_what_another_device_saved_is_there(phone: Phone, sign_in: SignIn) -> None:
    begin(phone)
    saved(phone)
    office = sign_in("amina", language="en")
    office.goto(phone.page.url)
    office.locator("#id_narrative").evaluate("field => { field.value = 'From the office.'; }")
    office.locator("#id_narrative").dispatch_event("input", {"bubbles": True})
    expect(office.locator("[data-saved-line]")).to_contain_text("Saved", timeout=SAVE_MS)
    with phone.page.expect_response(lambda answer: answer.status == 200):
        phone.page.reload()
    assert phone.page.locator("#id_narrative").input_value() == "From the office."
