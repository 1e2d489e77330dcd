"""Names of people, by class: lists, endings, cues, small letters, slips, Latin and mixed writing, forms of one name."""

from itertools import pairwise

import pytest

from react_cases.pii import Label, Tier, scan
from react_cases.pii.rules import RULES
from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # in the list, in any case ending, in three languages
        ("Деньги отдал её брат Нурлан, Асели об этом не сказали.", ["Нурлан", "Асели"]),
        ("Айбектин агасы Нурбек акчаны алып келди.", ["Айбектин", "Нурбек"]),
        ("She hides at her aunt Saltanat's house.", ["Saltanat's"]),
        # in no list: surname, patronymic, name part, cue, unknown inside a sentence
        ("Пришли Зурабишвили и Тыналиева Ж. К. с бумагами.", ["Зурабишвили", "Тыналиева Ж. К."]),
        ("Старшую, Веру Павловну, избили.", ["Веру Павловну"]),
        ("Ага Кыдырмыштегин аттуу киши чалды.", ["Кыдырмыштегин"]),
        ("Вчера в центр пришла Цвиринбек.", ["Цвиринбек"]),
        # joined by уулу and кызы, initials, two names
        ("Эркинбек уулу Данияр жазасын өтөп жатат.", ["Эркинбек уулу Данияр"]),
        ("Bermet kyzy Aizada left her husband.", ["Bermet kyzy Aizada"]),
        ("The prisoner Dmitry K. has no drugs.", ["Dmitry K."]),
        # ranks and kinship stay outside
        ("Следователь Г. Усенова отпустила его.", ["Г. Усенова"]),
        ("Мать клиента, Калыйча эже, продала корову.", ["Калыйча"]),
        # a row of names
        ("алина, вика и салтанат заплатили по тысяче, звонила алина", ["алина", "вика", "салтанат", "алина"]),
    ],
)
def test_names_are_found(text: str, names: list[str]) -> None:
    assert found(text, "PERSON") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("клиент марат звонил вечером, жена марата всё видела", ["марат", "марата"]),
        ("сергей петрович из угрозыска опять приходил", ["сергей петрович"]),
        ("кардар урмат жээнбеков келди, аялы венера ыйлап жатат", ["урмат жээнбеков", "венера"]),
        ("major sydykov beat him and his friend vladimir saw everything", ["sydykov", "vladimir"]),
        ("ВЧЕРА ПОЗВОНИЛА АСЕЛЬ И СКАЗАЛА ЧТО МУЖ ДОМА", ["АСЕЛЬ"]),
    ],
)
def test_names_without_capitals_or_with_nothing_else(text: str, names: list[str]) -> None:
    assert found(text, "PERSON") == names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Клиентка Гулянра преехала из Баткена.", "Гулянра"),
        ("Klientka Gulbarchyn rabotaet shveei, dva goda na terapii, ona boitsya.", "Gulbarchyn"),
        ("Приходила Aselь с ребёнком.", "Aselь"),
        ("Мой сын Айдин аскерде, ага эч ким жардам бербейт.", "Айдин"),
        ("She saw Жылдыз at the station.", "Жылдыз"),
    ],
    ids=["slips", "transliteration", "two scripts", "Russian in Kyrgyz", "Cyrillic in English"],
)
def test_names_in_unusual_writing(text: str, name: str) -> None:
    assert name in found(text, "PERSON")


@pytest.mark.parametrize(
    "text",
    [
        "Вера в справедливость у клиентки пропала. Любовь давно прошла. Надежда осталась.",
        "Ар бир азамат укугун билиши керек. Жума күнү семинар өткөрүлдү. Үмүт гана калды.",
        "Faith in the police is low. Grace periods will not help. Mark the day.",
        "Машина куплена в кредит. Метадон выдали. Охранный ордер не выписали.",
        "Саламаттык сактоо мекемелери. Укук коргоо органдары. Мамлекеттик кызматтар.",
        "Паспотр забрали. Милицыя не приехала.",
        "Drug-control police (SBNON), civil registry (TsON).",
        "Секс-работница и аутрич-работник говорили по-кыргызски о ВИЧ.",
        "в маршрутке ехали трое, водитель остановился и вызвал милицию",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    assert found(text, "PERSON") == []


def test_a_name_seen_once_with_conviction_is_found_in_every_form() -> None:
    text = "Обратился Шукрамит. Шукрамиту велели прийти, дело Шукрамита закрыли."
    assert found(text, "PERSON") == ["Шукрамит", "Шукрамиту", "Шукрамита"]


@pytest.mark.parametrize(
    ("text", "officers"),
    [
        ("Лейтенант Мамбетов Эрлан забрал телефон у Асели. Мамбетов ушёл.", ["Мамбетов Эрлан", "Мамбетов"]),
        ("Асан Касымбеков деген тергөөчү Бекзатты сабады.", ["Асан Касымбеков"]),
        ("Officer Bolot took the client Timur.", ["Bolot"]),
        ("Сотрудник спрятал Эргешову.", []),
        ("Медсестра Гульмира и социальный работник Гүлзат помогли.", []),
    ],
)
def test_officials_are_marked(text: str, officers: list[str]) -> None:
    marked = [text[item.start : item.end] for item in scan(text) if item.is_officer]
    assert marked == officers


def test_allowed_words_are_not_reported_in_any_form_or_script() -> None:
    text = "Айгуль пришла с Нурланом, Айгүлгө акча беришти."
    assert [text[item.start : item.end] for item in scan(text, allowed=["Айгуль"])] == ["Нурланом"]


def test_every_finding_names_a_registered_rule_of_its_label() -> None:
    text = "Клиентка Асель (тел. 0555 123456), ул. Киевская 110, ОсОО «Дордой», из Оша, 5 мая, звонила nur@example.kg"
    findings = scan(text)
    assert {item.label for item in findings} >= {Label.PERSON, Label.PHONE, Label.ADDRESS, Label.EMAIL, Label.DATE}
    assert all(RULES[item.rule].label is item.label for item in findings)
    assert all(first.end <= second.start for first, second in pairwise(findings))


def test_tiers_follow_confidence() -> None:
    tiers = {item.label: item.tier for item in scan("Асель, 0555 123456, 5 мая, школа № 61, Первомайский РОВД")}
    assert tiers[Label.PERSON] is Tier.RED
    assert tiers[Label.PHONE] is Tier.RED
    assert tiers[Label.DATE] is Tier.GREY
