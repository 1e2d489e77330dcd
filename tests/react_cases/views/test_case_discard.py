"""Throwing a draft away."""

import pytest
from django.test import Client
from django.urls import reverse

from documenters.models import User
from react_cases.models import Case, SealedText
from react_cases.workflow import Status
from tests.factories.cases import make_case
from tests.factories.intake import ILIM


@pytest.fixture
def documenter(client: Client, amina: User) -> Client:
    client.force_login(amina)
    return client


def test_asks_then_deletes(documenter):
    documenter.post("/cases/new/", ILIM)
    case = Case.objects.get()
    url = reverse("case_discard", args=[case.public_id])
    assert case.code in documenter.get(url).content.decode()
    assert SealedText.objects.exists()
    assert documenter.post(url, {"version": case.version}).status_code == 302
    case.refresh_from_db()
    assert case.status == Status.ERASED
    assert not SealedText.objects.exists()


def test_changed_meanwhile_is_not_deleted(documenter):
    documenter.post("/cases/new/", ILIM)
    case = Case.objects.get()
    documenter.post(reverse("case_discard", args=[case.public_id]), {"version": case.version - 1})
    case.refresh_from_db()
    assert case.status == Status.DRAFT


@pytest.mark.parametrize("status", [Status.RETURNED, Status.SUBMITTED])
def test_only_drafts(documenter, amina, status):
    case = make_case(amina, status)
    assert documenter.post(reverse("case_discard", args=[case.public_id]), {"version": case.version}).status_code == 404
