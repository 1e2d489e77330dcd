"""Hints about combinations that lead to a person though no name is written."""

import tomllib
from pathlib import Path

import pytest

import react_cases.management.demo
from react_cases.pii.findings import Finding
from react_cases.pii.hints import BIRTH_PLACE_WORK, DAY_PLACE_EVENT, hints
from react_cases.pii.scan import scan
from tests.react_cases.pii.test_suggestions import findings_in

STORIES = Path(react_cases.management.demo.__file__).parent / "stories"


def found(marked: str) -> list[tuple[str, str]]:
    """Code and words of every hint of a marked text."""
    text, findings = findings_in(marked)
    return [(hint.code, text[hint.start : hint.end]) for hint in hints(text, findings)]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("Клиентка 1987 года рождения живёт в селе [PLACE:Кызыл-Туу], работает фельдшером.", "фельдшером"),
        ("Ей 34 года, она единственная в селе [PLACE:Кызыл-Туу] с таким диагнозом.", "единственная в селе"),
        ("Мужчина, 52 года, имам в селе [PLACE:Кызыл-Туу].", "имам"),
        ("Кардар 45 жашта, [PLACE:Кызыл-Туу] айылында мектеп директору болуп иштейт.", "мектеп директору"),
        ("He is a 41 years old veterinarian in the village of [PLACE:Кызыл-Туу].", "veterinarian"),
        ("Родилась [DOB:3 мая 1980 года], мать тройняшек, село [PLACE:Кызыл-Туу].", "тройняшек"),
    ],
)
def test_birth_village_and_a_rare_job_raise_a_hint(marked: str, words: str) -> None:
    text, gold = findings_in(marked)
    findings = [Finding(one.start, one.end, one.label, 0.7, "place.village") for one in gold]
    assert [(hint.code, text[hint.start : hint.end]) for hint in hints(text, findings)] == [(BIRTH_PLACE_WORK, words)]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("[DATE:12 марта 2024 года] в [PLACE:Оше] был пожар, и её муж пострадал.", "пожар"),
        ("[DATE:2024-жылдын 5-майында] [PLACE:Нарында] митинг болгон, аны кармашкан.", "митинг"),
        ("On [DATE:5 May 2024] he was arrested at a rally in [PLACE:Osh].", "rally"),
    ],
)
def test_day_place_and_an_event_raise_a_hint(marked: str, words: str) -> None:
    assert found(marked) == [(DAY_PLACE_EVENT, words)]


@pytest.mark.parametrize(
    "marked",
    [
        "Клиентка 1987 года рождения работает фельдшером.",
        "Она живёт в селе [PLACE:Кызыл-Туу] и работает фельдшером.",
        "Клиентка 1987 года рождения живёт в селе [PLACE:Кызыл-Туу], работает на рынке.",
        "В марте 2024 года в [PLACE:Оше] был пожар.",
        "[DATE:12 марта 2024 года] был пожар.",
        "Держали 30 часов, забрали 34 таблетки, [PLACE:Кызыл-Туу], врач сказал.",
    ],
)
def test_two_of_three_parts_raise_none(marked: str) -> None:
    assert found(marked) == []


def test_parts_that_stand_far_apart_raise_none() -> None:
    assert found("[DATE:12 марта 2024 года] в [PLACE:Оше] его задержали. " + "Он молчал. " * 60 + "Был пожар.") == []


def test_the_published_stories_raise_hardly_any() -> None:
    """Before anything is replaced in them: a reader is not annoyed by false alarms."""
    number = 0
    for path in STORIES.glob("*.toml"):
        story = tomllib.loads(path.read_text(encoding="utf-8"))
        number += sum(len(hints(text, scan(text))) for text in story["narrative"].values())
    assert number <= 2
