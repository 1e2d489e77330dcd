"""Days that people state."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from react_cases.forms.dates import DayField, PastDayField


@pytest.mark.parametrize("field", [DayField(), PastDayField()])
@pytest.mark.parametrize("language", ["en", "ru", "ky"])
@pytest.mark.parametrize("typed", ["2021-04-03", "03.04.2021"])
def test_a_day_reads_the_same_in_every_language(field: DayField, language: str, typed: str) -> None:
    with override(language):
        assert field.clean(typed) == datetime.date(2021, 4, 3)


@pytest.mark.parametrize("field", [DayField(), PastDayField()])
@pytest.mark.parametrize("typed", ["31.02.2021", "04/03/2021", "yester\u202eday"])
def test_what_is_no_day_is_repeated_in_the_message(field: DayField, typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    assert typed.replace("\u202e", "") in caught.value.messages[0]


def test_a_past_day_is_neither_tomorrow_nor_before_its_start() -> None:
    field = PastDayField()
    today = timezone.localdate()
    field.start(today - datetime.timedelta(days=3))
    assert field.clean(today.isoformat()) == today
    for days, code in ((1, "future"), (-4, "too_early")):
        with pytest.raises(ValidationError) as caught:
            field.clean((today + datetime.timedelta(days=days)).isoformat())
        assert caught.value.code == code
