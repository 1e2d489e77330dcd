"""Links to released figures and the public page: who decides, what is kept, what the log says."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from documenters.models import AuditEvent, Programme, User
from reports.actions.share_links import public_page_set, share_link_add, share_link_revoke, token_hash
from reports.disclosure.schema import Tier
from reports.models import ReleaseSettings, ShareLink
from tests.factories.people import ProgrammeFactory, make_coordinator

GIVEN = {"label": "A meeting", "tier": Tier.PUBLIC, "days": 30}


def test_a_link_is_kept_without_its_token(programme: Programme, dara: User) -> None:
    made = share_link_add(programme, **GIVEN, period_from="2020", period_to="2021", by=dara)  # type: ignore[arg-type]
    link = ShareLink.objects.get()
    assert bytes(link.token_hash) == token_hash(made.token)
    assert len(made.token) >= 43
    assert (link.created_by, link.tier, link.period_from, link.period_to) == (dara, "public", "2020", "2021")
    assert timedelta(29) < link.expires_at - timezone.now() <= timedelta(30)
    event = AuditEvent.objects.get(action="share_link.added")
    assert (event.actor, event.programme, event.reason) == (dara, programme, "public")


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_link_lasts_a_day_to_a_year(programme: Programme, dara: User, days: int) -> None:
    with pytest.raises(ValueError, match="1 to 366"):
        share_link_add(programme, **{**GIVEN, "days": days}, by=dara)  # type: ignore[arg-type]
    assert not ShareLink.objects.exists()


def test_a_link_is_ended_once(programme: Programme, dara: User, nurlan: User) -> None:
    link = share_link_add(programme, **GIVEN, by=dara).link  # type: ignore[arg-type]
    assert share_link_revoke(link, by=nurlan)
    assert not share_link_revoke(link, by=dara)
    link.refresh_from_db()
    assert link.revoked_by == nurlan
    assert AuditEvent.objects.filter(action="share_link.revoked").count() == 1


def test_the_public_page_is_off_until_somebody_opens_it(programme: Programme, dara: User) -> None:
    public_page_set(programme, is_on=False, by=dara)
    assert not AuditEvent.objects.filter(action__startswith="public_page").exists()
    public_page_set(programme, is_on=True, by=dara)
    assert ReleaseSettings.objects.get(programme=programme).public_page
    public_page_set(programme, is_on=False, by=dara)
    assert not ReleaseSettings.objects.get(programme=programme).public_page
    assert list(AuditEvent.objects.filter(action__startswith="public_page").values_list("action", flat=True)) == [
        "public_page.opened",
        "public_page.closed",
    ]


@pytest.mark.parametrize("name", ["amina", "bilal", "chen", "emil", "aida"])
def test_coordinators_alone(programme: Programme, dara: User, request: pytest.FixtureRequest, name: str) -> None:
    link, by = share_link_add(programme, **GIVEN, by=dara).link, request.getfixturevalue(name)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        share_link_add(programme, **GIVEN, by=by)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        share_link_revoke(link, by=by)
    with pytest.raises(PermissionDenied):
        public_page_set(programme, is_on=True, by=by)


def test_not_of_another_programme(programme: Programme, dara: User) -> None:
    link, other = share_link_add(programme, **GIVEN, by=dara).link, make_coordinator(ProgrammeFactory(), "far")  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        share_link_revoke(link, by=other)
    with pytest.raises(PermissionDenied):
        public_page_set(programme, is_on=True, by=other)
