"""Names that only the words around them show: nicknames, people who say who they are, surnames of other peoples."""

import pytest

from react_cases.pii import Label, scan
from tests.react_cases.pii.texts_found import found


def names(text: str, language: str) -> list[str]:
    """What is found as a person."""
    return [text[row.start : row.end] for row in scan(text, language=language) if row.label is Label.PERSON]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # initials behind a short surname, surnames of Germans and Koreans with and without the other parts
        ("ru", "Направление выдал врач Пак Е.Д. из диспансера.", ["Пак Е.Д."]),
        ("ru", "Подписи собрал Ногай Т. В. ещё весной.", ["Ногай Т. В."]),
        ("ru", "Мюллер Виктор Генрихович ушёл, Мюллера не видели.", ["Мюллер Виктор Генрихович", "Мюллера"]),
        ("ru", "Ночью адвокат Ли приехал в отдел.", ["Ли"]),
        ("ky", "Фишер Артур менен Беккер Ольга арыз жазышты.", ["Фишер Артур", "Беккер Ольга"]),
        ("en", "sasha bauer came at six, sasha was crying", ["sasha bauer", "sasha"]),
        # who speaks or is spoken to
        ("ru", "я чинара, мне тридцать, нужна помощь", ["чинара"]),
        ("en", "hello stella, this is aida from the shelter", ["stella", "aida"]),
        ("ru", "звонил какой то бакас, требовал деньги", ["бакас"]),
        ("ru", "ночью с сыном, сын ислам болеет", ["ислам"]),
        # English small letters: first names that its word list has as well
        ("en", "our client ivan left, max was with him", ["ivan", "max"]),
        # nicknames
        ("ru", "его все на районе зовут Гвоздь, фамилии не знаю", ["Гвоздь"]),
        ("ru", "зовите меня просто ромашка, так безопаснее", ["ромашка"]),
        ("ru", "Подруга по кличке Пантера подтвердила.", ["Пантера"]),
        ("ky", "аны баары Түлкү дешет", ["Түлкү"]),
        ("ky", "4) Кара (лакабы), базарда иштейт", ["Кара"]),
        ("en", "everybody calls her butterfly, she stands near the bridge", ["butterfly"]),
        ("en", "his nickname is wolf, nobody knows more", ["wolf"]),
        # Russian names in Kyrgyz cases, Женя in small cases, a name in front of a verb
        ("ky", "Оляга дары беришкен жок, Зояны кууп чыгышты.", ["Оляга", "Зояны"]),
        ("ru", "Мама Жени дежурит, а Жене передали вещи.", ["Жени", "Жене"]),
        ("ru", "Он ушёл. Слава ночует у друзей.", ["Слава"]),
        ("ru", "Рано Каримовна отказалась мыть палату.", ["Рано Каримовна"]),
        # not swallowed by the house where somebody is held
        ("ru", "В СИЗО Асанову били, начальник РОВД Абдыкадыров молчал.", ["Асанову", "Абдыкадыров"]),
        # a word that is a name as well, and what only people do
        ("ru", "Любовь обратилась за помощью.", ["Любовь"]),
        ("en", "Mark phoned us in the evening.", ["Mark"]),
        # what stands beside such a word shows that somebody is meant
        ("ru", "Роза (секс-работница) задержана.", ["Роза"]),
        ("ru", "Света и её сын живут у подруги.", ["Света"]),
        ("ru", "Роза 1990 г.р. обратилась впервые.", ["Роза"]),
        ("ru", "Слава сейчас в СИЗО.", ["Слава"]),
        ("ru", "Подпись: Улан", ["Улан"]),
        ("ru", "- Кубан, нужна юрист", ["Кубан"]),
        ("ru", "Талант: просит перезвонить.", ["Талант"]),
        ("ru", "Вера\nОбратилась впервые.\nСветлана\nСкажет позже.", ["Светлана"]),
        ("ru", "вера, мать двоих детей, пришла к нам", ["вера"]),
        ("ky", "Талант, эки баланын энеси, үйү жок.", ["Талант"]),
        ("ky", "Бакыт менен баласы үйсүз калды.", ["Бакыт"]),
        ("ky", "Азамат айткандай, үчөө сабады.", ["Азамат"]),
        ("ky", "Бермет менин кардарым.", ["Бермет"]),
        ("ky", "Канат ВИЧ менен жашайт.", ["Канат"]),
        ("ky", "Темир кармалды.", ["Темир"]),
        ("en", "Grace and her son live with a friend.", ["Grace"]),
        ("ru", "Её допрашивал Ли.\nПак: вымогал деньги.\nСледователь Ли отказал.", ["Ли", "Пак"]),
        ("ru", "Ким, следователь РОВД, угрожал.", ["Ким"]),
        # in brackets it is no town; «болот» is a verb, but not before a surname
        ("ru", "Милиционер (Токтогулов) бил её дубинкой.", ["Токтогулов"]),
        ("ru", "Болот Усенов, зам начальника СИЗО, отказал.", ["Болот Усенов"]),
        # a slip in a name that a dictionary has
        ("ru", "Она молчит. Раушанбк говорит, что ждёт.", ["Раушанбк"]),
    ],
)
def test_names_are_found(language: str, text: str, expected: list[str]) -> None:
    found = names(text, language)
    assert [name for name in expected if not any(name in one for one in found)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Называли его наркоманом и животным."),
        ("ru", "её звали на помощь, но никто не пришёл"),
        ("ru", "звонил какой то мужик, сказал что из банка"),
        ("ru", "Вера в суд пропала. Надежда осталась. Любовь прошла."),
        ("ru", "Сб 9 ноября: звонок. Вт: приём."),
        ("ru", "Вера и её сила. Мир – наша цель. Слава: одна на всех."),
        ("ky", "Максат: укукту коргоо.\nҮмүт менен баласын күттү.\n- Адилет, таза сот керек."),
        ("ru", "Пак. Ван на площади. Хан был жесток."),
        ("ky", "Жеке адвокат. Ким келди? Эркин сүйлөйт. Кымбат дарыны ичет."),
        ("en", "On New Year's Eve he was detained, on Christmas Eve let go."),
        ("ky", "аны наркоман деп чакырышат"),
        ("ru", "всем нужна какая-то надежда"),
        ("ky", "Азамат жигит ошол эле болушу керек деп айтышат."),
        ("ky", "баары күлүп турду дешет, аны алам дешет"),
        ("ky", "кеңеш берем деген бала келген жок"),
        ("ky", "Menin baldarym bar, kabyl alyp koigon jok, emgek kitebim da jok."),
        ("en", "they call the police every night and call her names"),
        ("en", "call me tomorrow please, or call back today"),
        ("en", "swallow two pills every morning, she lost her green bag and keys"),
    ],
)
def test_ordinary_words_are_no_names(language: str, text: str) -> None:
    assert names(text, language) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Понятым записали Анвара-дворника.", ["Анвара-дворника"]),
        ("Она и Света-Кореянка стояли там.", ["Света-Кореянка"]),
        ("они стояли там а дима-хромой ушёл", ["дима-хромой"]),
        ("Нурик-такси келди, Айка-Узун айтты.", ["Нурик-такси", "Айка-Узун"]),
        ("Yesterday Kolya-Long brought it.", ["Kolya-Long"]),
        ("Мама-одиночка, женщина-врач и джалал-абадский рынок.", []),
        ("май-июнь айларында кыз-келин, бала-чака келди", []),
    ],
)
def test_what_a_hyphen_joins_to_a_name(text: str, names: list[str]) -> None:
    assert found(text, "PERSON") == names
