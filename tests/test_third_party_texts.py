"""What Django and the libraries say themselves, in Kyrgyz and Russian: texts, dates, numbers, sizes.

`locale/third_party` holds what their catalogues lack or say wrongly; a new version of theirs that says more fails here.
"""

import datetime
import re
from decimal import Decimal
from pathlib import Path

import allauth
import django
import django_filters
import polib
import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat, floatformat
from django.utils.formats import date_format, number_format
from django.utils.timesince import timesince
from django.utils.translation import override

FOLDERS = {
    "django": Path(django.__file__).parent / "conf/locale",
    "django.contrib.auth": Path(django.__file__).parent / "contrib/auth/locale",
    "allauth": Path(allauth.__file__).parent / "locale",
    "django_filters": Path(django_filters.__file__).parent / "locale",
}
OURS = (settings.BASE_DIR / "locale", settings.BASE_DIR / "locale" / "third_party")
MOMENT = datetime.datetime(2026, 11, 22, 9, 5, tzinfo=datetime.UTC)
LATIN = re.compile(r"[A-Za-z]{2,}")
TYPED: dict[forms.Field, list[object]] = {
    forms.CharField(min_length=3, max_length=4): ["", "a", "abcde", "a\0b"],
    forms.IntegerField(min_value=2, max_value=3): ["x", "1", "9"],
    forms.DecimalField(max_digits=4, decimal_places=1): ["x", "1,25", "12345", "1234"],
    forms.DateField(): ["x"],
    forms.TimeField(): ["x"],
    forms.EmailField(): ["x"],
    forms.UUIDField(): ["x"],
    forms.ChoiceField(choices=[("1", "1")]): ["9"],
    forms.MultipleChoiceField(choices=[("1", "1")]): [["9"], "9"],
    forms.TypedChoiceField(choices=[("1", "1")], coerce=int): ["9"],
    forms.FileField(max_length=1, allow_empty_file=False): [None, "x"],
}
"""Fields as our forms have them, and what is wrong with what somebody typed."""


def texts(file: Path) -> dict[tuple[str, str], list[str]]:
    """Context and text -> what a catalogue says for it, nothing where there is no such file."""
    found = polib.pofile(str(file)) if file.exists() else []
    return {
        (entry.msgctxt or "", entry.msgid): list(entry.msgstr_plural.values()) or [entry.msgstr]
        for entry in found
        if not entry.obsolete and not entry.fuzzy
    }


def catalogue(folder: Path, code: str) -> dict[tuple[str, str], list[str]]:
    """One language of one folder; makers of libraries do not all write the English one."""
    return texts(folder / code / "LC_MESSAGES" / "django.po")


@pytest.mark.parametrize("code", ["ky", "ru"])
@pytest.mark.parametrize("package", FOLDERS)
def test_every_text_of_the_libraries_is_said_in_the_language_itself(package: str, code: str) -> None:
    folder = FOLDERS[package]
    known = {**catalogue(folder, "ru"), **catalogue(folder, "en")}
    said = {**catalogue(folder, code)}
    for ours in OURS:
        said |= {key: value for key, value in catalogue(ours, code).items() if all(value)}
    assert len(known) > 30
    assert sorted(text for context, text in known if not all(said.get((context, text), [""]))) == []


def errors() -> list[str]:
    """Everything that the fields and the rules for passwords complain about."""
    found: list[str] = []
    for field, values in TYPED.items():
        for value in values:
            with pytest.raises(ValidationError) as caught:
                field.clean(value)
            found += caught.value.messages
    for rule in get_default_password_validators():
        found.append(rule.get_help_text())
        try:
            rule.validate("1111111111", None)
        except ValidationError as error:
            found += error.messages
    return [text for text in found if text]


@pytest.mark.parametrize("code", ["ky", "ru"])
def test_what_forms_complain_about_has_no_english_word(code: str) -> None:
    with override(code):
        said = errors()
    assert len(said) > 20
    assert [text for text in said if LATIN.search(text.replace("UUID", ""))] == []
    assert [text for text in said if not re.search("[А-Яа-яҮүӨөҢң]", text)] == []


@pytest.mark.parametrize(
    ("code", "dates", "numbers"),
    [
        (
            "ky",
            ["22-ноябрь 2026-ж.", "22-ноябрь 2026-ж., 09:05", "Ноябрь 2026-ж.", "22-ноябрь", "22.11.2026", "Жекшемби"],
            ["1\xa0234,5", "12\xa0345", "2,0\xa0МБ", "10\xa0байт", "3\xa0саат, 2\xa0мүнөт"],
        ),
        (
            "ru",
            [
                "22 ноября 2026 г.",
                "22 ноября 2026 г., 09:05",
                "Ноябрь 2026 г.",
                "22 ноября",
                "22.11.2026",
                "Воскресенье",
            ],
            ["1\xa0234,5", "12\xa0345", "2,0\xa0МБ", "10\xa0байт", "3\xa0часа, 2\xa0минуты"],
        ),
        (
            "en",
            ["22 November 2026", "22 November 2026, 09:05", "November 2026", "22 November", "22 Nov 2026", "Sunday"],
            ["1,234.5", "12,345", "2.0\xa0MB", "10\xa0bytes", "3\xa0hours, 2\xa0minutes"],
        ),
    ],
)
def test_dates_and_numbers_as_they_are_written(code: str, dates: list[str], numbers: list[str]) -> None:
    names = ("DATE_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT", "MONTH_DAY_FORMAT", "SHORT_DATE_FORMAT", "l")
    with override(code):
        assert [date_format(MOMENT, name) for name in names] == dates
        assert [
            floatformat(Decimal("1234.5"), "1g"),
            number_format(12345),
            filesizeformat(2 * 1024**2).replace(" ", "\xa0"),
            filesizeformat(10).replace(" ", "\xa0"),
            timesince(MOMENT - datetime.timedelta(hours=3, minutes=2), MOMENT),
        ] == numbers
