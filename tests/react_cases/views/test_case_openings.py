"""Who opened a case: for its author and the coordinators."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documenters.audit import record
from documenters.models import AuditEvent, User
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def address(case: Case) -> str:
    return reverse("case_openings", args=[case.public_id])


def test_author_and_coordinator_see_who_what_when_and_why(client: Client, amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina)
    open_sealed(case, [NARRATIVE], by=bilal, reason=OpenReason.REVIEW)
    for user in (amina, dara):
        page = signed_in(client, user).get(address(case)).content.decode()
        for text in (str(bilal), "Mentor", "between", "what happened", "to check it"):
            assert text in page


def test_files_are_called_by_their_number(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina)
    place = {"programme": case.programme, "organisation": case.organisation}
    for fields in (["evidence.1", "evidence.1.cleaned"], ["evidence.2.original"], ["evidence.name", "evidence.note"]):
        record("evidence.opened", case, by=bilal, fields=fields, **place)
    rows = signed_in(client, amina).get(address(case)).context["rows"]
    assert {row.what for row in rows} == {"file 1", "original of file 2", "names and notes of files"}


@pytest.mark.parametrize("who", ["bilal", "zarina", "chen", "emil", "aida"])
def test_others_do_not(client: Client, request: Any, amina: User, who: str) -> None:
    case = make_case(amina)
    assert signed_in(client, request.getfixturevalue(who)).get(address(case)).status_code == 404
    assert not AuditEvent.objects.filter(action="log.read").exists()


def test_the_page_of_the_case_leads_there_for_them_alone(client: Client, amina: User, bilal: User) -> None:
    case = make_case(amina)
    page = reverse("case_detail", args=[case.public_id])
    assert address(case) in signed_in(client, amina).get(page).content.decode()
    assert address(case) not in signed_in(client, bilal).get(page).content.decode()


def test_reading_it_is_logged(client: Client, amina: User) -> None:
    case = make_case(amina)
    signed_in(client, amina).get(address(case))
    row = AuditEvent.objects.get(action="log.read")
    assert (row.actor, row.object_type, row.object_id, row.fields) == (amina, "react_cases.case", case.pk, ["case"])
    assert not AuditEvent.objects.filter(action="sealed.opened").exists()


def test_other_cases_are_left_out(client: Client, amina: User, bilal: User) -> None:
    case, other = make_case(amina), make_case(amina)
    open_sealed(other, [NARRATIVE], by=bilal, reason=OpenReason.READ)
    assert "Nobody has opened it yet" in signed_in(client, amina).get(address(case)).content.decode()


def test_it_outlives_the_texts(client: Client, amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina)
    open_sealed(case, [NARRATIVE], by=bilal, reason=OpenReason.READ)
    page = signed_in(client, dara).get(address(case)).content.decode()
    assert str(bilal) in page
    erased = make_case(amina, Status.ERASED, oblast="KG-T")
    assert signed_in(client, dara).get(address(erased)).status_code == 200


def test_queries_do_not_grow_with_the_openings(client: Client, amina: User, bilal: User, dara: User) -> None:
    case = make_case(amina)
    open_sealed(case, [NARRATIVE], by=bilal, reason=OpenReason.READ)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            signed_in(client, amina).get(address(case))
        return len(queries)

    count()
    few = count()
    for user in (bilal, dara, amina):
        for _ in range(3):
            open_sealed(case, [NARRATIVE], by=user, reason=OpenReason.READ)
    assert count() <= few
