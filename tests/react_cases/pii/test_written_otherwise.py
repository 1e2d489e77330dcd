"""Streets, days, bodies, villages and passports in the ways that people write and dictate them."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "address"),
    [
        # Russian
        ("Живёт в 9-м микрорайоне, в доме 14, в квартире 3.", "9-м микрорайоне, в доме 14, в квартире 3"),
        ("Проживает: Аламедин-1, дом 27, кв. 40.", "Аламедин-1, дом 27, кв. 40"),
        ("в жилмассиве Ала-Тоо, ул. 7, д. 3", "жилмассиве Ала-Тоо, ул. 7, д. 3"),
        ("комната на советской дом пять квартира два", "советской дом пять квартира два"),
        ("м-не Улан-2, д. 8, кв. 19", "м-не Улан-2, д. 8, кв. 19"),
        ('в переулке Тихом, д. 4 "а"', 'переулке Тихом, д. 4 "а"'),
        ("напротив дома 34 по Гагарина", "дома 34 по Гагарина"),
        ("Ночует на Щербакова, дом пятнадцать.", "Щербакова, дом пятнадцать"),
        ("Адрес прописки: Чокана Валиханова 2/1.", "Чокана Валиханова 2/1"),
        ("Советская/Чуй, у фонтана", "Советская/Чуй"),
        # Kyrgyz
        ("Ак-Тилек, Достук көчөсү 14 дарегинде", "Ак-Тилек, Достук көчөсү 14"),
        ("Кара-Жыгач, 3-көчө, 8-үй", "Кара-Жыгач, 3-көчө, 8-үй"),
        ("Манас прос. 41 жанында", "Манас прос. 41"),
        ("московская үчүнчү үй бешинчи батирде", "московская үчүнчү үй бешинчи батирде"),
        ("байтик баатыр кырк беш деген жерде", "байтик баатыр кырк беш"),
        ("Ахунбаев менен Юнусалиевдин бурчунда", "Ахунбаев менен Юнусалиевдин бурчунда"),
        ("Manas koch. 18", "Manas koch. 18"),
        # English
        ("lives at 12/3 Jukeev-Pudovkin Avenue", "12/3 Jukeev-Pudovkin Avenue"),
        ("a room at 7 K. Akiev Street", "7 K. Akiev Street"),
        ("They rent at Ala-Too, street 4, house 9.", "Ala-Too, street 4, house 9"),
        ("flat at 18 Logvinenko Stret", "18 Logvinenko Stret"),
        ("moskovskaya street number seven flat ten", "moskovskaya street number seven flat ten"),
        ("a corner room, eighty four sovetskaya", "eighty four sovetskaya"),
        ("at the intersection of Bokonbaev St and Isanov St", "intersection of Bokonbaev St and Isanov St"),
        ("She lives on Toktogul near the opera.", "Toktogul"),
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert found(text, "ADDRESS") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "в доме двое детей, в квартире 3 женщины, во дворе дома стояли",
        "на пересечении дорог и на углу дома",
        "дом 5 на Марину записали, дом 5 лет строили",
        "өз көчөбүздө жашайбыз, бул көчөдө чырак жок",
        "all street lawyers, a street market and street food, on every street",
        "street 12 was closed, number 40 was called, at Gate 15.",
    ],
)
def test_no_addresses(text: str) -> None:
    assert found(text, "ADDRESS") == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Приходила 9-го, потом 24-го.", ["9-го", "24-го"]),
        ("(7-го, 8-го и 9-го)", ["7-го", "8-го", "9-го"]),
        ("двадцать третьего позвонила мать", ["двадцать третьего"]),
        ("суд 14.06 в 10:00", ["14.06"]),
        ("Камалган 27.03, 21:15", ["27.03"]),
        ("prishli 3 iyunya vecherom", ["3 iyunya"]),
        ("ноябрдын онунчусунда келди", ["ноябрдын онунчусунда"]),
        ("She left on may 7", ["may 7"]),
        ("She came on the 4th and the 19th.", ["the 4th", "the 19th"]),
        ("from the 4th to the 9th.", ["the 4th", "the 9th"]),
    ],
)
def test_days(text: str, days: list[str]) -> None:
    assert found(text, "DATE") == days


@pytest.mark.parametrize(
    "text",
    [
        "справка 2-го и 3-го уровня, ученик 5-го класса, до 5-го этажа",
        "чек на 25.04 сома, температура 38.2, ст. 12.5",
        "the 2nd time on the 5th floor, the 1st and 2nd floors, they may 2 times come",
    ],
)
def test_no_days(text: str) -> None:
    assert found(text, "DATE") == []


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("участковый из Ак-Суйского РОВД", "Ак-Суйского РОВД"),
        ("её держали в ИВС Кара-Суйского района", "ИВС Кара-Суйского района"),
        ("Биринчи Май РИИБинде отурду", "Биринчи Май РИИБинде"),
        ("ысык-ата райондук ооруканасында жатты", "ысык-ата райондук ооруканасында"),
        ("the Jalal-Abad City Police wrote", "Jalal-Abad City Police"),
        ("at Dordoi Market", "Dordoi Market"),
    ],
)
def test_organisations(text: str, organisation: str) -> None:
    assert found(text, "ORG") == [organisation]


@pytest.mark.parametrize(
    "text",
    [
        "Night market",
        "the Flea Market, the Labour Market and a Food Store",
        "the cattle market moved, street market, wholesale market",
        "At the district hospital and our city hospital",
        "Ночной рынок, в районном суде, в городской больнице",
        "Түнкү базар, шаардык ооруканада күттүк",
    ],
)
def test_no_organisations(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("приехал из Кочкорки", "Кочкорки"),
        ("живёт возле Ново-Павловки", "Ново-Павловки"),
        ("Гульчадан келген", "Гульчадан"),
        ("кашкар-кыштакта турат", "кашкар-кыштакта"),
    ],
)
def test_villages(text: str, place: str) -> None:
    assert found(text, "PLACE") == [place]


def test_oblasts_in_a_row_and_a_protocol_are_no_places() -> None:
    assert found("Чүй, Нарын жана Талас облустарында; Стамбул протоколу боюнча", "PLACE") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("паспорт серия AN номер 7654321", "AN номер 7654321"),
        ("паспорт серии AN, № 7654321", "AN, № 7654321"),
        ("паспорт серии ID номер: 765 43 21", "ID номер: 765 43 21"),
        ("паспорт сериясы AN номери 7654321", "AN номери 7654321"),
        ("Passport series AN, number 7654321", "AN, number 7654321"),
        ("ID № 7 654 321", "ID № 7 654 321"),
        ("ID-карта № 7654321", "7654321"),
        ("паспорт утерян, номер 7654321", "7654321"),
        ("паспорт айди семь шесть пять четыре три два один", "айди семь шесть пять четыре три два один"),
        ("passport a n seven six five four three two one", "seven six five four three two one"),
    ],
)
def test_passports(text: str, number: str) -> None:
    assert found(text, "PASSPORT") == [number]


@pytest.mark.parametrize(
    "text",
    ["an 1200 pupils and an 15 000 000 budget", "ID 12 клиентов, 1234567 сом", "взяли паспорт, телефон 0555 12 34 56"],
)
def test_no_passports(text: str) -> None:
    assert found(text, "PASSPORT") == []
