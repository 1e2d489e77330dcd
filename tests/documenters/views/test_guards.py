"""Who gets past the door of a view: others do not learn that there is one."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from documenters.models import Programme, User
from documenters.permissions import Permission, Role
from documenters.views.guards import managed_programme, permitted, signed_in
from tests.factories.people import ProgrammeFactory, give_role


@permitted(Permission.TERM_MANAGE, Permission.MEMBER_MANAGE)
def lists(request: object) -> HttpResponse:
    """A page for two kinds of people."""
    return HttpResponse("inside")


@signed_in
def anything(request: object) -> HttpResponse:
    """A page for everybody who logged in."""
    return HttpResponse("inside")


def asked_by(rf: RequestFactory, user: object) -> object:
    request = rf.get("/lists/")
    request.user = user
    return request


@pytest.mark.parametrize("name", ["dara", "aida"])
def test_one_of_the_permissions_is_enough(request: pytest.FixtureRequest, rf: RequestFactory, name: str) -> None:
    assert lists(asked_by(rf, request.getfixturevalue(name))).content == b"inside"


@pytest.mark.parametrize("name", ["amina", "bilal", "chen", "emil"])
def test_others_meet_a_page_that_is_not_there(request: pytest.FixtureRequest, rf: RequestFactory, name: str) -> None:
    user = request.getfixturevalue(name)
    with pytest.raises(Http404):
        lists(asked_by(rf, user))
    assert anything(asked_by(rf, user)).content == b"inside"


@pytest.mark.parametrize("view", [lists, anything])
def test_who_has_not_logged_in_is_asked_to(rf: RequestFactory, view: object) -> None:
    response = view(asked_by(rf, AnonymousUser()))
    assert (response.status_code, response["Location"]) == (302, "/login/?next=/lists/")


def test_programme_is_the_one_in_which_the_role_is_held(rf: RequestFactory, programme: Programme, dara: User) -> None:
    other = ProgrammeFactory(code="AA")
    give_role(dara, Role.DONOR, other)
    assert managed_programme(asked_by(rf, dara), Permission.TERM_MANAGE) == programme


def test_who_manages_no_programme_meets_a_page_that_is_not_there(rf: RequestFactory, amina: User) -> None:
    with pytest.raises(Http404):
        managed_programme(asked_by(rf, amina), Permission.TERM_MANAGE)
