"""The first person of a new installation."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from documenters.models import AuditEvent, Programme, User

pytestmark = pytest.mark.django_db


def add(*arguments: str) -> str:
    out = StringIO()
    call_command("add_administrator", *arguments, stdout=out)
    return out.getvalue()


def test_the_printed_passphrase_opens_the_members_page(client: Client, programme: Programme) -> None:
    said = add("first")
    passphrase = re.search(r"passphrase: (\S+)", said)[1]
    assert client.login(username="first", password=passphrase)
    assert client.get(reverse("member_list")).status_code == 200
    assert client.get(reverse("case_list")).status_code == 404
    event = AuditEvent.objects.get(object_type="documenters.user", object_id=User.objects.get(username="first").pk)
    assert (event.action, event.actor) == ("member.added", None)


def test_refuses_a_taken_name_and_a_programme_that_is_not_there(aida: User) -> None:
    with pytest.raises(CommandError, match="is taken"):
        add(aida.username.upper())
    with pytest.raises(CommandError, match="no programme XX"):
        add("first", "--programme", "XX")
