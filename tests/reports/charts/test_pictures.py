"""What is drawn: lengths, gaps, the one mark of numbers that are not published, and nothing that tells of them."""

import re

import pytest
from django.utils import translation

from reports.charts.bars import highest
from reports.charts.data import Chart, Kind, Row, Series, one
from reports.charts.frames import NARROW
from reports.charts.pictures import Picture, description_of, pictures_of
from reports.charts.text_width import lines_of
from reports.charts.tiles import PLACES, name_room, shade
from tests.reports.charts.samples import several, simple


def group(picture: Picture, name: str) -> list[dict[str, str]]:
    """The attributes of the marks of one look."""
    return [dict(mark.attributes) for each in picture.groups if each.name == name for mark in each.marks]


def texts(picture: Picture) -> list[str]:
    """Every text of a picture, lines put together."""
    return [" ".join(mark.lines) for each in picture.groups for mark in each.marks if mark.lines]


def test_bars_are_as_long_as_their_values() -> None:
    narrow, wide = pictures_of(simple(Kind.BARS, 100, 50, 0))
    for picture in (narrow, wide):
        first, second = (float(mark["width"].rstrip("%")) for mark in group(picture, "s1"))
        assert first == pytest.approx(2 * second, abs=0.02)
    assert (narrow.name, wide.name) == ("narrow", "wide")
    assert "0" in texts(narrow)


def test_scale_comes_from_shown_values_only() -> None:
    assert highest([Row("A", None), Row("B", 7)]) == 7
    assert highest([Row("A", None), Row("B", 0)]) == 1
    assert highest([]) == 1
    assert [shade(value, 10) for value in (0, 1, 3, 8, 10)] == [0, 1, 2, 4, 4]


def test_rows_stay_in_the_given_order() -> None:
    picture = pictures_of(simple(Kind.BARS, 1, None, 5, None, 3))[0]
    assert [text for text in texts(picture) if len(text) == 1 and text.isalpha()] == ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize("kind", [Kind.BARS, Kind.COLUMNS, Kind.LINES])
def test_every_withheld_number_has_the_same_mark(kind: Kind) -> None:
    for picture in pictures_of(simple(kind, 9, None, 4, None, None)):
        marks = group(picture, "withheld")
        assert len(marks) >= 3
        assert len({mark["width"] for mark in marks[:3]}) == 1
        assert len({mark["height"] for mark in marks}) == 1
        assert "not published" in texts(picture)


def test_stack_with_a_withheld_part_is_no_stack() -> None:
    whole, broken = (pictures_of(several(Kind.STACKS, (5,), (value,), (3,)))[1] for value in (2, None))
    starts = [group(whole, f"s{number}")[-1].get("x") for number in (1, 2, 3)]
    assert len(set(starts)) == 3, "behind each other"
    assert "10" in texts(whole)
    starts = [group(broken, name)[-1]["x"] for name in ("s1", "s3")]
    assert len(set(starts)) == 1, "side by side"
    assert "Second" in texts(broken)[3:], "the part that is not published is named beside its mark"
    assert "8" not in texts(broken), "no sum"


def test_line_has_gaps() -> None:
    picture = pictures_of(simple(Kind.LINES, 5, 6, None, 7, None, 8, 9))[0]
    assert len(group(picture, "l1")) == 2
    assert len(group(picture, "m1")) == 5


def test_lines_differ_without_colour() -> None:
    picture = pictures_of(several(Kind.LINES, (1, 2), (3, 4), (5, 6), (7, 8)))[0]
    dashes = [dict(each.attributes).get("stroke-dasharray") for each in picture.groups if re.match("l.", each.name)]
    assert len(set(dashes)) == 4


def test_parts_differ_without_colour() -> None:
    picture = pictures_of(several(Kind.STACKS, *[(20,)] * 6))[0]
    assert {pattern.name: pattern.path for pattern in picture.patterns}.keys() == {"s2", "s3", "s4", "s5", "s6"}
    assert len({pattern.path for pattern in picture.patterns}) == 5


def test_small_charts_share_their_scale() -> None:
    big, small = pictures_of(several(Kind.MULTIPLES, (100, 50), (50, 25)))
    heights = [[float(mark["height"].removesuffix("em")) for mark in group(each, "s1")] for each in (big, small)]
    assert heights[0][1] == heights[1][0]
    assert (big.title, small.title) == ("Who: First", "Who: Second")


def test_short_texts_need_one_picture() -> None:
    assert [picture.name for picture in pictures_of(simple(Kind.COLUMNS, 1, 2, 3))] == [""]


def test_columns_too_many_for_their_numbers_get_lines_to_read_from() -> None:
    with translation.override("en"):
        picture = pictures_of(simple(Kind.COLUMNS, *[990] * 26))[0]
    assert texts(picture)[:2] == ["1,000", "500"]
    assert len(group(picture, "grid")) == 2
    assert not group(picture, "number")


def test_coarse_columns_are_drawn_and_fine_rows_stand_in_the_table() -> None:
    chart = simple(Kind.COLUMNS, 1, 2, 3, 4, coarse=(Row("H1", 3), Row("H2", 7)))
    assert len(group(pictures_of(chart)[0], "s1")) == 2
    assert len(chart.table) == 4


def test_every_oblast_and_city_has_a_place_of_its_own() -> None:
    assert PLACES.keys() == {"KG-GB", "KG-C", "KG-GO", "KG-O", "KG-J", "KG-B", "KG-N", "KG-T", "KG-Y"}
    assert len({place[:2] for place in PLACES.values()}) == 9
    column = {code: place[0] for code, place in PLACES.items()}
    row = {code: place[1] for code, place in PLACES.items()}
    assert column["KG-T"] < column["KG-C"] < column["KG-Y"], "west to east"
    assert row["KG-C"] < row["KG-N"] < row["KG-O"], "north to south"
    assert column["KG-B"] == min(column.values())


@pytest.mark.parametrize(
    "name",
    ["Джалал-Абад", "Ошская область", "Иссык-Куль", "город Ош", "Жалал-Абад", "Ош облусу", "Ысык-Көл", "Issyk-Kul"],
)
def test_short_names_fit_on_two_lines_of_a_tile_on_a_phone(name: str) -> None:
    lines = lines_of(name, name_room(NARROW.width))
    assert len(lines) <= 2
    assert "".join(lines).replace("-", "") == name.replace("-", "").replace(" ", "")


def test_tiles() -> None:
    rows = [Row("Chuy oblast", 8, share="80 %", code="KG-C"), Row("Naryn oblast", None, code="KG-N"), Row("Other", 2)]
    picture = pictures_of(Chart("it", Kind.TILES, "Where", one(rows)))[0]
    assert {"Chuy", "8", "80 %", "Naryn", "Other: 2"} <= set(texts(picture))
    assert picture.groups[0].name == "h4", "no colour lies above a text"
    assert len(group(picture, "box")) == 2
    assert len(group(picture, "void")) == 7
    assert len(group(picture, "withheld")) == 2, "the tile, and what the mark means"


def test_description_says_how_many_are_not_published() -> None:
    with translation.override("en"):
        chart = simple(Kind.BARS, 1, None, None, description="By size.", base="Base: 5 cases")
        assert description_of(chart) == "By size. Base: 5 cases. 2 numbers are not published."
        assert description_of(chart, Series("A", (), "n = 3")) == "By size. n = 3. Base: 5 cases."
