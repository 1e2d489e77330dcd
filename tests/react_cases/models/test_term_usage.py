"""Counting the cases that use a term: once a case, whatever the place."""

from django.utils import timezone

from documenters.models import Programme, User
from react_cases.actions.responses import ResponseData
from react_cases.models.term_usage import _USES, cases_by_term
from react_cases.taxonomy.loader import read_code_lists
from react_cases.workflow import Status
from tests.factories.cases import make_case, term


def test_every_open_list_is_counted(programme: Programme) -> None:
    names = {name for name, item in read_code_lists().items() if item.is_open}
    assert set(_USES) == names
    assert [cases_by_term(programme, name) for name in sorted(names)] == [{}] * len(names)


def test_a_case_that_uses_a_term_in_two_places_counts_once(programme: Programme, amina: User) -> None:
    apology = term("effects", "APOL")
    response = ResponseData(term("response_types", "LEG1.CONS"), timezone.localdate(), result=apology)
    make_case(amina, Status.SUBMITTED, responses=[response, response], outcome="FULL", effects=["APOL", "STOP"])
    make_case(amina, Status.SUBMITTED, responses=[response])
    assert cases_by_term(programme, "effects") == {apology.pk: 2, term("effects", "STOP").pk: 1}


def test_each_place_is_found(programme: Programme, amina: User) -> None:
    make_case(
        amina,
        Status.RETURNED,
        groups=["PWID"],
        tags=["OST"],
        setting="STREET",
        channel="PERSON",
        responses=["LEG1.CONS"],
        outcome="FULL",
    )
    for code_list, code in (
        ("client_groups", "PWID"),
        ("client_tags", "OST"),
        ("event_settings", "STREET"),
        ("contact_channels", "PERSON"),
        ("response_types", "LEG1.CONS"),
        ("outcomes", "FULL"),
        ("not_ready_reasons", "RETAL"),
        ("violator_types", "LE.CRIM"),
        ("violation_categories", "LIB.ARREST"),
        ("return_reasons", "MISSING"),
    ):
        assert cases_by_term(programme, code_list) == {term(code_list, code).pk: 1}
