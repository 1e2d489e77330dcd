"""A chart on a page: an image with a name, a table beside it, and not a byte about what is not published."""

import gzip
import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from reports.charts.data import Chart, Kind, Row, one
from reports.charts.pictures import pictures_of
from tests.reports.charts.samples import EVERY_KIND, several, simple

LEAVES_OUT = {"share": "0.9 %", "text": "3", "href": "/cases/", "more": ("4", "5 %")}


def component(chart: Chart, language: str = "en") -> str:
    """The chart as the gallery shows it."""
    with translation.override(language):
        page = render_to_string("reports/chart_gallery.html", {"charts": [chart]})
    found = re.search(r"<figure .*</figure>", page, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("chart", EVERY_KIND, ids=lambda chart: f"{chart.kind}-{chart.panel}")
def test_is_an_image_with_a_name_and_a_table(chart: Chart) -> None:
    html = component(chart)
    pictures = re.findall(r"<svg .*?</svg>", html, re.DOTALL)
    assert len(pictures) == len(pictures_of(chart))
    for picture in pictures:
        assert 'role="img"' in picture
        assert re.search(r"<title>[^<]+</title>(<desc>[^<]+</desc>)?<", picture)
    assert html.count("<table") == 1
    assert "not published" in html[html.index("<table") :]
    assert html.count("1 number is not published.") > 1, "below, and read out"
    assert " style=" not in html


@pytest.mark.parametrize("chart", EVERY_KIND, ids=lambda chart: f"{chart.kind}-{chart.panel}")
def test_every_pattern_is_there_once_and_used(chart: Chart) -> None:
    html = component(chart)
    made = re.findall(r'<pattern id="([^"]+)"', html)
    assert len(made) == len(set(made))
    assert set(made) == set(re.findall(r"url\(#([^)]+)\)", html))


@pytest.mark.parametrize("kind", [Kind.BARS, Kind.COLUMNS, Kind.LINES, Kind.TILES])
def test_no_byte_tells_of_what_is_not_published(kind: Kind) -> None:
    """A zero and a nine hundred that are withheld: their rows differ in everything but the value, which never comes."""

    def drawn(**told: Any) -> str:
        rows = [Row("A", 12, share="1 %", code="KG-C"), Row("B", None, code="KG-N", **told), Row("C", 4, code="KG-T")]
        return component(Chart("it", kind, "Who", one(rows), more=("Mentions", "Share")))

    assert drawn() == drawn(**LEAVES_OUT)


def test_withheld_row_lengthens_no_bar() -> None:
    """The other bars are as long as if the row were not there."""
    lengths = [
        re.findall(r'<rect[^>]* width="([\d.]+%)"', component(chart))
        for chart in (simple(Kind.BARS, 12, None, 4), simple(Kind.BARS, 12, 4))
    ]
    assert lengths[0] == lengths[1] != []


def test_texts_are_escaped() -> None:
    nasty = "<script>alert(1)</script>\"'&"
    html = component(Chart("it", Kind.BARS, nasty, one([Row(nasty, 1, nasty, nasty), Row("B", 2)]), description=nasty))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_numbers_of_a_picture_do_not_follow_the_language() -> None:
    for language in ("ru", "ky", "en"):
        html = component(simple(Kind.BARS, 1000, 333), language)
        lengths = re.findall(r' (?:width|height|[xy]|dx|dy)="([^"]+)"', html)
        assert all(re.fullmatch(r"-?(\d+(\.\d+)?|\.\d+)(em|%|)", length) for length in lengths)


def test_links_make_it_a_group_and_stand_in_the_table_as_well() -> None:
    html = component(Chart("it", Kind.BARS, "Who", one([Row("A", 1, href="/cases/?a=1&b=2"), Row("B", None)])))
    assert html.count('role="group"') == 2
    assert 'role="img"' not in html
    assert html.count('<a href="/cases/?a=1&amp;b=2">') == 3


def test_rows_left_out_are_named() -> None:
    html = component(simple(Kind.BARS, *range(20)))
    assert "8 more rows are in the table." in html
    assert html.count('<th scope="row">') == 20


def test_shares_and_further_columns_of_the_table() -> None:
    rows = [Row("A", 668, share="50.6 %", more=("700", "40 %")), Row("B", None)]
    chart = Chart(
        "it",
        Kind.BARS,
        "Who",
        one(rows),
        unit="Cases",
        base="Base: 1,320 cases",
        share_heading="Share of cases",
        more=("Mentions", "Share"),
    )
    html = component(chart)
    table = html[html.index("<table") :]
    for text in ("Cases", "Share of cases", "Mentions", ">668<", ">50.6 %<", ">700<", ">40 %<", "Base: 1,320 cases"):
        assert text in table
    assert 'colspan="4">not published<' in table


def test_small_enough_for_a_page_of_twelve() -> None:
    """Eight rows in words as long as ours: a chart and its table."""
    label = "Государственные и муниципальные медицинские учреждения, строка {}"
    rows = [Row(label.format(number), number * 37, share="12,3 %") for number in range(8)]
    html = component(Chart("it", Kind.BARS, "Кто нарушил права", one(rows), unit="Случаи"), "ru")
    assert len(gzip.compress(html.encode())) < 2200
    many = "".join(component(several(Kind.STACKS, *[tuple(range(1, 9))] * 4)) for _number in range(12))
    assert len(gzip.compress(many.encode())) < 12 * 2200
