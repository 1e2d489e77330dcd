"""Files and page of a release of the size of the demo: 1,320 cases in two years."""

from collections.abc import Callable

import pytest
from django.utils import translation

from reports.disclosure.schema import Tier
from reports.exports.docx import report_docx
from reports.exports.pdf import report_pdf
from reports.exports.report import Report, report_of
from reports.exports.xlsx import published_xlsx
from reports.indicators.published_notes import Publisher
from reports.indicators.published_page import Choice
from reports.views.published_figures import made_figures
from tests.bench.conftest import seconds
from tests.factories.published import made

pytestmark = pytest.mark.bench

PERIOD = "2020-2021"
PUBLISHER = Publisher("Kyrgyzstan")
LIMITS = {"pdf": 2.0, "docx": 5.0, "xlsx": 2.0, "page": 1.0}
"""Seconds that making one may take, with nothing kept from before."""


def test_files_and_page_are_made_quickly() -> None:
    published = made(Tier.DONOR)

    def report(make: Callable[[Report], bytes]) -> bytes:
        return make(report_of(published, PERIOD, "ru", PUBLISHER))

    with translation.override("ru"):
        measured = {
            "pdf": seconds(lambda: report(report_pdf)),
            "docx": seconds(lambda: report(report_docx)),
            "xlsx": seconds(lambda: list(published_xlsx(published, PERIOD, "ru", PUBLISHER))),
            "page": seconds(lambda: made_figures(published, Choice(PERIOD), "ru")),
        }
    print({name: f"{value:.2f} s" for name, value in measured.items()})  # noqa: T201  the result of the measurement
    assert all(measured[name] <= limit for name, limit in LIMITS.items()), measured
