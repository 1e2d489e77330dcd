"""Through which door somebody comes to released figures, and what they are shown there.

Everything behind a door is read as `react_published` (docs/adr/0018): the programme's name, its settings, links and
published cells, and no case. Whoever may not come in gets 404, whether there is a programme or a link or not.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.http import Http404
from django.utils import translation

from documenters.access import programme_for
from documenters.identity import published_role
from documenters.models import Lockdown, Programme, User
from documenters.permissions import Permission
from reports.actions.share_links import token_hash
from reports.disclosure.published import Published
from reports.disclosure.schema import Tier
from reports.keeping import Kept
from reports.models import ShareLink
from reports.reading import read_published

CODE = re.compile("[A-Z]{2}")
_parts: Kept[Published] = Kept(16)
"""What links show of their years."""


class Door(StrEnum):
    """How somebody has come in."""

    MEMBER = "member"
    """Logged in, as a donor or a coordinator."""
    PUBLIC = "public"
    SHARED = "shared"
    PREVIEW = "preview"


@dataclass(frozen=True)
class Opened:
    """What somebody is shown, and by whom."""

    door: Door
    published: Published
    names: tuple[tuple[str, str], ...]
    """Language -> the name of the programme."""
    contact: str = ""
    is_public: bool = False
    """Is there a public page, so that everybody can look up what is cited?"""

    @property
    def programme_name(self) -> str:
        """In the language of the page."""
        names = dict(self.names)
        return names.get(translation.get_language() or "") or names["ru"] or self.published.programme


def member_door(user: User, asked_release: str = "") -> Opened:
    """The figures of the programme that somebody reads as a donor or coordinator."""
    programme = programme_for(user, Permission.FIGURES_PUBLISHED)
    if programme is None:
        raise Http404
    return _opened(Door.MEMBER, programme.code, Tier.DONOR, asked_release)


def public_door(code: str, asked_release: str = "") -> Opened:
    """The public page of a programme; 404 unless it is switched on, and while the programme is locked down."""
    _refuse_locked_down(code)
    return _opened(Door.PUBLIC, code, Tier.PUBLIC, asked_release)


def shared_door(token: str, asked_release: str = "") -> Opened:
    """What a link shows. Unknown, expired and revoked links look alike, and so do all in a lock-down."""
    with published_role():
        link = (
            ShareLink.objects.in_force()
            .filter(token_hash=token_hash(token))
            .order_by("pk")
            .values("programme__code", "tier", "period_from", "period_to")
            .first()
        )
    if link is None:
        raise Http404
    _refuse_locked_down(link["programme__code"])
    found = _opened(Door.SHARED, link["programme__code"], Tier(link["tier"]), asked_release)
    years = (link["period_from"], link["period_to"])
    published = _parts.made(years, lambda: found.published.of_years(*years), of=found.published)
    return Opened(found.door, published, found.names, found.contact, found.is_public)


def _refuse_locked_down(code: str) -> None:
    """A lock-down closes what leads in from outside as well. Codes are two letters: nothing else is asked."""
    if not CODE.fullmatch(code) or Lockdown.objects.current().filter(programme__code=code).exists():
        raise Http404


def _opened(door: Door, code: str, tier: Tier, asked_release: str) -> Opened:
    with published_role():
        columns = ("name_ru", "name_ky", "name_en", "release_settings__contact", "release_settings__public_page")
        row = Programme.objects.filter(code=code).order_by("pk").values(*columns).first()
        if row is None or (door == Door.PUBLIC and not row["release_settings__public_page"]):
            raise Http404
        published = read_published(code, tier)
        # Compared as text: an address may hold five thousand digits.
        if asked_release in {str(info.number) for info in published.releases[:-1]}:
            published = read_published(code, tier, upto=int(asked_release))
    names = tuple((language, row[f"name_{language}"]) for language in ("ru", "ky", "en"))
    is_public = bool(row["release_settings__public_page"])
    return Opened(door, published, names, row["release_settings__contact"] or "", is_public)
