"""The intake on a phone: one screen at a time, few taps, a slow line, and nothing typed is ever lost."""

import contextlib
import time
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import PHONE, SignIn
from tests.browser.phone import Phone
from tests.factories.intake import SAFIYA

pytestmark = pytest.mark.browser

SAVE_MS = 8_000
LATEST_SAVE_MS = 2_000
SLOW_LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kbit/s and 400 ms, as a busy cell in a small town has them."""

MACHINE_SECONDS = 60
"""What the line and the machine may take of the three minutes; the rest is for talking."""

FIVE = ("LIB.ARREST", "LIB.INFORM", "EMO.HUM", "EMO.THREAT", "HEA.OST")
ANSWERS = """form => Object.entries(Object.groupBy(
    [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "page", "version"].includes(name)),
    ([name]) => name)).map(([name, pairs]) => [name, [...new Set(pairs.map(([, value]) => value))].sort()]).sort()"""

WATCH = """field => {
    window.saves = [];
    const send = window.fetch;
    window.fetch = (...all) => { window.saves.push(performance.now()); return send(...all); };
    field.addEventListener("input", () => { window.lastKey = performance.now(); });
}"""


@pytest.fixture
def phone(sign_in: SignIn) -> Phone:
    page = sign_in("amina", viewport=PHONE, language="en", has_touch=True)
    page.goto("/cases/new/")
    return Phone(page)


def begin(phone: Phone) -> None:
    phone.on_screen("consent")
    phone.choose("consent", "count")
    phone.on_screen("event")
    phone.choose("event_when", "today")
    phone.choose("oblast", "KG-GB")
    phone.tap('[data-places] .tile:has(input[value="KG-GB-D-LENIN"]) label')
    say_who_the_client_is(phone)


def say_who_the_client_is(phone: Phone) -> None:
    phone.on_screen("client")
    phone.choose("groups", "PWID")
    phone.choose("tags", "OST")
    phone.choose("gender", "M")
    phone.choose("age_band", "A19_35")
    phone.on_screen("what")


def saved(page: Page) -> None:
    expect(page.locator("[data-saved-line]")).to_contain_text("Saved", timeout=SAVE_MS)


def slow_down(page: Page) -> None:
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_LINE)


def test_story_of_ilim_in_few_taps_on_a_slow_line(sign_in: SignIn) -> None:
    """Every tap counts, from the first page after the login to "sent". The place is one where this person works."""
    page = sign_in("amina", viewport=PHONE, language="ru", has_touch=True)
    phone = Phone(page)
    slow_down(page)
    began = time.monotonic()
    phone.tap(page.locator('main a[href="/cases/new/"]').first)
    phone.on_screen("consent")
    phone.choose("consent", "count")
    phone.on_screen("event")
    phone.choose("event_when", "today")
    phone.tap(".intake-recent .tile >> nth=0 >> label")
    say_who_the_client_is(phone)
    for code in FIVE:
        phone.choose("violations", code)
    phone.go_on()
    phone.on_screen("who")
    phone.choose("violators", "LE.STATION")
    phone.go_on()
    phone.on_screen("short")
    phone.go_on()
    phone.on_screen("help")
    phone.choose("responses", "LEG1.CONS")
    phone.go_on()
    phone.on_screen("ready")
    phone.choose("not_ready_reasons", "RETAL")
    phone.tap("[data-finish]")
    page.wait_for_url("**/check/")
    phone.tap(".intake-send >> nth=0 >> .btn-primary")
    page.wait_for_url(lambda url: not url.endswith("/check/"))
    expect(page.locator("main")).to_contain_text("Отправлен на проверку")
    assert phone.taps <= 22
    assert len(phone.screens) + 1 <= 9
    assert time.monotonic() - began <= MACHINE_SECONDS


def test_what_was_used_last_comes_first_and_is_not_chosen(phone: Phone) -> None:
    for name in ("oblast", "groups"):
        expected = phone.page.locator("[data-intake]").get_attribute(f"data-first-{name}")
        first = phone.page.locator(f'#screen-{"event" if name == "oblast" else "client"} input[name="{name}"]').first
        expect(first).to_have_value(expected or "")
        expect(first).not_to_be_checked()


def test_back_goes_one_screen_back_and_keeps_everything(phone: Phone) -> None:
    begin(phone)
    phone.page.go_back()
    phone.on_screen("client")
    expect(phone.page.locator('input[name="tags"][value="OST"]')).to_be_checked()
    # The line may still speak of an earlier answer.
    phone.page.wait_for_timeout(LATEST_SAVE_MS)
    saved(phone.page)
    phone.page.reload()
    phone.on_screen("client")
    expect(phone.page.locator('input[name="gender"][value="M"]')).to_be_checked()


def test_back_to_before_the_first_save_keeps_the_address_of_the_draft(phone: Phone) -> None:
    page = phone.page
    phone.on_screen("consent")
    phone.choose("consent", "count")
    phone.on_screen("event")
    saved(page)
    with page.expect_response("**/autosave/"):
        phone.choose("event_when", "today")
    page.go_back()
    phone.on_screen("consent")
    page.reload()
    phone.on_screen("consent")
    expect(page.locator('input[name="consent"][value="count"]')).to_be_checked()
    expect(page.locator('input[name="event_when"][value="today"]')).to_be_checked()


def test_double_tap_skips_no_screen(phone: Phone) -> None:
    begin(phone)
    phone.page.locator("[data-next]").dblclick()
    phone.on_screen("who")


def test_search_finds_old_names_and_kyrgyz_words_and_says_how_many(phone: Phone) -> None:
    page = phone.page
    begin(phone)
    page.fill("#id_violations_find", "УНИЖЕНИЕ nothing like it")
    expect(page.locator("#screen-what [data-filter-status]")).to_contain_text("Nothing found")
    expect(page.locator('[data-groups="violations"] .tile:visible')).to_have_count(1)
    page.go_back()
    page.go_back()
    phone.on_screen("event")
    # Written with a Russian keyboard and without the dots: the old name of Balykchy, and a Kyrgyz ө.
    page.fill("#id_place_find", "рыбачье")
    expect(page.locator("[data-places] .tile:visible:not(:has(:checked))")).to_have_count(1)
    expect(page.locator("#screen-event [data-filter-status]")).to_contain_text("1")
    phone.choose("place", "KG-Y-C-BALYKCHY")
    expect(page.locator('input[name="oblast"][value="KG-Y"]')).to_be_checked()


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
    phone.on_screen("consent")
    phone.choose("consent", "no")
    expect(phone.page.locator("[data-saved-line]")).to_contain_text("Nothing is saved", timeout=SAVE_MS)
    assert phone.page.url.endswith("/cases/new/")


def test_a_crash_loses_nothing_that_is_older_than_two_seconds(phone: Phone) -> None:
    page = phone.page
    begin(phone)
    saved(page)
    phone.go_on()
    phone.go_on()
    phone.on_screen("short")
    page.locator("#id_narrative").evaluate(WATCH)
    page.locator("#id_narrative").press_sequentially("Held for three hours.", delay=100)
    # Whoever types without a pause is saved in between as well.
    assert page.evaluate("() => window.saves.length") >= 1
    page.wait_for_timeout(LATEST_SAVE_MS)
    page.keyboard.insert_text(" Insulted.")
    with page.expect_response("**/autosave/"):
        pass
    # Measured in the page: a machine that does much else tells it late.
    last = page.evaluate("() => window.lastKey")
    sent = [start for start in page.evaluate("() => window.saves") if start > last]
    assert sent
    assert sent[0] - last <= LATEST_SAVE_MS
    saved(page)
    address = page.url
    # Nothing of the page runs any more: no farewell is sent.
    with contextlib.suppress(Error):
        page.goto("chrome://crash", timeout=5_000)
    again = page.context.new_page()
    again.goto(address)
    assert again.locator("#id_narrative").input_value() == "Held for three hours. Insulted."


def test_a_page_that_is_left_sends_what_it_has(phone: Phone) -> None:
    page = phone.page
    begin(phone)
    saved(page)
    address = page.url
    page.locator("#id_narrative").evaluate(
        "field => { field.value = 'Last words.'; field.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    page.goto("/queue/")
    # What a page says last and what the next one asks may arrive at the same time.
    page.wait_for_timeout(500)
    page.goto(address)
    expect(page.locator("#id_narrative")).to_have_value("Last words.")


def test_page_without_lists_says_the_same_as_the_whole_page(sign_in: SignIn) -> None:
    page = sign_in("amina", language="en")
    page.goto("/cases/new/?full=1")
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    fields: list[tuple[str, Any]] = [("csrfmiddlewaretoken", token)]
    for name, value in SAFIYA.items():
        fields += [(name, one) for one in (value if isinstance(value, list) else [value])]
    address = page.evaluate(
        """async fields => (await (await fetch("/cases/autosave/",
        { method: "POST", body: new URLSearchParams(fields) })).json()).edit_url""",
        fields,
    )
    page.goto(f"{address}?full=1")
    assert page.locator("[data-lists-url]").count() == 0
    whole = page.locator("[data-intake]").evaluate(ANSWERS)
    page.goto(address)
    assert page.locator("[data-lists-url]").count() == 1
    expect(page.locator("[data-row='IND.PARTNER']")).to_be_attached()
    assert page.locator("[data-intake]").evaluate(ANSWERS) == whole
    assert ["violator-LE.DIST-unit", ["the station of the district"]] in whole


def test_lists_that_do_not_come_bring_the_whole_page(sign_in: SignIn) -> None:
    page = sign_in("amina", viewport=PHONE, language="en", has_touch=True)

    def gone(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<p>another page</p>")

    page.route("**/lists/intake/**", gone)
    page.goto("/cases/new/")
    phone = Phone(page)
    phone.on_screen("consent")
    phone.choose("consent", "count")
    phone.on_screen("event")
    assert page.locator("[data-lists-url]").count() == 0


def test_who_did_what_is_asked_where_it_matters(phone: Phone) -> None:
    page = phone.page
    begin(phone)
    phone.choose("violations", "LIB.ARREST")
    phone.go_on()
    phone.choose("violators", "LE.CRIM")
    phone.choose("violators", "LE.STATION")
    expect(page.locator("[data-links]:visible")).to_have_count(0)
    page.go_back()
    phone.choose("violations", "EMO.HUM")
    phone.go_on()
    expect(page.locator("[data-links]:visible")).to_have_count(2)
    phone.tap('[data-row="LE.CRIM"] .tile:has(input[value="EMO.HUM"]) label')
    for _ in range(3):
        phone.go_on()
    phone.choose("not_ready_reasons", "RETAL")
    phone.tap("[data-finish]")
    page.wait_for_url("**/check/")
    who = page.locator("section:has(#section-who)")
    expect(who).to_contain_text("All of it")
    expect(who.locator(".summary-row", has_text="Part of").first.locator(".intake-value")).to_have_count(1)
    task = page.locator("#tasks .task", has_text="Station, department or hospital")
    expect(task).to_contain_text("Not started")
    phone.tap(task.locator("a"))
    phone.on_screen("who")
    expect(page.locator("#id_violator-LE\\.CRIM-unit")).to_be_focused()


def test_without_scripts_a_whole_case_is_sent(sign_in: SignIn) -> None:
    page = sign_in("amina", viewport=PHONE, language="en", java_script_enabled=False)
    page.goto("/cases/new/")
    assert page.locator("[data-lists-url]").count() == 0
    told = {
        "consent": "count",
        "event_when": "today",
        "oblast": "KG-GB",
        "groups": "PWID",
        "gender": "M",
        "age_band": "A19_35",
        "readiness": "READY",
    }
    for name, value in told.items():
        page.locator(f'input[name="{name}"][value="{value}"]').check()
    for name, codes in {"violations": ("LIB.ARREST", "EMO.HUM"), "violators": ("LE.CRIM", "LE.STATION")}.items():
        for code in codes:
            box = page.locator(f'[data-groups="{name}"] input[value="{code}"]')
            if not box.is_visible():
                page.locator(f'[data-groups="{name}"] details:has(input[value="{code}"]) > summary').click()
            box.check()
    page.locator('button[name="details"][value="title-who"]').click()
    page.locator('input[name="violator-LE.CRIM-links"][value="EMO.HUM"]').check()
    page.locator("[data-finish]").click()
    page.locator(".intake-send .btn-primary").first.click()
    expect(page.locator("main")).to_contain_text("Sent for review")
    assert page.url.endswith("/")


def test_what_another_device_saved_is_there(phone: Phone, sign_in: SignIn) -> None:
    begin(phone)
    saved(phone.page)
    office = sign_in("amina", language="en")
    office.goto(phone.page.url)
    office.locator("#id_narrative").evaluate("field => { field.value = 'From the office.'; }")
    office.locator("#id_narrative").dispatch_event("input", {"bubbles": True})
    saved(office)
    with phone.page.expect_response(lambda answer: answer.status == 200):
        phone.page.reload()
    assert phone.page.locator("#id_narrative").input_value() == "From the office."
