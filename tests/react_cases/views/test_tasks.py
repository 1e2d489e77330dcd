"""What can be completed later: how far it is, and a link to exactly that part."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from documenters.models import User
from react_cases.models import Case
from react_cases.views.case_record import read_record
from react_cases.views.tasks import State, Task, tasks_of
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.intake import ILIM, said


def tasks(case: Case, user: User) -> dict[str, Task]:
    with override("en"):
        return {task.title: task for task in tasks_of(case, read_record(case, by=user), user)}


def test_a_sent_case_says_what_is_closed_and_what_is_open(amina: User) -> None:
    case = make_case(amina, Status.SUBMITTED, violations=["LIB.ARREST"], narrative="")
    found = tasks(case, amina)
    hours = found["Hours held"]
    assert hours.state is State.NOT_STARTED
    assert hours.href == reverse("comment_add", args=[case.public_id])
    assert "Closed until" in hours.hint
    assert found["Help given"].href == reverse("response_add", args=[case.public_id])
    assert found["Outcome"].state is State.NOT_STARTED
    assert found["Consents by purpose"].href == reverse("consent_list", args=[case.public_id])
    assert "Money demanded" not in found


def test_a_returned_case_leads_to_the_field(amina: User) -> None:
    case = make_case(amina, Status.RETURNED, violations=["LIB.ARREST"])
    assert tasks(case, amina)["Hours held"].href.endswith("/edit/#id_violation-LIB.ARREST-hours")


@pytest.mark.parametrize(
    ("outcome", "effects", "client_view", "state"),
    [
        ("PART", ["APOL"], "yes", State.DONE),
        ("PART", [], "yes", State.MISSING),
        ("NOTRES", [], "no", State.DONE),
        ("NOTRES", [], "", State.MISSING),
        ("LOST", [], "", State.DONE),
    ],
)
def test_an_outcome_lacks_only_what_can_be_known(
    amina: User, outcome: str, effects: list[str], client_view: str, state: State
) -> None:
    case = make_case(amina, Status.SUBMITTED, outcome=outcome, effects=effects, client_view=client_view)
    assert tasks(case, amina)["Outcome"].state is state


def test_nobody_else_has_tasks_and_no_draft(amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    assert tasks(case, bilal) == {}
    assert tasks(make_case(amina, Status.DRAFT), amina) == {}


def test_the_check_page_has_the_tasks_of_the_draft(client: Client, amina: User) -> None:
    client.force_login(amina)
    client.cookies["django_language"] = "en"
    answers = said(ILIM, violators=["LE.STATION", "LE.CRIM"], **{"violator-LE.CRIM-unit": "the station"})
    page = client.get(client.post("/cases/new/", answers).url).content.decode()
    start = page.index('id="tasks"')
    assert "Information missing" in page[start:]
    assert "/edit/#id_violator-LE.STATION-unit" in page
    assert "/edit/#id_narrative" in page
    assert "Opens when the case is sent." in page
