"""The releases of the demo: three, one after the other, as they would have come out; and who may read them."""

from collections.abc import Callable

from django.db import transaction

from documenters.identity import database_identity
from documenters.models import Programme, User
from reports.actions.release_settings import release_settings_change
from reports.actions.releases import release_approve, release_discard, release_start
from reports.actions.share_links import Made, public_page_set, share_link_add, share_link_revoke
from reports.building import release_run
from reports.disclosure.schema import Tier
from reports.models import Release, ShareLink

THROUGH = ("2020", "2020-2021", "2022")
"""The last period of each release."""
APPROVERS = ("dara", "viktor")
"""Two coordinators; the first one also starts them."""
CONTACT = "figures@example.org"
LINK_LABEL = "Демо"
LINK_DAYS = 30

Said = Callable[[str], None]


def releases_publish(programme: Programme, said: Said) -> int:
    """Build, approve and publish those that are not there yet; the number of releases made."""
    first, second = (User.objects.get(username=name) for name in APPROVERS)
    with database_identity(first):
        missing = _missing(programme, by=first)
        if missing == list(THROUGH):
            release_settings_change(programme, by=first, contact=CONTACT)
            public_page_set(programme, is_on=True, by=first)
    for through in missing:
        said(f"Building the release through {through} ...")
        with database_identity(first):
            release = release_start(programme, by=first, through=through)
        release_run(release, by=first)
        for person in (first, second):
            with database_identity(person):
                release = release_approve(release, by=person)
    return len(missing)


@transaction.atomic
def _missing(programme: Programme, *, by: User) -> list[str]:
    """The last periods of the releases that are not published. What an interrupted start has left half-built goes."""
    releases = Release.objects.filter(programme=programme)
    shown = {period for periods in releases.shown().values_list("periods", flat=True) for period in periods}
    missing = [period for period in THROUGH if period not in shown]
    if missing:
        for release in releases.open():
            release_discard(release, by=by)
    return missing


def share_link_renew(programme: Programme) -> Made:
    """A fresh link to the figures of donors, in the place of the one of the last start: no secret of it is kept."""
    coordinator = User.objects.get(username=APPROVERS[0])
    with database_identity(coordinator):
        for link in ShareLink.objects.filter(programme=programme, label=LINK_LABEL, revoked_at=None):
            share_link_revoke(link, by=coordinator)
        return share_link_add(programme, label=LINK_LABEL, tier=Tier.DONOR, days=LINK_DAYS, by=coordinator)
