"""Number plates of this country and its neighbours, and figures that were written as letters."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("машину b 3107 ак забрали", "b 3107 ак"),
        ("белая Нива, S 4418 M, уехала", "S 4418 M"),
        ("nubmer B 30l7 V", "B 30l7 V"),
        ("номер 08 KG 0Ч7 PAB", "08 KG 0Ч7 PAB"),
        ("one car by heart: 328 ABZ 17. Its", "328 ABZ 17"),
        ("такси 01 A 123 BC", "01 A 123 BC"),
        ("our car zero eight k g five one two a b c and", "zero eight k g five one two a b c"),
        ("номери нөл бир кейджи төрт жүз он сегиз эй би эф экен", "нөл бир кейджи төрт жүз он сегиз эй би эф"),
        ("машина ноль два кг семьсот десять а бэ эм тут", "ноль два кг семьсот десять а бэ эм"),
        ("plates oh seven KG one one four, A C E, black", "oh seven KG one one four, A C E"),
        ("мотоцикл 01 234 AB", "01 234 AB"),
        ("номер ноль один кей джи двести пять а в с он", "ноль один кей джи двести пять а в с"),
    ],
)
def test_plates(text: str, plate: str) -> None:
    assert found(text, "PLATE") == [plate]


@pytest.mark.parametrize(
    ("text", "label", "number"),
    [
        ("звоните 0 777 46O 912", "PHONE", "0 777 46O 912"),
        ("8 701 56З 20 17", "PHONE", "8 701 56З 20 17"),
        ("ID 11806З2", "PASSPORT", "ID 11806З2"),
        ("паспорту N 11829044, 1980", "PASSPORT", "N 11829044"),
        ("4446 18З0 8825 9041", "CARD", "4446 18З0 8825 9041"),
    ],
)
def test_letters_for_figures(text: str, label: str, number: str) -> None:
    assert found(text, label) == [number]


def test_other_numbers_are_no_plates() -> None:
    assert found("палата 327 ABZ, дом 12 AB, в кабинете 45 з 12 мест", "PLATE") == []
