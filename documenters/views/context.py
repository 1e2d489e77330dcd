"""What every page shows around its content."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from documenters.access import has_permission, programme_of, reach_of
from documenters.models import ROLE_LABELS, User
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
    ("figures", gettext_noop("Figures"), (Permission.FIGURES_LIVE, Permission.FIGURES_PUBLISHED)),
    ("term_lists", gettext_noop("Code lists"), (Permission.TERM_MANAGE,)),
    ("member_list", gettext_noop("Members"), (Permission.MEMBER_MANAGE,)),
    ("programme_settings", gettext_noop("Settings"), (Permission.SETTINGS_MANAGE,)),
)
"""URL name, label, and the permissions of which one opens the entry."""


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the menu."""

    url: str
    label: str
    is_current: bool


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


def site(request: HttpRequest) -> dict[str, Any]:
    """The template variable `site`."""
    user = request.user
    if not isinstance(user, User):
        return {"site": Site(settings.DEMO, [], "", "", "")}
    current = request.resolver_match.url_name if request.resolver_match else ""
    navigation = [
        NavigationItem(reverse(name), _(label), name == current)
        for name, label, permissions in NAVIGATION
        if any(has_permission(user, permission) for permission in permissions)
    ]
    roles = ", ".join(str(ROLE_LABELS[role]) for role in sorted(reach_of(user).roles))
    return {"site": Site(settings.DEMO, navigation, str(user), roles, _programme_label(user))}


def _programme_label(user: User) -> str:
    programme = programme_of(user)
    return getattr(programme, f"name_{get_language()}", "") or programme.name_ru if programme else ""
