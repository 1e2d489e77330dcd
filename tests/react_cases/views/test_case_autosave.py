"""The autosave: keeps anything that may be kept, and never overwrites what another device has written."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import AuditEvent, User
from react_cases.actions.cases import draft_open
from react_cases.models import Case
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.intake import ILIM, said

FIRST = "/cases/autosave/"


@pytest.fixture
def documenter(client: Client, amina: User) -> Client:
    client.force_login(amina)
    client.cookies["django_language"] = "en"
    return client


def test_first_save_makes_the_draft(documenter, amina):
    answer = documenter.post(FIRST, ILIM).json()
    case = Case.objects.get()
    assert answer["draft"] == str(case.public_id)
    assert answer["version"] == case.version
    assert answer["edit_url"] == reverse("case_edit", args=[case.public_id])
    assert len(answer["saved_at"]) == 5
    assert draft_open(case, by=amina)["groups"] == ["PWID"]


@pytest.mark.parametrize(
    "changes",
    [
        {"groups": None, "gender": None, "violations": None},
        {"event_when": "day", "event_day": "2099-01-01"},
        {"narrative": "\x00 \u202e <script>alert(1)</script>"},
        {"narrative": "ж" * 100_000},
        {"oblast": "XX"},
    ],
)
def test_invalid_answers_are_kept(documenter, amina, changes):
    answer = documenter.post(FIRST, said(**changes)).json()
    kept = draft_open(Case.objects.get(), by=amina)
    assert answer["draft"]
    for name, value in changes.items():
        assert kept.get(name) == (None if value is None else [value])


def test_without_consent_nothing_is_kept(documenter):
    assert documenter.post(FIRST, said(consent=None)).json() == {"draft": "", "reason": "consent"}
    assert not Case.objects.exists()


def test_unknown_fields_are_not_kept(documenter, amina):
    documenter.post(FIRST, said(password="secret", code_year="1987"))
    kept = draft_open(Case.objects.get(), by=amina)
    assert "password" not in kept
    assert "code_year" not in kept


def test_a_repeat_after_a_lost_answer_is_no_second_case(documenter):
    documenter.post(FIRST, ILIM)
    answer = documenter.post(FIRST, said(narrative="Longer.")).json()
    assert Case.objects.count() == 1
    assert answer["version"] == Case.objects.get().version


def test_a_page_never_conflicts_with_itself(documenter):
    url = documenter.post(FIRST, ILIM).json()["autosave_url"]
    assert documenter.post(url, said(version="1")).status_code == 200
    assert documenter.post(url, said(version="1")).status_code == 200


def test_another_device_is_told(documenter, amina):
    first = documenter.post(FIRST, ILIM).json()
    documenter.post(first["autosave_url"], said(page="c" * 32, version=str(first["version"]), narrative="Office."))
    response = documenter.post(first["autosave_url"], said(version=str(first["version"]), narrative="Phone."))
    assert response.status_code == 409
    assert response.json()["compare_url"] == first["edit_url"]
    assert draft_open(Case.objects.get(), by=amina)["narrative"] == ["Office."]


def test_saving_is_not_logged_each_time(documenter):
    url = documenter.post(FIRST, ILIM).json()["autosave_url"]
    before = AuditEvent.objects.count()
    documenter.post(url, said(version="2", narrative="One more word."))
    assert AuditEvent.objects.count() == before


def test_logged_out_page_is_sent_to_the_login(client, db):
    response = client.post(FIRST, ILIM)
    assert response.status_code == 302
    assert response.url.startswith("/login/")
    assert not Case.objects.exists()


def test_other_page_tokens_do_not_reach_another_person(client, amina, chen):
    client.force_login(amina)
    first = client.post(FIRST, ILIM).json()
    client.force_login(chen)
    second = client.post(FIRST, ILIM).json()
    assert first["draft"] != second["draft"]
    assert client.post(first["autosave_url"], ILIM).status_code == 404


def test_get_is_refused(documenter):
    assert documenter.get(FIRST).status_code == 405


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.APPROVED])
def test_a_sent_case_takes_no_more(documenter, amina, status):
    case = make_case(amina, status)
    assert documenter.post(reverse("case_autosave", args=[case.public_id]), ILIM).status_code == 404


def test_unknown_case_is_404(documenter):
    assert documenter.post(reverse("case_autosave", args=[uuid.uuid4()]), ILIM).status_code == 404
