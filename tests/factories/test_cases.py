"""The factory itself: a case of each status is what its name says."""

import pytest

from documenters.models import User
from react_cases.workflow import ResponseStatus, Status
from tests.factories.cases import make_case


@pytest.mark.parametrize("status", list(Status))
def test_case_has_the_status_asked_for(amina: User, status: Status) -> None:
    case = make_case(amina, status)
    assert case.status == status
    assert case.documenter == amina


def test_people_who_are_not_there_are_made(chen: User) -> None:
    case = make_case(chen, outcome="FULL", effects=["APOL"], responses=["LEG1.CONS"], setting="STREET", tags=["OST"])
    assert case.status == Status.APPROVED
    assert case.response_status == ResponseStatus.CLOSED
    assert case.counts_in_statistics
