"""Days and homes as hasty people write them: no blank, commas for points, a street without its word, more parts."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Мени 7октябрда кармашты, 9 октябрда коё беришти.", ["7октябрда", "9 октябрда"]),
        ("They came on 14june again.", ["14june"]),
        ("Чынара, 17,05,2003, сказала так.", []),
        ("Заявление от 17,05,2023 лежит у нас.", ["17,05,2023"]),
        ("алтынчы март эки миң жыйырма үч ошондо болгон", ["алтынчы март эки миң жыйырма үч"]),
        ("развод, суд 17.04, документы у юриста", ["17.04"]),
        ("суд 11.10, потом обед, сумма 17,05", []),
        ("Мени 6 майда кармашты, 6 майда бала бар эле.", ["6 майда"]),
        ("Released on 3 Juny, then again.", ["3 Juny"]),
        ("Живёт: Северная магистраль 3/1. 17 мая хозяин пришёл.", ["17 мая"]),
        ("On 8 April 2023 she came to give birth to the hospital.", ["8 April 2023"]),
        ("She gave birth in the corridor, on 9 April 2023, alone.", ["9 April 2023"]),
        ("Taras / HIV / Suerkulov 6-2-41 / bring food", []),
    ],
)
def test_days(text: str, days: list[str]) -> None:
    assert found(text, "DATE") == days


@pytest.mark.parametrize(
    ("text", "births"),
    [
        ("Чынара, 17,05,2003, сказала так.", ["17,05,2003"]),
        ("Внучатый племянник Бекзат (30 июня 2015 г.) ждал.", ["30 июня 2015 г."]),
        ("Приговор (30 июня 2015 г.) обжаловали.", []),
        ("Кайрылуучу: Маматова Ырысгүл, 03.09.1988 жылкы.", ["03.09.1988"]),
        (
            "туулган күнү бир мың тогуз жүз сексен бешинчи жылдын алтынчы майы",
            ["бир мың тогуз жүз сексен бешинчи жылдын алтынчы майы"],
        ),
    ],
)
def test_days_of_birth(text: str, births: list[str]) -> None:
    assert found(text, "DOB") == births


@pytest.mark.parametrize(
    ("text", "homes"),
    [
        ("uz Ak-Terek aiyly, Sooronov 18. Ukam kechee keldi.", ["Sooronov 18"]),
        ("дареги башка: Осмон к 41, 3 кабат, чалгыла", ["Осмон к 41, 3 кабат"]),
        ("ul. Toktonalieva, d. 24/1, komn. 6, tam temno", ["ul. Toktonalieva, d. 24/1, komn. 6"]),
        ("She hid at Pobedy 31B, the first door from the stairs.", ["Pobedy 31B, the first door from the stairs"]),
        (
            "Беларусь көчөсү б/н, мечиттин жанындагы кызыл дарбаза",
            ["Беларусь көчөсү б/н, мечиттин жанындагы кызыл дарбаза"],
        ),
        ("Sooronov kochosu 14-uidon chykty", ["Sooronov kochosu 14-uidon"]),
        ("мен 5 катар 61 кантейнерде иштейм", ["5 катар 61 кантейнерде"]),
        ("ночует на Жукеева-Пудовкина, 12, в подвале", ["Жукеева-Пудовкина, 12, в подвале"]),
        ("живёт ж/м Арча-Бешик, Достук 33, там собака", ["ж/м Арча-Бешик, Достук 33"]),
        ("They live at Parkovaya köçösü 41-б.", ["Parkovaya köçösü 41-б"]),
        ("Shavkat, Bog'i-Shamol mahalla, house 12, Nookat", ["Bog'i-Shamol mahalla, house 12"]),
        ("took him to our room, Gagarina 5/2 ofis 7.", ["Gagarina 5/2 ofis 7"]),
        ("Жаш Гвардия бульвры, анан Манас кчөсү 4төн өттүк.", ["Жаш Гвардия бульвры", "Манас кчөсү 4төн"]),
        ("Дордой, ряд «Дом тканей», контейнер 41, спросить", ["Дордой, ряд «Дом тканей», контейнер 41"]),
        ("Прописан: 8 Марта, дом 6, Кара-Балта", ["8 Марта, дом 6"]),
        ("квартира 12 в доме 5 на Малдыбаева", ["квартира 12 в доме 5 на Малдыбаева"]),
        ("Мойка на Северная магистраль 4/1. 17 мая пришли", ["Северная магистраль 4/1"]),
        ("Асанбай 7/2-31, ключ у соседки", ["Асанбай 7/2-31"]),
        ("Туугандары Ала-Тоо көчөсү, 19, көк дарбаза", ["Ала-Тоо көчөсү, 19, көк дарбаза"]),
        (
            "ибраимов менен чокморов көчөлөрүнүн кесилишинен кармашты",
            ["ибраимов менен чокморов көчөлөрүнүн кесилишинен"],
        ),
        ("Победы коч 61 уй, ылдыйда машина", ["Победы коч 61 уй"]),
        ("Bizdin ofis Manas prospekti 41 kv 3", ["Manas prospekti 41 kv 3"]),
        ("the house is tor street number six blue gate", ["tor street number six blue gate"]),
        ("Frunze street twelve flat five, at night", ["Frunze street twelve flat five"]),
        (
            "she wrote down asanbai microdistrict building forty two flat nineteen and left",
            ["asanbai microdistrict building forty two flat nineteen"],
        ),
        ("достук кичирайонунда жетинчи үй ошого келди", ["достук кичирайонунда жетинчи үй"]),
        ("асанбай мкр он төрт үй, анан базар", ["асанбай мкр он төрт үй"]),
        ("кок жар микрорайон дом 7 кв 2, стучать", ["кок жар микрорайон дом 7 кв 2"]),
        ("в соседнем микрорайоне дом 7 горел", []),
        (
            "Үйү Түштүк магистралы, 5-дарбазанын сол жагында турган",
            ["Түштүк магистралы, 5-дарбазанын сол жагында"],
        ),
        ("Живёт там же: Набережная, 22, зелёный забор.", ["Набережная, 22, зелёный забор"]),
        ("Taras / HIV / Suerkulov 6-2-41 / bring food", ["Suerkulov 6-2-41"]),
        ("In summer they live at 9 Beregovaya, by the lake.", ["9 Beregovaya"]),
        (
            "He brings it himself to the crosing of Asanalieva and Yubileinaya.",
            ["crosing of Asanalieva and Yubileinaya"],
        ),
        # hours, and somebody's age
        ("Ала-Тоо конушунда төрт саат күттүк, жилмассив Ала-Тоо два часа", []),
        ("кардар чыңгыз байсалов отуз экиде, иштейт", []),
    ],
)
def test_homes(text: str, homes: list[str]) -> None:
    assert found(text, "ADDRESS") == homes
