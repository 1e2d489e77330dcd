"""Log in: password, second factor, limits; log out; prove once more who is there."""

import datetime
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import get_hasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documenters.limits import cache_key
from documenters.models import AuditEvent, LoginDevice, User
from documenters.recency import AUTHENTICATED_KEY
from documenters.vault.primitives import SealBroken
from tests.factories.people import PASSWORD, UserFactory, signed_in
from tests.factories.second_factor import code_of, give_app, give_recovery_codes

LANGUAGE = settings.LANGUAGE_COOKIE_NAME


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def login(client: Client, username: str, password: str, **fields: str) -> HttpResponse:
    return client.post(reverse("account_login"), {"username": username, "password": password, **fields})


def said_on(response: HttpResponse) -> list[str]:
    return [str(error) for error in response.context["form"].non_field_errors()]


def test_login_page_shows_the_form(client: Client, db: None) -> None:
    response = client.get(reverse("account_login"))
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
    assert signed_in(client, amina).get(reverse("account_login"))["Location"] == reverse("home")


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
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")
    assert not is_signed_in(client)


WRONG = 5
"""So many wrong passwords in five minutes are a mistake; the next try is refused."""


def try_wrong(client: Client, username: str, times: int) -> list[int]:
    return [login(client, username, "wrong").status_code for _ in range(times)]


def body_of(response: HttpResponse) -> str:
    """The page without what differs from page to page for a reason."""
    text = response.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)


def test_s14_sixth_wrong_try_is_refused_and_keeps_the_user_name(client: Client, amina: User) -> None:
    assert try_wrong(client, "amina", WRONG) == [200] * WRONG
    refused = login(client, "amina", PASSWORD)
    assert refused.status_code == 429
    assert refused.context["form"]["login"].value() == "amina"
    assert 'value="amina"' in refused.content.decode()
    assert PASSWORD not in refused.content.decode()
    assert not is_signed_in(client)


def test_s14_a_colleague_on_the_same_address_still_gets_in(client: Client, amina: User, bilal: User) -> None:
    try_wrong(client, "amina", WRONG + 1)
    assert login(client, "bilal", PASSWORD).status_code == 302
    assert is_signed_in(client)


def test_s14_capital_letters_and_another_host_name_count_for_the_same_login(client: Client, amina: User) -> None:
    for name, host in (("amina", "localhost"), ("AMINA", "127.0.0.1"), (" amina", "[::1]"), ("Amina", "localhost")):
        client.post(reverse("account_login"), {"username": name, "password": "wrong"}, headers={"Host": host})
    assert try_wrong(client, "amina", 2) == [200, 429]


def test_s14_right_passwords_do_not_count(client: Client, amina: User) -> None:
    for _ in range(WRONG + 2):
        assert login(Client(), "amina", PASSWORD).status_code == 302


def test_s14_after_five_minutes_there_are_new_tries(client: Client, amina: User) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC)) as clock:
        try_wrong(client, "amina", WRONG + 1)
        clock.shift(datetime.timedelta(minutes=6))
        assert login(client, "amina", PASSWORD).status_code == 302


def test_s14_one_address_may_not_try_many_names(client: Client, db: None) -> None:
    answers = [login(client, f"name{number}", "wrong").status_code for number in range(62)]
    assert answers[:60] == [200] * 60
    assert answers[60:] == [429, 429]


def test_s14_codes_of_the_second_step_are_counted_too(client: Client, amina: User) -> None:
    give_app(amina)
    login(client, "amina", PASSWORD)
    answers = [send_code(client, "000000").status_code for _ in range(WRONG + 1)]
    assert answers == [200] * WRONG + [429]
    assert send_code(client, code_of()).status_code == 429


def test_s16_unknown_and_known_names_get_the_same_answers_to_the_limit_and_beyond(client: Client, amina: User) -> None:
    UserFactory(username="suspended", is_active=False)
    for _ in range(WRONG + 2):
        answers = {name: login(Client(), name, "wrong") for name in ("amina", "nobody", "suspended")}
        assert len({answer.status_code for answer in answers.values()}) == 1
        assert len({body_of(answer).replace(name, "") for name, answer in answers.items()}) == 1
        assert len({tuple(answer.headers) for answer in answers.values()}) == 1


def test_s16_an_unknown_name_costs_a_hash_too(client: Client, amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    hasher = get_hasher("default")
    real = type(hasher).encode

    def counting(self: object, password: str, *args: str) -> str:
        hashed.append(password)
        return real(self, password, *args)

    monkeypatch.setattr(type(hasher), "encode", counting)
    counts = []
    for name in ("amina", "nobody"):
        hashed.clear()
        login(client, name, "wrong")
        counts.append(len(hashed))
    assert counts == [1, 1]


def test_capital_letters_of_the_user_name_do_not_matter(client: Client, amina: User) -> None:
    assert login(client, "Amina", PASSWORD).status_code == 302


@pytest.mark.parametrize("name", ["amina", "bilal", "dara", "chen"])
def test_everybody_logs_in_and_out(request: pytest.FixtureRequest, client: Client, name: str) -> None:
    request.getfixturevalue(name)
    assert login(client, name, PASSWORD)["Location"] == reverse("home")
    assert client.post(reverse("account_logout")).status_code == 302
    assert not is_signed_in(client)


def send_code(client: Client, code: str) -> HttpResponse:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_the_password_alone_lets_nobody_in_who_has_an_app(client: Client, amina: User) -> None:
    give_app(amina)
    assert login(client, "amina", PASSWORD)["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))
    assert client.get(reverse("mfa_authenticate")).status_code == 200


def test_the_code_of_the_app_lets_in_once(client: Client, amina: User) -> None:
    give_app(amina)
    login(client, "amina", PASSWORD)
    code = code_of()
    assert send_code(client, code)["Location"] == reverse("home")
    assert is_signed_in(client)
    other = Client()
    login(other, "amina", PASSWORD)
    assert send_code(other, code).status_code == 200
    assert not is_signed_in(other)


def test_the_code_of_the_app_lets_in_once_across_midnight(client: Client, amina: User) -> None:
    """What limits count begins anew every day; a used code must not."""
    give_app(amina)
    with time_machine.travel("2026-03-04 23:59:50Z", tick=False) as clock:
        login(client, "amina", PASSWORD)
        code = code_of()
        assert send_code(client, code).status_code == 302
        clock.shift(15)
        other = Client()
        login(other, "amina", PASSWORD)
        assert send_code(other, code).status_code == 200
        assert not is_signed_in(other)


def test_a_recovery_code_lets_in_once(client: Client, amina: User) -> None:
    give_app(amina)
    code = give_recovery_codes(amina)[3]
    login(client, "amina", PASSWORD)
    assert send_code(client, f"{code[:4]} {code[4:]}").status_code == 302
    other = Client()
    login(other, "amina", PASSWORD)
    assert send_code(other, code).status_code == 200


def test_a_code_of_somebody_else_does_not(client: Client, amina: User, bilal: User) -> None:
    give_app(amina)
    give_app(bilal, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    login(client, "amina", PASSWORD)
    assert send_code(client, code_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")).status_code == 200


def test_second_step_without_the_first_is_the_login_page(client: Client, db: None) -> None:
    assert client.get(reverse("mfa_authenticate"))["Location"] == reverse("account_login")


def test_second_step_can_be_cancelled(client: Client, amina: User) -> None:
    give_app(amina)
    login(client, "amina", PASSWORD)
    client.post(reverse("account_logout"))
    assert client.get(reverse("mfa_authenticate"))["Location"] == reverse("account_login")


def test_login_with_a_code_sets_the_language_of_the_person(client: Client, amina: User) -> None:
    User.objects.filter(pk=amina.pk).update(language="ky")
    give_app(amina)
    login(client, "amina", PASSWORD)
    assert send_code(client, code_of()).cookies[LANGUAGE].value == "ky"


def test_a_secret_moved_to_another_person_opens_nothing(client: Client, amina: User, bilal: User) -> None:
    stolen = give_app(amina).data
    Authenticator.objects.bulk_create([Authenticator(user=bilal, type=Authenticator.Type.TOTP, data={})])
    Authenticator.objects.filter(user=bilal).update(data=stolen)
    with pytest.raises(SealBroken):
        Authenticator.objects.get(user=bilal)


def late(client: Client, user: User) -> Client:
    """Logged in a quarter of an hour ago."""
    signed_in(client, user)
    session = client.session
    session[AUTHENTICATED_KEY] -= 15 * 60
    session.save()
    return client


def test_confirm_by_password_leads_back(client: Client, amina: User) -> None:
    target = reverse("mfa_activate_totp")
    asked = late(client, amina).get(target)
    assert asked["Location"] == f"{reverse('account_reauthenticate')}?next=%2Fsecurity%2Fapp%2F"
    assert client.get(asked["Location"]).status_code == 200
    assert client.post(asked["Location"], {"password": "wrong"}).status_code == 200
    assert client.get(target).status_code == 302
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == target
    assert client.get(target).status_code == 200


def test_confirm_by_code_leads_back(client: Client, amina: User) -> None:
    give_app(amina)
    address = f"{reverse('mfa_reauthenticate')}?next={reverse('mfa_generate_recovery_codes')}"
    assert reverse("mfa_reauthenticate") in late(client, amina).get(reverse("account_reauthenticate")).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"code": code_of()})["Location"] == reverse("mfa_generate_recovery_codes")
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200


def test_confirm_by_key_is_for_people_with_a_key(client: Client, amina: User) -> None:
    page = reverse("mfa_reauthenticate_webauthn")
    assert late(client, amina).get(page)["Location"] == reverse("account_reauthenticate")


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '{"id": "a", "response": {}}', "not json"])
def test_a_key_that_proves_nothing_lets_nobody_in(client: Client, amina: User, answer: str) -> None:
    give_app(amina)
    login(client, "amina", PASSWORD)
    assert client.post(reverse("mfa_authenticate"), {"credential": answer}).status_code == 200
    assert not is_signed_in(client)


def test_confirm_goes_to_no_other_site(client: Client, amina: User) -> None:
    address = f"{reverse('account_reauthenticate')}?next=https://elsewhere.example/"
    assert late(client, amina).post(address, {"password": PASSWORD})["Location"] == reverse("home")


@pytest.mark.parametrize("name", ["account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"])
def test_confirm_is_for_people_who_logged_in(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(name))["Location"].startswith(reverse("account_login"))


PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36"
)
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"


def log_in_from(agent: str) -> list[str]:
    """What somebody is told who logs in from this browser."""
    client = Client(headers={"User-Agent": agent})
    login(client, "amina", PASSWORD)
    return [str(message) for message in client.get(reverse("mfa_index")).context["messages"]]


def test_a_new_kind_of_device_is_told_on_the_others_once(amina: User) -> None:
    assert log_in_from(DESK) == []
    assert log_in_from(PHONE) == []
    assert log_in_from(PHONE) == []
    [told] = log_in_from(DESK)
    assert "Chrome, Android" in told
    assert log_in_from(DESK) == []
    assert sorted(LoginDevice.objects.values_list("label", flat=True)) == ["Chrome, Android", "Firefox, Windows"]


def test_a_login_is_in_the_log(client: Client, amina: User) -> None:
    login(client, "amina", PASSWORD)
    assert AuditEvent.objects.filter(action="login.succeeded", actor=amina).count() == 1


def test_nothing_readable_of_the_computer_is_kept(client: Client, amina: User) -> None:
    client = Client(headers={"User-Agent": PHONE}, REMOTE_ADDR="203.0.113.77")
    login(client, "amina", PASSWORD)
    login(client, "nobody", "wrong")
    row = UserSession.objects.get()
    assert (row.ip, row.user_agent) == ("::", "Chrome, Android")
    kept = (
        f"{list(Session.objects.values())} {Session.objects.get().get_decoded()} {list(UserSession.objects.values())}"
    )
    assert "203.0.113" not in kept
    assert "SM-A155F" not in kept
    assert not any("203.0.113" in key or "nobody" in key or "amina" in key for key in cache._cache)


def test_s14_counts_survive_no_day_under_the_same_name(db: None) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 16, 9, tzinfo=datetime.UTC)) as clock:
        today = cache_key("203.0.113.77", "", 1)
        assert cache_key("203.0.113.77", "", 1) == today
        clock.shift(datetime.timedelta(days=1))
        assert cache_key("203.0.113.77", "", 1) != today
    assert re.fullmatch(r"[0-9a-f]{64}", today)
