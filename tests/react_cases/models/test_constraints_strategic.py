"""One test for each constraint that the database holds about strategic cases."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from documenters.models import User
from react_cases.models import LitigationStage, StrategicCase
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.strategic import flag, stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(amina: User, bilal: User) -> StrategicCase:
    case = make_case(amina, Status.APPROVED)
    made = flag(case, bilal, claimed=5)
    stage(case, bilal)
    return made


def with_row(**values: Any) -> Callable[[StrategicCase], Any]:
    return lambda row: StrategicCase.objects.filter(pk=row.pk).update(**values)


def with_stage(**values: Any) -> Callable[[StrategicCase], Any]:
    return lambda _row: LitigationStage.objects.update(**values)


TODAY = timezone.localdate
REFUSED: dict[str, list[Callable[[StrategicCase], Any]]] = {
    "strategic_outcome_known": [lambda row: with_row(outcome="draw", ended_on=TODAY())(row)],
    "strategic_ended_has_an_outcome": [with_row(outcome="won"), lambda row: with_row(ended_on=TODAY())(row)],
    "strategic_amounts_not_negative": [with_row(claimed=Decimal(-1)), with_row(won=Decimal(-1))],
    "litigation_deadline_after_the_stage": [with_stage(deadline_on=F("happened_on") - datetime.timedelta(days=1))],
    "litigation_met_has_a_deadline": [lambda row: with_stage(met_on=TODAY())(row)],
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_database_refuses(row: StrategicCase, name: str) -> None:
    for breaks in REFUSED[name]:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            breaks(row)


def test_a_case_is_flagged_once(row: StrategicCase, bilal: User) -> None:
    with pytest.raises(IntegrityError, match="case_id"), transaction.atomic():
        StrategicCase.objects.create(case=row.case, flagged_by=bilal)
