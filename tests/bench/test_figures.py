"""The figures over 100,000 cases, as the coordinator sees them, behind the walls."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.filters import CaseFilter
from react_cases.models import Case
from reports.case_columns import columns_of
from reports.indicators.live import live_figures
from tests.bench.conftest import CASES, seconds
from tests.factories.people import signed_in
from tests.walls import set_strict

pytestmark = pytest.mark.bench

SECONDS = 3.0
"""The whole page, and every figure of it."""
FILTER = {"from": "2020-01", "to": "2021-12", "oblast": ["KG-GB", "KG-GO", "KG-C", "KG-B"], "group": ["PWID"]}
WHAT_CAME_OF_IT = """
UPDATE react_cases_case SET gender = (ARRAY['F', 'M', 'TF'])[id % 3 + 1];
UPDATE react_cases_response SET delivered_by_id =
    (ARRAY(SELECT id FROM react_cases_term WHERE code_list = 'delivered_by'))[id % 4 + 1] WHERE id % 4 > 0;
INSERT INTO react_cases_case_effects (case_id, term_id)
SELECT held.id, (ARRAY(SELECT id FROM react_cases_term WHERE code_list = 'effects' ORDER BY id))[(held.id + k) % 10 + 1]
FROM react_cases_case AS held, generate_series(1, 2) AS k WHERE held.id % 3 = 0
"""


@pytest.fixture
def helped(hundred_thousand: None) -> None:
    """Help is known by who gave it, and by what it brought; nobody sees anything but through the walls."""
    with connection.cursor() as cursor:
        cursor.execute(WHAT_CAME_OF_IT)
        cursor.execute("SELECT react_analyse()")
    set_strict("on")


def test_figures_of_100_000_cases(client: Client, programme: Programme, dara: User, helped: None) -> None:
    signed_in(client, dara)
    with database_identity(dara):
        cases = Case.objects.countable_by(dara).filter(programme=programme)
        chosen = CaseFilter(FILTER, cases, dara)
        assert chosen.is_valid()
        columns = columns_of(cases, programme)
        assert columns is not None
        assert columns.size == CASES
        measured = {
            "reading": seconds(lambda: columns_of(cases, programme)),
            "every figure": seconds(lambda: live_figures(cases, programme, {}, coordinator=dara)),
            "every figure, filtered": seconds(lambda: live_figures(chosen.qs, programme, {}, coordinator=dara)),
        }
        measured["page"] = seconds(lambda: client.get(reverse("figures")))
    set_strict("")
    print({name: f"{value:.2f} s" for name, value in measured.items()})  # noqa: T201  the result of the measurement
    assert measured["every figure"] < SECONDS, measured
    assert measured["every figure, filtered"] < SECONDS / 3, measured
    assert measured["page"] < SECONDS, measured
