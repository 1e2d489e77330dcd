"""Houses told by what stands beside them, lanes, markets and corners without a word for a street."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "address"),
    [
        # what stands beside a house
        ("ул. Абая 15, над аптекой, там её", "ул. Абая 15, над аптекой"),
        ("Живут: Киевская, 51 (первый подъезд, над почтой).", "Киевская, 51 (первый подъезд, над почтой)"),
        ("Manas 12 (entrance from the yard)", "Manas 12 (entrance from the yard)"),
        ("hid at Gogol 45, the hut behind the bakery.", "Gogol 45, the hut behind the bakery"),
        ("bokonbaev 9, green roof", "bokonbaev 9, green roof"),
        ("Фрунзе көчөсү 12, подвалда", "Фрунзе көчөсү 12, подвалда"),
        ("Bobur ko'chasi 4, orqa eshik", "Bobur ko'chasi 4, orqa eshik"),
        # what stands before it
        ("второй дом от мечети на улице Бобура", "второй дом от мечети на улице Бобура"),
        ("the barracks on Gagarin Street", "barracks on Gagarin Street"),
        ("in the garages behind Frunze 140", "garages behind Frunze 140"),
        ("near no 7 gogol st, at night", "no 7 gogol st"),
        ("thirty two frunze second courtyard", "thirty two frunze second courtyard"),
        # markets, lanes and estates
        ("контейнер: Мадина, проход 7, ряд 2, конт. 21", "Мадина, проход 7, ряд 2, конт. 21"),
        ("Дордой базары 4-катар, 12-контейнер", "Дордой базары 4-катар, 12-контейнер"),
        ("meet at row 4, no. 77, Dordoi", "row 4, no. 77, Dordoi"),
        ("арча-бешик 3-линия 20", "арча-бешик 3-линия 20"),
        ("асанбай, шевченко 12, кв 9", "асанбай, шевченко 12, кв 9"),
        ("Кок-Жар кичирайону 7-3-21", "Кок-Жар кичирайону 7-3-21"),
        # corners
        ("Lenin x Gogol, at nine", "Lenin x Gogol"),
        ("Ибраимов-Чүй кесилишинде", "Ибраимов-Чүй кесилишинде"),
        ("гоголь менен абай кесилишинде", "гоголь менен абай кесилишинде"),
        ("Ibraimov menen Frunze kesilishinde", "Ibraimov menen Frunze kesilishinde"),
        # with a slip
        ("Дом на Тыныстнова 140, зелёный", "Тыныстнова 140"),
        ("на улце Раззакова,9", "улце Раззакова,9"),
    ],
)
def test_addresses_told_otherwise(text: str, address: str) -> None:
    assert any(address in words for words in found(text, "ADDRESS")), found(text, "ADDRESS")


@pytest.mark.parametrize(
    "text",
    [
        "Асанов, 34, у мечети его ждали, Касымова 25 лет возле школы",
        "жена менен күйөөсү кесилиш учурунда, ата менен эне кесилишкен жерде",
        "терапия 2 линия 12 месяцев, вторая линия терапии 5 лет",
        "house on fire, flat on Monday, bar on Friday",
        "two lenin days, one manas reader, 21 Petrova said",
        "Kiev x Moscow",
    ],
)
def test_other_words_are_no_addresses(text: str) -> None:
    assert found(text, "ADDRESS") == []
