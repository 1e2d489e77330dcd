"""Days as people write and dictate them: with a year, with a month only, with neither."""

import pytest

from react_cases.pii.calendar_words import misspelt_month
from react_cases.pii.months import Day, day_in
from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # Russian
        ("12–13 марта его держали в отделе.", "12–13 марта"),
        ("Это было с 3 на 4 мая.", "3 на 4 мая"),
        ("с 12 по 15 марта она лежала в больнице", "12 по 15 марта"),
        ("С третьего на четвёртое мая его держали.", "третьего на четвёртое мая"),
        ("В ночь на 5-е его увезли.", "5-е"),
        ("в ночь на пятое пришли трое", "пятое"),
        ("Утром 12-го его вызвали.", "12-го"),
        ("Двадцать пятого числа вызвали на допрос.", "Двадцать пятого числа"),
        ("в марте 12 числа пришли", "марте 12 числа"),
        (
            "она пришла двадцать третьего апреля две тысячи двадцать четвертого года к нам",
            "двадцать третьего апреля две тысячи двадцать четвертого года",
        ),
        ("5-мая его забрали", "5-мая"),
        ("7 сент. 2023 его уволили", "7 сент. 2023"),
        ("12.III.2024 пришла повестка", "12.III.2024"),
        ("Последний раз мы говорили 29 апрля.", "29 апрля"),
        ("nas zaderzhali 12 marta 2023", "12 marta 2023"),
        ("в ночь с 14 на 15 октября его увезли", "ночь с 14 на 15 октября"),
        ("ночь с 30 ноября на 1 декабря", "ночь с 30 ноября на 1 декабря"),
        ("Это было 19 сентябя.", "19 сентябя"),
        ("Суд 2/XII у судьи", "2/XII"),
        ("9-go maya zabrali", "9-go maya"),
        ("в субботу 16 вечером задержали", "16"),
        ("12-го сего месяца она пришла", "12-го сего месяца"),
        ("дата обращения 09.11", "09.11"),
        # Kyrgyz
        ("Жума күнү, 14үндө кайра келишти", "14үндө"),
        ("март айынын он экинчи күнү", "март айынын он экинчи күнү"),
        ("3үнөн 4үнө караган түнү", "3үнөн 4үнө караган түнү"),
        ("12 дебкарда келди", "12 дебкарда"),
        ("10 мрта кармашты", "10 мрта"),
        ("Мартын 3үнөн 4үнө караган түнү", "Мартын 3үнөн 4үнө караган түнү"),
        ("12-июндан 13-июнга караган түнү", "12-июндан 13-июнга караган түнү"),
        ("24-oktyabrda reyd boldu", "24-oktyabrda"),
        ("Мартнинг 8-куни эди", "Мартнинг 8-куни"),
        ("12 қыркүйек күні", "12 қыркүйек"),
        ("Аны 12-13-мартта кармашкан.", "12-13-мартта"),
        ("Он экинчи мартта келди.", "Он экинчи мартта"),
        ("3 мартта милиция келди", "3 мартта"),
        ("март айынын 12синде соттолду", "март айынын 12синде"),
        ("майдын бешинде чалган", "майдын бешинде"),
        ("ушул айдын 12синде келди", "12синде"),
        ("2024-ж. 5-апрель күнү", "2024-ж. 5-апрель"),
        ("5-апрель 2024-жылы кармашкан", "5-апрель 2024-жылы"),
        # English
        ("It was the twelfth of March.", "the twelfth of March"),
        ("between 3 and 5 May he was held", "3 and 5 May"),
        ("from the 3rd to the 5th of May", "the 3rd to the 5th of May"),
        ("On March 12-13 we waited", "March 12-13"),
        ("on march twelfth two thousand twenty four he left", "march twelfth two thousand twenty four"),
        ("They came on the 12th.", "the 12th"),
        ("on the twenty fifth they let her go", "the twenty fifth"),
        ("On the night of the 5th they came back.", "the 5th"),
        ("on the 5th of this month he left", "the 5th"),
        ("out till 1 Septemer.", "1 Septemer"),
        ("died 28 Jnue in prison", "28 Jnue"),
        ("the night of 3 to 4 May", "the night of 3 to 4 May"),
        ("since 12-Mar-2024 he hides", "12-Mar-2024"),
        ("On Tuesday 12th he was taken away.", "12th"),
        ("friday the 14th they came again", "the 14th"),
        ("Sat, Nov 9: called the hotline", "Nov 9"),
        ("12th: police came", "12th"),
    ],
)
def test_days_in_three_languages(text: str, day: str) -> None:
    assert found(text, "DATE") == [day]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Её задержали 12.03 возле аптеки.", "12.03"),
        ("12/03 приехали двое в штатском.", "12/03"),
        ("справка от 12.03 лежит у неё", "12.03"),
        ("Суд назначен на 25.03.", "25.03"),
        ("Ал 12.03-да келген.", "12.03"),
        ("on 12/03 she went", "12/03"),
        ("since 03/25 he hides", "03/25"),
        ("борборго баруу 7/11, анан үйгө", "7/11"),
        ("Выезд 25.11. Бензин есть", "25.11"),
    ],
)
def test_day_and_month_in_figures_without_a_year(text: str, day: str) -> None:
    assert found(text, "DATE") == [day]


@pytest.mark.parametrize(
    "text",
    [
        "Пришёл в 12.30, ушёл к 18.10, был с 9.10 до 18.00.",
        "в 12.03 пришли",
        "Статья 12.03, пункт 4.05 договора, п. 3.12.",
        "заплатила 12.05 тысяч сом, весом 5.10 грамма, рост 1.75",
        "до 5 числа каждого месяца платит",
        "5-го класса ученик, на 5-е место, 2-го этажа",
        "в марте 2024 года, в мае, весной",
        "12-13 человек, 1/2 дозы, 24/7, 12/10 мг, давление 120/80",
        "третьего ребёнка, второго мужа, пятого класса, 5 марок",
        "2 майда баласы бар, биринчи майрам, экинчи мектеп",
        "2024-жылдын мартында, үчүнчү күнү, айдын биринчи күнү",
        "саат 12.30да, саат 12.05те, 15-16 жашта",
        "room 12 may be empty, they may 5 times ask, you may first ask",
        "on the 2nd floor, on the 5th day, on the 3rd attempt",
        "in March 2024, last spring, the first march for rights",
        "section 12.03, at 12.10, 5.10 pm, version 2.10",
        "3 research papers and 5 members, 10 searches, 5 mayors",
        "цена 25.10, курс 28.12, на токтогула 7/11, кв 3/10, доза 10/12",
        "12 мата, 10 марок, 5 marches, 3 mats",
        "3 martini, 2 marks, 12 and 13 people",
        "в субботу 16 человек, в среду, 5 раз, в пятницу 14:30, во вторник в 14",
        "март айынын 12 күнүн камакта өткөрдү, жума күнү саат 14кө чейин",
        "Saturday 3rd floor, the sun 5th grade, the 3rd - a woman",
    ],
)
def test_months_hours_sums_and_sections_are_no_days(text: str) -> None:
    assert found(text, "DATE") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Марат Асанов, 12.04.1985, ИНН 21204198500123", "12.04.1985"),
        ("Асель Мамытова (14.07.1993), не работает", "14.07.1993"),
        ("her grandson, 15.06.2014. The boot", "15.06.2014"),
        ("visa copy: T. Nabieva, b. 26/03/1979", "26/03/1979"),
        ("30 март 1988 йил туғилганман", "30 март 1988"),
        ("по делу, род 07.0 6.1990, паспорт", "07.0 6.1990"),
        ("мен 1958-жыл, 3-март төрөлүүмүн", "1958-жыл, 3-март"),
        (
            "ал он үчүнчү май миң тогуз жүз токсон бешинчи жылы туулган",
            "он үчүнчү май миң тогуз жүз токсон бешинчи жылы",
        ),
    ],
)
def test_days_of_birth_with_and_without_a_word_for_it(text: str, day: str) -> None:
    assert found(text, "DOB") == [day]


def test_a_day_beside_a_name_that_is_too_late_for_a_birth() -> None:
    assert found("Фото от 12.04.2023, Асанов Марат, 12.04.2023, задержан", "DOB") == []


def test_a_street_named_after_a_day_is_an_address() -> None:
    assert found("она живёт на ул. 7 Апреля", "DATE") == []
    assert found("она живёт на ул. 7 Апреля", "ADDRESS") == ["ул. 7 Апреля"]


def test_a_month_with_one_slip_is_read_and_another_word_is_not() -> None:
    assert misspelt_month("апрля") == 4
    assert misspelt_month("septemer") == 9
    assert misspelt_month("марка") is None
    assert misspelt_month("members") is None


@pytest.mark.parametrize(
    ("piece", "day"),
    [
        ("12–13 марта 2024 года", Day(12, 3, 2024)),
        ("12.03", Day(12, 3, None)),
        ("03/25", Day(25, 3, None)),
        ("12.III.2024", Day(12, 3, 2024)),
        ("он экинчи мартта", Day(0, 3, None)),
        ("29 апрля", Day(29, 4, None)),
        ("12th", Day(12, 0, None)),
        ("в марте 2024 года", Day(0, 3, 2024)),
        ("пятница", None),
    ],
)
def test_the_day_that_is_read(piece: str, day: Day | None) -> None:
    assert day_in(piece) == day


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("«7» июня 2023 г. забрали", "«7» июня 2023 г."),
        ("24 число июля", "24 число июля"),
        ("это было 21 мая 24 г", "21 мая 24 г"),
        ("Отчёт 30.10 сдать", "30.10"),
        ("Кантта төрөлүп өскөн. 2024-жылдын 12-апрелинде келди", "2024-жылдын 12-апрелинде"),
        ("Бошотулган күнүм 16.02.2025.", "16.02.2025"),
        ("третьего февраля две тысячи двадцать пятого пришли", "третьего февраля две тысячи двадцать пятого"),
        ("экинчи июндан үчүнчүсүнө караган түнү", "экинчи июндан үчүнчүсүнө караган түнү"),
        ("ўн бешинчи апрелда келди", "ўн бешинчи апрелда"),
        ("o'n beshinchi may kuni", "o'n beshinchi may kuni"),
        ("It was 7 and 8 Jully.", "7 and 8 Jully"),
        ("Жыйрма үчүнчү апрл", "Жыйрма үчүнчү апрл"),
    ],
)
def test_days_as_notes_and_letters_have_them(text: str, date: str) -> None:
    assert found(text, "DATE") == [date]


@pytest.mark.parametrize("text", ["1991-жылдын 24-февралында туулгам", "родилась пятого ноября девяносто седьмого"])
def test_days_of_birth_in_own_words(text: str) -> None:
    assert len(found(text, "DOB")) == 1
