"""Names made of listed ones, names that dictionaries take for words, and surnames of smaller peoples."""

import pytest

from react_cases.pii import scan
from react_cases.pii.lexicon import Sex, lexicon
from react_cases.pii.names.composed import composed_name
from react_cases.pii.names.endings import is_foreign_surname
from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("word", "language", "sex"),
    [
        ("асанназар", "ky", Sex.MALE),
        ("жамилабүбүнүн", "ky", Sex.FEMALE),
        ("гулшатбону", None, Sex.FEMALE),
        ("сымбатик", None, Sex.FEMALE),
        ("нургизочку", None, Sex.FEMALE),
        ("turatnazar", "en", Sex.MALE),
    ],
)
def test_a_name_is_made_of_a_listed_one(word: str, language: str | None, sex: Sex) -> None:
    assert lexicon().named(word) is None
    name = composed_name(word, language, lexicon())
    assert name is not None
    assert name.sex is sex


@pytest.mark.parametrize("word", ["паспорт", "милиционерша", "келишпестик", "ыкчылбек", "registration", "бек", "ский"])
def test_other_words_are_not(word: str) -> None:
    assert composed_name(word, None, lexicon()) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # a dictionary reads катя as a form of катить; nobody means it
        ("вчера валера и катя ушли, у юли забрали паспорт", ["валера", "катя", "юли"]),
        # living words are names where nothing has capitals …
        ("кечээ жылдыз келип арыз жазды, мээримдин жоолугун жулуп алышты", ["жылдыз", "мээримдин"]),
        # … and words at the beginning of a sentence
        ("Жылдыз жарык кечтерде көп көрүнөт.", []),
        ("Роман с ремонтом затянулся. Алмаз в коллекции поддельный.", []),
        ("али бүтө элек, жеке маалымат жок, баянды кийин жазабыз", []),
        # Kyrgyz endings in Latin letters, where a skeleton has lost a doubled letter
        ("militsiya medettin telefonun alyp koidu, usubalynyn pasportun da", ["medettin", "usubalynyn"]),
        # Korean, German and Jewish surnames; a syllable only beside a post
        ("доктор фельдман и медсестра хегай отказали, адвокат пак тоже", ["фельдман", "хегай", "пак"]),
        ("the lawyer khan will write, ten people waited", ["khan"]),
        # initials of two letters, and уулу by its letter
        ("The clerk, Zh. Bekova, and Тургуналы у. А. came.", ["Zh. Bekova", "Тургуналы у. А."]),
        # one capital does not make a text one with capitals
        ("nurbek chaldy, sledovatel Omurzakov advokat kirgizbei jatat", ["nurbek", "Omurzakov"]),
        # a surname does not swallow the ordinary word behind it
        ("оперативник джумабаев трубку не берёт", ["джумабаев"]),
        # and an adjective in -овной is no patronymic
        ("по основной причине и верховной власти ничего не сказано", []),
    ],
)
def test_names_are_told_from_words(text: str, names: list[str]) -> None:
    assert found(text, "PERSON") == names


def test_a_greeting_is_nobody() -> None:
    assert [item.rule for item in scan("саламатсызбы, бул биздин борбор")] == []


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("гольдман", True),
        ("шмидтке", True),
        ("тигай", True),
        ("розенберга", True),
        ("кетаман", False),
        ("туман", False),
    ],
)
def test_endings_of_smaller_peoples(word: str, is_one: bool) -> None:
    assert is_foreign_surname(word) is is_one


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # typed in a hurry or dictated: small letters for a name in a text that has capitals
        ("Его сдал нурлан асанов. Милиция пришла утром. Мать ждала у дверей.", ["нурлан асанов"]),
        ("Утром пришла марина петрова и забрала документы. Потом её остановила милиция.", ["марина петрова"]),
        ("ахмед садыков шёл домой. Мужчина получил метадон на неделю.", ["ахмед садыков"]),
        ("Клиентку избил бывший муж эрмек. Милиция не приехала.", ["эрмек"]),
        ("Аны нурлан асанов сатып берди. Милиция эртең менен келди.", ["нурлан асанов"]),
        ("He was betrayed by nurlan asanov. The police came in the morning.", ["nurlan asanov"]),
        ("Телефон забрал капитан асанов. Потом всё вернули.", ["асанов"]),
        ("Дверь открыла зинаида петровна. Она всё видела.", ["зинаида петровна"]),
        # ordinary words in such a text stay words, also those that some language has as a name
        ("Он работает бариста, в прошлую жуму потерял серги.", []),
        ("Кыз он сегизге жаңы толгон, адамга жардам керек. Приют табылды.", []),
        ("Начальник отделов ждал следователя городского суда.", []),
        # a town is a town until something says that it is somebody
        ("Он родом из Таласа. Самара далеко.", []),
        ("Приехал Талас Асанов.", ["Талас Асанов"]),
    ],
)
def test_small_letters_in_a_text_with_capitals(text: str, names: list[str]) -> None:
    assert found(text, "PERSON") == names
