"""The figures of help and advocacy in words that a reader does not stumble over."""

import pytest
from django.utils.translation import override

from reports.indicators.figures import Duration
from reports.indicators.registry import Unit, unit_base
from reports.views.change_figures import _duration


@pytest.mark.parametrize(("count", "said"), [(21, "21 случая"), (84, "84 случаев"), (1320, "1\xa0320 случаев")])
def test_the_base_of_a_share_stands_in_the_case_of_its_language(count: int, said: str) -> None:
    with override("ru"):
        assert unit_base(Unit.CASES, count) == said
    with override("en"):
        assert unit_base(Unit.CASES, 1) == "1 case"


@pytest.mark.parametrize(
    ("code", "duration", "said"),
    [
        ("advocacy_days_to_reply", Duration(16.5, 2), "16,5 дня"),
        ("advocacy_days_to_reply", Duration(15, 2), "15 дней"),
        ("first_help", Duration(0, 12), "в тот же день"),
        ("first_help", Duration(1, 12), "24 часа"),
        ("first_help", Duration(None, 0), "—"),
    ],
)
def test_a_duration_is_said_as_people_say_it(code: str, duration: Duration, said: str) -> None:
    with override("ru"):
        assert _duration(code, duration) == said
