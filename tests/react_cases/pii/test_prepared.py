"""Offsets are those of the text as given, whatever its code points."""

import unicodedata

import pytest

from react_cases.pii.prepared import prepared
from react_cases.pii.words import words_of
from tests.react_cases.pii.texts_found import found


@pytest.mark.parametrize(
    ("text", "person"),
    [
        (unicodedata.normalize("NFD", "Клиентка Айжан и её брат Алексей."), unicodedata.normalize("NFD", "Алексей")),
        ("Клиентка Айгуль\u00adбарчын ушла", "Айгуль\u00adбарчын"),
        ("Клиентка\u00a0Назгүл\u200b ушла", "Назгүл"),
        ("Клиентка Acель ушла", "Acель"),
        ("Клиентка Ната\u0301ша ушла", "Ната\u0301ша"),
        ("client \u201cAizada\u201d said", "Aizada"),
    ],
    ids=["NFD", "soft hyphen", "no-break and zero-width space", "Latin letters", "stress mark", "curly quotes"],
)
def test_offsets_are_those_of_the_given_text(text: str, person: str) -> None:
    assert person in found(text, "PERSON")


def test_clean_text_keeps_its_length_where_nothing_is_dropped() -> None:
    text = "«Асель»\u00a0– ёлка"
    clean = prepared(text)
    assert clean.text == '"Асель" - ёлка'
    assert clean.places is None


def test_sentences_begin_after_full_stops_but_not_after_initials() -> None:
    starts = [word.text for word in words_of(prepared("Он ушёл. Она А. Асанова, г. Ош. Потом")) if word.begins_sentence]
    assert starts == ["Он", "Она", "Потом"]
