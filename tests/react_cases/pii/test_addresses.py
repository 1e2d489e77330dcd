"""Streets, houses, organisations and places."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("задержали на улице Московской.", "улице Московской"),
        ("в травмпункте на Киевской 110.", "Киевской 110"),
        ("Живёт: ул. Ахунбаева 98а, кв 3.", "ул. Ахунбаева 98а, кв 3"),
        ("в переулке Геологическом, 12", "переулке Геологическом, 12"),
        ("Живут они в 8 микрорайоне, дом 25, квартира 9.", "8 микрорайоне, дом 25, квартира 9"),
        ("живёт на улице московской дом пять", "улице московской дом пять"),
        ("ул киевская 110 кв 5", "ул киевская 110 кв 5"),
        ("на Токтогула 125/3 кв 4", "Токтогула 125/3 кв 4"),
        ("Ибраимов көчөсү 84", "Ибраимов көчөсү 84"),
        ("баланы Ала-Арча кичирайону, 3-үй, 27-батирге", "Ала-Арча кичирайону, 3-үй, 27-батирге"),
        ("in Tokmok, Lenin street 7. He", "Lenin street 7"),
        ("Ahunbaev St. 98, flat 3", "Ahunbaev St. 98, flat 3"),
        ("5th microdistrict, 18-40", "5th microdistrict, 18-40"),
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert found(text, "ADDRESS") == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        # spoken
        (
            "она живёт в пятом микрорайоне дом двадцать два квартира семь",
            "пятом микрорайоне дом двадцать два квартира семь",
        ),
        (
            "улица ленина сорок пять дробь два квартира десять",
            "улица ленина сорок пять дробь два квартира десять",
        ),
        ("токтогул көчөсү кырк беш үй он эки батир", "токтогул көчөсү кырк беш үй он эки батир"),
        ("манас көчөсү он экинчи үйдө", "манас көчөсү он экинчи үйдө"),
        ("forty five toktogul street apartment six", "forty five toktogul street apartment six"),
        ("in the twelfth microdistrict house five flat nine", "twelfth microdistrict house five flat nine"),
        # microdistricts and housing estates
        ("живёт в Джал-29, дом 5", "Джал-29, дом 5"),
        ("адрес Асанбай, 12-34", "Асанбай, 12-34"),
        ("он экинчи кичи райондо жашайт", "он экинчи кичи райондо"),
        ("5-микрорайондун 12-үйүндө", "5-микрорайондун 12-үйүндө"),
        ("in the 10th micro-region, house 4", "10th micro-region, house 4"),
        ("in the Ak-Orgo settlement, house 12", "Ak-Orgo settlement, house 12"),
        # Kyrgyz suffixes and short kinds
        ("Абдрахманов көчөсүндөгү 45-үйдө жашайт", "Абдрахманов көчөсүндөгү 45-үйдө"),
        ("байтик баатыр көчөсүндө турат", "байтик баатыр көчөсүндө"),
        ("Токтогул көчөсүнүн 45инде турат", "Токтогул көчөсүнүн 45инде"),
        ("Чүй пр., 145", "Чүй пр., 145"),
        ("Садыгалиев 28 дарегинде турат", "Садыгалиев 28"),
        # the house first, corners, roads
        ("возле дома 15 по улице Логвиненко", "дома 15 по улице Логвиненко"),
        ("в квартире 47 дома 12", "квартире 47 дома 12"),
        ("house No. 8 on Turusbekov Street", "house No. 8 on Turusbekov Street"),
        ("на углу киевской и ибраимова стояли", "углу киевской и ибраимова"),
        ("at the corner of Sovetskaya and Gorky", "corner of Sovetskaya and Gorky"),
        ("на 45-м километре трассы Бишкек-Ош", "45-м километре трассы Бишкек-Ош"),
        # without a kind, and in Latin letters
        ("квартира на Льва Толстого, 17", "Льва Толстого, 17"),
        ("на Киевской его остановили", "Киевской"),
        ("He rents a room on Moskovskaya 101", "Moskovskaya 101"),
        ("8 mkr dom 5 kv 12", "8 mkr dom 5 kv 12"),
        ("Manas kochosu 45", "Manas kochosu 45"),
    ],
)
def test_addresses_as_people_say_them(text: str, address: str) -> None:
    assert found(text, "ADDRESS") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "дом 2 этажа, в доме 3 комнаты, у дома стояли двое",
        "на первой встрече, 5 этаж, кабинет 12, в палате 12",
        "на прошлой неделе двадцать человек, на 3 года, на восток 5 км",
        "на Ошской трассе, на Чуйской долине, на Иссык-Куле 5 дней",
        "на улице слишком много людей, на улице без слов",
        "көчөдө 5 бала ойноп жүрөт, биздин көчөнүн башында",
        "үйдө 3 киши болчу, 15 үй-бүлө жардам алды, бул биринчи үй",
        "house arrest for 2 months, in the house 3 people lived",
        "three street lawyers, two men on a street, one quiet street",
        "Road safety, street lawyers, the house 5 minutes away",
    ],
)
def test_houses_and_streets_of_nobody(text: str) -> None:
    assert found(text, "ADDRESS") == []


@pytest.mark.parametrize(
    "text",
    ["на улице задержали троих", "на улице 5 человек", "on the street with her", "көчөдө жүргөн", "in the same street"],
)
def test_a_street_without_a_name_is_nobodys(text: str) -> None:
    assert found(text, "ADDRESS") == []


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("сотрудники Свердловского РУВД", "Свердловского РУВД"),
        ("сотрудники первомайского ровд", "первомайского ровд"),
        ("В поликлинике №4 отказали", "поликлинике №4"),
        ("в больнице №2.", "больнице №2"),
        ("работает в ОсОО «Дордой Плаза»", "ОсОО «Дордой Плаза»"),
        ("Ош шаардык ИИБ кызматкерлери", "Ош шаардык ИИБ"),
        ("жазасын 31-колонияда өтөп жатат", "31-колонияда"),
        ("Ал «Береке» кафесинде иштейт", "«Береке» кафесинде"),
        ("at School No. 12", "School No. 12"),
        ("works for Dordoi LLC", "Dordoi LLC"),
        ("лежала в больнице номер четыре", "больнице номер четыре"),
        ("садик и детский сад № 54", "детский сад № 54"),
        ("на Ошском рынке торгует", "Ошском рынке"),
        ("кара-суу базарында соода кылат", "кара-суу базарында"),
        ("Аксы райондук борбордук ооруканасына", "Аксы райондук борбордук ооруканасына"),
        ("the school, Lyceum No. 5, said nothing", "Lyceum No. 5"),
        ("at the Osh bazaar", "Osh bazaar"),
    ],
)
def test_organisations(text: str, organisation: str) -> None:
    assert found(text, "ORG") == [organisation]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("уехала в село Кызыл-Туу", "Кызыл-Туу"),
        ("Ноокат районунун борборунда", "Ноокат районунун"),
        ("из Каракола приехал", "Каракола"),
        ("живёт в токмоке у матери", "токмоке"),
        ("from Kara-Kol", "Kara-Kol"),
        ("эжеси баткенден келе жатат", "баткенден"),
        ("мен Оштонмун", "Оштонмун"),
        ("Атасы Тюменде иштейт", "Тюменде"),
        ("ал александровкада турат", "александровкада"),
    ],
)
def test_places(text: str, place: str) -> None:
    assert found(text, "PLACE") == [place]


@pytest.mark.parametrize(
    "text", ["в Чуйской области", "Ысык-Көл облусунда", "in Osh region", "The Old Town tram", "в остановке сердца"]
)
def test_an_oblast_is_no_data(text: str) -> None:
    assert found(text, "PLACE") == []


def test_a_name_before_a_place_stays_a_name() -> None:
    text = "Ырыскүл Алай районунан келген"
    assert found(text, "PERSON") == ["Ырыскүл"]
    assert found(text, "PLACE") == ["Алай районунан"]
