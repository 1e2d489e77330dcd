"""Actions run at a moment of the past, and the clock goes on afterwards."""

import datetime

import pytest
from django.utils import timezone

from react_cases.management.demo.clock import at, clock_at

MOMENT = at(datetime.date(2021, 3, 4), 10, 30)


def test_inside_the_block_it_is_that_moment() -> None:
    with clock_at(MOMENT):
        assert timezone.now() == MOMENT
        assert timezone.localdate() == datetime.date(2021, 3, 4)
    assert timezone.now().year > 2021


def test_the_clock_goes_on_after_a_mistake() -> None:
    with pytest.raises(RuntimeError), clock_at(MOMENT):
        raise RuntimeError
    assert timezone.now() != MOMENT


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), clock_at(datetime.datetime(2021, 3, 4)):  # noqa: DTZ001
        pass
