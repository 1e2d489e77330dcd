"""S13: refused attempts are in the log although their request was rolled back, and they fill no disk."""

import re
import uuid

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch, reverse

from documenters import refusal_log
from documenters.audit import in_request, record, request_trace
from documenters.models import AuditEvent, Programme, User
from documenters.refusal_log import FAILED_LOGINS, RefusalLogMiddleware
from react_cases.actions.sealing import NARRATIVE, OpenReason, open_sealed
from react_cases.models import SealedText
from tests.factories.cases import make_case
from tests.factories.people import signed_in

COMMITS = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
WRONG = "not-the-right-passphrase"


@pytest.fixture(autouse=True)
def fresh_counts(db: None) -> None:
    cache.clear()


def refused(**filters: object) -> list[str]:
    return list(
        AuditEvent.objects.filter(action="access.refused", **filters).order_by("pk").values_list("reason", flat=True)
    )


@COMMITS
def test_s13_a_refused_page_leaves_a_row_although_the_request_rolls_back(
    client: Client, amina: User, chen: User, programme: Programme
) -> None:
    case = make_case(amina)
    assert signed_in(client, chen).get(reverse("case_detail", args=[case.public_id])).status_code == 404
    row = AuditEvent.objects.get(action="access.refused")
    assert (row.actor, row.programme, row.roles, row.reason) == (chen, programme, "documenter", "case_detail 404")
    assert (row.object_type, row.object_id, row.fields) == ("documenters.user", chen.pk, [])


@COMMITS
def test_s13_the_transaction_of_the_view_is_over_when_the_row_is_written(dara: User) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            record("case.approve", dara, by=dara)
            transaction.set_rollback(True)
        return HttpResponse(status=403)

    request = RequestFactory().get("/cases/")
    request.user = dara
    RefusalLogMiddleware(view)(request)
    assert [row.action for row in AuditEvent.objects.filter(actor=dara)] == ["access.refused"]
    assert refused() == ["case_list 403"]


@pytest.mark.parametrize("status", [403, 404, 429])
def test_s13_every_kind_of_refusal_counts(dara: User, status: int) -> None:
    request = RequestFactory().get("/nowhere/")
    request.user = dara
    request.resolver_match = ResolverMatch(lambda: None, (), {}, "case_list")
    RefusalLogMiddleware(lambda _request: HttpResponse(status=status))(request)
    assert refused() == [f"case_list {status}"]


@pytest.mark.parametrize("status", [200, 302, 400, 405, 423, 500])
def test_other_answers_are_no_refusals(dara: User, status: int) -> None:
    request = RequestFactory().get("/cases/")
    request.user = dara
    RefusalLogMiddleware(lambda _request: HttpResponse(status=status))(request)
    assert refused() == []


def test_an_address_that_leads_nowhere_is_no_attempt(client: Client, dara: User) -> None:
    assert signed_in(client, dara).get("/wp-login.php").status_code == 404
    assert refused() == []


def test_a_row_holds_no_address_and_no_identifier(client: Client, chen: User, amina: User) -> None:
    case = make_case(amina)
    signed_in(client, chen).get(reverse("case_detail", args=[case.public_id]) + "?secret=1")
    row = AuditEvent.objects.filter(action="access.refused").values().get()
    told = str({name: value for name, value in row.items() if name not in ("request_id", "at", "id")})
    assert str(case.public_id) not in told
    assert "secret" not in told
    assert not re.search(r"\d+\.\d+\.\d+\.\d+|/", told)


def test_repeated_refusals_of_one_page_are_one_row_a_minute(client: Client, chen: User, dara: User) -> None:
    signed_in(client, chen)
    for _ in range(5):
        client.get(reverse("case_detail", args=[uuid.uuid4()]))
    assert refused() == ["case_detail 404"]
    client.get(reverse("audit_log"))
    assert refused() == ["case_detail 404", "audit_log 404"]
    signed_in(client, dara).get(reverse("case_detail", args=[uuid.uuid4()]))
    assert refused(actor=dara) == ["case_detail 404"]
    cache.clear()  # the minute is over
    signed_in(client, chen).get(reverse("case_detail", args=[uuid.uuid4()]))
    assert refused(actor=chen) == ["case_detail 404", "audit_log 404", "case_detail 404"]


def test_nobody_is_named_for_a_request_without_a_person(client: Client) -> None:
    client.get(reverse("case_list"))
    assert not AuditEvent.objects.filter(action="access.refused").exists()


@COMMITS
def test_s13_failed_logins_are_counted_without_a_name(client: Client, dara: User) -> None:
    for number in range(3):
        client.post(reverse("account_login"), {"username": f"nobody-{number}", "password": WRONG})
    rows = AuditEvent.objects.filter(action="login.refused")
    assert rows.count() == 3
    for row in rows:
        assert (row.actor, row.object_type, row.object_id, row.fields, row.reason) == (None, "", 0, [], "")
        assert row.programme == Programme.objects.get()


def test_failed_logins_are_bounded(programme: Programme) -> None:
    with request_trace():
        for _ in range(FAILED_LOGINS + 30):
            refusal_log.log_failed_login()
    assert AuditEvent.objects.filter(action="login.refused").count() == FAILED_LOGINS


def test_of_two_programmes_neither_is_blamed(programme: Programme) -> None:
    Programme.objects.create(code="XX", name_en="X", name_ru="X")
    with request_trace():
        refusal_log.log_failed_login()
    assert AuditEvent.objects.get(action="login.refused").programme is None


def test_a_login_is_written_and_kept_to_the_hour(client: Client, dara: User, programme: Programme) -> None:
    dara.set_password("a-right-and-long-passphrase")
    dara.save()
    answer = client.post(reverse("account_login"), {"username": "dara", "password": "a-right-and-long-passphrase"})
    assert answer.status_code == 302
    row = AuditEvent.objects.get(action="login.succeeded")
    assert (row.actor, row.programme, row.roles) == (dara, programme, "coordinator")
    assert (row.at.minute, row.at.second, row.at.microsecond) == (0, 0, 0)
    assert not AuditEvent.objects.filter(action="login.refused").exists()


def test_outside_a_request_nobody_logs_in(programme: Programme) -> None:
    assert not in_request()
    refusal_log.log_failed_login()
    assert not AuditEvent.objects.filter(action__startswith="login.").exists()


@COMMITS
def test_s13_a_broken_seal_is_in_the_log_although_the_request_rolls_back(
    client: Client, amina: User, bilal: User
) -> None:
    case = make_case(amina)
    SealedText.objects.filter(case=case, field="narrative").update(ciphertext=b"x" * 40)

    def view(request: HttpRequest) -> HttpResponse:
        try:
            with transaction.atomic():
                open_sealed(case, [NARRATIVE], by=bilal, reason=OpenReason.REVIEW)
        except Exception as error:
            raise Http404 from error
        raise AssertionError

    request = RequestFactory().get("/cases/")
    request.user = bilal
    with pytest.raises(Http404):
        RefusalLogMiddleware(view)(request)
    row = AuditEvent.objects.get(action="sealed.broken")
    assert (row.actor, row.object_id, row.reason) == (bilal, case.pk, "review")
    # Some of its texts may have been opened before the broken one.
    assert AuditEvent.objects.filter(action="sealed.opened", object_id=case.pk).count() == 1
    signed_in(client, bilal).get(reverse("case_detail", args=[case.public_id]))
    assert AuditEvent.objects.filter(action="sealed.broken").count() == 2
