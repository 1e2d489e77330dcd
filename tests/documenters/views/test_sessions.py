"""Log in and out, change the password, leave quickly, choose the language."""

import datetime

import pytest
import time_machine
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documenters.models import AuditEvent, User
from documenters.views.sessions import NEUTRAL_PAGE
from tests.factories.people import PASSWORD, UserFactory, signed_in

NEW_PASSWORD = "eleven grey geese by the lake"
LANGUAGE = settings.LANGUAGE_COOKIE_NAME


def login(client: Client, username: str, password: str, **fields: str) -> HttpResponse:
    return client.post(reverse("login"), {"username": username, "password": password, **fields})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def said_on(response: HttpResponse) -> list[str]:
    return [str(error) for error in response.context["form"].non_field_errors()]


def test_login_page_shows_the_form(client: Client, db: None) -> None:
    response = client.get(reverse("login"))
    assert response.status_code == 200
    assert "csrfmiddlewaretoken" in response.content.decode()


def test_login_opens_a_session(client: Client, amina: User) -> None:
    assert login(client, "amina", PASSWORD).status_code == 302
    assert is_signed_in(client)


def test_unknown_name_wrong_password_and_suspension_get_the_same_answer(client: Client, amina: User) -> None:
    UserFactory(username="suspended", is_active=False)
    answers = [
        login(client, "amina", "wrong"),
        login(client, "nobody", "wrong"),
        login(client, "suspended", "wrong"),
        login(client, "suspended", PASSWORD),
    ]
    assert not is_signed_in(client)
    assert {answer.status_code for answer in answers} == {200}
    sentences = [said_on(answer) for answer in answers]
    assert len(sentences[0]) == 1
    assert all(sentence == sentences[0] for sentence in sentences)


def test_login_sets_the_language_of_the_person(client: Client, amina: User) -> None:
    User.objects.filter(pk=amina.pk).update(language="ky")
    cookie = login(client, "amina", PASSWORD).cookies[LANGUAGE]
    assert cookie.value == "ky"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_login_keeps_a_language_chosen_on_this_computer(client: Client, amina: User) -> None:
    client.cookies[LANGUAGE] = "en"
    assert LANGUAGE not in login(client, "amina", PASSWORD).cookies


def test_login_goes_to_no_other_site(client: Client, amina: User) -> None:
    response = login(client, "amina", PASSWORD, next="https://elsewhere.example/")
    assert response["Location"] == reverse("home")


def test_somebody_logged_in_is_not_asked_again(client: Client, amina: User) -> None:
    assert signed_in(client, amina).get(reverse("login"))["Location"] == reverse("home")


def test_login_makes_a_new_session_key(client: Client, amina: User) -> None:
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    login(client, "amina", PASSWORD)
    assert client.session.session_key != planted


def test_logout_ends_the_session(client: Client, amina: User) -> None:
    signed_in(client, amina)
    assert client.post(reverse("logout"))["Location"] == reverse("login")
    assert not is_signed_in(client)


def test_quick_exit_ends_the_session_and_goes_to_a_neutral_page(client: Client, amina: User) -> None:
    signed_in(client, amina)
    assert client.post(reverse("quick_exit"))["Refresh"] == f"0; url={NEUTRAL_PAGE}"
    assert not is_signed_in(client)


@pytest.mark.parametrize("name", ["logout", "quick_exit", "language_set"])
def test_only_by_post(client: Client, amina: User, name: str) -> None:
    signed_in(client, amina)
    assert client.get(reverse(name)).status_code == 405
    assert is_signed_in(client)


@pytest.mark.parametrize("name", ["logout", "quick_exit", "language_set", "login"])
def test_no_other_site_posts_here(amina: User, name: str) -> None:
    client = signed_in(Client(enforce_csrf_checks=True), amina)
    assert client.post(reverse(name)).status_code == 403


@pytest.mark.parametrize("language", ["ru", "ky", "en"])
def test_language_is_remembered(client: Client, db: None, language: str) -> None:
    response = client.post(reverse("language_set"), {"language": language, "next": "/login/"})
    assert response["Location"] == "/login/"
    assert response.cookies[LANGUAGE].value == language


@pytest.mark.parametrize("language", ["", "de", "xx", "../en"])
def test_other_languages_are_not(client: Client, db: None, language: str) -> None:
    assert LANGUAGE not in client.post(reverse("language_set"), {"language": language}).cookies


@pytest.mark.parametrize(
    "target",
    ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "", "javascript:alert(1)", "nowhere"],
)
def test_language_set_goes_to_no_other_site(client: Client, db: None, target: str) -> None:
    response = client.post(reverse("language_set"), {"language": "ky", "next": target})
    assert response["Location"] == reverse("home")


def change_password(client: Client, old: str, new: str) -> HttpResponse:
    return client.post(reverse("password_change"), {"old_password": old, "new_password1": new, "new_password2": new})


def test_password_change_is_for_people_who_logged_in(client: Client, db: None) -> None:
    assert client.get(reverse("password_change"))["Location"].startswith(reverse("login"))


def test_password_change_shows_the_form(client: Client, amina: User) -> None:
    assert signed_in(client, amina).get(reverse("password_change")).status_code == 200


def test_password_change_sets_the_password_keeps_this_session_and_is_logged(client: Client, amina: User) -> None:
    other = signed_in(Client(), amina)
    signed_in(client, amina)
    response = change_password(client, PASSWORD, NEW_PASSWORD)
    assert response["Location"] == reverse("home")
    amina.refresh_from_db()
    assert amina.check_password(NEW_PASSWORD)
    assert client.get(reverse("password_change")).status_code == 200
    assert other.get(reverse("password_change")).status_code == 302
    event = AuditEvent.objects.get(action="member.password_changed")
    assert (event.actor, event.object_id) == (amina, amina.pk)


@pytest.mark.parametrize(
    ("old", "new"), [("wrong", NEW_PASSWORD), (PASSWORD, "short one"), (PASSWORD, "12345678901234567890")]
)
def test_password_change_refuses(client: Client, amina: User, old: str, new: str) -> None:
    response = change_password(signed_in(client, amina), old, new)
    assert response.status_code == 200
    assert response.context["form"].errors
    amina.refresh_from_db()
    assert amina.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("name", "first"),
    [("amina", "queue"), ("bilal", "queue"), ("dara", "queue"), ("emil", "figures"), ("aida", "member_list")],
)
def test_home_is_the_first_page_of_the_role(
    request: pytest.FixtureRequest, client: Client, name: str, first: str
) -> None:
    signed_in(client, request.getfixturevalue(name))
    assert client.get(reverse("home"))["Location"] == reverse(first)


def test_home_without_a_role_says_so(client: Client, db: None) -> None:
    assert signed_in(client, UserFactory()).get(reverse("home")).status_code == 200


def test_home_of_a_session_that_idled_is_the_login_page(client: Client, amina: User) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC), tick=False) as clock:
        signed_in(client, amina)
        assert client.get(reverse("home"))["Location"] == reverse("queue")
        clock.shift(datetime.timedelta(hours=1))
        assert client.get(reverse("home"))["Location"].startswith(reverse("login"))
