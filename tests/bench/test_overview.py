"""The overview over 100,000 cases."""

import pytest
from django.db import connection

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.models import Case
from react_cases.overview import Overview
from react_cases.quality import Group
from tests.bench.conftest import CASES, seconds
from tests.walls import set_strict

pytestmark = pytest.mark.bench

SECONDS = {"days90": 0.3, "year": 1.0}
SPREAD = """
UPDATE react_cases_case SET submitted_at = received_on, gender = CASE WHEN id % 2 = 0 THEN 'M' ELSE 'F' END,
    event_precision = CASE WHEN id % 2 = 0 THEN 'day' ELSE 'month' END,
    city_id = (ARRAY(SELECT id FROM react_cases_location WHERE kind = 'city'))[id % 30 + 1],
    setting_id = (ARRAY(SELECT id FROM react_cases_term WHERE code_list = 'event_settings'))[id % 14 + 1]
"""


@pytest.fixture
def spread(hundred_thousand: None) -> None:
    """Sent over ten years, in thirty cities."""
    with connection.cursor() as cursor:
        cursor.execute(SPREAD)
        cursor.execute("SELECT react_analyse()")
    set_strict("on")


def test_overview_of_100_000_cases(programme: Programme, amina: User, dara: User, spread: None) -> None:
    """As the coordinator, behind the walls: every question that the page asks."""
    measured = {}
    for period in SECONDS:
        with database_identity(dara):
            cases = Case.objects.visible_to(dara)
            assert cases.count() == CASES
            found = Overview(cases, [programme], period)
            parts = {
                "organisations": found.lines,
                "rates": lambda found=found: found.rates(Group.CONTRADICTION, Group.MISSING),
                "one code": found.same_code,
                "alike": found.alike,
                "spikes": found.spikes,
            }
            measured[period] = {name: seconds(work) for name, work in parts.items()}
    set_strict("")
    print({name: {part: f"{value * 1000:.0f} ms" for part, value in parts.items()} for name, parts in measured.items()})  # noqa: T201
    for period, limit in SECONDS.items():
        assert sum(measured[period].values()) < limit, measured
