"""The first person of a new installation."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from documenters.models import AuditEvent, Programme, User
from documenters.permissions import Role

pytestmark = pytest.mark.django_db

PASSPHRASE = "seven white cranes above"


def add(*arguments: str) -> str:
    out = StringIO()
    call_command("add_administrator", *arguments, stdout=out)
    return out.getvalue()


def test_the_printed_link_makes_an_administrator(client: Client, programme: Programme) -> None:
    said = add("--site", "https://cases.example.org/")
    path = re.match(r"https://cases\.example\.org(/join/\w{68}/)\n", said)[1]
    assert client.get(path).status_code == 200
    chosen = {"username": "first", "display_name": "First", "language": "en"}
    answer = client.post(reverse("invitation_accept"), {**chosen, "passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert answer.status_code == 302
    assert client.get(reverse("member_list")).status_code == 200
    assert client.get(reverse("case_list")).status_code == 404
    membership = User.objects.get(username="first").memberships.get()
    assert (membership.role, membership.programme) == (Role.ADMINISTRATOR, programme)
    actors = AuditEvent.objects.filter(action__in=["invitation.made", "invitation.used"]).order_by("pk")
    assert [event.actor for event in actors] == [None, membership.user]


def test_the_code_can_be_typed(client: Client, programme: Programme) -> None:
    code = re.search(r"the code ([\w ]+)\n", add())[1]
    assert client.post(reverse("invitation_enter"), {"code": code})["Location"] == reverse("invitation_accept")


def test_refuses_a_programme_that_is_not_there(programme: Programme) -> None:
    with pytest.raises(CommandError, match="no programme XX"):
        add("--programme", "XX")
