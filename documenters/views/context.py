"""What every page shows around its content."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from documenters.access import has_permission, lockdowns_of, programme_of, reach_of
from documenters.actions.audit_log import waiting_warnings
from documenters.lifetimes import LOCKED_SECONDS, idle_limit
from documenters.models import ROLE_LABELS, Lockdown, User
from documenters.permissions import Permission

NEUTRAL_PAGE = "https://www.google.com/search?q=weather"
"""Where “leave quickly” goes: a page that anybody may have open."""

NAVIGATION = (
    (
        "queue",
        gettext_noop("Waiting for me"),
        (Permission.CASE_VALIDATE, Permission.CASE_APPROVE, Permission.CASE_SUBMIT),
    ),
    ("case_list", gettext_noop("Cases"), (Permission.SEALED_OPEN,)),
    ("figures", gettext_noop("Figures"), (Permission.FIGURES_LIVE,)),
    ("published", gettext_noop("Published figures"), (Permission.FIGURES_PUBLISHED,)),
    ("release_list", gettext_noop("Releases"), (Permission.RELEASE_BUILD, Permission.RELEASE_APPROVE)),
    ("term_lists", gettext_noop("Code lists"), (Permission.TERM_MANAGE,)),
    ("member_list", gettext_noop("Members"), (Permission.MEMBER_MANAGE,)),
    ("audit_log", gettext_noop("Log"), (Permission.LOG_READ,)),
    ("programme_settings", gettext_noop("Settings"), (Permission.SETTINGS_MANAGE,)),
)
"""URL name, label, and the permissions of which one opens the entry."""


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the menu."""

    url: str
    label: str
    is_current: bool
    count: int = 0
    """How much waits behind it."""


@dataclass(frozen=True)
class Site:
    """The frame of a page."""

    is_demo: bool
    navigation: list[NavigationItem]
    user_label: str
    role_label: str
    programme_label: str
    quick_exit_url: str = NEUTRAL_PAGE
    """Where the script of “leave quickly” goes; without it `quick_exit` answers the same."""
    idle_seconds: int = 0
    """How long nobody may use the page before `idle_lock.js` covers it."""
    locked_seconds: int = LOCKED_SECONDS
    may_lock_down: bool = False
    is_closed: bool = False
    """Is logging in closed for somebody, because of a lock-down?"""
    locked_down_since: datetime | None = None

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
    current = request.resolver_match.url_name if request.resolver_match else ""
    navigation = [
        NavigationItem(
            reverse(name), _(label), name == current, waiting_warnings(by=user) if name == "audit_log" else 0
        )
        for name, label, permissions in NAVIGATION
        if any(has_permission(user, permission) for permission in permissions)
    ]
    return {"site": _frame(user, navigation)}


def _frame(user: User, navigation: list[NavigationItem]) -> Site:
    return Site(
        settings.DEMO,
        navigation,
        str(user),
        ", ".join(str(ROLE_LABELS[role]) for role in sorted(reach_of(user).roles)),
        _programme_label(user),
        idle_seconds=idle_limit(user),
        may_lock_down=has_permission(user, Permission.LOCK_DOWN),
    )


def _programme_label(user: User) -> str:
    programme = programme_of(user)
    return getattr(programme, f"name_{get_language()}", "") or programme.name_ru if programme else ""
