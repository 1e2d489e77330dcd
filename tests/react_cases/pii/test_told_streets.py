"""Streets told by a word for living or by their kind, misspelt ones, and all that leads to the door."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("живут впятером там, Кокчоо 17.", "Кокчоо 17"),
        ("Held her at her own gate, Lushikova 90, then left", "Lushikova 90"),
        ("жил по лушихена 33 с матерью", "лушихена 33"),
        ("бьют на улице арпа возле мечети номер шесть", "улице арпа возле мечети номер шесть"),
        ("на проспкте Манаса 101 кв 18 был обыск", "проспкте Манаса 101 кв 18"),
        ("Frunze streat 411 apt 2 she wrote", "Frunze streat 411 apt 2"),
        ("Токтоглу көчсөү 181, подъез 2 деген жерде", "Токтоглу көчсөү 181, подъез 2"),
        ("Бакыт Осмонов атындагы көчө, 12-үй болчу", "Бакыт Осмонов атындагы көчө, 12-үй"),
        ("at Sydyk uulu Asan street 18, in a barn", "Sydyk uulu Asan street 18"),
        ("Мамыт Эргешов уулу көч 11 үйдө тинтүү", "Мамыт Эргешов уулу көч 11 үйдө"),
        ("сидит у дома Гагарина 5, ждёт", "дома Гагарина 5"),
        ("в подъезде № 4 дома 23 в 5-м микрорайоне", "подъезде № 4 дома 23 в 5-м микрорайоне"),
        ("the raid on a sauna at Gorky 33 ended at four", "Gorky 33"),
        ("на шестьсот двадцатой улице дом четыре", "шестьсот двадцатой улице дом четыре"),
        ("шёл обыск по ул. Дружбы народов 19/1", "ул. Дружбы народов 19/1"),
        ("Жаңы-Турмуш конушу, 5-көчө, 18", "Жаңы-Турмуш конушу, 5-көчө, 18"),
        ("по адресу уд. Матросва 15а кв 32, есть жена", "уд. Матросва 15а кв 32"),
    ],
)
def test_streets_told(text: str, address: str) -> None:
    assert found(text, "ADDRESS") == [address]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ул. Тыныстанова 197, кв. 12, второй подъезд, домофон 12.", None),
        ("6 мкрн, дом 31, 2 подьезд", None),
        ("Боконбаев көч. 204, 2-подъезд, домофон 31", None),
        ("Курманбек көчөсү, 9/2-үйдө", None),
        ("курманжан датка көчөсү бир жүз элүү төрттөн", None),
        ("Manas avenue 40a, basement", None),
        ("Gagarin St 12, gate is green", None),
        ("Frunze 340, магазиндин арткы эшигинин", None),
        ("Панфилов 150, оң жактагы эшик", None),
        ("ул. Ленина б/н, второй дом от моста", None),
        ("Ибраимова, 113, БЦ «Виктори», офис 504", None),
        ("toktonaliev 20 slash 3 flat 7", None),
        ("Масанчи 57, оф. 3, код двери 2580", None),
        ("64 Chapaev lane, the house with blue shutters", None),
        ("ул. Ч. Айтматова, 299/4, блок «Б», кв. 105", None),
        ("ibraimova 95, vtoroy etazh", None),
        ("ибраимова девяносто пять второй подъезд пятый этаж", None),
    ],
)
def test_the_whole_way_to_the_door(text: str, address: str | None) -> None:
    assert found(text, "ADDRESS") == [address or text.rstrip(".")]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Кардар Масалиев проспектисиндеги 12-үйдүн жертөлөсүндө.", "Масалиев проспектисиндеги 12-үйдүн жертөлөсүндө"),
        ("үйү зайнабетдинов көчөсүнүн этегинде 46 үй", "зайнабетдинов көчөсүнүн этегинде 46 үй"),
        ("Кечээ Ленин көчөсүндө кармашты.", "Ленин көчөсүндө"),
        ("Алыкул Осмонов көчөсү 5те турат", "Алыкул Осмонов көчөсү 5те"),
    ],
)
def test_streets_in_kyrgyz_without_the_word_before_them(text: str, address: str) -> None:
    assert found(text, "ADDRESS") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "Она живёт с мужем и тремя детьми 12 лет, снимает квартиру за 15000 сом.",
        "Живёт с сыном Нурланом 12, дочерью Асель 9 и мужем.",
        "Участковый Касымов 14 раз приходил к ней домой.",
        "живут в Оше 5 лет, прописан у сестры Айнуры 45 лет",
        "He lives with his wife Aigul 34 and two sons, stayed 3 days",
        "lives in Bishkek 12 years, home 24 hours, at Gulmira 3 nights",
        "Касымова 1985 года, Осмонов 1990 г.р.",
        "номер дела 12-34/25, исх. № 45/7",
        "моя улица, эта улица тихая, the main street shop, биздин көчө",
    ],
)
def test_words_for_living_beside_other_numbers(text: str) -> None:
    assert found(text, "ADDRESS") == []
