"""Charts as documents of their own: well-formed, of a given size, with colours, drawn by what makes PDF."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typst
from django.conf import settings

from reports.charts.data import Chart, Kind, Row, one
from reports.charts.scene import CARD, COLOURS, EDGE, INK, INK_SOFT, LINE
from reports.charts.standalone import alternative, standalone
from tests.reports.charts.samples import EVERY_KIND, several, simple

parse = ElementTree.fromstring
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("width", [180, 480])
@pytest.mark.parametrize("chart", EVERY_KIND, ids=lambda chart: f"{chart.kind}-{chart.panel}")
def test_document_of_a_given_size(chart: Chart, width: int) -> None:
    root = parse(standalone(chart, width))
    assert root.tag == f"{SVG}svg"
    height = root.attrib["height"].removesuffix("pt")
    assert (root.attrib["width"], root.attrib["viewBox"]) == (f"{width}pt", f"0 0 {width} {height}")
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    for mark in root.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert -1 <= float(mark.attrib.get(name, 0)) <= width
        for name in ("y", "y1", "y2", "cy"):
            assert 0 <= float(mark.attrib.get(name, 0)) <= float(height)
        assert not {"style", "href"} & mark.attrib.keys()


def test_looks_right_without_a_style_sheet() -> None:
    """Every group has its colour, or that of the text."""
    for chart in EVERY_KIND:
        root = parse(standalone(chart))
        assert root.attrib["fill"] == INK
        for group in root.iter(f"{SVG}g"):
            if group.attrib["class"] not in ("label", "value", "number", "place", "share"):
                assert {"fill", "stroke"} & group.attrib.keys(), group.attrib["class"]


def test_without_links() -> None:
    chart = Chart("it", Kind.BARS, "Who", one([Row("A", 1, href="/cases/")]))
    assert "/cases/" not in standalone(chart)


def test_small_charts_stand_side_by_side() -> None:
    chart = several(Kind.MULTIPLES, (1,), (2,), (3,), (4,))
    groups = parse(standalone(chart, 480)).iter(f"{SVG}g")
    columns = next(group for group in groups if group.attrib["class"] == "s1")
    assert len({mark.attrib["x"] for mark in columns}) == 3


def test_texts_of_russian_and_kyrgyz_stay_in_the_picture(tmp_path: Path) -> None:
    """Drawn by typst, twice: on a page as wide as the picture, and with a margin; nothing is cut off at the right."""
    rows = [Row("Кызмат көрсөтүүлөрдү сунуштаган өнөктөш уюмдар", 1320, "1\xa0320", "50,6\xa0%"), Row("Б", None)]
    (tmp_path / "it.svg").write_text(standalone(Chart("it", Kind.BARS, "Ким", one(rows))))
    (tmp_path / "it.typ").write_text('#set page(width: auto, height: auto, margin: 0pt)\n#image("it.svg")')
    picture = typst.compile(str(tmp_path / "it.typ"), format="png", ppi=72)
    assert isinstance(picture, bytes)
    assert picture.startswith(b"\x89PNG")


def test_alternative_text() -> None:
    chart = simple(Kind.BARS, 5, None, description="By size.", base="Base: 5 cases")
    assert alternative(chart) == "Who. By size. Base: 5 cases. 1 number is not published."


def test_colours_are_those_of_the_light_page() -> None:
    source = (Path(settings.BASE_DIR) / "static/css/src/bootstrap_subset.scss").read_text()
    light = dict(re.findall(r'"([\w-]+)": (#\w{6})', source[source.index("$light") : source.index("$dark")]))
    assert tuple(light[name] for name in ("bar", "bar-2", "bar-3", "bar-4", "accent", "bar-track")) == COLOURS
    assert tuple(light[name] for name in ("ink", "ink-soft", "card", "line", "edge")) == (
        INK,
        INK_SOFT,
        CARD,
        LINE,
        EDGE,
    )


def test_style_sheet_knows_every_look() -> None:
    sheet = (Path(settings.BASE_DIR) / "static/css/charts.css").read_text()
    plain = {"label", "value", "number", "place"}
    drawn = "".join(standalone(chart) for chart in EVERY_KIND)
    for look in set(re.findall(r'class="(\w+)"', drawn)) - plain - {"share"}:
        assert re.search(rf"\.{look}\b", sheet), look
