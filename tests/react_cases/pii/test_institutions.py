"""Institutions that are told word by word: a kind in three languages with what names it."""

import pytest

from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Меня отвели в Таласскую областную больницу и там держали", "Таласскую областную больницу"),
        ("лежала в таласской гордской больнце", "таласской гордской больнце"),
        ("на учёте в центре семейной медицины № 9", "центре семейной медицины № 9"),
        ("Её сын ходит в детский сад «Балапан» в Канте", "детский сад «Балапан»"),
        ("он сидит в ЛТП-2 под Бишкеком", "ЛТП-2"),
        ("работает санитаркой в Жумгальской ЦСМ", "Жумгальской ЦСМ"),
        ("учится в гимназии имени Айтматова", "гимназии имени Айтматова"),
        ("в кафе Айпери работает Гульмира", "кафе Айпери"),
        ("в третьем отделении милиции ничего не записали", "третьем отделении милиции"),
        ("из двадцать седьмой колонии вышел", "двадцать седьмой колонии"),
        ("в аптеке Фармамир меня обыскали", "аптеке Фармамир"),
        ("его взял реабилитационный центр Жаңы Өмүр", "реабилитационный центр Жаңы Өмүр"),
        ("забрали в наркологию на ленинградской", "наркологию на ленинградской"),
        ("Мен Өзгөн райондук ооруканасында жаттым", "Өзгөн райондук ооруканасында"),
        ("ал жыйырма жетинчи колонияда отурат", "жыйырма жетинчи колонияда"),
        ("Токтогул атындагы орто мектепте окуйт", "Токтогул атындагы орто мектепте"),
        ("«Бакыт» бала бакчасында иштейм", "«Бакыт» бала бакчасында"),
        ("алар бизди Ош СИЗОсуна алып барышты", "Ош СИЗОсуна"),
        ("ноокат омтдан кийин чыктым", "ноокат омтдан"),
        ("«Ак Куу» дарканасынын жанында", "«Ак Куу» дарканасынын"),
        ("Алай РИИБинин убактылуу кармоочу жайында болду", "Алай РИИБинин убактылуу кармоочу жайында"),
        ("He was kept at the Jalal-Abad remand prison", "Jalal-Abad remand prison"),
        ("she works in hotel Ak-Keme", "hotel Ak-Keme"),
        ("they met at Cafe Faiza in Bishkek", "Cafe Faiza"),
        ("from colony fourteen he wrote to us", "colony fourteen"),
        ("school 17 named after Gagarin", "school 17 named after Gagarin"),
        ("the naryn town station kept him", "naryn town station"),
        ("Menya zabrali v Oshskiy gorodskoy otdel milicii", "Oshskiy gorodskoy otdel milicii"),
    ],
)
def test_an_institution_is_found_whole(text: str, organisation: str) -> None:
    assert found(text, "ORG") == [organisation]


@pytest.mark.parametrize(
    "text",
    [
        "в центре города была драка",
        "сходила в больницу и в аптеку",
        "вызвали в суд и в милицию",
        "Он купил лекарства в аптеке за 300 сом",
        "The clinic opens at nine and the hospital at eight",
        "Мектепке барып балдарды алып келдик",
        "Базардан эт алдык",
        "коомдук фонд аркылуу жардам алдык",
        "В мае состоялся первый суд",
        "балдар мектепке кетишет, энелер ашканада калат",
        "Жатаканага төрт жигит кирди",
        "Her aunt found the phone",
        "окуса да бар кагазы бар",
        "НПО и государственные органы обсудили закон",
    ],
)
def test_a_kind_alone_is_none(text: str) -> None:
    assert found(text, "ORG") == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Клиника Айгуль Сыдыковой закрылась", "Айгуль Сыдыковой"),
        ("врач больницы Нурлан Асанов", "Нурлан Асанов"),
        ("Кафеде Бегимай менен отурдук", "Бегимай"),
        ("at the hospital Nurlan waited", "Nurlan"),
    ],
)
def test_a_person_beside_a_kind_is_a_person(text: str, person: str) -> None:
    assert found(text, "ORG") == []
    assert found(text, "PERSON") == [person]
