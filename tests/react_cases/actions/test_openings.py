"""Who opened a case."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from documenters.models import User
from react_cases.actions.openings import Opening, openings_of
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


def test_a_person_stands_once_for_a_day(amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina)
    today = timezone.localdate()
    with time_machine.travel(timezone.now() - datetime.timedelta(days=2)):
        open_sealed(case, [NARRATIVE], by=bilal, reason=OpenReason.READ)
    for _ in range(2):
        open_sealed(case, [NARRATIVE], by=bilal, reason=OpenReason.REVIEW)
    open_sealed(case, [NARRATIVE], by=dara, reason=OpenReason.READ)
    assert openings_of(case, by=amina) == [
        Opening(str(bilal), today),
        Opening(str(dara), today),
        Opening(str(bilal), today - datetime.timedelta(days=2)),
    ]


def test_only_the_author_and_coordinators_are_told(amina: User, bilal: User, dara: User, chen: User) -> None:
    case = make_case(amina)
    assert openings_of(case, by=amina) == []
    assert openings_of(case, by=dara) == []
    assert openings_of(case, by=bilal) is None
    assert openings_of(case, by=chen) is None
