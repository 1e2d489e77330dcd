"""E-mail, accounts, cards and telephones."""

import pytest

from react_cases.pii.contacts import has_right_check_digit
from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("звонить +996 (555) 12-34-56 вечером", "+996 (555) 12-34-56"),
        ("Мой номер +996(772)112233, вотсап тот же", "+996(772)112233"),
        ("Call me at (+996) 312 611 234.", "(+996) 312 611 234"),
        ("Тел.: 996 700 22 33 44", "996 700 22 33 44"),
        ("тел 0700112233", "0700112233"),
        ("номери 0 5 5 5 1 2 3 4 5 6 болчу", "0 5 5 5 1 2 3 4 5 6"),
        ("из Москвы, 8 (925) 000-11-22", "8 (925) 000-11-22"),
        ("телефон 66-42-18", "66-42-18"),
        ("мой номер ноль пятьсот пятьдесят пять двенадцать тридцать четыре пятьдесят шесть", None),
        ("номерим нөл беш жүз элүү беш он эки отуз төрт элүү алты", None),
        ("her number is oh five five five twelve thirty four fifty six", None),
        ("номер ноль семьсот семь потом двенадцать тридцать четыре потом писят шесть", None),
        (
            "call plus nine nine six five five five double one two two three three",
            "plus nine nine six five five five double one two two three three",
        ),
    ],
)
def test_telephone_numbers(text: str, phone: str | None) -> None:
    numbers = found(text, "PHONE")
    assert len(numbers) == 1
    assert numbers[0] == phone or phone is None


@pytest.mark.parametrize(
    "text",
    [
        "телефон доверия 102, 112, 1497",
        "протокол от 12 часов, 3 человека, 15000 сом, ст. 119 ч. 1",
        "Доверенность №45-12 от 2023 г., дело № 05-131/21МЗ.",
        "в 2016-2017 годах было 459 случаев, в 14:30 он ушёл",
        "один или два раза в месяц, три или четыре человека",
        "283-берене, 2-бөлүк, 5000 сом айып",
        "две тысячи двадцать четвёртый год, двадцать два человека, сто двадцать пять тысяч триста сомов",
        "эки миң беш жүз сом, жыйырма төрт жашта, он эки жыл, раз два три четыре пять",
        "one two three four times a day, double trouble",
        "Article 283, part 2, 8 kg and 615 grams, 7 years",
    ],
)
def test_other_numbers_are_nothing(text: str) -> None:
    assert found(text) == []


def test_accounts_and_addresses() -> None:
    text = "пишет с @kanat_96, t.me/qara_jigit, instagram.com/nur.ai_kg, почта a.b-c@org.example.kg, ник bek_osh777"
    assert found(text, "HANDLE") == ["@kanat_96", "t.me/qara_jigit", "instagram.com/nur.ai_kg", "bek_osh777"]
    assert found(text, "EMAIL") == ["a.b-c@org.example.kg"]


def test_a_card_is_known_by_its_check_digit_or_by_a_word() -> None:
    assert has_right_check_digit("4111 1111 1111 1111")
    assert not has_right_check_digit("4111 1111 1111 1112")
    assert found("перевела на 4111 1111 1111 1111", "CARD") == ["4111 1111 1111 1111"]
    assert found("на карту 4111 1111 1111 1112", "CARD") == ["4111 1111 1111 1112"]
    assert found("учёт 4111 1111 1111 1112", "CARD") == []
    assert found("скинуть ей на 4215 8901 0034 5527", "CARD") == ["4215 8901 0034 5527"]


@pytest.mark.parametrize(
    ("text", "label", "number"),
    [
        (
            "карта forty one sixty nine fifty eight fifty three twelve oh seven seventy seven forty six",
            "CARD",
            "forty one sixty nine fifty eight fifty three twelve oh seven seventy seven forty six",
        ),
        (
            "карточкаңды бер номери тогуз төрт бир жети он үч кырк төрт элүү беш он сегиз ноль алты сексен бир деди",
            "CARD",
            "тогуз төрт бир жети он үч кырк төрт элүү беш он сегиз ноль алты сексен бир",
        ),
        (
            "картанын номери тогуз миң төрт жүз он эки үч миң сегиз жүз кырк беш миң он алты эки миң жети жүз отуз бир",
            "CARD",
            "тогуз миң төрт жүз он эки үч миң сегиз жүз кырк беш миң он алты эки миң жети жүз отуз бир",
        ),
        ("почта нурик точка ош собака gmail точка com", "EMAIL", "нурик точка ош собака gmail точка com"),
        (
            "айди ноль девять восемь семь шесть пять четыре украли",
            "PASSPORT",
            "айди ноль девять восемь семь шесть пять четыре",
        ),
        (
            "жеке номерим эки он беш ноль үч бир миң тогуз жүз сексен беш нөл нөл жүз кырк эки",
            "PIN",
            "эки он беш ноль үч бир миң тогуз жүз сексен беш нөл нөл жүз кырк эки",
        ),
        (
            "ее номер один двенадцать ноль четыре тысяча девятьсот восемьдесят девять ноль ноль триста сорок",
            "PIN",
            "один двенадцать ноль четыре тысяча девятьсот восемьдесят девять ноль ноль триста сорок",
        ),
        (
            "пин два ноль семь ноль три один девять девять ноль ноль пятьсот двадцать одиннадцатого придёт",
            "PIN",
            "два ноль семь ноль три один девять девять ноль ноль пятьсот двадцать",
        ),
        (
            "passport number five zero one double eight nine three two six",
            "PASSPORT",
            "five zero one double eight nine three two six",
        ),
        ("my instagram nurik underscore osh next visit", "HANDLE", "nurik underscore osh"),
        ("телеграм собака айгуль нижнее подчеркивание юг", "HANDLE", "айгуль нижнее подчеркивание юг"),
        ("асель точка к собака мэйл точка ру", "EMAIL", "асель точка к собака мэйл точка ру"),
    ],
)
def test_numbers_and_accounts_in_words(text: str, label: str, number: str) -> None:
    assert found(text, label) == [number]


def test_sums_in_words_are_no_telephone() -> None:
    assert found("ай сайын беш миң, анан он миң, кийин жыйырма миң сом", "PHONE") == []
