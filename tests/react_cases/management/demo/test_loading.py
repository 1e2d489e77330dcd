"""Where the demo is not loaded, and how long the largest one takes."""

import time

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.fixtures import Settings

from documenters.models import Programme, User
from react_cases.management.demo.copying import BATCH
from react_cases.models import Case
from tests.factories.cases import make_case


@pytest.fixture(autouse=True)
def _demo(settings: Settings) -> None:
    settings.DEMO = True


def test_a_programme_with_real_cases_gets_no_demo(amina: User) -> None:
    make_case(amina)
    with pytest.raises(CommandError, match="not invented"):
        call_command("demo")
    assert not Case.objects.filter(is_demo=True).exists()
    assert not User.objects.filter(username="jyldyz").exists()


def test_outside_a_demo_it_refuses(db: None, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="not a demo"):
        call_command("demo")


@pytest.mark.bench
def test_a_hundred_thousand_cases_take_less_than_three_minutes(programme: Programme) -> None:
    started = time.monotonic()
    call_command("demo", cases=20 * BATCH, seed=1)
    connection.check_constraints()
    assert time.monotonic() - started < 180
    assert Case.objects.count() > 20 * BATCH
