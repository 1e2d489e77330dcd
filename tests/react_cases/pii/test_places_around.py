"""Places by the words around them: kinds, prepositions with verbs, Kyrgyz cases, lists of people, addresses."""

import pytest

from react_cases.pii import scan
from tests.react_cases.pii.texts_found import found


def places(text: str) -> list[str]:
    return found(text, "PLACE")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("На посту Ак-Тилек у неё забрали паспорт", "Ак-Тилек"),
        ("КПП Торугарт, вечер, очередь фур", "Торугарт"),
        ("На перевале Тоо-Ашуу машину занесло", "Тоо-Ашуу"),
        ("Задержали в районе Орто-Сайского рынка", "Орто-Сайского рынка"),
        ("Забрали её у Восточного автовокзала", "Восточного автовокзала"),
        ("встретились возле старого автовокзала", "старого автовокзала"),
        ("Эжем Жайма базарында соода кылат", "Жайма базарында"),
        ("Торугарт посту аркылуу өткөн", "Торугарт"),
        ("Соң-Көл жайлоосунда кой кайтарат", "Соң-Көл"),
        ("Батыш автобекетинде кармашты", "Батыш автобекетинде"),
        ("Нариман айлында милиция жок", "Нариман айлында"),
        ("at the dostuk crossing they took her pills", "dostuk"),
        ("we met at the eastern bus station", "eastern bus station"),
        ("the Alamedn market was full", "Alamedn market"),
        ("near the Kyzyl-Kiya border post", "Kyzyl-Kiya"),
    ],
)
def test_beside_a_kind_of_place(text: str, place: str) -> None:
    assert [item for item in (*places(text), *found(text, "ORG")) if place in item] != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Девушку увезли в Ромит, к родне мужа", ["Ромит"]),
        ("выезд в Чалдовар и Панфиловку", ["Чалдовар", "Панфиловку"]),
        ("Она уроженка Алайку, паспорта нет", ["Алайку"]),
        ("Через Достук провезли без досмотра", ["Достук"]),
        ("Она торгует на Мадине тканями", ["Мадине"]),
        ("На Дордое её знают все", ["Дордое"]),
        ("Её увезли за Бакай-Ату", ["Бакай-Ату"]),
        ("Приехала из Кривого Рога", ["Кривого Рога"]),
        ("Родители из Кутаиси, сама из Гюмри", ["Кутаиси", "Гюмри"]),
        ("She moved to Telman last winter", ["Telman"]),
        ("They drove past Sosnovka", ["Sosnovka"]),
        ("He was dumped near Chaldovar", ["Chaldovar"]),
        ("He disappeared somewhere around Toktogul", ["Toktogul"]),
        ("The new police chief of Kerbn is strict", ["Kerbn"]),
        ("He lives Uzgn, in a shed", ["Uzgn"]),
    ],
)
def test_behind_words_of_going_and_living(text: str, expected: list[str]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Бирөөнү тааныптыр, Ойбек деген, Куршабдан", "Куршабдан"),
        ("Ал Панфиловкага көчүп кеткен", "Панфиловкага"),
        ("Өзгөндүк кыз, жашы он тогузда", "Өзгөндүк"),
        ("Нариманлык балдар кебейт", "Нариманлык"),
        ("Ал кыз Isfanaдан келген", "Isfanaдан"),
        ("ноокатка бара жаткам такси менен", "ноокатка"),
        ("мен баткендикмин, окуйм", "баткендикмин"),
        ("мен сокулукта турам, эжем жок", "сокулукта"),
    ],
)
def test_kyrgyz_cases(text: str, place: str) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("живут у тёщи в пригородном", "пригородном"),
        ("двести сомов на маршрутку до беловодского", "беловодского"),
        ("приехал из ташкумыра без документов", "ташкумыра"),
        ("переночевала в кегетах у тётки", "кегетах"),
        ("girls who work the highway near sadovoe", "sadovoe"),
        ("возле аптеки на аламедин-1 подошли двое", "аламедин-1"),
        ("она говорит с узгена сама", "узгена"),
        ("hello i am calling from jalal abad", "jalal abad"),
        ("he walked to sadovoe barefoot", "sadovoe"),
    ],
)
def test_where_nothing_has_capitals(text: str, place: str) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("– Гүлнара С., Лебединовка, Победа 305", "Лебединовка"),
        ("2) Жанна (Александровка), тел. 0555 112233", "Александровка"),
        ("Шамиль Татарин — Ново-Покровка, шприцы", "Ново-Покровка"),
        ("Азиз, Достук, +996 555 010203", "Достук"),
    ],
)
def test_alone_in_a_list(text: str, place: str) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize(
    ("text", "place", "address"),
    [
        ("үйүм кочкордо исаков көчөсүнүн он экинчи үйү", "кочкордо", ["исаков көчөсүнүн он экинчи үйү"]),
        ("В жилмассиве Арча-Бешик её знают все", "Арча-Бешик", []),
        ("Арча-Бешик конушунда жашайбыз", "Арча-Бешик", []),
        ("Ак-Өргө жаңы конушунда батирде турам", "Ак-Өргө", []),
    ],
)
def test_a_place_in_front_of_a_street_or_alone_is_no_address(text: str, place: str, address: list[str]) -> None:
    assert places(text) == [place]
    assert found(text, "ADDRESS") == address


@pytest.mark.parametrize(
    "text",
    [
        "Он получил деньги от Нурлана, своего дяди.",
        "Пришла к Мадине за помощью.",
        "Он женился на Мадине.",
        "На рынке Айгуль сказала, что всё кончено.",
        "Список присутствующих: Анар, Асанбай, Гуля.",
        "Свидетели — Улан, Кайрат, Айбек.",
        "Переписка в Телеграме и в Ватсапе сохранена.",
        "Иван Вовка и Мария Головко.",
        "она работала в пригородном автобусе",
        "Айбектин тарабында эч ким жок.",
        "Мен Кайраттан коркпойм.",
        "Толук маалымат берилди.",
        "Жаңы базар курулуп жатат.",
        "Тергөө Максат Айылчиев деген прокурордо",
        "I borrowed money from Nariman and from his wife.",
        "She went to Aida for help.",
        "Too late for that.",
        "Her uncle, Toktogul, came late.",
        "Part of it is in Cyrillic.",
    ],
)
def test_people_and_ordinary_words_are_no_places(text: str) -> None:
    assert places(text) == []


def test_ordinary_hostile_runs_cost_little() -> None:
    assert scan("из Кара-" * 4_000 + "в " * 4_000) is not None


@pytest.mark.parametrize("quarter", ["восток-5", "Vostok-5", "учкун-2де", "Аламедин-1", "улан-2"])
def test_quarters_with_a_number(quarter: str) -> None:
    assert found(f"забрали вечером на {quarter} двое", "PLACE") == [quarter]
