"""The test mail is asked for; what it says is tested with the job that sends it."""

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from documenters.actions.notices import notice_address_set
from documenters.models import User
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db


def test_no_mail_without_an_address(client: Client, amina: User, settings: object) -> None:
    settings.MAIL_IS_SET_UP = True
    signed_in(client, amina)
    for address, queued in (("", 0), ("amina@mailbox.example", 1)):
        notice_address_set(address, by=amina)
        answer = client.post(reverse("notice_test"))
        assert (answer.status_code, answer.url) == (302, reverse("account_settings"))
        assert DBTaskResult.objects.count() == queued


def test_for_people_for_whom_something_may_wait(client: Client, emil: User) -> None:
    assert signed_in(client, emil).post(reverse("notice_test")).status_code == 404
