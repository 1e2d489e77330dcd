"""The tabs of the pages on which cases become change: advocacy, alerts, strategic cases, stories, reports, library."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from documenters.access import has_permission
from documenters.permissions import Permission
from react_cases.forms.shown import FIELD, page_token

register = template.Library()

TABS: tuple[tuple[str, Promise, tuple[Permission, ...]], ...] = (
    ("advocacy_list", _("Actions"), (Permission.ADVOCACY_MANAGE,)),
    ("alert_list", _("Alerts"), (Permission.ALERT_MANAGE,)),
    ("strategic_list", _("Strategic cases"), (Permission.STRATEGIC_MANAGE,)),
    ("story_list", _("Stories"), (Permission.STORY_WRITE, Permission.STORY_REVIEW)),
    ("submission_list", _("Reports"), (Permission.SUBMISSION_WRITE,)),
    ("library", _("Library"), (Permission.LIBRARY_READ,)),
)
"""URL name, label, and the permissions of which one opens the page."""


@dataclass(frozen=True)
class Tab:
    """One tab."""

    url: str
    label: str
    is_current: bool


@register.simple_tag(takes_context=True)
def change_tabs(context: dict[str, Any], here: str) -> list[Tab]:
    """The pages that the person may open; none where there is only the one they are on."""
    user = context["request"].user
    tabs = []
    for name, label, permissions in TABS:
        if any(has_permission(user, permission) for permission in permissions):
            try:
                tabs.append(Tab(reverse(name), str(label), name == here))
            except NoReverseMatch:
                continue
    return tabs if len(tabs) > 1 else []


@register.simple_tag(takes_context=True)
def was_shown(context: dict[str, Any], public_id: UUID) -> str:
    """The hidden field by which a form about this thing says that its sender was shown it."""
    token = page_token(public_id, context["request"].user)
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, token)
