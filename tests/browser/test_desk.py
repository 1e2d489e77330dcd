"""The mentor's desk without a mouse: ten cases by keys alone, a decision taken back, keys where they are dead."""

import subprocess
import sys

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn

pytestmark = pytest.mark.browser

TEN = 10

MORE_CASES = """
from django.db import transaction
from django.utils import timezone
from documenters.identity import database_identity
from documenters.models import User
from react_cases.actions.cases import CaseData, ViolationData, ViolatorData, case_start, case_submit
from react_cases.models import Location, Term
amina = User.objects.get(username="amina")
today = timezone.localdate()
def term(code_list, code):
    return Term.objects.get(programme__code="KG", code_list=code_list, code=code)
with database_identity(amina), transaction.atomic():
    data = CaseData(
        received_on=today, event_from=today, event_precision="day",
        oblast=Location.objects.get(programme__code="KG", code="KG-T"),
        groups=(term("client_groups", "PWID"),), primary_group=term("client_groups", "PWID"),
        gender="M", age_band="A19_35", readiness="READY", narrative="One of many on the desk.",
        violators=(ViolatorData(type=term("violator_types", "LE.CRIM")),),
        violations=(ViolationData(category=term("violation_categories", "LIB.ARREST"), violators=(0,)),),
    )
    organisation = amina.memberships.get(role="documenter", ended_at=None).organisation
    for number in range({count}):
        case = case_start(organisation=organisation, by=amina)
        case_submit(case, data, by=amina, version=case.version)
"""


def add_cases(environment: dict[str, str], count: int) -> None:
    """So many more cases wait for Bilal."""
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", MORE_CASES.format(count=count)]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)


def codes(page: Page) -> list[str]:
    return page.locator("[data-queue] .queue-link").all_inner_texts()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def open_case(page: Page, *keys: str) -> None:
    press(page, *keys, "Enter")
    page.wait_for_url("**/cases/**")


def pass_on(page: Page) -> None:
    """From the page of a case to the queue, by keys."""
    press(page, "a")
    page.wait_for_url("**/validate/")
    expect(page.locator("input[name=qualification]").first).to_be_focused()
    press(page, "Space", "Control+Enter")
    page.wait_for_url("**/queue/")


def give_back(page: Page) -> None:
    """The same with a chip and a sentence about the second part."""
    press(page, "r")
    page.wait_for_url("**/return/")
    expect(page.locator("summary.btn").first).to_be_focused()
    press(page, "Tab", "Enter")
    expect(page.locator("input[name=reason_event]").first).to_be_focused()
    press(page, "ArrowRight", "Tab")
    expect(page.locator("#id_text_event")).to_be_focused()
    page.keyboard.type("Which day was it? a r c j k n")
    press(page, "Control+Enter")
    page.wait_for_url("**/queue/")


def test_ten_cases_by_keyboard_alone(sign_in: SignIn, site_database: dict[str, str]) -> None:
    page = sign_in("bilal")
    page.goto("/queue/")
    add_cases(site_database, TEN + 1 - len(codes(page)))
    page.goto("/queue/")
    waiting = codes(page)
    assert len(waiting) == TEN + 1
    for number in range(TEN):
        # Every second time to the next case and back again.
        open_case(page, *(["j", "k"] if number % 2 else []))
        give_back(page) if number in (2, 6) else pass_on(page)
        assert codes(page) == waiting[number + 1 :]
    expect(page.locator(".decided")).to_contain_text(waiting[-1])
    press(page, "u")
    page.wait_for_url("**/cases/**")
    press(page, "c")
    page.wait_for_url("**/comments/add/")
    expect(page.locator("textarea")).to_be_focused()
    page.keyboard.type("q тоже буква")
    press(page, "Control+Enter")
    expect(page.locator(".notice-success")).to_be_visible()
    press(page, "q")
    page.wait_for_url("**/queue/")
    assert codes(page) == waiting[-2:]


def test_the_offer_goes_after_ten_seconds_and_the_form_of_a_return_comes_back(
    sign_in: SignIn, site_database: dict[str, str]
) -> None:
    add_cases(site_database, 2)
    page = sign_in("bilal")
    page.clock.install()
    page.goto("/queue/")
    open_case(page)
    give_back(page)
    undo = page.locator("[data-undo] button")
    expect(undo).to_contain_text("(10)")
    page.clock.run_for(4_000)
    expect(undo).to_contain_text("(6)")
    press(page, "u")
    expect(page.locator("#id_text_event")).to_have_value("Which day was it? a r c j k n")
    expect(page.locator("input[name=reason_event]:checked")).not_to_have_value("")
    page.locator("form[data-decision] .btn-primary").click()
    page.wait_for_url("**/queue/")
    expect(undo).to_be_visible()
    page.clock.run_for(11_000)
    expect(undo).to_be_hidden()


def test_keys_are_dead_where_they_must_be(sign_in: SignIn, site_database: dict[str, str]) -> None:
    page = sign_in("bilal")
    page.goto("/queue/")
    if len(codes(page)) < 2:
        add_cases(site_database, 2)
        page.goto("/queue/")
    first, second = page.locator("[data-queue] .queue-link").first, page.locator("[data-queue] .queue-link").nth(1)
    press(page, "Control+j", "Alt+j", "Meta+j")
    expect(second).not_to_be_focused()
    press(page, "?")
    sheet = page.locator("dialog.keys-sheet")
    expect(sheet).to_be_visible()
    press(page, "j")
    expect(second).not_to_be_focused()
    press(page, "Escape")
    expect(sheet).to_be_hidden()
    # The same key under Russian letters.
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'о', code: 'KeyJ', bubbles: true}))")
    expect(second).to_be_focused()
    press(page, "k")
    expect(first).to_be_focused()
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    page.locator("main > input").focus()
    press(page, "j")
    expect(page.locator("main > input")).to_have_value("j")
    page.route("**/desk.*js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto("/queue/")
    expect(page.locator("kbd")).to_have_count(0)
