"""Practice cases through the screens: who meets them where, and that nothing of them is left."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from documenters.identity import database_identity
from documenters.models import AuditEvent, Membership, Organisation, Programme, User
from documenters.permissions import Role
from react_cases.actions.cases import case_start, case_submit, next_codes
from react_cases.actions.locking import NotAllowed
from react_cases.actions.practice import practice_discard, practice_expire, practice_start
from react_cases.actions.review import CommentData, case_approve, case_return, case_validate
from react_cases.filters import CaseFilter
from react_cases.models import Case, Client
from react_cases.models.choices import CommentField
from react_cases.workflow import Qualification, Status
from tests.access.walk import patterns
from tests.factories.cases import case_data, make_case
from tests.factories.evidence import add_evidence
from tests.factories.intake import ILIM, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(amina: User, bilal: User, dara: User, chen: User, emil: User, aida: User) -> dict[str, User]:
    """One of each kind."""
    return {"amina": amina, "bilal": bilal, "dara": dara, "chen": chen, "emil": emil, "aida": aida}


@pytest.fixture
def practice(amina: User, bilal: User, organisation_a: Organisation) -> Case:
    """A practice case that was sent."""
    case = practice_start(organisation_a, by=amina)
    return case_submit(case, case_data(client_code="a" * 32), by=amina, version=case.version)


def addresses(case: Case) -> list[str]:
    """Every address that names a case."""
    evidence = add_evidence(case, case.documenter, b"picture", name="x.jpg", original=b"original")
    found = []
    for pattern in patterns():
        names = set(pattern.pattern.converters)
        if str(pattern.pattern).startswith("cases/<uuid:public_id>"):
            values = {"public_id": case.public_id, "evidence_id": evidence.public_id, "stage_id": evidence.public_id}
            found.append(reverse(pattern.name, kwargs={name: values[name] for name in names}))
    assert len(found) > 20
    return found


def test_only_the_author_and_the_mentors_meet_it_anywhere(
    client: Browser, practice: Case, people: dict[str, User], dara: User, programme: Programme
) -> None:
    """Each role at each place where cases are read; the database lets coordinators through, the pages do not."""
    all_addresses = addresses(practice)
    for name, user in people.items():
        client.force_login(user)
        sees = name in ("amina", "bilal")
        for address in all_addresses:
            if not sees:
                statuses = {client.get(address).status_code, client.post(address).status_code}
                assert statuses <= {404, 405}, (name, address)
        for page in ("queue", "case_list", "figures", "audit_log"):
            answer = client.get(reverse(page))
            assert (practice.code in answer.content.decode()) == (
                (name, page) in {("bilal", "queue"), ("bilal", "case_list"), ("amina", "case_list")}
            ), (name, page)
        practice.refresh_from_db()
        assert practice.status == Status.SUBMITTED, name
        with database_identity(user):
            assert not Case.objects.countable_by(user).filter(pk=practice.pk).exists()


def test_it_has_a_number_of_its_own_and_no_client(
    practice: Case, amina: User, bilal: User, organisation_a: Organisation, programme: Programme
) -> None:
    before = next_codes(programme, 2026, 1)[0]
    assert practice.code == "KG-P-000001"
    assert practice_start(organisation_a, by=amina).code == "KG-P-000002"
    assert next_codes(programme, 2026, 1)[0] == before[:-6] + f"{int(before[-6:]) + 1:06d}"
    assert practice.client is None
    assert not Client.objects.exists()
    assert practice.consents.filter(purpose="STATS", withdrawn_on=None).exists()
    assert not practice.counts_in_statistics
    real = make_case(amina, Status.SUBMITTED)
    for code, found in (("KG-P-0", [practice]), ("KG-P", [practice]), ("KG-", [real]), ("KG-P-000009", [])):
        listed = CaseFilter({"code": code}, Case.objects.visible_to(bilal), bilal)
        assert list(listed.qs) == found, code


def test_a_mentor_returns_it_and_ends_it_and_nobody_approves(
    practice: Case, amina: User, bilal: User, dara: User
) -> None:
    case = case_return(practice, [CommentData(CommentField.EVENT, "Which day?")], by=bilal, version=practice.version)
    assert list(Case.objects.waiting_for(amina)) == [case]
    case = case_submit(case, case_data(), by=amina, version=case.version)
    case = case_validate(case, Qualification.VIOLATION, by=bilal, version=case.version)
    assert not Case.objects.waiting_for(dara).exists()
    with pytest.raises(PermissionDenied):
        case_approve(case, Qualification.VIOLATION, ["ICCPR 9"], by=dara, version=case.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(counts_in_statistics=True)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.VALIDATED, Status.REJECTED])
def test_its_author_throws_it_away_at_any_time(
    client: Browser, amina: User, bilal: User, organisation_a: Organisation, status: Status
) -> None:
    case = practice_start(organisation_a, by=amina)
    if status != Status.DRAFT:
        case = case_submit(case, case_data(), by=amina, version=case.version)
        Case.objects.filter(pk=case.pk).update(status=status)
    client.force_login(amina)
    address = reverse("practice_discard", args=[case.public_id])
    assert client.get(address).status_code == 200
    assert client.post(address, {"version": case.version}).status_code == 302
    case.refresh_from_db()
    assert case.status == Status.ERASED
    assert not case.sealed_texts.exists()
    assert not case.violations.exists()
    assert client.get(address).status_code == 404


def test_a_real_case_cannot_be_thrown_away_like_that(client: Browser, amina: User, bilal: User) -> None:
    case = make_case(amina, Status.SUBMITTED)
    client.force_login(amina)
    address = reverse("practice_discard", args=[case.public_id])
    assert client.post(address, {"version": case.version}).status_code == 404
    with pytest.raises(NotAllowed):
        practice_discard(case, by=amina, version=case.version)
    assert "practice_discard" not in client.get(reverse("case_detail", args=[case.public_id])).content.decode()


def test_after_thirty_days_it_goes_by_itself_and_nothing_real_does(
    practice: Case, amina: User, bilal: User, organisation_a: Organisation
) -> None:
    real, young = make_case(amina, Status.DRAFT), practice_start(organisation_a, by=amina)
    past = timezone.now() - datetime.timedelta(days=31)
    Case.objects.filter(pk__in=[practice.pk, real.pk]).update(created_at=past)
    assert practice_expire() == 1
    assert practice_expire() == 0
    states = {case.pk: case.status for case in Case.objects.all()}
    assert states == {practice.pk: Status.ERASED, real.pk: Status.DRAFT, young.pk: Status.DRAFT}
    row = AuditEvent.objects.filter(action="case.practice_discard").get()
    assert (row.actor, row.reason) == (None, "age")


def test_the_screens_say_practice_from_the_first_to_the_last(
    client: Browser, amina: User, bilal: User, organisation_a: Organisation
) -> None:
    client.force_login(amina)
    assert "practice/start/" in client.get(reverse("queue")).content.decode()
    answer = client.post(reverse("practice_start"))
    edit = answer["Location"]
    assert client.post(reverse("practice_start"))["Location"] == edit
    case = Case.objects.get()
    fields: dict[str, Any] = said(ILIM, page="c" * 32, version=str(case.version), narrative="Invented.")
    check = client.post(edit, fields | {"code_year": "1985", "code_mother": "аа", "code_father": "бб"})
    assert check["Location"] == reverse("case_check", args=[case.public_id])
    case.refresh_from_db()
    pages = [edit, check["Location"]]
    for page in pages:
        text = client.get(page).content.decode()
        assert "practice-banner" in text, page
        assert "code_year" not in text, page
    assert client.post(check["Location"], {"version": case.version}).status_code == 302
    for user in (amina, bilal):
        client.force_login(user)
        assert "practice-banner" in client.get(reverse("case_detail", args=[case.public_id])).content.decode()
    real = case_start(organisation=organisation_a, by=amina)
    client.force_login(amina)
    assert "practice-banner" not in client.get(reverse("case_edit", args=[real.public_id])).content.decode()


def test_who_records_for_several_says_for_which(
    client: Browser, amina: User, organisation_b: Organisation, programme: Programme
) -> None:
    Membership.objects.create(user=amina, role=Role.DOCUMENTER, programme=programme, organisation=organisation_b)
    client.force_login(amina)
    start = reverse("practice_start")
    page = client.post(start).content.decode()
    assert f'action="{start}"' in page
    assert organisation_b.name in page
    client.post(start, {"organisation": organisation_b.pk})
    assert Case.objects.get().organisation == organisation_b
