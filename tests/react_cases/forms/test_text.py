"""Text that people type: what is refused, and what is left alone."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from react_cases.forms.text import TEXT_LIMIT, LineField, TextField, visible_text


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\u200f", "\u061c"])
def test_hidden_characters_are_refused(letter: str) -> None:
    for field in (TextField(), LineField()):
        with pytest.raises(ValidationError) as caught:
            field.clean(f"before{letter}after")
        assert [error.code for error in caught.value.error_list] == ["hidden_character"]
        assert f"(U+{ord(letter):04X})" in caught.value.messages[0]


@pytest.mark.parametrize("text", ["Ңөү ёж", "tab\there", "two\nlines", "naïve", "👩‍⚖️", "«ёлки» — 5 %", "1 234"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert TextField().clean(text) == unicodedata.normalize("NFC", text)


def test_line_breaks_count_once() -> None:
    assert TextField().clean("a\r\nb\rc") == "a\nb\nc"
    lines = "\r\n".join(["x"] * (TEXT_LIMIT // 2))
    assert len(TextField().clean(lines)) == TEXT_LIMIT - 1


def test_the_limit() -> None:
    assert TextField().clean("x" * TEXT_LIMIT)
    with pytest.raises(ValidationError) as caught:
        TextField().clean("x" * (TEXT_LIMIT + 1))
    assert str(TEXT_LIMIT + 1) in caught.value.messages[0]


def test_a_label_has_one_line() -> None:
    with pytest.raises(ValidationError):
        LineField().clean("two\nlines")


def test_the_browser_keeps_nothing_and_cuts_nothing() -> None:
    attrs = TextField().widget.attrs
    assert attrs["autocomplete"] == "off"
    assert "maxlength" not in attrs


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"])))
def test_nothing_that_can_be_seen_is_refused(text: str) -> None:
    visible_text(text)
