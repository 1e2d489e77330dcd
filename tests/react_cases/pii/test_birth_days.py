"""A word about birth belongs to one day: that which stands nearest."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "births", "days"),
    [
        ("Асанова, 03.09.1986 г.р., пришла 14 февраля 2024 года.", ["03.09.1986"], ["14 февраля 2024 года"]),
        ("(Кадырова, 12 декабря 1999 г.р.) подала бумаги 5 апреля", ["12 декабря 1999 г"], ["5 апреля"]),
        ("Дата рождения 01.02.1977, дата обращения 15.03.2025.", ["01.02.1977"], ["15.03.2025"]),
        ("DOB 12/05/1987, came on 04/03/2024.", ["12/05/1987"], ["04/03/2024"]),
        ("born 12 May 1987, registered 4 March 2024", ["12 May 1987"], ["4 March 2024"]),
        ("07.08.1990 туулган, 12-январда келди", ["07.08.1990"], ["12-январда"]),
        ("Дружба көч. 19, 22.06.1979 т., дары алат", ["22.06.1979"], []),
        ("1988-жылы 3-апрелде Нарында төрөлгөн, 17-июлда өлгөн", ["1988-жылы 3-апрелде"], ["17-июлда"]),
        ("they were born on 8 August 2014 and 19/01/2017.", ["8 August 2014", "19/01/2017"], []),
        ("rod. 5 maya 1990, prishel 12 aprelya 2024", ["5 maya 1990"], ["12 aprelya 2024"]),
        ("brith date 02.10.1988, visit 12.10.2024", ["02.10.1988"], ["12.10.2024"]),
        ("Родился в 1985 году, арестован 12 марта 2019 года.", [], ["12 марта 2019 года"]),
        ("Тел. 0555 112233, 22.06.2019 т. 0555 445566", [], ["22.06.2019"]),
        ("6-январда тамыр-тууганы келди, бошотулган күнүм 15.02.2025", [], ["6-январда", "15.02.2025"]),
        ("it was her birthday, 17 august", [], ["17 august"]),
        ("12.04.1985 ж. туулган, кечээ келди", ["12.04.1985"], []),
        ("1990-ж. 7-ноябрда жарык дүйнөгө келген", ["1990-ж. 7-ноябрда"], []),
        ("Ему 3 июня исполнилось восемнадцать.", ["3 июня"], []),
        ("живёт с матерью, 12.04.1999, не работает", ["12.04.1999"], []),
        ("Осуждён 12.04.1999 и с тех пор на учёте.", [], ["12.04.1999"]),
    ],
)
def test_the_nearest_day_is_the_one_of_birth(text: str, births: list[str], days: list[str]) -> None:
    assert (found(text, "DOB"), found(text, "DATE")) == (births, days)


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        (
            "карыя бир миң тогуз жүз кырк тогузунчу жылы жетинчи январда туулган",
            "бир миң тогуз жүз кырк тогузунчу жылы жетинчи январда",
        ),
        ("миң тогуз жүз токсонунчу жылы бешинчи июлда төрөлгөм", "миң тогуз жүз токсонунчу жылы бешинчи июлда"),
        ("she was born the th of october nineteen eighty one", "the th of october nineteen eighty one"),
        ("he was born august the fifteenth nineteen seventy nine", "august the fifteenth nineteen seventy nine"),
        ("she turned 18 on 9 January 2025", "9 January 2025"),
        ("he turned eighteen on 3 June", "3 June"),
        ("she was born on the second of may ninety three", "the second of may ninety three"),
        ("өзүм 93-жылдын он төртүнчү февралында төрөлгөм", "93-жылдын он төртүнчү февралында"),
        ("родился тридцать первого декабря восьмидесятого", "тридцать первого декабря восьмидесятого"),
    ],
)
def test_days_of_birth_that_were_dictated(text: str, birth: str) -> None:
    assert found(text, "DOB") == [birth]


@pytest.mark.parametrize("text", ["июнь 15 человек, март 24 года, май 12 клиентов", "may 12 people"])
def test_months_before_other_numbers_are_no_days(text: str) -> None:
    assert found(text, "DATE") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on the ninth of june they crossed him off", "the ninth of june"),
        ("early release was refused, may eleventh", "may eleventh"),
        ("zabrali dvadtsat pyatogo maya vecherom", "dvadtsat pyatogo maya"),
        ("июнь 15, дала показания", "июнь 15"),
        ("суд семнадцатого ноль третьего в десять", "семнадцатого ноль третьего"),
        (
            "since the fourteenth of september two thousand twenty four",
            "the fourteenth of september two thousand twenty four",
        ),
    ],
)
def test_days_in_words(text: str, day: str) -> None:
    assert found(text, "DATE") == [day]
