"""One label out of three, with fallback."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from react_cases.taxonomy.labels import LANGUAGES, Labelled, label
from react_cases.taxonomy.loader import read_code_lists


@pytest.mark.parametrize(
    ("en", "ru", "ky", "language", "expected"),
    [
        ("Police", "Милиция", "Милиция кызматы", "en", "Police"),
        ("Police", "Милиция", "Милиция кызматы", "ru", "Милиция"),
        ("Police", "Милиция", "Милиция кызматы", "ky", "Милиция кызматы"),
        ("Police", "Милиция", "", "ky", "Милиция"),
        ("Police", "", "", "ky", "Police"),
        ("Police", "", "Милиция кызматы", "ru", "Police"),
        ("", "", "Милиция кызматы", "ru", "Милиция кызматы"),
        ("", "Милиция", "", "en", "Милиция"),
        ("", "", "", "en", ""),
        ("Police", "Милиция", "Милиция кызматы", "ky-kg", "Милиция кызматы"),
        ("Police", "Милиция", "Милиция кызматы", "EN-GB", "Police"),
    ],
)
def test_fallback(en: str, ru: str, ky: str, language: str, expected: str) -> None:
    assert label(en, ru, ky, language) == expected


def test_unknown_language_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown language 'de'"):
        label("Police", "", "", "de")


@given(st.text(), st.text(), st.text(), st.sampled_from(LANGUAGES))
def test_a_label_is_one_of_the_three_and_empty_only_if_all_are(en: str, ru: str, ky: str, language: str) -> None:
    chosen = label(en, ru, ky, language)
    assert chosen in (en, ru, ky)
    assert bool(chosen) == bool(en or ru or ky)


def test_labelled_uses_the_same_fallback() -> None:
    assert Labelled(en="Police", ru="Милиция", ky="").label("ky") == "Милиция"


def test_a_treaty_body_has_one_name_in_kyrgyz() -> None:
    said = [term.ky for found in read_code_lists().values() for term in found.terms]
    named = [label for label in said if "келишим" in label.casefold() and "орган" in label.casefold()]
    assert len(named) == 5
    assert all("келишимдик орган" in label.casefold() for label in named)
