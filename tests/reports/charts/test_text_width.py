"""Lines of a text before anybody measures it."""

import pytest

from reports.charts.text_width import lines_of, width_of


def test_broken_at_spaces() -> None:
    assert lines_of("Государственные и муниципальные учреждения", 14) == (
        "Государственные и",
        "муниципальные",
        "учреждения",
    )


def test_broken_behind_hyphens_and_in_words_without_any() -> None:
    assert lines_of("Джалал-Абад", 5) == ("Джалал-", "Абад")
    assert lines_of("Дезоксирибонуклеиновая", 8) == ("Дезоксирибон-", "уклеиновая")


def test_nothing_of_nothing() -> None:
    assert lines_of("", 5) == ("",)


@pytest.mark.parametrize("room", [4, 6, 9, 16.2])
@pytest.mark.parametrize(
    "text",
    ["Кызмат көрсөтүүлөрдү сунуштаган өнөктөш уюмдар", "ШШШШШШШШШШШШШ", "Иссык-Кульская область", "Women who inject"],
)
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: float) -> None:
    lines = lines_of(text, room)
    assert all(width_of(line) <= room for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


def test_capitals_are_wider() -> None:
    assert width_of("ШИРОКО") > width_of("широко") > width_of("illiil")
