"""What every page shows around its content."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from documenters.access import has_permission, languages_of, lockdowns_of, programme_of, reach_of
from documenters.actions.vaults import server_reads
from documenters.lifetimes import LOCKED_SECONDS, idle_limit
from documenters.models import ROLE_LABELS, Lockdown, User
from documenters.permissions import Permission

NEUTRAL_PAGE = "https://www.google.com/search?q=weather"
"""Where “leave quickly” goes: a page that anybody may have open."""

WAITS_KEY = "waits_for_admission"
"""Stands in the session of somebody who was found to wait until a colleague admits their key; looked up again where
they come past (`views.own_key`), not with every page."""

NAVIGATION = (
    ("overview", gettext_lazy("Overview"), (Permission.CASE_APPROVE,)),
    (
        "queue",
        gettext_lazy("Waiting for me"),
        (Permission.CASE_VALIDATE, Permission.CASE_APPROVE, Permission.CASE_SUBMIT),
    ),
    ("case_list", gettext_lazy("Cases"), (Permission.SEALED_OPEN,)),
    ("advocacy_list", gettext_lazy("Advocacy"), (Permission.ADVOCACY_MANAGE,)),
    ("library", gettext_lazy("Library"), (Permission.LIBRARY_READ,)),
    ("figures", gettext_lazy("Figures"), (Permission.FIGURES_LIVE,)),
    ("published", gettext_lazy("Published figures"), (Permission.FIGURES_PUBLISHED,)),
    ("published_story_list", gettext_lazy("Stories"), (Permission.FIGURES_PUBLISHED,)),
    ("release_list", gettext_lazy("Releases"), (Permission.RELEASE_BUILD, Permission.RELEASE_APPROVE)),
    ("vault_list", pgettext_lazy("vault", "Keys"), (Permission.KEY_ADMIT,)),
    ("term_lists", gettext_lazy("Code lists"), (Permission.TERM_MANAGE,)),
    ("member_list", gettext_lazy("Members"), (Permission.MEMBER_MANAGE,)),
    ("audit_log", gettext_lazy("Log"), (Permission.LOG_READ,)),
    ("programme_settings", gettext_lazy("Settings"), (Permission.SETTINGS_MANAGE,)),
)
"""URL name, label, and the permissions of which one opens the entry. A keyboard has keys too: hence the context."""

RARE = {"vault_list", "term_lists", "member_list", "audit_log", "programme_settings"}
BY_TABS = {"library", "published_story_list"}
"""Whoever has the entry “Advocacy” reaches these from there."""
BESIDE_ADVOCACY = ("advocacy_", "alert_", "library", "published_story", "story_", "strategic_list", "submission_")
"""How the names of the pages begin that stand below the entry “Advocacy”, for whoever has it."""
ENTRIES_IN_SIGHT = 6
"""A longer menu keeps its rare entries under “More”."""


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the menu."""

    url: str
    label: str
    is_current: bool
    count: int = 0
    """How much waits behind it."""
    is_rare: bool = False
    """May it stand under “More”?"""
    is_page: bool = True
    """Is the current entry this very page, and not one that stands below it?"""

    @property
    def count_label(self) -> str:
        """The number as the menu says it; counting may have stopped past 99."""
        return "99+" if self.count > 99 else str(self.count)


@dataclass(frozen=True)
class Site:
    """The frame of a page."""

    is_demo: bool
    navigation: list[NavigationItem]
    """The entries in sight."""
    user_label: str
    role_label: str
    programme_label: str
    more: tuple[NavigationItem, ...] = ()
    """Entries under “More”."""
    quick_exit_url: str = NEUTRAL_PAGE
    """Where the script of “leave quickly” goes; without it `quick_exit` answers the same."""
    idle_seconds: int = 0
    """How long nobody may use the page before `idle_lock.js` covers it."""
    locked_seconds: int = LOCKED_SECONDS
    may_lock_down: bool = False
    is_closed: bool = False
    """Is logging in closed for somebody, because of a lock-down?"""
    locked_down_since: datetime | None = None
    languages: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)
    """What can be chosen: everything before log-in, then what the programme speaks."""
    waits_for_key: bool = False
    """Was the person told that a colleague has to admit their key?"""
    uses_keys: bool = False
    """Do single keys act on the desk's pages for this person?"""

    @property
    def more_count(self) -> int:
        """How much waits behind the entries under “More”."""
        return sum(item.count for item in self.more)

    @property
    def is_more_current(self) -> bool:
        """Is this page one of them?"""
        return any(item.is_current for item in self.more)

    @property
    def members_hold_keys(self) -> bool:
        """Do texts open by keys of people alone?"""
        return not server_reads()

    @property
    def second_factor_is_off(self) -> bool:
        """In a demo: the password is enough."""
        return not settings.SECOND_FACTOR_REQUIRED


def site(request: HttpRequest) -> dict[str, Any]:
    """The template variable `site`."""
    user = getattr(request, "user", None)  # a request refused at the door has none
    # Who stands before a locked page is not yet known.
    if not isinstance(user, User) or getattr(request, "is_session_locked", False):
        return {"site": Site(settings.DEMO, [], "", "", "", is_closed=Lockdown.objects.current().exists())}
    if lockdowns := lockdowns_of(user):
        since = min(lockdown.started_at for lockdown in lockdowns)
        return {"site": replace(_frame(user, []), locked_down_since=since, may_lock_down=False)}
    # A page that asks by itself, every few seconds, gets a piece without a menu: nothing is counted for it.
    match = request.resolver_match
    page = here = _url_name(request) or ""
    if here.startswith(BESIDE_ADVOCACY) and has_permission(user, Permission.ADVOCACY_MANAGE):
        here = "advocacy_list"
    entries = [
        NavigationItem(reverse(name), str(label), name == here, _count(name, user), name in RARE, name == page)
        for name, label, permissions in (() if getattr(match and match.func, "is_background", False) else NAVIGATION)
        if any(has_permission(user, permission) for permission in permissions)
        and not (name in BY_TABS and has_permission(user, Permission.ADVOCACY_MANAGE))
    ]
    return {"site": replace(_frame(user, entries), waits_for_key=bool(request.session.get(WAITS_KEY)))}


def _url_name(request: HttpRequest) -> str | None:
    return request.resolver_match.url_name if request.resolver_match else None


def _count(name: str, user: User) -> int:
    """How much waits behind an entry: `settings.NAVIGATION_COUNTS` names the function that knows, `f(*, by)`."""
    path = settings.NAVIGATION_COUNTS.get(name)
    if path is None:
        return 0
    count: Callable[..., int] = import_string(path)
    return count(by=user)


def _frame(user: User, entries: list[NavigationItem]) -> Site:
    is_folded = len(entries) > ENTRIES_IN_SIGHT
    return Site(
        settings.DEMO,
        [item for item in entries if not (is_folded and item.is_rare)],
        str(user),
        ", ".join(str(ROLE_LABELS[role]) for role in sorted(reach_of(user).roles)),
        _programme_label(user),
        more=tuple(item for item in entries if is_folded and item.is_rare),
        idle_seconds=idle_limit(user),
        may_lock_down=has_permission(user, Permission.LOCK_DOWN),
        languages=tuple(languages_of(user)),
        uses_keys=user.uses_keys,
    )


def _programme_label(user: User) -> str:
    programme = programme_of(user)
    return getattr(programme, f"name_{get_language()}", "") or programme.name_ru if programme else ""
