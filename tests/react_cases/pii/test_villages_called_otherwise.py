"""Villages written as one word, and those called like people or words, told by what stands beside them."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("Её увезли в Аксуу, к родне.", "Аксуу"),
        ("она живёт в акбашате и боится", "акбашате"),
        ("кардар карасуудан келген", "карасуудан"),
        ("ал азыр торуайгырда жашайт", "торуайгырда"),
    ],
)
def test_two_halves_as_one_word(text: str, village: str) -> None:
    assert found(text, "PLACE") == [village]


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("он живет в наримане, там работает", "наримане"),
        ("приехали из тельмана втроем", "тельмана"),
        ("жители тельмана её травят", "тельмана"),
        ("её остановили возле тельмана вечером", "тельмана"),
        ("родственники в наримане узнали о диагнозе", "наримане"),
        ("Наримандын четинде токтотушту.", "Наримандын"),
        ("наримандын четинде токтотушту", "наримандын"),
        ("окуя акчалда болгон", "акчалда"),
        ("Окуя Жардамда болгон.", "Жардамда"),
        ("На перевале Чапчыма его взяли.", "Чапчыма"),
    ],
)
def test_called_like_a_person_or_a_word(text: str, village: str) -> None:
    assert found(text, "PLACE") == [village]


@pytest.mark.parametrize(
    "text",
    ["He can't go home.", "They told her to marry him.", "Улан Ким боится мужа.", "Телефон был в кармане куртки."],
)
def test_no_villages(text: str) -> None:
    assert found(text, "PLACE") == []
