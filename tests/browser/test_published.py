"""What a donor sees: the sentence first, in three languages, light enough for a slow line; and the public page."""

import re
from io import BytesIO

import pikepdf
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, PHONE, SignIn

pytestmark = pytest.mark.browser

SENTENCES = {
    "en": "668 of 1,320 registered cases, 50.6 %, were by law enforcement; 59 % of them people who inject drugs, 34 %",
    "ru": "668 из 1 320",
    "ky": "1 320",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_the_sentence_stands_first_in_each_language(sign_in: SignIn, language: str) -> None:
    page = sign_in("emil", viewport=PHONE, language=language)
    page.goto("/figures/published/")
    text = re.sub(r"\s", " ", page.locator("main").inner_text())
    assert SENTENCES[language] in text[:600]
    assert "668" in text[:600]


def test_a_donor_chooses_an_oblast_and_a_period(sign_in: SignIn) -> None:
    page = sign_in("emil", viewport=PHONE, language="en")
    page.goto("/figures/published/")
    page.select_option("select[name=only]", "oblast.KG-GB")
    page.locator("form:has(select[name=only]) button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Bishkek")
    expect(page.locator("main")).not_to_contain_text("Outcome of")
    page.goto("/figures/published/?period=2020-2022")
    expect(page.locator("main")).to_contain_text("2,010")


def test_the_public_page_needs_no_account_and_keeps_nothing(browser: Browser, live_site: str) -> None:
    context = browser.new_context(viewport=PHONE, locale="ru", base_url=live_site)
    page = context.new_page()
    page.goto("/public/KG/")
    expect(page.locator("main")).to_contain_text("668")
    assert context.cookies() == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_the_first_sheet_of_paper_is_used_to_its_end(sign_in: SignIn) -> None:
    """The first charts stand below the totals: kept whole with their tables, they would all go to the second page."""
    page = sign_in("emil", viewport=DESK, language="en")
    page.goto("/figures/published/")
    with pikepdf.open(BytesIO(page.pdf(format="A4", page_ranges="1-2"))) as paper:
        first, second = (_pieces_of_text(sheet) for sheet in paper.pages)
    assert first > second / 2


def _pieces_of_text(sheet: pikepdf.Page) -> int:
    return sum(str(part.operator) in ("Tj", "TJ") for part in pikepdf.parse_content_stream(sheet))
