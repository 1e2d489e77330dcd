"""The person's own security: overview, password, app, keys, recovery codes, sessions."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documenters.adapters import open_secret
from documenters.models import AuditEvent, User
from documenters.pending_secret import PENDING_KEY
from tests.documenters.views.test_login import late, login
from tests.factories.people import PASSWORD, signed_in
from tests.factories.second_factor import code_of, give_app, give_key, give_recovery_codes

NEW_PASSWORD = "eleven grey geese by the lake"
PEOPLE = ["amina", "bilal", "dara", "chen"]
PAGES = [
    "mfa_index",
    "account_change_password",
    "second_factor_set_up",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
]
CAREFUL = ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_view_recovery_codes"]


def actions_of(user: User) -> list[str]:
    return list(AuditEvent.objects.filter(actor=user).order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_has_these_pages(request: pytest.FixtureRequest, client: Client, name: str, page: str) -> None:
    assert signed_in(client, request.getfixturevalue(name)).get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", [*PAGES, "totp_picture", "mfa_deactivate_totp", *CAREFUL])
def test_strangers_meet_the_login_page(client: Client, db: None, page: str) -> None:
    assert client.get(reverse(page))["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("page", CAREFUL)
def test_changes_ask_for_the_password_after_ten_minutes(client: Client, amina: User, page: str) -> None:
    give_app(amina) if "recovery" in page else None
    assert late(client, amina).get(reverse(page))["Location"].startswith(reverse("account_reauthenticate"))


def test_the_menu_leads_here(client: Client, amina: User) -> None:
    assert f'href="{reverse("mfa_index")}"' in signed_in(client, amina).get(reverse("queue")).content.decode()


def test_overview_names_what_there_is(client: Client, amina: User) -> None:
    give_app(amina)
    give_key(amina)
    give_recovery_codes(amina)
    text = signed_in(client, amina).get(reverse("mfa_index")).content.decode()
    for page in ("mfa_deactivate_totp", "mfa_list_webauthn", "mfa_generate_recovery_codes", "usersessions_list"):
        assert reverse(page) in text
    assert "Blue key" in text


# Password


def change_password(client: Client, old: str, new: str) -> HttpResponse:
    return client.post(reverse("account_change_password"), {"oldpassword": old, "password1": new, "password2": new})


def test_password_change_sets_the_password_keeps_this_session_and_is_logged(client: Client, amina: User) -> None:
    other = signed_in(Client(), amina)
    signed_in(client, amina)
    assert change_password(client, PASSWORD, NEW_PASSWORD)["Location"] == reverse("mfa_index")
    amina.refresh_from_db()
    assert amina.check_password(NEW_PASSWORD)
    assert client.get(reverse("mfa_index")).status_code == 200
    assert other.get(reverse("mfa_index")).status_code == 302
    event = AuditEvent.objects.get(action="member.password_changed")
    assert (event.actor, event.object_id) == (amina, amina.pk)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("wrong", NEW_PASSWORD, "oldpassword"),
        (PASSWORD, "short one", "password1"),
        (PASSWORD, "12345678901234567890", "password1"),
        (PASSWORD, "qwertyqwertyqwerty", "password1"),
        (PASSWORD, "amina amina amina", "password1"),
    ],
)
def test_password_change_refuses_and_says_why_beside_the_field(
    client: Client, amina: User, old: str, new: str, field: str
) -> None:
    response = change_password(signed_in(client, amina), old, new)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert new not in response.content.decode().replace("&#x27;", "'") or new == "12345678901234567890"
    amina.refresh_from_db()
    assert amina.check_password(PASSWORD)


def test_both_new_passwords_must_be_the_same(client: Client, amina: User) -> None:
    fields = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": "another one altogether"}
    response = signed_in(client, amina).post(reverse("account_change_password"), fields)
    assert list(response.context["form"].errors) == ["password2"]


# Authenticator app


def set_up_app(client: Client) -> HttpResponse:
    secret = "".join(client.get(reverse("mfa_activate_totp")).context["secret_groups"])
    return client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})


def test_app_is_set_up_with_its_first_code(client: Client, amina: User) -> None:
    response = set_up_app(signed_in(client, amina))
    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert {row.type for row in Authenticator.objects.filter(user=amina)} == {"totp", "recovery_codes"}
    assert PENDING_KEY not in client.session
    assert actions_of(amina) == ["second_factor.added", "recovery_codes.made"]
    assert client.get(reverse("mfa_activate_totp"))["Location"] == reverse("mfa_deactivate_totp")


def test_app_is_not_set_up_with_a_wrong_code(client: Client, amina: User) -> None:
    signed_in(client, amina).get(reverse("mfa_activate_totp"))
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()


def test_secret_stays_the_same_when_the_page_is_loaded_again(client: Client, amina: User) -> None:
    signed_in(client, amina)
    first, second = (client.get(reverse("mfa_activate_totp")).context["secret_groups"] for _ in range(2))
    assert first == second
    assert {len(group) for group in first} == {4}


def test_secrets_are_sealed_in_the_session_and_in_the_database(client: Client, amina: User) -> None:
    groups = signed_in(client, amina).get(reverse("mfa_activate_totp")).context["secret_groups"]
    secret = "".join(groups)
    assert secret not in str(dict(client.session.items()))
    assert open_secret(client.session[PENDING_KEY]) == secret
    set_up_app(client)
    rows = {row.type: row.data for row in Authenticator.objects.filter(user=amina)}
    assert secret not in str(rows)
    assert open_secret(rows["totp"]["secret"]) == secret
    assert re.fullmatch(r"[0-9a-f]{80}", open_secret(rows["recovery_codes"]["seed"]))


def test_picture_is_an_image_of_this_site_without_styles(client: Client, amina: User) -> None:
    assert signed_in(client, amina).get(reverse("totp_picture")).status_code == 404
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert f'src="{reverse("totp_picture")}"' in page
    assert "data:image" not in page
    picture = client.get(reverse("totp_picture"))
    assert picture.headers["Content-Type"].startswith("image/svg+xml")
    assert picture.headers["Cache-Control"] == "no-store"
    assert b"<svg" in picture.content
    assert b"style=" not in picture.content


def test_app_is_removed(client: Client, amina: User) -> None:
    give_app(amina)
    give_recovery_codes(amina)
    assert signed_in(client, amina).get(reverse("mfa_deactivate_totp")).status_code == 200
    assert client.post(reverse("mfa_deactivate_totp"))["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.exists()
    assert actions_of(amina) == ["second_factor.removed"]


def test_removing_an_app_that_is_not_there_is_404(client: Client, amina: User) -> None:
    assert signed_in(client, amina).get(reverse("mfa_deactivate_totp")).status_code == 404


# Recovery codes


def test_recovery_codes_are_shown_exactly_once(client: Client, amina: User) -> None:
    set_up_app(signed_in(client, amina))
    first = client.get(reverse("mfa_view_recovery_codes"))
    codes = first.context["unused_codes"]
    assert len(set(codes)) == 10
    assert all(f"{code[:4]} {code[4:]}" in first.content.decode() for code in codes)
    again = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not any(code in again or f"{code[:4]} {code[4:]}" in again for code in codes)
    assert reverse("mfa_generate_recovery_codes") in again


def test_new_recovery_codes_make_the_old_ones_void(client: Client, amina: User) -> None:
    give_app(amina)
    old = give_recovery_codes(amina)
    assert signed_in(client, amina).get(reverse("mfa_generate_recovery_codes")).status_code == 200
    assert client.post(reverse("mfa_generate_recovery_codes"))["Location"] == reverse("mfa_view_recovery_codes")
    new = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert not set(old) & set(new)
    assert actions_of(amina) == ["recovery_codes.made"]


def test_recovery_codes_need_a_second_factor(client: Client, amina: User) -> None:
    assert signed_in(client, amina).get(reverse("mfa_view_recovery_codes")).status_code == 404
    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 200
    assert not Authenticator.objects.exists()


# Keys


def test_key_page_asks_the_browser_without_inline_script(client: Client, amina: User) -> None:
    text = signed_in(client, amina).get(reverse("mfa_add_webauthn")).content.decode()
    assert '<script type="application/json">' in text
    assert 'data-passkey="create"' in text
    assert amina.display_name not in re.findall(r'<script type="application/json">(.*?)</script>', text)[0]


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", '{"id": "a", "response": {}}', "not json"])
def test_an_answer_that_proves_nothing_adds_no_key(client: Client, amina: User, answer: str) -> None:
    signed_in(client, amina).get(reverse("mfa_add_webauthn"))
    response = client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": answer})
    assert response.status_code == 200
    assert not Authenticator.objects.exists()


def test_key_is_listed_renamed_and_removed(client: Client, amina: User) -> None:
    key = give_key(amina)
    assert "Blue key" in signed_in(client, amina).get(reverse("mfa_list_webauthn")).content.decode()
    rename, remove = reverse("mfa_edit_webauthn", args=[key.pk]), reverse("mfa_remove_webauthn", args=[key.pk])
    assert client.get(rename).status_code == client.get(remove).status_code == 200
    assert client.post(rename, {"name": "Red key"})["Location"] == reverse("mfa_list_webauthn")
    assert "Red key" in client.get(reverse("mfa_list_webauthn")).content.decode()
    assert client.post(remove)["Location"] == reverse("mfa_list_webauthn")
    assert not Authenticator.objects.exists()
    assert actions_of(amina) == ["second_factor.removed"]


@pytest.mark.parametrize("page", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
@pytest.mark.parametrize("name", ["bilal", "dara", "chen"])
def test_key_of_somebody_else_is_not_there(
    request: pytest.FixtureRequest, client: Client, amina: User, name: str, page: str
) -> None:
    key = give_key(amina)
    signed_in(client, request.getfixturevalue(name))
    assert client.get(reverse(page, args=[key.pk])).status_code == 404
    assert client.post(reverse(page, args=[key.pk]), {"name": "mine"}).status_code == 404
    assert Authenticator.objects.get().wrap().name == "Blue key"


# Sessions


def sessions_of(client: Client) -> list[tuple[str, bool]]:
    page = client.get(reverse("usersessions_list"))
    return [(session.label, session.is_this_one) for session in page.context["sessions"]]


def logged_in(agent: str) -> Client:
    client = Client(headers={"User-Agent": agent})
    login(client, "amina", PASSWORD)
    return client


@pytest.fixture
def phone(amina: User) -> Client:
    return logged_in("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1")


@pytest.fixture
def desk(amina: User) -> Client:
    return logged_in("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0")


def test_list_shows_kinds_of_device_and_which_is_this_one(phone: Client, desk: Client) -> None:
    assert sessions_of(desk) == [("Firefox, Linux", True), ("Safari, iPhone", False)]


def test_one_session_is_ended(phone: Client, desk: Client, amina: User) -> None:
    other = UserSession.objects.get(user_agent="Safari, iPhone")
    assert desk.post(reverse("session_end", args=[other.pk]))["Location"] == reverse("usersessions_list")
    assert phone.get(reverse("mfa_index"))["Location"].startswith(reverse("account_login"))
    assert desk.get(reverse("mfa_index")).status_code == 200
    assert actions_of(amina)[-1] == "session.ended"


def test_all_other_sessions_are_ended(phone: Client, desk: Client, amina: User) -> None:
    third = logged_in("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0")
    desk.post(reverse("usersessions_list"))
    assert sessions_of(desk) == [("Firefox, Linux", True)]
    assert phone.get(reverse("mfa_index")).status_code == third.get(reverse("mfa_index")).status_code == 302


@pytest.mark.parametrize("name", ["bilal", "dara", "chen"])
def test_nobody_ends_the_session_of_somebody_else(
    request: pytest.FixtureRequest, client: Client, phone: Client, name: str
) -> None:
    signed_in(client, request.getfixturevalue(name))
    row = UserSession.objects.get(user_agent="Safari, iPhone")
    assert client.post(reverse("session_end", args=[row.pk])).status_code == 404
    client.post(reverse("usersessions_list"))
    assert phone.get(reverse("mfa_index")).status_code == 200


def test_session_end_is_by_post_and_not_for_this_session(desk: Client) -> None:
    row = UserSession.objects.get()
    assert desk.get(reverse("session_end", args=[row.pk])).status_code == 405
    assert desk.post(reverse("session_end", args=[row.pk])).status_code == 404


def test_no_code_is_kept_readable(client: Client, amina: User) -> None:
    set_up_app(signed_in(client, amina))
    assert not any(code_of() in key for key in cache._cache)
