"""Which names are marked as those of officials, and whose are not although police are near."""

import pytest

from react_cases.pii import scan
from react_cases.pii.names.cues import near_post


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
        ("Судья: Асанов. Ст. лейтенант Абдиев ударил его. нач. Койчуманов молчал.", ["Асанов", "Абдиев", "Койчуманов"]),
        ("The clerk, Zh. Bekova, refused. Dr-captain Esen says no.", ["Zh. Bekova", "Esen"]),
        ("An officer whom colleagues called Mirzat came. Another, Adylbek, laughed.", ["Mirzat", "Adylbek"]),
        ("Damira, the only female officer, gave her a sweet.", ["Damira"]),
        ("Айбек Жумабекович поймал, старший лейтенант, и повёл меня.", ["Айбек Жумабекович"]),
        ("келди, ичинде бообек участковый экен, урду", ["бообек"]),
        ("He is a guard in prison, his name is Odiljon.", ["Odiljon"]),
        ("Тергоочу Мирлан аны урду, фамилиясы Чотоев болсо керек.", ["Мирлан", "Чотоев"]),
        ("Полицейские Абдиев и Сапаров забрали её.", ["Абдиев", "Сапаров"]),
        # an office of the state beside what somebody is or does
        ("В паспортном столе сотрудница Гульнара отказала.", ["Гульнара"]),
        ("Салыктан экен, Мыктарбек Шабданов, беш миң сурады.", ["Мыктарбек Шабданов"]),
        ("Каттоочу Уулкан келген жок, прокуратурада Айбек деген жигит бар.", ["Уулкан", "Айбек"]),
        # one of several police
        ("Нас остановили двое в штатском. Один, Рустам, забрал телефон.", ["Рустам"]),
        ("Эки киши тинтүү жасады, бири Санжар, экинчиси Улан болчу.", ["Санжар", "Улан"]),
        ("Подъехали двое патрульных. Второй, постарше, его звали Мурат, забрал серьги.", ["Мурат"]),
        ("Милиция эки киши келди. Бири Кадырбек, экинчисинин аты Мирбек.", ["Кадырбек", "Мирбек"]),
        # uniform and badge
        ("Он показал удостоверение, Нургазы Акматов.", ["Нургазы Акматов"]),
        ("One was in uniform, gave his name as Almaz.", ["Almaz"]),
        # what only officials do
        ("Милицияга чалдык, Азамат деген киши келди.", ["Азамат"]),
        ("A man came; one of them, Timur, showed his police badge.", ["Timur"]),
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
        "Она сказала участковому: меня зовут Аида. She told the officer my name is Aida.",
        "Nurlan is in the police station now. The police asked my husband, his name is Bakyt.",
        "Участковый избил парня, его зовут Нурлан. Двое детей, старшего зовут Эмир.",
        "Сотто Гүлназ ыйлады. Колонияда Асан деген бала отурат.",
        "Учитель Касым из школы позвонил. К нам пришли трое, один из них Тимур, принёс хлеб.",
        "The older one, Nurlan, is my son. Another volunteer, Sara, came.",
        "Мать ждала Асана у отдела.",
        "Врач из больницы, заведующая Бермет, выписала её.",
    ],
)
def test_others_are_not(text: str) -> None:
    assert [text[item.start : item.end] for item in scan(text) if item.is_officer] == []


def test_a_wife_shares_a_surname_but_no_post() -> None:
    text = "Her mother is Khalida Tashbaeva. Her father is a prison officer, Saidullo Tashbaev."
    assert [text[item.start : item.end] for item in scan(text) if item.is_officer] == ["Saidullo Tashbaev"]


@pytest.mark.parametrize(
    ("word", "role"), [("лейтенат", "rank"), ("тергочү", "investigator"), ("detectiv", "officer"), ("капитал", None)]
)
def test_a_post_is_known_by_all_letters_but_one(word: str, role: str | None) -> None:
    cue = near_post(word)
    assert (cue.role if cue else None) == role
