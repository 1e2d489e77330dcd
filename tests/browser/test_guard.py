"""The guard of personal data in a real browser: while somebody types, by keyboard, and where no script runs."""

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from tests.browser.conftest import PHONE, SignIn
from tests.browser.look import complaints_of
from tests.browser.phone import Phone
from tests.factories.intake import ILIM

pytestmark = pytest.mark.browser

STORY = "Вчера Асель Токтогулова пришла в офис 😀. Потом Асели позвонили с номера 0555 12-34-56."
NAME, NUMBER = ".guard-item:has-text('Асель')", ".guard-item:has-text('0555')"


def open_comment(page: Page) -> None:
    page.goto("/cases/")
    page.locator("a[href^='/cases/'][href$='/']:not([href*='new'])").filter(has_text="KG-").first.click()
    page.wait_for_url("**/cases/*-*/")
    page.goto(f"{page.url}comments/add/")


def test_suggestions_come_while_typing_and_one_click_replaces_a_person(sign_in: SignIn) -> None:
    page = sign_in("amina", language="en")
    open_comment(page)
    text = page.locator("#id_text")
    text.fill(f"  {STORY}")
    expect(page.locator(".guard-needed .guard-item")).to_have_count(2)
    expect(text).to_be_focused()
    expect(page.locator("[data-guard-status]")).to_have_text("2 to decide about")
    assert complaints_of(page, ("phone", "desk")) == []
    page.locator(f"{NUMBER} .guard-show").click()
    assert text.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)") == "0555 12-34-56"
    page.locator(NAME).get_by_role("button", name="Another name").click()
    expect(page.locator(".guard-last")).to_be_visible()
    replaced = text.input_value()
    assert "Асел" not in replaced
    # The keyboard goes on with the next one.
    expect(page.locator(f"{NUMBER} .guard-offer").first).to_be_focused()
    # Whoever types in between can still take it back, and nothing typed is lost.
    text.press("Control+Home")
    text.press_sequentially("Так. ")
    page.get_by_role("button", name="Undo").click()
    expect(text).to_have_value(f"Так. {STORY}")
    expect(page.locator(".guard-needed .guard-item")).to_have_count(2)
    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator(".error-summary")).to_contain_text("2 are open")
    # What comes back from the server is decided in the same way; the error goes with the last of them.
    page.locator(f"{NAME} .guard-keep > summary").click()
    page.locator(NAME).get_by_role("button", name="The case needs it").click()
    page.locator(NUMBER).get_by_role("button", name="Leave out").click()
    expect(page.locator(".guard-count")).to_have_text("Nothing to decide about.")
    expect(page.locator(".field-error")).to_have_count(0)
    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator(".notice", has_text="The comment is added")).to_be_visible()


def test_leaving_what_was_typed_is_asked_about_unless_it_is_sent(sign_in: SignIn) -> None:
    page = sign_in("amina", language="en")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    open_comment(page)
    page.on("dialog", stay)
    page.locator("#id_text").press_sequentially("He waited.")
    page.locator(".brand").click()
    expect(page.locator("#id_text")).to_have_value("He waited.")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator(".notice", has_text="The comment is added")).to_be_visible()
    assert asked == ["beforeunload"]


def test_enter_in_a_line_decides_about_nobody(sign_in: SignIn) -> None:
    page = sign_in("amina", language="en")
    open_comment(page)
    page.goto(page.url.replace("comments/add/", "evidence/add/"))
    page.locator("#id_name").fill("Справка Асель Токтогуловой")
    expect(page.locator(".guard-item")).to_have_count(1)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_contain_text("Choose a file")
    expect(page.locator("#id_name")).to_have_value("Справка Асель Токтогуловой")


def test_keyboard_alone_decides(sign_in: SignIn) -> None:
    page = sign_in("amina", language="en")
    open_comment(page)
    page.locator("#id_text").fill("Позвоните Асели Токтогуловой.")
    expect(page.locator(".guard-item")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator(".guard-show")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".guard-last button")).to_be_focused()
    assert "Асел" not in page.locator("#id_text").input_value()
    page.keyboard.press("Enter")
    expect(page.locator("#id_text")).to_have_value("Позвоните Асели Токтогуловой.")
    expect(page.locator(".guard-offer").first).to_be_focused()


def test_a_late_answer_and_a_dead_line_change_nothing(sign_in: SignIn) -> None:
    page = sign_in("amina", language="en")
    open_comment(page)
    held: list[Route] = []
    page.route("**/guard/", lambda route: held.append(route))
    text = page.locator("#id_text")
    with page.expect_request("**/guard/"):
        text.fill(STORY)
    with page.expect_request("**/guard/"):
        text.fill("Two men asked for money.")
    while len(held) < 2:
        page.wait_for_timeout(50)
    for route in reversed(held):
        route.continue_()
    expect(page.locator(".guard-count")).to_have_text("Nothing to decide about.")
    page.wait_for_timeout(500)
    expect(page.locator(".guard-item")).to_have_count(0)
    page.unroute("**/guard/")
    page.route("**/guard/", lambda route: route.fulfill(status=200, content_type="text/html", body="<p>log in</p>"))
    text.fill(STORY)
    expect(page.locator("[data-guard-line]")).to_be_visible()
    expect(page.locator(".guard-count")).to_have_text("Nothing to decide about.")


def test_an_intake_is_not_sent_before_it_is_decided(sign_in: SignIn) -> None:
    page = sign_in("amina", viewport=PHONE, language="en", has_touch=True)
    page.goto("/cases/new/")
    phone = Phone(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    phone.on_screen("consent")
    phone.choose("consent", "count")
    phone.on_screen("event")
    assert not [url for url in asked if "guard" in url]
    phone.choose("event_when", "today")
    phone.choose("oblast", "KG-GB")
    page.evaluate("history.replaceState(null, '')")
    for name in ("groups", "tags", "gender", "age_band", "violations", "violators", "not_ready_reasons"):
        for value in ILIM[name] if isinstance(ILIM[name], list) else [ILIM[name]]:
            page.locator(f'input[name="{name}"][value="{value}"]').first.evaluate(
                "box => { box.checked = true; box.dispatchEvent(new Event('change', { bubbles: true })); }"
            )
    while not page.locator("#screen-short.is-current").count():
        page.locator("[data-next]").evaluate(
            "button => { button.hidden = false; button.closest('div').hidden = false; }"
        )
        phone.go_on()
        page.wait_for_timeout(300)
    assert len([url for url in asked if "js/guard" in url]) == 1
    page.fill("#id_narrative", STORY)
    expect(page.locator("#screen-short .guard-item")).to_have_count(2)
    for _screen in range(2):
        phone.go_on()
        page.wait_for_timeout(300)
    phone.tap("[data-finish]")
    expect(page.locator(".error-summary")).to_be_focused()
    phone.on_screen("short")
    phone.tap(page.locator(NAME).get_by_role("button", name="Leave out"))
    phone.tap(page.locator(NUMBER).get_by_role("button", name="Leave out"))
    expect(page.locator("#screen-short .guard-count")).to_have_text("Nothing to decide about.")
    # The draft brings back what was decided.
    expect(page.locator("[data-saved-line]")).to_contain_text("Saved")
    page.wait_for_timeout(2_000)
    page.reload()
    expect(page.locator("#id_narrative")).to_have_value("Вчера *** пришла в офис 😀. Потом *** позвонили с номера ***.")
    while not page.locator("[data-finish]").is_visible():
        phone.go_on()
        page.wait_for_timeout(300)
    phone.tap("[data-finish]")
    page.wait_for_url("**/check/")
    phone.tap(".intake-send >> nth=0 >> .btn-primary")
    page.wait_for_url(lambda url: not url.endswith("/check/"))
    expect(page.locator("main")).to_contain_text("Sent for review")


def test_without_scripts_the_panel_is_a_step_before_sending(sign_in: SignIn) -> None:
    page = sign_in("amina", language="en", java_script_enabled=False)
    open_comment(page)
    text = page.locator("#id_text")
    text.fill(STORY)
    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator(".error-summary")).to_contain_text("2 are open")
    page.locator(NAME).get_by_role("button", name="Another name").click()
    expect(page.locator(".error-summary")).to_have_count(0)
    assert "Асел" not in text.input_value()
    expect(page.locator(".guard-panel")).to_be_focused()
    page.get_by_role("button", name="Undo").click()
    expect(text).to_have_value(STORY)
    page.locator(NAME).get_by_role("button", name="Another name").click()
    # Typed before the decision: it stays with its words.
    text.fill(f"Так было. {text.input_value()}")
    page.locator(NUMBER).get_by_role("button", name="Leave out").click()
    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator(".notice", has_text="The comment is added")).to_be_visible()
