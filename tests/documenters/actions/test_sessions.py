"""Ending sessions: all of a person, none of anybody else."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from documenters.actions.sessions import sessions_end
from documenters.models import User
from documenters.session_store import stored_key
from tests.factories.people import PASSWORD, signed_in


def is_in(client: Client) -> bool:
    return client.get(reverse("account_change_password")).status_code == 200


def test_every_session_of_the_person_ends_and_no_other(amina: User, bilal: User) -> None:
    phone, office, other = (signed_in(Client(), user) for user in (amina, amina, bilal))
    assert is_in(phone)
    assert is_in(office)
    sessions_end(amina)
    assert not is_in(phone)
    assert not is_in(office)
    assert is_in(other)
    assert is_in(signed_in(Client(), amina))


def test_rows_of_the_sessions_are_deleted(client: Client, amina: User) -> None:
    client.post(reverse("account_login"), {"username": amina.username, "password": PASSWORD})
    key = stored_key(str(client.session.session_key))
    assert Session.objects.filter(session_key=key).exists()
    assert UserSession.objects.filter(user=amina, session_key=key).exists()
    sessions_end(amina)
    assert not UserSession.objects.filter(user=amina).exists()
    assert not Session.objects.filter(session_key=key).exists()
    assert not is_in(client)


def test_it_looks_at_no_session_of_anybody_else(
    amina: User, bilal: User, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        signed_in(Client(), bilal)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        sessions_end(amina)
