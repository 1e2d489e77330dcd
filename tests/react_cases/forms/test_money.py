"""Sums as people write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from react_cases.forms.intake_fields import MoneyField


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
@pytest.mark.parametrize(
    ("typed", "sum_"),
    [
        ("350650", "350650"),
        ("350,650", "350650"),
        ("350.650", "350650"),
        ("350 650", "350650"),
        ("350\xa0650,50", "350650.50"),
        ("1.350.650,5", "1350650.5"),
        ("1,350,650.50", "1350650.50"),
        ("20,5", "20.5"),
        ("3.25", "3.25"),
        ("", None),
    ],
)
def test_a_sum_is_read_as_it_is_meant(language: str, typed: str, sum_: str | None) -> None:
    with override(language):
        assert MoneyField().clean(typed) == (None if sum_ is None else Decimal(sum_))


@pytest.mark.parametrize("typed", ["much", "-5", "1,2345", "1.234.56,7", "12345678901.00"])
def test_what_is_no_sum_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MoneyField().clean(typed)


@given(st.decimals(min_value=0, max_value=Decimal("9999999999.99"), places=2), st.sampled_from(["en", "ru", "ky"]))
def test_what_the_form_shows_is_read_as_the_same_sum(value: Decimal, language: str) -> None:
    with override(language):
        field = MoneyField()
        assert field.clean(field.prepare_value(value)) == value
