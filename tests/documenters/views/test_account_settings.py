"""What somebody chooses for themselves: language, short cuts, where notices go."""

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documenters.actions.members import member_leave
from documenters.actions.notices import notice_address_open
from documenters.models import AuditEvent, Programme, User
from documenters.vault.primitives import SealBroken
from tests.documenters.views.test_login import late
from tests.factories.people import signed_in

LANGUAGE = django_settings.LANGUAGE_COOKIE_NAME
ADDRESS = "b.sparrow@mailbox.example"


def save(client: Client, **fields: str) -> Any:
    return client.post(reverse("account_settings"), fields, follow=True)


def give(client: Client, address: str) -> Any:
    return client.post(reverse("notice_address"), {"address": address})


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.fixture
def mail_is_set_up(settings: Any) -> None:
    settings.MAIL_IS_SET_UP = True


def test_language_and_keys_hold_at_once_and_the_log_names_what_changed(client: Client, amina: User) -> None:
    page = save(signed_in(client, amina), language="ky")
    assert client.cookies[LANGUAGE].value == "ky"
    assert page.headers["Content-Language"] == "ky"
    assert (fresh(amina).language, fresh(amina).uses_keys) == ("ky", False)
    assert "data-keys" not in page.content.decode()
    save(client, language="ky", uses_keys="on")
    assert fresh(amina).uses_keys
    rows = AuditEvent.objects.filter(action="account.settings_changed").order_by("pk")
    assert [row.fields for row in rows] == [["language", "uses_keys"], ["uses_keys"]]


def offered_below(page: HttpResponse) -> list[str]:
    """The languages in the menu and the foot of a page."""
    return list(dict.fromkeys(re.findall(r"name=\"language\" value=\"(\w+)\" lang", page.content.decode())))


def test_only_the_programmes_languages_are_offered_and_taken(client: Client, programme: Programme, amina: User) -> None:
    Programme.objects.filter(pk=programme.pk).update(languages=["ky", "ru"])
    User.objects.filter(pk=amina.pk).update(language="ru")
    before = client.get(reverse("account_login"))
    assert offered_below(before) == ["ru", "ky", "en"]
    client.cookies[LANGUAGE] = "en"
    page = signed_in(client, amina).get(reverse("account_settings"))
    assert (page.context["LANGUAGE_CODE"], page.headers["Content-Language"]) == ("ru", "ru")
    assert offered_below(page) == ["ky", "ru"]
    assert [code for code, _name in page.context["form"].fields["language"].choices] == ["ky", "ru"]
    client.post(reverse("language_set"), {"language": "en"})
    assert client.cookies[LANGUAGE].value == "en"
    assert save(client, language="en").context["form"].errors
    assert fresh(amina).language == "ru"
    # Somebody whose own language is none of them reads the usual one.
    User.objects.filter(pk=amina.pk).update(language="en")
    assert client.get(reverse("account_settings")).headers["Content-Language"] == "ky"


@pytest.mark.usefixtures("mail_is_set_up")
def test_the_address_is_sealed_for_one_person_and_seen_by_nobody_else(
    client: Client, amina: User, bilal: User, dara: User
) -> None:
    give(signed_in(client, bilal), ADDRESS)
    kept = bytes(fresh(bilal).notice_address)
    assert ADDRESS.encode() not in kept
    assert f'value="{ADDRESS}"' in client.get(reverse("notice_address")).content.decode()
    assert ADDRESS not in client.get(reverse("account_settings")).content.decode()
    theirs = signed_in(Client(), dara).get(reverse("member_detail", args=[bilal.public_id])).content.decode()
    assert "mailbox" not in theirs
    assert "mailbox" not in str(list(AuditEvent.objects.values_list()))
    actions = list(AuditEvent.objects.filter(actor=bilal).values_list("action", "fields"))
    assert ("account.settings_changed", ["notice_address"]) in actions
    assert ("notice.address_opened", []) in actions
    User.objects.filter(pk=amina.pk).update(notice_address=kept)
    with pytest.raises(SealBroken):
        notice_address_open(by=fresh(amina))


@pytest.mark.usefixtures("mail_is_set_up")
def test_looking_and_changing_ask_again_who_is_there(client: Client, bilal: User) -> None:
    give(signed_in(client, bilal), ADDRESS)
    client = late(Client(), bilal)
    assert client.get(reverse("notice_address")).url.startswith(reverse("account_reauthenticate"))
    asked = give(client, "somebody@else.example")
    assert asked.templates[0].name == "documenters/confirm_and_send.html"
    assert notice_address_open(by=fresh(bilal)) == ADDRESS
    assert "mailbox" not in client.get(reverse("account_settings")).content.decode()


@pytest.mark.usefixtures("mail_is_set_up")
def test_an_empty_or_a_wrong_address(client: Client, bilal: User) -> None:
    give(signed_in(client, bilal), ADDRESS)
    assert give(client, "no address").context["form"].errors
    assert notice_address_open(by=fresh(bilal)) == ADDRESS
    give(client, "")
    assert fresh(bilal).notice_address is None


def test_where_no_mail_is_set_up_none_is_offered_and_an_old_address_can_go(client: Client, bilal: User) -> None:
    page = signed_in(client, bilal).get(reverse("account_settings"))
    assert reverse("notice_address") not in page.content.decode()
    User.objects.filter(pk=bilal.pk).update(notice_address=b"from earlier")
    give(client, ADDRESS)
    assert fresh(bilal).notice_address is None


def test_leaving_for_good_forgets_the_address(programme: Programme, amina: User, dara: User) -> None:
    User.objects.filter(pk=amina.pk).update(notice_address=b"sealed")
    member_leave(fresh(amina), programme, by=dara)
    assert fresh(amina).notice_address is None


@pytest.mark.parametrize(("who", "is_offered"), [("bilal", True), ("dara", True), ("emil", False), ("aida", False)])
def test_keys_are_offered_to_those_whose_pages_have_any(
    client: Client, who: str, is_offered: bool, request: Any
) -> None:
    user = request.getfixturevalue(who)
    page = signed_in(client, user).get(reverse("account_settings")).content.decode()
    assert ('name="uses_keys"' in page) == is_offered
    save(client, language="ru")
    assert fresh(user).uses_keys is not is_offered


def test_donors_have_no_notices(client: Client, emil: User) -> None:
    assert not signed_in(client, emil).get(reverse("account_settings")).context["has_notices"]
    assert client.get(reverse("notice_address")).status_code == 404
