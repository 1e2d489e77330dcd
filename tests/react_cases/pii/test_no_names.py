"""Capitals that name no person, also with a slip, and people who are called almost like them."""

import pytest

from react_cases.pii import scan
from react_cases.pii.names.misspellings import is_misspelt
from react_cases.pii.names.never_names import is_near_never_name, is_never_name
from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ему дали таблетки. Бедаквелин давно кончился, Линизолида нет.", []),
        ("We waited all of Novmber and most of Febuary for Dolutegravr.", []),
        ("Исх. № 4. Начальнику отдела. Follow-up on the case.", []),
        ("So she came with the kids comma then she left full stop", []),
        ("Пришли домой. Абьяснили ей всё, извенилась и ушла.", []),
    ],
)
def test_medicines_months_and_slips(text: str, names: list[str]) -> None:
    assert found(text, "PERSON") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Потом Богдан и Стёпа пришли, мы ждали Стёпу.", ["Богдан", "Стёпа", "Стёпу"]),
        ("Приехали на степе, чёрный Степ, номера не видел.", []),
        ("Yesterday Kurban came to us, before Kurban Ait.", ["Kurban"]),
    ],
)
def test_people_who_are_called_almost_so(text: str, names: list[str]) -> None:
    """Богдан is no case of бог, Стёпа none of the car."""
    assert found(text, "PERSON") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The case of Mr. Em was heard, then that of Mrs. Te.", ["Em", "Te"]),
        ("Вчера г-н Эм пришёл, потом г-жа Ан.", ["Эм", "Ан"]),
        ("He wrote: Dear Mr. President, dear Ms. Ambassador, and Mr Judge.", []),
        ("Обратились к г-ну Президенту и к г-же Судье.", []),
        ("M. I. Weber came to us. Weber left. Her weber stayed.", ["M. I. Weber", "Weber"]),
    ],
)
def test_behind_a_title_an_ordinary_word_is_a_surname(text: str, names: list[str]) -> None:
    """And it stays one where it stands again, spelt so."""
    assert found(text, "PERSON") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Света, 34 года. Роза (29 лет) ждёт. Вера из Токмока, 41 год.", ["Света", "Роза", "Вера"]),
        ("Надежда, 20 лет назад было. Мира, 30 дней. Мира 20 лет не было.", []),
        ("света 34 года, секс работница из токмока", ["света"]),
        ("без света 34 года не прожить", []),
        ("Бакыт, 34 жашта. Тилек (отуз беш жаш) келди.", ["Бакыт", "Тилек"]),
        ("Rose, 29, came, then Will (30 years old).", ["Rose", "Will"]),
        ("Роза Т. обратилась, Лев Б. из Оша тоже.", ["Роза Т.", "Лев Б."]),
        ("Максат арыз жазуудан баш тартты. Бермет маршруткада төрөдү.", ["Максат", "Бермет"]),
        ("Тынчтыктын паспортун алып коюшту. Бакыт үйүнө барган экен.", ["Тынчтыктын", "Бакыт"]),
        ("Үмүт менен карады. Бакыт үчүн күрөшүп келет. Үмүт шооласы кирди.", []),
        ("Кымбат дарыны ичет. Алтын шакегин сатты. Жылдыз асманда жанып турат.", []),
        ("Islam is 41, injects since army. Islam forbids it. Pain is 10 today.", ["Islam"]),
        ("кечээ азамат келди, азаматтын айтымында бул үчүнчү жолу", ["азамат", "азаматтын"]),
        ("бакыт деген ушу экен деп ойлодум", []),
        ("Militsiyaga chalsak Joldoshev degen keldi", ["Joldoshev"]),
        ("Кайрылуучу: Маматова Ырысгүл, анан Ырысгүлдүн эжеси.", ["Маматова Ырысгүл", "Ырысгүлдүн"]),
        ("the traumatologist heinrich was kind", ["heinrich"]),
        ("Пришёл Исхар Шиваза. Трапеза, ваза, коза остались.", ["Исхар Шиваза"]),
        ("вчера мадаза фатима звонила, разбилась ваза", ["мадаза фатима"]),
        ("A white Honda Stepwgn came, his phone Redmi rang, she took Triumek.", []),
    ],
)
def test_an_age_a_deed_or_words_said_show_a_person(text: str, names: list[str]) -> None:
    """A make of car, a telephone, a medicine and an institution in Latin letters show none."""
    assert found(text, "PERSON") == names


@pytest.mark.parametrize(
    "text",
    ["стояла на трассе Бишкек-Ош у заправки", "маршрутка Токмок-Бишкек", "у Дордоя, на объездной", "лежит в тубе"],
)
def test_a_route_between_towns_and_a_market_are_nobody(text: str) -> None:
    assert found(text, "PERSON") == []


def test_words_of_the_list_with_endings_and_slips() -> None:
    assert is_never_name("бедаквилина")
    assert is_near_never_name("бедаквелином")
    assert is_near_never_name("septmber")
    assert not is_near_never_name("маргарита")
    assert not is_near_never_name("степан")
    assert is_misspelt("абьяснили", {"объяснили"}.__contains__)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("пришла хуснида с зохрой", ["хуснида", "зохрой"]),
        ("кечээ таалай келип ыйлады, кундуз чалды", ["таалай", "кундуз"]),
        ("бакыт кайнагам мени урду, шаршенбү күнү кетти", ["бакыт"]),
        ("a guy named baktybek came with two friends", ["baktybek"]),
    ],
)
def test_names_that_other_lists_lack(text: str, names: list[str]) -> None:
    assert found(text, "PERSON") == names


@pytest.mark.parametrize("text", ["leitenant Mamytov said no", "Нөөмөтчү Абдылдаев күлдү.", "Офицер Тынаев ушёл."])
def test_posts_in_three_languages(text: str) -> None:
    assert any(finding.is_officer for finding in scan(text))
