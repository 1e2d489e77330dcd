"""The main job, whole: a case goes from a street lawyer's phone to the donor's figures, and leads nobody to it."""

import json
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, SignIn
from tests.browser.phone import Phone

pytestmark = pytest.mark.browser

STORY = "Остановили у входа в сайт ОЗТ, держали почти три часа, требовали назвать других."
REMARK = "Когда это было точнее? Укажите только месяц."
EVERY_PAGE_OF_A_CASE = (
    "",
    "edit/",
    "check/",
    "return/",
    "validate/",
    "approve/",
    "reject/",
    "reopen/",
    "erase/",
    "discard/",
    "responses/add/",
    "readiness/add/",
    "close/",
    "consents/",
    "comments/add/",
)


def record_case(phone: Phone) -> None:
    """The answers of one short intake."""
    phone.page.goto("/cases/new/")
    phone.choose("consent", "count")
    phone.on_screen("event")
    phone.choose("event_when", "today")
    phone.choose("oblast", "KG-T")
    phone.choose("place", "KG-T-C-TALAS")
    phone.on_screen("client")
    phone.choose("groups", "PWID")
    phone.choose("gender", "M")
    phone.choose("age_band", "A19_35")
    phone.on_screen("what")
    phone.choose("violations", "LIB.ARREST")
    phone.go_on()
    phone.choose("violators", "LE.STATION")
    phone.go_on()
    phone.page.locator("#id_narrative").fill(STORY)
    phone.go_on()
    phone.choose("responses", "LEG1.CONS")
    phone.go_on()
    phone.choose("not_ready_reasons", "RETAL")


def send(phone: Phone) -> str:
    """Check the answers and send; the address of the case."""
    phone.tap("[data-finish]")
    phone.page.wait_for_url("**/check/")
    expect(phone.page.locator("main")).to_contain_text(STORY)
    phone.tap(".intake-send >> nth=0 >> .btn-primary")
    phone.page.wait_for_url(lambda url: not url.endswith("/check/"))
    return phone.page.url


def counted_cases(page: Page) -> int:
    """The first number of the figures page: cases registered."""
    page.goto("/figures/")
    return int(re.sub(r"\D", "", page.locator(".figures-tiles .stat-number").first.inner_text()))


def decide(page: Page, case_url: str, step: str, button: str = ".btn-primary") -> None:
    """Send the form of one step."""
    page.locator(f"main form {button}").first.click()
    page.wait_for_url(lambda url: not url.endswith(f"/{step}/"))


def test_case_from_the_phone_to_the_figures(sign_in: SignIn, site_database: dict[str, str]) -> None:
    amina = Phone(sign_in("amina", viewport=PHONE, has_touch=True))
    dara = sign_in("dara")
    before = counted_cases(dara)

    record_case(amina)
    case_url = send(amina)

    bilal = sign_in("bilal", viewport=DESK)
    bilal.goto("/queue/")
    case_path = case_url.split("/", 3)[3]
    assert bilal.locator(f"a.queue-link[href='/{case_path}']").count() == 1
    bilal.goto(case_url)
    expect(bilal.locator("main")).to_contain_text(STORY)
    bilal.goto(f"{case_url}return/")
    bilal.locator(".return-part", has=bilal.locator("#id_text_event")).locator("summary").click()
    bilal.locator("#id_text_event").fill(REMARK)
    decide(bilal, case_url, "return")

    amina.page.goto("/queue/")
    amina.page.locator(f"a.queue-link[href='/{case_path}']").tap()
    expect(amina.page.locator("main")).to_contain_text(REMARK)
    amina.page.goto(f"{case_url}edit/#screen-event")
    expect(amina.page.locator("#screen-event .review-note")).to_contain_text(REMARK)
    amina.choose("event_when", "month")
    today = timezone.localdate()
    amina.page.locator("#id_event_month").select_option(str(today.month))
    amina.page.locator("#id_event_year").select_option(str(today.year))
    assert send(amina) == case_url

    bilal.goto(f"{case_url}validate/")
    bilal.locator(".tile:has(input[value=VIOLATION]) > label").click()
    decide(bilal, case_url, "validate")

    assert counted_cases(dara) == before
    dara.goto(f"{case_url}approve/")
    dara.locator("label[for=id_confirm]").click()
    decide(dara, case_url, "approve")
    assert counted_cases(dara) == before + 1

    nobody_else_sees(sign_in("chen"), case_url)
    donor = sign_in("emil")
    nobody_else_sees(donor, case_url)
    assert donor.request.get("/cases/").status == 404
    assert donor.request.get("/queue/").status == 404
    assert donor.goto("/figures/").status == 200
    expect(donor.locator("main")).not_to_contain_text(STORY)


def nobody_else_sees(page: Page, case_url: str) -> None:
    """Every page of the case answers as if the case did not exist."""
    for part in EVERY_PAGE_OF_A_CASE:
        answer = page.request.get(f"{case_url}{part}")
        assert answer.status == 404, part
        assert STORY not in answer.text()


def test_figures_on_the_command_line_are_the_published_ones(site_database: dict[str, str]) -> None:
    both = printed(site_database, "2020-01", "2021-12")
    assert both["totals"]["cases"] == 1320
    assert both["totals"]["law_enforcement_cases"] == 668
    assert both["totals"]["not_pursuing"] == 568
    within = {row["code"]: row["count"] for row in both["law_enforcement_primary_groups"]}
    assert (within["PWID"], within["SW"]) == (394, 227)
    first = printed(site_database, "2020-01", "2020-12")["totals"]
    assert (first["cases"], first["qualified"]) == (503, 384)
    half = printed(site_database, "2021-01", "2021-06")
    assert (half["totals"]["cases"], half["totals"]["qualified"]) == (373, 300)
    assert {row["code"]: row["count"] for row in half["primary_groups"]}["PWID"] == 166
    three = printed(site_database, "2020-01", "2022-12")
    assert three["totals"]["cases"] > 2000
    assert {row["code"]: row["count"] for row in three["client_groups"]}["PLHIV"] == 483


HEADLINES = {
    "2020-2021": [({}, 1320), ({"violator": "LE"}, 668)],
    "2020+2021": [
        ({}, 1320),
        ({"violator": "LE"}, 668),
        ({"violator": "LE", "primary_group": "PWID"}, 394),
        ({"violator": "LE", "primary_group": "SW"}, 227),
    ],
    "2020+2021+2022": [({}, 2010), ({"group": "PLHIV"}, 483)],
}
"""What was published, as sums of periods; see domain.md 10.1."""


@pytest.mark.parametrize("tier", ["donor", "public"])
def test_the_releases_of_the_demo_hold_every_published_headline(site_database: dict[str, str], tier: str) -> None:
    exported = json.loads(said_by(site_database, "export_release", "latest", "--tier", tier, "--format", "json"))
    values = {(cell["period"], *sorted(cell["key"].items())): cell["value"] for cell in exported["cells"]}
    for periods, headlines in HEADLINES.items():
        for key, number in headlines:
            parts = [values[period, *sorted(key.items())] for period in periods.split("+")]
            assert sum(parts) == number, (periods, key)
    assert not [value for value in values.values() if value is not None and value < 5]


def test_the_releases_of_the_demo_are_safe_and_show_most_of_what_is_large_enough(site_database: dict[str, str]) -> None:
    """The second release ends the first two years. Of its large cells donors see 86 % and the public 85 %."""
    for number in ("1", "2", "3"):
        assert "is safe" in said_by(site_database, "audit_release", number)
    report = said_by(site_database, "audit_release", "2")
    found = re.findall(r"(\w+): \d+ of \d+ cells shown, (\d+) of (\d+) of", report)
    shares = {tier: int(shown) / int(large) for tier, shown, large in found}
    assert shares["donor"] >= 0.86
    assert shares["public"] >= 0.85


def said_by(environment: dict[str, str], *command: str) -> str:
    """What a command prints."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def printed(environment: dict[str, str], first: str, last: str) -> dict[str, object]:
    """What `manage.py figures` prints for a period, as dara sees it."""
    command = ["figures", "--programme", "KG", "--from", first, "--to", last, "--as", "dara", "--format", "json"]
    return json.loads(said_by(environment, *command))
