"""The order of the long lists."""

import pytest
from django.core.cache import cache

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.actions.frequency import LEAST_MENTIONS, SHOWN, USUAL, frequent_codes
from react_cases.workflow import Status
from tests.factories.cases import make_case


@pytest.fixture(autouse=True)
def no_cache():
    cache.clear()
    yield
    cache.clear()


def test_usual_order_while_there_are_few_cases(programme: Programme):
    order = frequent_codes(programme)["violation_categories"]
    assert order["PWID"] == list(USUAL["violation_categories"]["PWID"])
    assert len(order[""]) == SHOWN


def test_usual_codes_exist(programme: Programme):
    known = set(programme.terms.values_list("code_list", "code"))
    for code_list, groups in USUAL.items():
        for codes in groups.values():
            assert len(codes) == SHOWN
            assert {(code_list, code) for code in codes} <= known


def test_what_is_often_recorded_comes_first(programme: Programme, amina: User, chen: User):
    for _ in range(LEAST_MENTIONS):
        make_case(amina, Status.APPROVED, groups=["SW"], violations=["SEX.TRAF"])
    # Chen is of another organisation and sees none of these cases: the order is everybody's.
    with database_identity(chen):
        order = frequent_codes(programme)["violation_categories"]
    assert order["SW"][0] == order[""][0] == "SEX.TRAF"


def test_whoever_does_not_work_on_cases_gets_the_usual_order(programme: Programme, amina: User, emil: User):
    for _ in range(LEAST_MENTIONS):
        make_case(amina, Status.APPROVED, groups=["SW"], violations=["SEX.TRAF"])
    with database_identity(emil):
        assert frequent_codes(programme)["violation_categories"]["SW"] == list(USUAL["violation_categories"]["SW"])


def test_a_rare_code_and_a_case_that_does_not_count_say_nothing(programme: Programme, amina: User):
    for number in range(LEAST_MENTIONS):
        make_case(amina, groups=["SW"], violations=["SEX.TRAF"], consents=["RECORD", "STATS"] if number else ["RECORD"])
    with database_identity(amina):
        assert frequent_codes(programme)["violation_categories"]["SW"] == list(USUAL["violation_categories"]["SW"])


def test_order_is_read_once_an_hour(programme: Programme, django_assert_num_queries):
    frequent_codes(programme)
    with django_assert_num_queries(0):
        frequent_codes(programme)
