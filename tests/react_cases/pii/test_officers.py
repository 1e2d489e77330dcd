"""Which names are marked as those of officials, and whose are not although police are near."""

import pytest

from react_cases.pii import scan
from react_cases.pii.names.officers import near_post


@pytest.mark.parametrize(
    ("text", "officers"),
    [
        # a post before the name, over the words between, and misspelt by a letter
        ("The officer on duty was Mairambek, he laughed.", ["Mairambek"]),
        ("The police officer who came, Shavkat, asked nothing.", ["Shavkat"]),
        ("Милицианер Суйунтбек пришёл и смеялся.", ["Суйунтбек"]),
        ("Leutenant Berdiev tore the paper.", ["Berdiev"]),
        ("Тот, что из милиции, — Улан Жапаров.", ["Улан Жапаров"]),
        ("Следователь Усенова, Вера и Нурлан сидели в кабинете.", ["Усенова"]),
        # one of several police
        ("Подъехали двое патрульных. Второй, постарше, его звали Мурат, забрал серьги.", ["Мурат"]),
        ("Милиция эки киши келди. Бири Кадырбек, экинчисинин аты Мирбек.", ["Кадырбек", "Мирбек"]),
        # uniform and badge
        ("Он показал удостоверение, Нургазы Акматов.", ["Нургазы Акматов"]),
        ("One was in uniform, gave his name as Almaz.", ["Almaz"]),
        # what only officials do
        ("милицияга бардык, мирлан арызды алды, талон берди", ["мирлан"]),
        ("Жалобу приняли, расследует её Сайкал Момунова.", ["Сайкал Момунова"]),
        ("Соседи вызвали милицию, приехал Эрмек и составил протокол.", ["Эрмек"]),
        ("Её зять Жапар работает в милиции.", ["Жапар"]),
    ],
)
def test_officials_are_told(text: str, officers: list[str]) -> None:
    assert [text[item.start : item.end] for item in scan(text) if item.is_officer] == officers


@pytest.mark.parametrize(
    "text",
    [
        "Кардар Тазагүл милицияга арыз жазды.",
        "Класс жетекчиси Зууракан Асановна доскага тургузду.",
        "Звонила Марина, дежурная горячей линии, просила приехать.",
        "Мы ездили в колонию к Саше Югаю, начальник не пустил.",
        "i was in court with kyzjibek the judge did not come",
        "The investigator's cousins came. The first, Sovetbek, owes him money.",
        "Милиция кызды алып келди. Асылзат ата-энесинин үйүндө.",
        "Азыр сот имаратынын алдында Каныкей турат.",
        "Salamatsyzby, men Jumagul degen kyzmatkermin.",
        "Азыр Асан менен Вера келди, алар капитанды көргөн.",
        "Врач из больницы, заведующая Бермет, выписала её.",
    ],
)
def test_others_are_not(text: str) -> None:
    assert [text[item.start : item.end] for item in scan(text) if item.is_officer] == []


@pytest.mark.parametrize(
    ("word", "role"), [("лейтенат", "rank"), ("тергочү", "investigator"), ("detectiv", "officer"), ("капитал", None)]
)
def test_a_post_is_known_by_all_letters_but_one(word: str, role: str | None) -> None:
    cue = near_post(word)
    assert (cue.role if cue else None) == role
