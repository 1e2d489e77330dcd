"""Careful things ask again who is there, and lose nothing that was sent (docs/adr/0009)."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from documenters.models import User
from documenters.recency import AUTHENTICATED_KEY, RECENT_SECONDS
from tests.documenters.views.test_login import late
from tests.factories.people import PASSWORD, signed_in

EXPORT = {"say": "codes", "status": ["approved", "validated"], "free": 'Ысык-Көл <b> & "quoted"'}


def export(client: Client, **fields: str) -> object:
    return client.post(reverse("case_export"), {**EXPORT, **fields})


def test_right_after_login_nothing_is_asked(client: Client, dara: User) -> None:
    assert export(signed_in(client, dara)).headers["Content-Type"].startswith("text/csv")


def test_ten_minutes_later_the_password_is_asked_and_what_was_sent_goes_on(client: Client, dara: User) -> None:
    asked = export(late(client, dara))
    assert asked.status_code == 200
    assert asked.templates[0].name == "documenters/confirm_and_send.html"
    assert asked.context["sent"] == [
        ("say", "codes"),
        ("status", "approved"),
        ("status", "validated"),
        ("free", EXPORT["free"]),
    ]
    assert "&lt;b&gt; &amp; &quot;quoted&quot;" in asked.content.decode()
    assert export(client, confirm_password=PASSWORD).headers["Content-Type"].startswith("text/csv")
    assert export(client).headers["Content-Type"].startswith("text/csv")


def test_nothing_of_what_was_sent_waits_in_the_session(client: Client, dara: User) -> None:
    export(late(client, dara))
    assert "Ысык" not in str(dict(client.session.items()))


def test_a_wrong_password_keeps_what_was_sent_and_its_limit_holds(client: Client, dara: User) -> None:
    late(client, dara)
    answers = [export(client, confirm_password="wrong") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert all(("free", EXPORT["free"]) in answer.context["sent"] for answer in answers)
    assert all(answer.context["form"].errors["confirm_password"] for answer in answers)
    assert not any("wrong" in dict(answer.context["sent"]).values() for answer in answers)
    assert export(client, confirm_password=PASSWORD).status_code == 429


def test_it_holds_for_ten_minutes(client: Client, dara: User) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC), tick=False) as clock:
        signed_in(client, dara)
        clock.shift(datetime.timedelta(seconds=RECENT_SECONDS - 1))
        assert client.get(reverse("mfa_activate_totp")).status_code == 200
        clock.shift(datetime.timedelta(seconds=1))
        assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("planted", ["soon", None, 10**12, -5])
def test_a_time_that_cannot_be_is_no_time(client: Client, dara: User, planted: object) -> None:
    signed_in(client, dara)
    session = client.session
    session[AUTHENTICATED_KEY] = planted
    session.save()
    assert client.get(reverse("mfa_activate_totp")).status_code == 302


@pytest.mark.parametrize("name", ["amina", "bilal", "chen", "emil", "aida"])
def test_others_do_not_learn_that_there_is_an_export(request: pytest.FixtureRequest, client: Client, name: str) -> None:
    assert export(late(client, request.getfixturevalue(name))).status_code == 404
