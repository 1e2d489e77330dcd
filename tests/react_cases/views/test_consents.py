"""Consents purpose by purpose: who sees them, giving, withdrawing, and what follows."""

import datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.models import AuditEvent, User
from react_cases.models import Case
from react_cases.models.choices import ConsentPurpose
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.people import signed_in


@pytest.fixture
def case(amina: User) -> Case:
    return make_case(amina, Status.APPROVED, consents=("RECORD", "STATS"))


def give(client: Client, case: Case, purpose: str = "STORY", **fields: str) -> HttpResponse:
    sent = {"mode": "oral", "language": "ky", "given_on": timezone.localdate().isoformat(), **fields}
    return client.post(
        reverse("consent_give", args=[case.public_id]),
        {"purpose": purpose, **{f"{purpose}-{name}": value for name, value in sent.items()}},
    )


def withdraw(client: Client, case: Case, purpose: str, day: str = "") -> HttpResponse:
    return client.post(
        reverse("consent_withdraw", args=[case.public_id]),
        {"purpose": purpose, f"{purpose}-withdrawn_on": day or timezone.localdate().isoformat()},
    )


@pytest.mark.parametrize("who", ["amina", "bilal", "dara"])
def test_people_of_the_case_see_all_purposes(
    client: Client, case: Case, request: pytest.FixtureRequest, who: str
) -> None:
    signed_in(client, request.getfixturevalue(who))
    states = client.get(reverse("consent_list", args=[case.public_id])).context["states"]
    assert [state.purpose for state in states] == list(ConsentPurpose)
    assert [bool(state.consent) for state in states] == [True, True, False, False, False, False]


@pytest.mark.parametrize("who", ["chen", "emil", "aida"])
def test_others_get_404(client: Client, case: Case, request: pytest.FixtureRequest, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse("consent_list", args=[case.public_id])).status_code == 404
    assert give(client, case).status_code == 404
    assert withdraw(client, case, "STATS").status_code == 404


def test_consent_is_given(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    assert give(client, case, mode="written")["Location"] == reverse("consent_list", args=[case.public_id])
    consent = case.consents.get(purpose="STORY")
    assert (consent.mode, consent.language, consent.recorded_by) == ("written", "ky", amina)
    assert AuditEvent.objects.get(action="consent.given").fields == ["STORY"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("mode", "shouted"), ("language", "xx"), ("given_on", "2999-01-01"), ("given_on", "1999-01-01"), ("given_on", "")],
)
def test_bad_consent_is_refused_beside_its_field(
    client: Client, case: Case, amina: User, field: str, value: str
) -> None:
    signed_in(client, amina)
    answer = give(client, case, **{field: value})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    state = next(state for state in answer.context["states"] if state.purpose == "STORY")
    assert state.is_open
    assert not case.consents.filter(purpose="STORY").exists()


@pytest.mark.parametrize("purpose", ["", "EVERYTHING"])
def test_unknown_purposes_are_not_found(client: Client, case: Case, amina: User, purpose: str) -> None:
    signed_in(client, amina)
    assert give(client, case, purpose).status_code == 404


def test_withdrawing_statistics_takes_the_case_out_of_the_figures(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    assert withdraw(client, case, "STATS").status_code == 302
    case.refresh_from_db()
    assert not case.counts_in_statistics
    assert AuditEvent.objects.get(action="consent.withdrawn").fields == ["STATS"]
    give(client, case, "STATS")
    case.refresh_from_db()
    assert case.counts_in_statistics
    assert case.consents.filter(purpose="STATS").count() == 2


def test_withdrawing_record_asks_the_coordinator_to_erase(client: Client, case: Case, amina: User, dara: User) -> None:
    signed_in(client, amina)
    page = client.get(reverse("consent_list", args=[case.public_id]), headers={"accept-language": "en"})
    assert "coordinator is asked to erase the rest of the case" in page.content.decode()
    withdraw(client, case, "RECORD")
    assert not client.get(reverse("queue")).context["to_erase"]
    assert list(signed_in(Client(), dara).get(reverse("queue")).context["to_erase"]) == [case]
    give(client, case, "RECORD")
    assert not signed_in(Client(), dara).get(reverse("queue")).context["to_erase"]


def test_withdrawal_is_not_before_the_consent(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    day = timezone.localdate() - datetime.timedelta(days=1)
    answer = withdraw(client, case, "STATS", day.isoformat())
    assert [error.code for error in answer.context["form"].errors.as_data()["withdrawn_on"]] == ["too_early"]
    assert case.consents.filter(purpose="STATS", withdrawn_on=None).exists()


def test_withdrawing_what_was_not_given_changes_nothing(client: Client, case: Case, amina: User) -> None:
    signed_in(client, amina)
    assert withdraw(client, case, "STORY").status_code == 302
    assert not AuditEvent.objects.filter(action="consent.withdrawn").exists()


def test_a_case_that_is_not_open_is_only_read(client: Client, amina: User) -> None:
    case = make_case(amina, Status.REJECTED)
    signed_in(client, amina)
    states = client.get(reverse("consent_list", args=[case.public_id])).context["states"]
    assert not any(state.give_form or state.withdraw_form for state in states)
    assert give(client, case)["Location"] == reverse("case_detail", args=[case.public_id])


def test_few_queries(client: Client, case: Case, amina: User, django_assert_max_num_queries: Any) -> None:
    signed_in(client, amina)
    for purpose in ("STORY", "REFER", "AUTHORITY"):
        give(client, case, purpose)
    with django_assert_max_num_queries(13):
        client.get(reverse("consent_list", args=[case.public_id]))
