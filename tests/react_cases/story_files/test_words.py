"""What a story says outside: headings of its own language, and the footnotes that its text needs."""

import datetime
from dataclasses import dataclass

import pytest

from react_cases.story_files.words import StoryWords, in_language, story_page

DAY = datetime.date(2026, 11, 22)


@dataclass
class Row:
    """Told in one language."""

    language: str


def words(happened: str = "One.\n\nTwo.", language: str = "en", result: str = "Solved.") -> StoryWords:
    return StoryWords(
        language, "Title", happened, "Advice.", result, datetime.date(2022, 1, 1), "Talas", DAY, "Kyrgyzstan"
    )


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Nothing is marked.", []),
        ("Elnara* came.", ["*"]),
        ("On ** January, to ***.", ["**", "***"]),
        ("***", ["***"]),
        ("Elnara* on ** in ***", ["*", "**", "***"]),
    ],
)
def test_only_the_footnotes_that_the_text_needs(text: str, marks: list[str]) -> None:
    assert [mark for mark, _meaning in story_page(words(text)).footnotes] == marks


def test_in_the_form_that_the_field_knows() -> None:
    page = story_page(words())
    assert page.parts == (
        ("Case", ("One.", "Two.")),
        ("What was done by the REActor", ("Advice.",)),
        ("Result", ("Solved.",)),
    )
    assert page.where == "January 2022 · Talas"
    assert "Kyrgyzstan" in page.published
    assert "22 November 2026" in page.published


def test_headings_are_of_the_language_of_the_story() -> None:
    assert story_page(words(language="ru")).where == "Январь 2022 · Talas"


def test_a_part_that_says_nothing_has_no_heading() -> None:
    assert [heading for heading, _texts in story_page(words(result=" ")).parts] == [
        "Case",
        "What was done by the REActor",
    ]


@pytest.mark.parametrize(
    ("told", "asked", "found"),
    [("en ru", "en", "en"), ("en ru", "ky", "ru"), ("en ky", "ru", "en"), ("ky", "en", "ky"), ("ru", "xx", "ru")],
)
def test_the_nearest_language(told: str, asked: str, found: str) -> None:
    row = in_language([Row(code) for code in told.split()], asked)
    assert row is not None
    assert row.language == found


def test_no_language_of_nothing() -> None:
    assert in_language([], "ru") is None
