"""Institutions of more kinds, and firms and houses without a word for their kind."""

import pytest

from react_cases.pii import Tier, scan
from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("взял справку в ЦОН Ленинского района", "ЦОН Ленинского района"),
        ("лежал в тюремной больнице с марта", "тюремной больнице"),
        ("Он сидел в тридцать первой колонии", "тридцать первой колонии"),
        ("направили в городской центр СПИД", "городской центр СПИД"),
        ("Брат лечился в Национальном госпитале", "Национальном госпитале"),
        ("Ал ЦСМ-7ден дары алган", "ЦСМ-7ден"),
        ("Кемин районунун ооруканасы жабык", "Кемин районунун ооруканасы"),
        ("токмок наркологиясында учётто турам", "токмок наркологиясында"),
        ("Алымкулов атындагы № 3 мектепте окуйт", "Алымкулов атындагы № 3 мектепте"),
        ("свердлов милициясына алып барышты", "свердлов милициясына"),
        ("Лежит в Национальном центре онкологии", "Национальном центре онкологии"),
        ("улуттук фтизиатрия борборунда дарыланат", "улуттук фтизиатрия борборунда"),
        ("Учится в КНУ, на втором курсе", "КНУ"),
        ("they met in the sauna complex Kristall", "complex Kristall"),
        ("my brother is in colony number sixteen", "colony number sixteen"),
        ("I got pills at FMC No. 8 again", "FMC No. 8"),
        ("they stayed at the Rainbow drop-in", "Rainbow drop-in"),
        ("Ya uchilsya v shkole nomer 6", "shkole nomer 6"),
    ],
)
def test_more_kinds_are_known(text: str, organisation: str) -> None:
    assert found(text, "ORG") == [organisation]


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Его видели в «Золотом якоре» ночью", "«Золотом якоре»"),
        ("Ключ взяли от «Тихого берега» и ушли", "«Тихого берега»"),
        ("видео «Тулпар»дан тартылган", "«Тулпар»дан"),
        ("Он грузчик в Агро Плюс с мая", "Агро Плюс"),
        ("She sews for Ak-Bulut Textile at night", "Ak-Bulut Textile"),
        ("взял кредит в быстро деньги и не отдал", "быстро деньги"),
    ],
)
def test_a_firm_without_a_kind_is_found(text: str, organisation: str) -> None:
    assert found(text, "ORG") == [organisation]


@pytest.mark.parametrize(
    "text",
    [
        "Он сел в «Хонду» и уехал",
        "Мать сказала: «Уходи из дома»",
        "В кабинете 14 сидел врач",
        "В «Телеграме» пришло сообщение",
        "Ал «Камри» машинасын сатты",
        "пять колоний закрыли за год",
        "138-берене, 2-бөлүк боюнча иш козголду",
        "Атасынын үйүндө жашайт",
        "International Women's Day was on Sunday",
        "We have a coffee shop near the office",
        "bar jok, jardam kerek",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert found(text, "ORG") == []


def test_police_stays_grey_and_a_colony_does_not() -> None:
    assert [item.tier for item in scan("свердлов милициясына алып барышты")] == [Tier.GREY]
    assert Tier.GREY not in {item.tier for item in scan("Он сидел в тридцать первой колонии")}
