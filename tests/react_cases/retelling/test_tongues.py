"""Narratives in several languages: taken apart where that is safe, and left whole where it is not."""

import pytest

from react_cases.pii.choices import Choice
from react_cases.pii.findings import Label
from react_cases.retelling import Mark, by_language, other_languages

RUSSIAN = "Его остановили у пункта двое в штатском и отвезли в отдел. Там он сидел до вечера, потом отпустили."
ENGLISH = "He was stopped near the site by two men and taken to the station. In the evening they let him go."
KYRGYZ = "Аны эки милиция кызматкери токтотуп, бөлүмгө алып барды. Кечинде гана үйүнө коё берди."


@pytest.mark.parametrize("between", ["\n", "\n\n", " "])
def test_two_languages_one_after_the_other(between: str) -> None:
    found = by_language(RUSSIAN + between + ENGLISH, (), "ru")
    assert {code: text for code, (text, _marks) in found.items()} == {"ru": RUSSIAN, "en": ENGLISH}


def test_paragraphs_may_take_turns() -> None:
    found = by_language("\n".join([RUSSIAN, KYRGYZ, "Конец.", RUSSIAN]), (), "ru")
    assert found["ky"][0] == KYRGYZ + "\nКонец."
    assert found["ru"][0] == f"{RUSSIAN}\n{RUSSIAN}"


def test_decisions_go_along_with_their_words() -> None:
    english = "Ivan came. " + ENGLISH
    text = f"{RUSSIAN}\n{english}"
    start = text.index("Ivan")
    found = by_language(text, [Mark(Label.PERSON, "person", start, start + 4, Choice.PSEUDONYM)], "ru")
    written, marks = found["en"]
    assert [written[mark.start : mark.end] for mark in marks] == ["Ivan"]
    assert found["ru"][1] == ()


@pytest.mark.parametrize(
    "text",
    [
        RUSSIAN,
        f"Он сказал: «{ENGLISH}» {RUSSIAN}",
        f"{RUSSIAN} «{ENGLISH}»",
        f"{RUSSIAN} {KYRGYZ} {RUSSIAN}",
        f"{RUSSIAN}\nHe said no.",
        "",
    ],
)
def test_what_is_not_safe_stays_whole(text: str) -> None:
    assert by_language(text, (), "ru") == {"ru": (text, ())}


def test_a_passage_in_another_language_is_seen_and_a_name_is_not() -> None:
    assert other_languages(f"{RUSSIAN} «{ENGLISH}»", "ru") == ["en"]
    assert other_languages(f"{RUSSIAN} Работает в Red Cross.", "ru") == []
    assert other_languages(f"{RUSSIAN} {KYRGYZ}", "ky") == ["ru"]
