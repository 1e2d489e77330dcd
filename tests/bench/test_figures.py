"""The figures over 100,000 cases."""

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import Programme, User
from react_cases.filters import CaseFilter
from react_cases.models import Case
from reports.cube import counts_of
from tests.bench.conftest import CASES, seconds
from tests.factories.people import signed_in

pytestmark = pytest.mark.bench

SECONDS = 3.0
FILTER = {"from": "2020-01", "to": "2021-12", "oblast": ["KG-GB", "KG-GO", "KG-C", "KG-B"], "group": ["PWID"]}


def test_figures_of_100_000_cases(client: Client, programme: Programme, dara: User, hundred_thousand: None) -> None:
    countable = Case.objects.countable_by(dara).filter(programme=programme)
    filtered = CaseFilter(FILTER, countable, dara)
    assert filtered.is_valid()
    assert counts_of(countable, programme).cases == CASES
    measured = {
        "aggregates": seconds(lambda: counts_of(countable, programme)),
        "aggregates, filtered": seconds(lambda: counts_of(CaseFilter(FILTER, countable, dara).qs, programme)),
    }
    signed_in(client, dara)
    measured["page"] = seconds(lambda: client.get(reverse("figures")))
    print({name: f"{value:.2f} s" for name, value in measured.items()})  # noqa: T201  the result of the measurement
    assert measured["aggregates"] < SECONDS, measured
    assert measured["aggregates, filtered"] < SECONDS / 3, measured
