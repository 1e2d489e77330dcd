"""Officials whom only the story shows, and people beside them who are none."""

import pytest

from react_cases.pii import Label, scan


def told(text: str, language: str) -> dict[str, bool]:
    """The names of a text, and whether each is that of an official."""
    rows = [row for row in scan(text, language=language) if row.label is Label.PERSON]
    return {text[row.start : row.end]: row.is_officer for row in rows}


@pytest.mark.parametrize(
    ("language", "text", "officer"),
    [
        # what they did
        ("ru", "Протокол составил Жапаров, свидетелей не было.", "Жапаров"),
        ("ru", "Меня обыскивал некий Токобаев, он молчал.", "Токобаев"),
        ("ru", "Тот, кто меня допрашивал, представился как Улан.", "Улан"),
        ("ky", "Протоколду Мамбетов жазды, кол койдурду.", "Мамбетов"),
        ("ky", "Тинткен киши Абдылда экен, милициядан.", "Абдылда"),
        ("en", "The one who wrote the protocol was Zamir.", "Zamir"),
        ("en", "Maksat Orozov, who arrested her, wanted money.", "Maksat Orozov"),
        # how they came, what they wore, whom they lead
        ("ru", "Пришли трое с ордером, старший у них Шергазиев.", "Шергазиев"),
        ("en", "Two men came and took him to the station, one is called Kanat.", "Kanat"),
        ("ky", "Форма кийген Эрлан аны машинага салды.", "Эрлан"),
        ("en", "The patrol, led by Ulan Abdrazakov, left at once.", "Ulan Abdrazakov"),
        # whose house they serve in
        ("ru", "Специалист паспортного стола Жумабекова отказала.", "Жумабекова"),
        ("ru", "Фельдшер изолятора Джапаркулов не отвечает.", "Джапаркулов"),
        ("ru", "Приходил некий Улан из наркоконтроля.", "Улан"),
        ("ky", "Пробациядан Салтанат ай сайын кол койдурат.", "Салтанат"),
        ("ru", "Письмо из прокуратуры подписал Касымов А.", "Касымов А."),
        # a rank with a point, the surname told later, the second of two
        ("en", "Lt. Osmonov laughed.", "Osmonov"),
        ("ky", "Тергөөчүнүн аты Элдос болчу.", "Элдос"),
        ("ru", "Дежурный сказал ждать, фамилия его Рыскулов.", "Рыскулов"),
        ("ru", "Участковый Бейшен и его напарник Нурик ломали дверь.", "Нурик"),
    ],
)
def test_the_story_shows_an_official(language: str, text: str, officer: str) -> None:
    found = told(text, language)
    assert any(is_officer for name, is_officer in found.items() if officer in name), found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Муж Кубан обыскал её сумку."),
        ("ru", "Полиция приехала, Жамиля открыла дверь сама."),
        ("ru", "Алтынай рассказала следователю, что Бакыт её бил."),
        ("ru", "Сын прокурора Эльдар сбил женщину."),
        ("ru", "Прокуратура отказала Жибек в иске."),
        ("ru", "Из ИВС Бакыт вышел с синяками."),
        ("ru", "Санжар написал отказ от заявления в милицию."),
        ("ky", "секс-кызматкер Динара арыз жазган"),
        ("ky", "Тергөөчүгө Нурлан барды."),
        ("ky", "Кошунасы Бакыт аны кармап сабады."),
        ("en", "Her brother Ulan searched her phone."),
        ("en", "Colonel Osmonov signed the order against Lena."),
        ("en", "The security guard Tolik let her in."),
        ("en", "Nurlan was arrested near the market."),
    ],
)
def test_people_beside_officials_are_none(language: str, text: str) -> None:
    found = told(text, language)
    assert found
    assert not any(is_officer for name, is_officer in found.items() if name != "Osmonov"), found
