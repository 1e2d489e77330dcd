"""Pages of a lock-down, and S26: one action locks everything down."""

import datetime
import re
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from documenters.models import AuditEvent, Invitation, Lockdown, LockdownReason, Programme, User
from documenters.permissions import Role
from documenters.recency import AUTHENTICATED_KEY
from tests.factories.cases import make_case
from tests.factories.people import PASSWORD, ProgrammeFactory, make_coordinator, signed_in

ROLES = ["amina", "bilal", "chen", "dara", "nurlan", "emil", "aida"]
PLACES = {"amina": "queue", "bilal": "queue", "chen": "queue", "dara": "queue", "nurlan": "queue", "emil": "published"}
STEPS = ["lockdown_propose", "lockdown_withdraw", "lockdown_confirm"]


def recently(client: Client, user: User, *, minutes_ago: int = 0) -> Client:
    """Logged in a moment ago, or longer, with the password."""
    signed_in(client, User.objects.get(pk=user.pk))
    session = client.session
    session[AUTHENTICATED_KEY] = int(timezone.now().timestamp()) - 60 * minutes_ago
    session.save()
    return client


def fields(one: User, other: User, **changes: str) -> dict[str, str]:
    return {"reason": "drill", "first": str(one.public_id), "second": str(other.public_id), **changes}


@pytest.fixture
def people(amina: User, bilal: User, chen: User, dara: User, nurlan: User, emil: User, aida: User) -> dict[str, User]:
    """One of every role, and more."""
    return dict(zip(ROLES, (amina, bilal, chen, dara, nurlan, emil, aida), strict=True))


@pytest.fixture
def closed(people: dict[str, User], programme: Programme) -> Lockdown:
    """Started by Dara; Nurlan and Aida may log in."""
    response = recently(Client(), people["dara"]).post(
        reverse("lockdown_start"), fields(people["nurlan"], people["aida"])
    )
    assert response.status_code == 200
    return Lockdown.objects.current().get()


def login(client: Client, username: str, password: str = PASSWORD) -> Any:
    return client.post(
        reverse("account_login"), {"username": username, "password": password}, headers={"accept-language": "en"}
    )


def rows() -> dict[str, int]:
    """How many rows each table of ours has."""
    models = [
        model for name in ("documenters", "react_cases", "reports") for model in apps.get_app_config(name).get_models()
    ]
    return {model.__name__: model._base_manager.count() for model in models}


# S26 ----------------------------------------------------------------------------------------------------------------


def test_s26_one_action_ends_every_session_link_and_page_and_nothing_is_lost(
    people: dict[str, User], programme: Programme
) -> None:
    case = make_case(documenter=people["amina"])
    sessions = {name: signed_in(Client(), user) for name, user in people.items()}
    for name, place in PLACES.items():
        assert sessions[name].get(reverse(place)).status_code == 200
    now = timezone.now()
    Invitation.objects.create(
        programme=programme, role=Role.DONOR, token_digest=b"t" * 32, made_at=now,
        expires_at=now + datetime.timedelta(hours=1),
    )  # fmt: skip
    before = rows()

    answer = recently(sessions["dara"], people["dara"]).post(
        reverse("lockdown_start"), fields(people["nurlan"], people["aida"])
    )

    assert answer.status_code == 200
    for name, client in sessions.items():
        for address in (
            reverse("home"),
            reverse("queue"),
            reverse("figures"),
            reverse("case_detail", args=[case.public_id]),
        ):
            response = client.get(address)
            assert response.status_code == 302, (name, address)
            assert response["Location"].startswith(reverse("account_login")), (name, address)
        assert "_auth_user_id" not in client.session
    assert not Invitation.objects.open().exists()
    after = rows()
    grown = {"Lockdown", "AuditEvent", "AuditLink"}
    assert {name: count for name, count in after.items() if name not in grown} == {
        name: count for name, count in before.items() if name not in grown
    }
    assert after["Lockdown"] == before["Lockdown"] + 1


@pytest.mark.parametrize("name", ["amina", "bilal", "chen", "dara", "emil"])
def test_s26_nobody_but_the_two_logs_in_and_the_answer_is_that_of_a_wrong_password(closed: Lockdown, name: str) -> None:
    right, wrong = Client(), Client()
    answers = [login(right, name), login(wrong, name, "wrong")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "_auth_user_id" not in right.session
    pages = [re.sub(r'value="[^"]+"', "", answer.content.decode()) for answer in answers]
    assert pages[0] == pages[1]
    assert "Logging in is closed for now" in pages[0]


@pytest.mark.parametrize("name", ["amina", "bilal", "dara", "emil"])
def test_s26_a_session_that_survives_is_cut(closed: Lockdown, people: dict[str, User], name: str) -> None:
    client = signed_in(Client(), User.objects.get(pk=people[name].pk))
    assert client.get(reverse(PLACES[name]))["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in client.session


def test_s26_a_locked_session_that_survives_does_not_unlock(closed: Lockdown, people: dict[str, User]) -> None:
    client = signed_in(Client(), User.objects.get(pk=people["amina"].pk))
    session = client.session
    session["locked"] = int(timezone.now().timestamp())
    session.save()
    client.post(reverse("queue"), {"unlock_passphrase": PASSWORD})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["nurlan", "aida"])
def test_s26_the_two_log_in_and_see_the_page_of_the_lockdown_alone(
    closed: Lockdown, people: dict[str, User], name: str
) -> None:
    case = make_case(documenter=people["amina"])
    client = Client()
    assert login(client, name).status_code == 302
    addresses = [reverse(place) for place in ("home", "queue", "case_list", "figures", "member_list", "lockdown_start")]
    for address in [*addresses, reverse("case_detail", args=[case.public_id]), "/nothing/here/"]:
        assert client.get(address)["Location"] == reverse("lockdown"), address
        assert client.post(address)["Location"] == reverse("lockdown"), address
    page = client.get(reverse("lockdown"), headers={"accept-language": "en"})
    assert page.status_code == 200
    content = page.content.decode()
    assert "Locked down since" in content
    assert "A drill" in content
    assert 'class="site-nav"' not in content
    assert case.code not in content


def test_s26_reopening_needs_two_people(closed: Lockdown, people: dict[str, User]) -> None:
    first, second = recently(Client(), people["nurlan"]), recently(Client(), people["aida"])
    assert first.post(reverse("lockdown_confirm")).status_code == 302
    assert first.post(reverse("lockdown_propose")).status_code == 302
    assert first.post(reverse("lockdown_confirm")).status_code == 403
    assert Lockdown.objects.current().exists()
    assert second.post(reverse("lockdown_confirm"))["Location"] == reverse("home")
    assert not Lockdown.objects.current().exists()
    client = Client()
    assert login(client, "amina").status_code == 302
    assert client.get(reverse("queue")).status_code == 200
    assert second.get(reverse("member_list")).status_code == 200
    actions = list(AuditEvent.objects.order_by("pk").values_list("action", "actor__username"))
    assert ("programme.locked_down", "dara") in actions
    assert ("programme.reopening_proposed", "nurlan") in actions
    assert ("programme.reopened", "aida") in actions


def test_s26_another_programme_works_on(people: dict[str, User]) -> None:
    stranger = make_coordinator(ProgrammeFactory())
    client = signed_in(Client(), stranger)
    recently(Client(), people["dara"]).post(reverse("lockdown_start"), fields(people["nurlan"], people["aida"]))
    assert client.get(reverse("queue")).status_code == 200
    assert login(Client(), stranger.username).status_code == 302


def test_s26_what_is_being_sent_breaks_off(people: dict[str, User], programme: Programme) -> None:
    for _ in range(3):
        make_case(documenter=people["amina"])
    client = recently(Client(), people["dara"])
    response = client.post(reverse("case_export"))
    assert response.streaming
    parts = iter(response.streaming_content)
    recently(Client(), people["nurlan"]).post(reverse("lockdown_start"), fields(people["nurlan"], people["aida"]))
    with pytest.raises(BrokenPipeError):
        list(parts)


# Pages --------------------------------------------------------------------------------------------------------------


def test_start_page_says_what_happens_and_what_is_not_lost(people: dict[str, User], programme: Programme) -> None:
    programme.lockdown_people.set([people["aida"], people["bilal"]])
    client = signed_in(Client(), people["dara"])
    page = client.get(reverse("lockdown_start"), headers={"accept-language": "en"}).content.decode()
    assert "What is not lost" in page
    chosen = set(re.findall(r'<option value="([^"]+)" selected', page))
    assert chosen == {str(people["aida"].public_id), str(people["bilal"].public_id)}
    with translation.override("en"):
        assert all(label in page for label in map(str, LockdownReason.labels))


@pytest.mark.parametrize("place", ["queue", "case_list", "figures", "term_lists", "programme_settings"])
def test_every_page_of_a_coordinator_leads_there(people: dict[str, User], place: str) -> None:
    client = signed_in(Client(), people["dara"])
    assert f'href="{reverse("lockdown_start")}"' in client.get(reverse(place)).content.decode()


@pytest.mark.parametrize("name", ["amina", "bilal", "emil", "aida"])
@pytest.mark.parametrize("place", ["lockdown_start", "lockdown_people"])
def test_for_coordinators_only(people: dict[str, User], name: str, place: str) -> None:
    client = recently(Client(), people[name])
    assert client.get(reverse(place)).status_code == 404
    assert client.post(reverse(place), fields(people["dara"], people["aida"])).status_code == 404
    assert reverse("lockdown_start") not in client.get(reverse(PLACES.get(name, "member_list"))).content.decode()
    assert not Lockdown.objects.exists()


def test_start_asks_for_the_password_and_keeps_what_was_chosen(people: dict[str, User]) -> None:
    client = recently(Client(), people["dara"], minutes_ago=10)
    chosen = fields(people["nurlan"], people["aida"])
    page = client.post(reverse("lockdown_start"), chosen).content.decode()
    assert not Lockdown.objects.exists()
    assert all(f'value="{value}"' in page for value in chosen.values())
    client.post(reverse("lockdown_start"), {**chosen, "confirm_password": PASSWORD})
    assert Lockdown.objects.current().exists()


@pytest.mark.parametrize(
    "changes", [{"reason": ""}, {"reason": "boredom"}, {"first": ""}, {"second": "x"}, {"second": "same"}]
)
def test_start_explains_what_is_missing(people: dict[str, User], changes: dict[str, str]) -> None:
    if changes.get("second") == "same":
        changes = {"second": str(people["nurlan"].public_id)}
    client = recently(Client(), people["dara"])
    response = client.post(reverse("lockdown_start"), fields(people["nurlan"], people["aida"], **changes))
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Lockdown.objects.exists()


def test_start_says_who_can_log_in_now_and_ends_this_session(people: dict[str, User]) -> None:
    client = recently(Client(), people["dara"])
    client.raise_request_exception = True
    response = client.post(
        reverse("lockdown_start"), fields(people["nurlan"], people["aida"]), headers={"accept-language": "en"}
    )
    page = response.content.decode()
    assert "Aida and Nurlan can log in" in page
    assert "7 people are logged out" in page
    assert "_auth_user_id" not in client.session


def test_people_page_keeps_a_pair(people: dict[str, User], programme: Programme) -> None:
    client = recently(Client(), people["dara"])
    assert client.get(reverse("lockdown_people")).status_code == 200
    pair = {"first": str(people["bilal"].public_id), "second": str(people["aida"].public_id)}
    assert client.post(reverse("lockdown_people"), pair)["Location"] == reverse("lockdown_start")
    assert set(programme.lockdown_people.all()) == {people["bilal"], people["aida"]}
    same = {**pair, "second": pair["first"]}
    assert client.post(reverse("lockdown_people"), same).status_code == 200


def test_lockdown_page_shows_each_the_right_buttons(closed: Lockdown, people: dict[str, User]) -> None:
    nurlan, aida = recently(Client(), people["nurlan"]), recently(Client(), people["aida"])

    def buttons(client: Client) -> set[str]:
        page = client.get(reverse("lockdown")).content.decode()
        return {step for step in STEPS if f'action="{reverse(step)}"' in page}

    assert buttons(nurlan) == buttons(aida) == {"lockdown_propose"}
    nurlan.post(reverse("lockdown_propose"))
    assert buttons(nurlan) == {"lockdown_withdraw"}
    assert buttons(aida) == {"lockdown_confirm", "lockdown_withdraw"}
    aida.post(reverse("lockdown_withdraw"))
    assert buttons(nurlan) == buttons(aida) == {"lockdown_propose"}


def test_lockdown_page_is_not_there_while_all_is_open(people: dict[str, User]) -> None:
    for name in ROLES:
        client = recently(Client(), people[name])
        assert client.get(reverse("lockdown")).status_code == 404
        for step in STEPS:
            assert client.post(reverse(step)).status_code == 404
            assert client.get(reverse(step)).status_code == 405


def test_who_waited_for_the_confirmation_finds_the_way_home(closed: Lockdown, people: dict[str, User]) -> None:
    nurlan, aida = (recently(Client(), people[name]) for name in ("nurlan", "aida"))
    nurlan.post(reverse("lockdown_propose"))
    aida.post(reverse("lockdown_confirm"))
    for answer in (nurlan.get(reverse("lockdown")), *(nurlan.post(reverse(step)) for step in STEPS)):
        assert answer.status_code == 302
        assert answer["Location"] == reverse("home")
    assert recently(Client(), people["dara"]).get(reverse("lockdown")).status_code == 404


def test_errors_are_listed_in_the_order_of_the_page(people: dict[str, User]) -> None:
    page = recently(Client(), people["dara"]).post(reverse("lockdown_start"), {}, headers={"accept-language": "en"})
    assert list(page.context["form"].errors) == ["reason", "first", "second"]
    assert ">Why?</span>" in page.content.decode()
    assert ">First person:</span>" in page.content.decode()


@pytest.mark.parametrize("step", ["lockdown_propose", "lockdown_confirm"])
def test_steps_ask_for_the_password_after_ten_minutes(closed: Lockdown, people: dict[str, User], step: str) -> None:
    client = recently(Client(), people["nurlan"], minutes_ago=10)
    assert b"confirm_password" in client.post(reverse(step)).content
    closed.refresh_from_db()
    assert closed.proposed_by is None


def test_login_page_says_it_to_everybody_before_anything_is_typed(closed: Lockdown) -> None:
    page = Client().get(reverse("account_login"), headers={"accept-language": "en"}).content.decode()
    assert "Logging in is closed for now." in page
    assert "drill" not in page.lower()


def test_few_queries(closed: Lockdown, people: dict[str, User], django_assert_max_num_queries: Any) -> None:
    client = recently(Client(), people["nurlan"])
    with django_assert_max_num_queries(14):
        client.get(reverse("lockdown"))
