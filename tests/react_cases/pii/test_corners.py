"""Corners of two streets in three languages, in every case, with slips, and streets that another one tells."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "address"),
    [
        # Russian, in any case
        ("у пересечения улиц Гоголя и Полевой ждали", "пересечения улиц Гоголя и Полевой"),
        ("с пересечения Горького с Тыныстанова увезли", "пересечения Горького с Тыныстанова"),
        ("под перекрёстком Южной магистрали и Байтик Баатыра", "перекрёстком Южной магистрали и Байтик Баатыра"),
        ("на углу проспекта чуй и улицы осмонкула там", "углу проспекта чуй и улицы осмонкула"),
        ("на перекрестке манаса с киевской стояли", "перекрестке манаса с киевской"),
        ("Рыскулова 12, угол Фрунзе, там будка", "Рыскулова 12, угол Фрунзе"),
        ("на Киевской между Манаса и Исанова её били", "Киевской между Манаса и Исанова"),
        # Kyrgyz
        ("Горкий менен Юдахн көчөлрүнүн кесилшинде", "Горкий менен Юдахн көчөлрүнүн кесилшинде"),
        (
            "биз чүй проспектиси менен фучик көчөсүнүн кесилишинде турганбыз",
            "чүй проспектиси менен фучик көчөсүнүн кесилишинде",
        ),
        ("кыз манас менен лермонтов кесилишинен түштү", "манас менен лермонтов кесилишинен"),
        ("Ахунбаев менен Байтик Баатырдын ортосунда үй", "Ахунбаев менен Байтик Баатырдын ортосунда"),
        ("Мира проспектисинин Сухомлинов менен кесилиши тарап", "Мира проспектисинин Сухомлинов менен кесилиши"),
        ("к углу улиц Кулатова и 7 Апреля подъехали", "углу улиц Кулатова и 7 Апреля"),
        # English and Latin letters
        ("at the cornr of Gogol and Shopkova", "cornr of Gogol and Shopkova"),
        ("the junction of gorky street and yunusaliev avenue", "junction of gorky street and yunusaliev avenue"),
        ("meet on Bokonbaev between Manas and Isanov", "Bokonbaev between Manas and Isanov"),
        ("they stood on pravda street near bokonbaev", "pravda street near bokonbaev"),
        ("v protokole ugol Kievskaya – Turusbekova", "ugol Kievskaya – Turusbekova"),
        # a pair of sure streets says it alone
        ("under the bridge at Zhibek Zholu / Almatinskaya", "Zhibek Zholu / Almatinskaya"),
        ("keys: Isanov/Moskovskaya kiosk", "Isanov/Moskovskaya kiosk"),
        ("taken at Sovetskaya and Moskovskaya, by a bus", "Sovetskaya and Moskovskaya"),
        ("Кулатова/Жумабека, там ларёк", "Кулатова/Жумабека"),
    ],
)
def test_corners(text: str, address: str) -> None:
    assert found(text, "ADDRESS") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "на углу дома и магазина, угол падения и отражения равны",
        "на пересечении интересов и прав человека",
        "ата менен эне көчөлөрүндө, кыз менен бала кесилишкен, Айгүл менен Бакыт бурчта турган",
        "at the corner of the house and the shop, corner of the room and the hall",
        "между Бишкеком и Ошем, between Monday and Friday",
        "Айгүл менен Бакыттын ортосунда, базар менен аялдаманын ортосунда токтодук",
        "да/нет, он/она, мать/ребёнок, and/or, ВИЧ/СПИД",
        "Медведев/Путин, Иванова/Петрова подписали",
    ],
)
def test_other_pairs_are_no_corners(text: str) -> None:
    assert found(text, "ADDRESS") == []
