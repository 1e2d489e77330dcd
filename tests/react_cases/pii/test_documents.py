"""Personal numbers, passports, number plates, days and days of birth."""

import pytest

from tests.react_cases.pii.texts_found import found, labels


@pytest.mark.parametrize(
    ("text", "label", "words"),
    [
        ("Её ПИН: 21405199200456", "PIN", "21405199200456"),
        ("ИНН 1 2309 1987 00512 указан в справке", "PIN", "1 2309 1987 00512"),
        ("паспорт серии ID №1234567 выдан", "PASSPORT", "ID №1234567"),
        ("забрали паспорт AN 2345678", "PASSPORT", "AN 2345678"),
        ("номер паспорта 1234567", "PASSPORT", "1234567"),
        ("passport no. 7654321", "PASSPORT", "7654321"),
        ("машинанын номери 04KG321KLM", "PLATE", "04KG321KLM"),
        ("госномер 01КГ555АБВ", "PLATE", "01КГ555АБВ"),
        ("a car with plate 02 KG 345 ABC.", "PLATE", "02 KG 345 ABC"),
        ("номер машины B 1234 AK", "PLATE", "B 1234 AK"),
        ("родилась 2 января 1999 года", "DOB", "2 января 1999 года"),
        ("05.06.2001 г.р.", "DOB", "05.06.2001"),
        ("туулган жылы 1988-жылдын 3-майы", "DOB", "1988-жылдын 3-майы"),
        ("DOB: 1990/05/04", "DOB", "1990/05/04"),
        ("His brother Denis, born 4 April 1990, wrote", "DOB", "4 April 1990"),
        ("остановили 12 марта 2024 года", "DATE", "12 марта 2024 года"),
        ("задержали двадцать пятого мая", "DATE", "двадцать пятого мая"),
        ("2024-жылдын 5-апрелинде токтотушту", "DATE", "2024-жылдын 5-апрелинде"),
        ("On March 3rd, 2022 they came", "DATE", "March 3rd, 2022"),
        ("14 иуля остановили", "DATE", "14 иуля"),
    ],
)
def test_numbers_and_days(text: str, label: str, words: str) -> None:
    assert labels(text).get(words) == label


def test_a_year_or_a_month_is_no_day() -> None:
    assert found("в марте 2024 года, 1991 года рождения, they may 5 times ask, room 12, case No. 45-12/2023") == []


def test_fourteen_digits_that_hold_no_birth_date_need_a_word() -> None:
    assert found("квитанция 99999999999999", "PIN") == []
    assert found("персональный номер 99999999999999", "PIN") == ["99999999999999"]
