"""A locked session shows nothing, asks for the passphrase, and loses nothing that was sent to it."""

import datetime
import re
from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from documenters import held_request
from documenters.lifetimes import MINUTE
from documenters.models import AuditEvent, Organisation, User
from tests.factories.people import PASSWORD, signed_in

START = datetime.datetime(2026, 3, 16, 9, 0, tzinfo=datetime.UTC)
NAME = "Совсем новая организация\n«& <b>»"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def locked(client: Client, aida: User, clock: time_machine.Traveller) -> Client:
    """Aida's session, locked."""
    signed_in(client, aida).get("/members/")
    clock.shift(10 * MINUTE + 1)
    return client


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


@pytest.mark.parametrize(
    "address", ["/", "/members/", "/queue/", "/nothing/here/", "/settings/?a=1", "/gallery/", "/login/"]
)
def test_every_address_is_the_lock_page(locked: Client, address: str) -> None:
    response = locked.get(address, headers={"accept-language": "en"})
    page = response.content.decode()
    assert response.status_code == 423
    assert response["Cache-Control"] == "no-store"
    assert f'action="{address.replace("&", "&amp;")}"' in page
    assert 'name="held"' not in page
    assert 'class="site-nav"' not in page
    assert "aida" not in page.lower()
    assert "a…" in page
    assert "<title>Case journal</title>" in page.replace("\n", "")


@pytest.mark.parametrize("name", ["account_logout", "quick_exit", "language_set"])
def test_leaving_and_the_language_work(locked: Client, name: str) -> None:
    assert locked.post(reverse(name), {"language": "ky", "next": "/"}).status_code in (200, 302)
    assert ("_auth_user_id" in locked.session) == (name == "language_set")


def test_the_page_of_a_refused_method_names_nobody(locked: Client) -> None:
    locked.raise_request_exception = False
    response = locked.get(reverse("language_set"))
    assert response.status_code == 405
    assert b"aida" not in response.content.lower()


def test_right_passphrase_leads_back_to_the_page(locked: Client) -> None:
    response = locked.post("/settings/?a=1", {"unlock_passphrase": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/settings/?a=1")
    assert locked.get("/settings/").status_code == 200


def test_after_unlocking_idling_starts_anew_and_locks_again(locked: Client, clock: time_machine.Traveller) -> None:
    locked.post("/settings/", {"unlock_passphrase": PASSWORD})
    clock.shift(10 * MINUTE)
    assert locked.get("/settings/").status_code == 200
    clock.shift(10 * MINUTE + 1)
    assert locked.get("/settings/").status_code == 423


def send(client: Client, **more: object) -> str:
    response = client.post(reverse("organisation_add"), {"name": "Новая организация", "tick": ["a", "b"], **more})
    assert response.status_code == 423
    return response.content.decode()


def test_what_was_sent_goes_on_after_unlocking(locked: Client) -> None:
    page = send(locked)
    response = locked.post(reverse("organisation_add"), {"held": hidden(page, "held"), "unlock_passphrase": PASSWORD})
    assert response.status_code == 302
    assert Organisation.objects.filter(name="Новая организация").count() == 1


def test_what_waits_is_said_before_the_passphrase_is_given(locked: Client) -> None:
    """Somebody else may have sent it from the locked computer."""
    locked.cookies["django_language"] = "en"
    assert "If it was not you, log out instead." in send(locked)
    assert "If it was not you" not in locked.get("/members/").content.decode()


def test_what_was_sent_is_not_in_the_page_that_waits(locked: Client) -> None:
    page = send(locked)
    assert "Новая" not in page
    assert "%D0%9D" not in page


def test_a_wrong_passphrase_saves_nothing_and_loses_nothing(locked: Client) -> None:
    held = hidden(send(locked), "held")
    for _ in range(3):
        response = locked.post(reverse("organisation_add"), {"held": held, "unlock_passphrase": "wrong"})
        assert response.status_code == 423
        assert 'aria-invalid="true"' in response.content.decode()
        held = hidden(response.content.decode(), "held")
    assert not Organisation.objects.filter(name="Новая организация").exists()
    locked.post(reverse("organisation_add"), {"held": held, "unlock_passphrase": PASSWORD})
    assert Organisation.objects.filter(name="Новая организация").exists()


def test_fifth_wrong_passphrase_ends_the_session_and_each_is_in_the_log(locked: Client, aida: User) -> None:
    for number in range(1, 6):
        assert "_auth_user_id" in locked.session
        response = locked.post("/members/", {"unlock_passphrase": f"wrong {number}"})
    assert "_auth_user_id" not in locked.session
    assert reverse("account_login") in response.content.decode()
    events = AuditEvent.objects.filter(action="session.unlock_failed", actor=aida).order_by("pk")
    assert [event.reason for event in events] == ["wrong_passphrase"] * 4 + ["session_ended"]
    assert locked.post("/members/", {"unlock_passphrase": PASSWORD}).status_code == 302
    assert locked.get("/members/")["Location"].startswith(reverse("account_login"))


def test_tries_are_counted_anew_after_unlocking(locked: Client, clock: time_machine.Traveller) -> None:
    for _ in range(2):
        for _ in range(4):
            locked.post("/settings/", {"unlock_passphrase": "wrong"})
        assert locked.post("/settings/", {"unlock_passphrase": PASSWORD}).status_code == 302
        clock.shift(11 * MINUTE)


def test_held_for_another_address_is_not_played_there(locked: Client) -> None:
    held = hidden(send(locked), "held")
    response = locked.post("/settings/", {"held": held, "unlock_passphrase": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/settings/")


@pytest.mark.parametrize("held", ["", "x", "AAAA", "////"])
def test_nonsense_in_place_of_what_was_held(locked: Client, held: str) -> None:
    response = locked.post("/settings/", {"held": held, "unlock_passphrase": PASSWORD})
    assert (response.status_code, response["Location"]) == (302, "/settings/")


def test_no_other_site_tries_passphrases(aida: User, clock: time_machine.Traveller) -> None:
    client = signed_in(Client(enforce_csrf_checks=True), aida)
    client.get("/members/")
    clock.shift(11 * MINUTE)
    assert client.post("/members/", {"unlock_passphrase": PASSWORD}).status_code == 403
    token = hidden(client.get("/members/").content.decode(), "csrfmiddlewaretoken")
    fields = {"unlock_passphrase": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/members/", fields).status_code == 302


def test_files_are_dropped_and_the_page_says_so(locked: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_temporary_file(*args: object, **kwargs: object) -> None:
        raise AssertionError("a file was written")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", no_temporary_file)
    page = send(locked, file=SimpleUploadedFile("photo.jpg", b"x" * 3_000_000, "image/jpeg"))
    assert "photo.jpg" not in page
    assert 'class="lock-note"' in page
    response = locked.post(reverse("organisation_add"), {"held": hidden(page, "held"), "unlock_passphrase": PASSWORD})
    assert response.status_code == 302
    assert Organisation.objects.filter(name="Новая организация").exists()


@pytest.mark.django_db
def test_a_replayed_request_is_as_if_it_came_now(rf: RequestFactory) -> None:
    first = rf.post("/there/?q=1", {"text": NAME, "tick": ["a", "b"], "csrfmiddlewaretoken": "t"})
    second = rf.post("/there/?q=1", {"held": "", "unlock_passphrase": "p"})
    for request in (first, second):
        request.session = Client().session
        request.session["x"] = 1
    second.session = first.session
    assert second.POST["unlock_passphrase"] == "p"
    assert held_request.replay(second, held_request.hold(first))
    assert second.POST.getlist("tick") == ["a", "b"]
    assert second.POST["text"] == NAME
    assert set(second.POST) == {"text", "tick"}
    assert not second.FILES


@pytest.mark.django_db
def test_a_replayed_request_may_still_choose_where_its_files_go(rf: RequestFactory) -> None:
    first = rf.post("/there/", {"text": NAME})
    second = rf.post("/there/", {"unlock_passphrase": "p"})
    first.session = second.session = Client().session
    assert second.POST
    assert held_request.replay(second, held_request.hold(first))
    second.upload_handlers = [held_request.DroppingUploadHandler(second)]
    assert second.POST["text"] == NAME


def test_suspension_ends_a_locked_session(locked: Client, aida: User) -> None:
    User.objects.filter(pk=aida.pk).update(is_active=False)
    assert locked.post("/members/", {"unlock_passphrase": PASSWORD}).status_code == 302
    assert "_auth_user_id" not in locked.session


def test_cookie_of_the_session_goes_with_the_browser(client: Client, amina: User) -> None:
    signed_in(client, amina)
    cookie = client.get("/queue/").cookies.get(settings.SESSION_COOKIE_NAME)
    assert cookie is not None
    assert cookie["max-age"] == ""
