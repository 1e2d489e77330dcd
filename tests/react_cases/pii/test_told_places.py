"""Villages that are called like people or words, misspelt or unlisted: the words beside them tell."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("приехала из Барпы вчера", "Барпы"),
        ("Семья живёт в Наримане", "Наримане"),
        ("Мы из Жаңы-Арыка", "Жаңы-Арыка"),
        ("живёт в селе Достук", "Достук"),
        ("Мен Ак-Терекденмин", "Ак-Терекденмин"),
        ("Алга айылынан келгенмин", "Алга айылынан"),
        ("Наримандан келдим", "Наримандан"),
        ("my mother lives in Toktogul", "Toktogul"),
        ("a cotton picker from Furkat", "Furkat"),
        ("Сузактанмын, окуучумун", "Сузактанмын"),
        ("Эжем Айдаркнден келди", "Айдаркнден"),
        ("в Кызыл-Кышткае задержали", "Кызыл-Кышткае"),
        ("Ал Көк-Булуңдан чыккан", "Көк-Булуңдан"),
        ("she walked back to Nikolayevka", "Nikolayevka"),
        ("ал бизге алга айылынан келет", "алга"),
        ("ездила в токтогул к сестре", "токтогул"),
        ("The case was received from Iskra, Chuy oblast.", "Iskra"),
        ("Our car arrived to Cholpon village at noon", "Cholpon village"),
        ("Жайында Кең-Өтөк жайлоосуна мал айдап чыгышат", "Кең-Өтөк"),
        ("Жолдо Тепши ашуусунда машинаны токтотуп", "Тепши ашуусунда"),
        ("Ал Кыштоо айылнда дары түгөндү", "Кыштоо"),
        ("Сузк р-нун участковыйы мени алып барды", "Сузк"),
        ("Он из Аламединского района", "Аламединского района"),
        ("управление соцразвития октябрьского района молчит", "октябрьского района"),
        ("нарын шаарында иштейт", "нарын"),
        ("left him by the rode to Dostuk villege", "Dostuk villege"),
        ("who sels in Moskovski mikroraion he dont know", "Moskovski mikroraion"),
        ("The picture came to a chat of Jal microdistrict.", "Jal microdistrict"),
        ("Сары-Камыш көлчүгүнүн жанында кармашты", "Сары-Камыш көлчүгүнүн"),
    ],
)
def test_a_place_is_told_from_a_name(text: str, place: str) -> None:
    assert found(text, "PLACE") == [place]
    assert found(text, "PERSON") == []


def test_a_village_and_its_district_are_two_places() -> None:
    assert found("в селе Маевка Аламединского района", "PLACE") == ["Маевка", "Аламединского района"]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Ал Асандан карыз алды", "Асандан"),
        ("Нариман сказал, что придёт", "Нариман"),
        ("Он получил письмо от Наримана", "Наримана"),
        ("I got the money from Nariman", "Nariman"),
        ("из Токтогула Сатылганова сделали героя", "Токтогула Сатылганова"),
    ],
)
def test_a_name_is_told_from_a_place(text: str, person: str) -> None:
    assert found(text, "PLACE") == []
    assert found(text, "PERSON") == [person]


@pytest.mark.parametrize(
    "text",
    [
        "Ата-энелер чогулду",
        "Үй-бүлөдө тынчтык болсун",
        "Жазганыңыздан эч нерсе жоголбойт",
        "Кеминде 14 белги",
        "Ушунча күткөндөн кийин, ошондуктан чарчадым",
        "запер в сарае",
        "Эки жүздөн ашык адам келди",
        "в городском районе, из сельского района, в том же районе",
        "Өз айылына кетти, Кайра айылына барды. Биздин районну билет.",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert found(text, "PLACE") == []
