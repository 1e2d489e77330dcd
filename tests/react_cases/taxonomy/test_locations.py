"""Places: how many, where they lie, what they were called."""

import re
from collections import Counter
from datetime import date

import pytest

from react_cases.taxonomy.loader import LocationRow, read_locations

PLACES = {place.code: place for place in read_locations()}
OBLASTS = ("KG-GB", "KG-GO", "KG-B", "KG-C", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y")


def test_nine_oblasts_first() -> None:
    assert tuple(PLACES)[:9] == OBLASTS
    assert {place.code for place in PLACES.values() if place.kind == "oblast"} == set(OBLASTS)


def test_how_many() -> None:
    """Forty districts and the four of Bishkek; 31 cities with Bishkek and Osh, which stand as oblasts."""
    assert Counter(place.kind for place in PLACES.values()) == {"oblast": 9, "district": 44, "city": 29}


@pytest.mark.parametrize(
    ("oblast", "districts", "cities"),
    [
        ("KG-GB", 4, 0),
        ("KG-GO", 0, 0),
        ("KG-B", 3, 6),
        ("KG-C", 8, 7),
        ("KG-J", 8, 8),
        ("KG-N", 5, 1),
        ("KG-O", 7, 3),
        ("KG-T", 4, 1),
        ("KG-Y", 5, 3),
    ],
)
def test_where_they_lie(oblast: str, districts: int, cities: int) -> None:
    inside = Counter(place.kind for place in PLACES.values() if place.parent == oblast)
    assert (inside["district"], inside["city"]) == (districts, cities)


@pytest.mark.parametrize("place", PLACES.values(), ids=list(PLACES))
def test_names(place: LocationRow) -> None:
    assert all(re.fullmatch(r"[A-Za-z() -]+", text) for text in (place.en,))
    for text in (place.ru, place.ky):
        assert re.fullmatch(r"[А-яёӨөҮүҢң -]+", text), text
    if place.kind == "district":
        assert place.en.endswith(" district")
        assert place.ru.endswith(" район")
        assert place.ky.endswith(" району")


def test_district_names_in_their_languages() -> None:
    expected = {
        "KG-T-D-BAKAI-ATA": ("Бакай-Атинский район", "Бакай-Ата району"),
        "KG-Y-D-JETI-OGUZ": ("Джети-Огузский район", "Жети-Өгүз району"),
        "KG-O-D-UZGEN": ("Узгенский район", "Өзгөн району"),
        "KG-GB-D-BIRINCHI-MAY": ("Первомайский район", "Биринчи Май району"),
    }
    assert {code: (PLACES[code].ru, PLACES[code].ky) for code in expected} == expected


def test_oblast_of_a_place() -> None:
    assert PLACES["KG-T-C-TALAS"].oblast == "KG-T"
    assert PLACES["KG-T"].oblast == "KG-T"


@pytest.mark.parametrize(
    ("day", "language", "expected"),
    [
        (date(2021, 5, 1), "en", "Jalal-Abad"),
        (date(2025, 9, 16), "ru", "Джалал-Абад"),
        (date(2025, 9, 16), "ky", "Жалал-Абад"),
        (date(2025, 9, 17), "ru", "Манас"),
        (date(2026, 1, 1), "en", "Manas"),
    ],
)
def test_manas_was_jalal_abad(day: date, language: str, expected: str) -> None:
    assert PLACES["KG-J-C-MANAS"].label_on(day, language) == expected


def test_the_oblast_kept_its_name() -> None:
    assert PLACES["KG-J"].label_on(date(2026, 1, 1), "en") == "Jalal-Abad oblast"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("KG-J-C-MANAS", "Жалал-Абад"),
        ("KG-J-C-MANAS", "Jalal-Abad"),
        ("KG-B-C-RAZZAKOV", "Исфана"),
        ("KG-T-D-AITMATOV", "Кара-Бууринский район"),
        ("KG-T-D-AITMATOV", "Kara-Buura district"),
        ("KG-C-C-TOKMOK", "Токмак"),
    ],
)
def test_old_names_are_found(code: str, name: str) -> None:
    assert [place.code for place in PLACES.values() if name in place.search_names] == [code]


def test_a_former_name_without_dates_is_only_searched() -> None:
    assert PLACES["KG-T-D-AITMATOV"].label_on(date(2010, 1, 1), "en") == "Aitmatov district"
    assert PLACES["KG-B-C-RAZZAKOV"].label_on(date(2010, 1, 1), "en") == "Isfana"


def test_search_names_stand_once() -> None:
    for place in PLACES.values():
        assert len(set(place.search_names)) == len(place.search_names)


def test_all_places_exist_today() -> None:
    assert all(place.is_valid_on(date(2026, 11, 22)) for place in PLACES.values())
