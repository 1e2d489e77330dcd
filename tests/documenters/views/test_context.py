"""The frame of a page: the menu of each role, and who one is."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from documenters.models import User
from documenters.views.context import ENTRIES_IN_SIGHT
from tests.factories.people import signed_in

MENU = {
    "amina": ["queue", "case_list", "library", "figures"],
    "bilal": ["queue", "case_list", "library", "figures", "release_list", "vault_list"],
    "dara": [
        "overview",
        "queue",
        "case_list",
        "advocacy_list",
        "figures",
        "published",
        "release_list",
        "vault_list",
        "term_lists",
        "member_list",
        "audit_log",
        "programme_settings",
    ],
    "emil": ["published", "published_story_list"],
    "aida": ["member_list", "programme_settings"],
}


@pytest.mark.parametrize("name", sorted(MENU))
def test_menu_of_each_role(request: pytest.FixtureRequest, client: Client, name: str) -> None:
    user = request.getfixturevalue(name)
    site = signed_in(client, user).get(reverse("account_change_password")).context["site"]
    assert [item.url for item in (*site.navigation, *site.more)] == [reverse(page) for page in MENU[name]]
    assert (len(site.more) > 0) == (len(MENU[name]) > ENTRIES_IN_SIGHT)
    assert site.user_label == user.display_name
    assert site.role_label
    assert site.programme_label == "Кыргызстан"


@pytest.mark.parametrize("name", sorted(MENU))
def test_every_entry_of_the_menu_opens(request: pytest.FixtureRequest, client: Client, name: str) -> None:
    signed_in(client, request.getfixturevalue(name))
    for page in MENU[name]:
        response = client.get(reverse(page))
        assert response.status_code == 200, page
        site = response.context["site"]
        assert [item.url for item in (*site.navigation, *site.more) if item.is_current] == [reverse(page)]
        assert response.content.count(b' aria-current="page"') == 1
        assert (b" data-current" in response.content) == site.is_more_current


BELOW_ADVOCACY = [
    "alert_list",
    "alert_add",
    "strategic_list",
    "story_list",
    "submission_list",
    "library",
    "library_add",
]


@pytest.mark.parametrize("page", BELOW_ADVOCACY)
def test_what_is_reached_by_tabs_stands_below_its_entry(client: Client, dara: User, page: str) -> None:
    response = signed_in(client, dara).get(reverse(page))
    site = response.context["site"]
    assert [item.url for item in site.navigation if item.is_current] == [reverse("advocacy_list")]
    assert f'<a href="{reverse("advocacy_list")}" aria-current="true">' in response.content.decode()
    assert response.content.count(b' aria-current="page"') == 0


@pytest.mark.parametrize("is_demo", [True, False])
def test_login_page_says_that_it_is_a_demo(client: Client, db: None, settings: Settings, is_demo: bool) -> None:
    """Django's login view has a variable of the same name, which must not hide ours."""
    settings.DEMO = is_demo
    assert client.get(reverse("account_login")).context["site"].is_demo == is_demo


def test_strangers_see_no_menu(client: Client, db: None) -> None:
    site = client.get(reverse("account_login")).context["site"]
    assert (site.navigation, site.user_label, site.programme_label) == ([], "", "")
