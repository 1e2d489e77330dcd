"""After the intake, on a phone: two taps for help, readiness and the outcome; a picture looked at; a case on paper."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, SignIn
from tests.browser.phone import Phone

pytestmark = pytest.mark.browser

A4_POINTS = (595, 842)


@pytest.fixture
def phone(sign_in: SignIn) -> Phone:
    return Phone(sign_in("amina", viewport=PHONE, has_touch=True))


def open_case(page: Page) -> str:
    """The address of a case that takes help; the list of cases is shown."""
    page.goto("/cases/")
    link = page.locator(".row-actions a[href*='/responses/add/']").first.get_attribute("href")
    assert link is not None
    return link.partition("responses/")[0]


def test_help_from_the_list_then_readiness_and_outcome_from_the_case_take_two_taps_each(phone: Phone) -> None:
    page = phone.page
    case = open_case(page)
    phone.tap(f".row-actions a[href^='{case}responses/add/']")
    what = page.locator(".quick-answer").first.inner_text()
    phone.tap(".quick-answer >> nth=0")
    page.wait_for_url("**/cases/")
    expect(page.locator(".notice-success")).to_contain_text(what)
    assert phone.taps == 2

    page.goto(case)
    for link, button in (("readiness/add/", "[name=quick] >> nth=0"), ("close/", "[name=quick][value=NOTRES]")):
        phone.taps = 0
        phone.tap(f".add-group a[href='{case}{link}']")
        said = page.locator(button).inner_text()
        phone.tap(button)
        page.wait_for_url(f"**{case}")
        expect(page.locator(".notice-success")).to_contain_text(said)
        expect(page.locator(".axes")).not_to_have_text("")
        assert phone.taps == 2

    # Sections are closed on a phone; the notice's link opens the one it names.
    assert not page.locator("#section-responses details").first.get_attribute("open")
    page.goto(f"{case}#section-responses")
    page.reload()
    expect(page.locator("#section-responses")).to_contain_text(what)
    expect(page.locator("#section-responses .summary-row").first).to_be_visible()


def test_a_sent_picture_is_shown_cleaned_and_in_small(phone: Phone) -> None:
    page = phone.page
    picture = BytesIO()
    Image.new("RGB", (1600, 1200), "grey").save(picture, "JPEG")
    page.goto(f"{open_case(page)}evidence/add/")
    page.set_input_files("input[type=file]", {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()})
    page.locator("main form .btn-primary").tap()
    page.wait_for_url("**/look/")
    expect(page.locator(".look img")).to_have_js_property("naturalWidth", 1000)


def test_the_summary_fits_on_a4_without_the_menu(sign_in: SignIn, tmp_path: Path) -> None:
    page = sign_in("amina")
    case = open_case(page)
    page.goto(f"{case}print/texts/")
    expect(page.locator("[data-print]")).to_be_visible()
    page.pdf(path=tmp_path / "case.pdf", prefer_css_page_size=True)
    with pikepdf.open(tmp_path / "case.pdf") as paper:
        assert {tuple(round(float(side)) for side in leaf.mediabox[2:]) for leaf in paper.pages} == {A4_POINTS}
        assert len(paper.pages) <= 4
    page.emulate_media(media="print")
    assert not page.locator(".paper-tools").is_visible()
    assert not page.locator(".site-head").is_visible()
    expect(page.locator(".paper-foot")).to_be_visible()
