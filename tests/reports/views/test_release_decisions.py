"""Approving by two people, and showing something no more."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.models import AuditEvent, Programme, User
from documenters.recency import AUTHENTICATED_KEY
from reports.building import digest_of
from reports.disclosure.schema import Cell, Tier, key_of, key_text
from reports.models import CellWithdrawal, Release, ReleaseApproval, ReleaseState
from tests.factories.people import signed_in
from tests.factories.published import made
from tests.factories.releases import make_built, make_published

ENGLISH = {"accept-language": "en"}
KEY = key_of("2020", primary_group="PWID")
CELLS = [
    Cell(Tier.DONOR, KEY, 12, 5),
    Cell(Tier.PUBLIC, KEY, 12, 5),
    Cell(Tier.DONOR, key_of("2020", primary_group="SW"), None, 5),
    Cell(Tier.DONOR, key_of("2020"), 40, 5),
]


@pytest.fixture
def built(programme: Programme, dara: User) -> Release:
    """A release that waits for approval."""
    row = make_built(programme, CELLS, by=dara, block=made().blocks[0])
    Release.objects.filter(pk=row.pk).update(digest=digest_of(row))
    return Release.objects.get(pk=row.pk)


@pytest.fixture
def published(programme: Programme, dara: User, bilal: User) -> Release:
    """A release that two people have approved."""
    return make_published(programme, CELLS, by=(dara, bilal), block=made().blocks[0])


def recent(client: Client, user: User) -> Client:
    """Somebody who has just proved who they are."""
    signed_in(client, user)
    session = client.session
    session[AUTHENTICATED_KEY] = int(timezone.now().timestamp())
    session.save()
    return client


def approve(client: Client, digest: str) -> str:
    answer = client.post(reverse("release_approve", args=[1]), {"digest": digest}, follow=True, headers=ENGLISH)
    return str(answer.content.decode())


def test_two_different_people_publish(client: Client, built: Release, dara: User, bilal: User) -> None:
    assert "You have approved it. Now somebody else has to." in approve(recent(client, bilal), built.digest)
    # The same person again changes nothing.
    assert "You have approved it" in approve(client, built.digest)
    assert ReleaseApproval.objects.count() == 1
    page = recent(client, dara).get(reverse("release_detail", args=[1]), headers=ENGLISH).content.decode()
    assert str(bilal) in page
    assert "Approve and publish" in page
    assert "It is published." in approve(client, built.digest)
    built.refresh_from_db()
    assert built.state == ReleaseState.PUBLISHED
    assert "release.published" in AuditEvent.objects.values_list("action", flat=True)


def test_with_two_mentors_nothing_is_promised(
    client: Client, built: Release, bilal: User, zarina: User, dara: User
) -> None:
    approve(recent(client, bilal), built.digest)
    page = recent(client, zarina).get(reverse("release_detail", args=[1]), headers=ENGLISH).content.decode()
    assert "Approve and publish" not in page
    approve(client, built.digest)
    built.refresh_from_db()
    assert built.state == ReleaseState.BUILT
    assert "It is published." in approve(recent(client, dara), built.digest)


def test_what_was_built_again_meanwhile_is_not_approved(client: Client, built: Release, dara: User) -> None:
    answer = recent(client, dara).post(reverse("release_approve", args=[1]), {"digest": "0" * 64}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "built again while you were reading" in answer.content.decode()
    assert not ReleaseApproval.objects.exists()


def test_an_unsafe_release_is_refused_in_words(client: Client, built: Release, dara: User) -> None:
    report = {**(built.report or {}), "is_safe": False, "findings": [{"code": "exact", "key": None, "tier": None}]}
    Release.objects.filter(pk=built.pk).update(report=report)
    answer = recent(client, dara).post(reverse("release_approve", args=[1]), {"digest": built.digest}, headers=ENGLISH)
    assert answer.status_code == 422
    assert "the auditor found something" in answer.content.decode()


@pytest.mark.parametrize("who", ["amina", "chen", "emil", "aida"])
def test_nobody_else_approves_or_withdraws(
    request: pytest.FixtureRequest, client: Client, built: Release, who: str
) -> None:
    recent(client, request.getfixturevalue(who))
    for name in ("release_approve", "release_withdraw", "release_cell_withdraw"):
        assert client.post(reverse(name, args=[1]), {"digest": built.digest}).status_code == 404


def test_a_mentor_withdraws_nothing_and_one_without_organisations_approves_nothing(
    client: Client, built: Release, bilal: User
) -> None:
    recent(client, bilal)
    for name in ("release_withdraw", "release_cell_withdraw"):
        assert client.get(reverse(name, args=[1])).status_code == 404
    bilal.mentor_assignments.update(ended_at=timezone.now())
    assert client.post(reverse("release_approve", args=[1]), {"digest": built.digest}).status_code == 404
    page = client.get(reverse("release_detail", args=[1]), headers=ENGLISH).content.decode()
    assert "You may read it, not approve it." in page
    assert "Dara" not in page


def test_these_steps_ask_who_is_there(client: Client, published: Release, dara: User) -> None:
    signed_in(client, dara)
    session = client.session
    session[AUTHENTICATED_KEY] = int(timezone.now().timestamp()) - 3600
    session.save()
    for name in ("release_withdraw", "release_cell_withdraw"):
        assert client.get(reverse(name, args=[1])).headers["Location"].startswith(reverse("account_reauthenticate"))
    for name in ("release_approve", "release_withdraw", "release_cell_withdraw"):
        assert 'name="confirm_password"' in client.post(reverse(name, args=[1])).content.decode()


def test_withdraw_a_release_with_a_reason(client: Client, published: Release, dara: User) -> None:
    address = reverse("release_withdraw", args=[1])
    without = recent(client, dara).post(address, headers=ENGLISH)
    assert "Choose a reason. Readers are told it." in without.content.decode()
    answer = client.post(address, {"reason": "harm"}, follow=True, headers=ENGLISH)
    assert "The release is withdrawn." in answer.content.decode()
    published.refresh_from_db()
    assert (published.state, published.withdrawn_reason) == (ReleaseState.WITHDRAWN, "harm")
    # There is nothing to take back any more.
    assert client.get(address).status_code == 404


def test_withdraw_one_number_for_everybody(client: Client, published: Release, dara: User) -> None:
    address = reverse("release_cell_withdraw", args=[1])
    recent(client, dara)
    assert 'name="key"' not in client.get(address).content.decode()
    page = client.get(address, {"period": "2020", "table": "primary_group"}, headers=ENGLISH).content.decode()
    # Only what is shown can be chosen; of the rest not even the key stands there.
    assert key_text(KEY) in page
    assert "primary_group=SW" not in page
    answer = client.post(address, {"key": key_text(KEY), "reason": "wrong"}, follow=True, headers=ENGLISH)
    assert "The number is withdrawn." in answer.content.decode()
    assert "The number is wrong" in answer.content.decode()
    assert sorted(CellWithdrawal.objects.values_list("tier", flat=True)) == ["donor", "public"]
    page = client.get(address, {"period": "2020", "table": "primary_group"}, headers=ENGLISH).content.decode()
    assert "No number is shown in this table" in page


@pytest.mark.parametrize("key", ["", "nonsense", "period=2020;primary_group=SW", "period=2020;color=red"])
def test_what_is_not_shown_cannot_be_withdrawn(client: Client, published: Release, dara: User, key: str) -> None:
    answer = recent(client, dara).post(
        reverse("release_cell_withdraw", args=[1]), {"key": key, "reason": "wrong"}, headers=ENGLISH
    )
    assert answer.status_code == 200
    assert not CellWithdrawal.objects.exists()


def test_nothing_is_chosen_in_a_table_that_is_none(client: Client, published: Release, dara: User) -> None:
    address = reverse("release_cell_withdraw", args=[1])
    page = recent(client, dara).get(address, {"period": "1999", "table": "x"}, headers=ENGLISH)
    assert page.status_code == 200
    assert 'name="key"' not in page.content.decode()
