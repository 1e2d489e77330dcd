"""One test for each constraint that the database holds about alerts."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from documenters.models import Programme, User
from react_cases.models import Alert, AlertCase, AlertFiring
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db

DAY = datetime.date(2021, 3, 1)


@pytest.fixture
def firing(programme: Programme, amina: User, dara: User) -> AlertFiring:
    alert = Alert.objects.create(programme=programme, at_least=5, within_days=60, area="city", made_by=dara)
    made = AlertFiring.objects.create(alert=alert, first_on=DAY, last_on=DAY)
    AlertCase.objects.create(firing=made, case=make_case(amina))
    return made


def with_alert(**values: Any) -> Callable[[AlertFiring], Any]:
    return lambda firing: Alert.objects.filter(pk=firing.alert_id).update(**values)


def with_firing(**values: Any) -> Callable[[AlertFiring], Any]:
    return lambda firing: AlertFiring.objects.filter(pk=firing.pk).update(**values)


def same_case_again(firing: AlertFiring) -> None:
    AlertCase.objects.create(firing=firing, case=firing.case_links.get().case)


REFUSED: dict[str, list[Callable[[AlertFiring], Any]]] = {
    "alert_area_known": [with_alert(area="street")],
    "alert_counts_some_cases": [with_alert(at_least=1), with_alert(at_least=501)],
    "alert_days_in_a_year": [with_alert(within_days=0), with_alert(within_days=367)],
    "alert_ended_whole": [
        with_alert(ended_at=timezone.now()),
        lambda firing: with_alert(ended_by=firing.alert.made_by)(firing),
    ],
    "alert_firing_ordered": [with_firing(last_on=DAY - datetime.timedelta(days=1))],
    "alert_firing_seen_whole": [
        with_firing(seen_at=timezone.now()),
        lambda firing: with_firing(seen_by=firing.alert.made_by)(firing),
    ],
    "alert_case_once": [same_case_again],
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_database_refuses(firing: AlertFiring, name: str) -> None:
    for breaks in REFUSED[name]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            breaks(firing)
