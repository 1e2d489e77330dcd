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
    ],
)
def test_organisations(text: str, organisation: str) -> None:
    assert found(text, "ORG") == [organisation]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("уехала в село Кызыл-Туу", "Кызыл-Туу"),
        ("Ноокат районунун борборунда", "Ноокат"),
        ("из Каракола приехал", "Каракола"),
        ("живёт в токмоке у матери", "токмоке"),
        ("from Kara-Kol", "Kara-Kol"),
    ],
)
def test_places(text: str, place: str) -> None:
    assert found(text, "PLACE") == [place]


def test_a_name_before_a_place_stays_a_name() -> None:
    text = "Ырыскүл Алай районунан келген"
    assert found(text, "PERSON") == ["Ырыскүл"]
    assert found(text, "PLACE") == ["Алай"]
