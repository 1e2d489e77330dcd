"""What waits for a person, oldest first."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documenters.access import has_permission, reach_of
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.models import Case, Violation
from react_cases.models.case import CaseQuerySet
from react_cases.workflow import Status

PAGE = 25
"""Cases on a page."""

DRAFTS = 50
"""The newest drafts that are listed; all of them are in the list of cases."""


@dataclass(frozen=True)
class Waiting:
    """One line of the queue."""

    case: Case
    reason: str
    days: int
    is_late: bool
    is_corrected: bool
    """The author has answered a return."""

    @property
    def age(self) -> str:
        """How long it waits, in words."""
        return (
            ngettext("%(count)s day", "%(count)s days", self.days) % {"count": self.days} if self.days else _("today")
        )

    @property
    def kind(self) -> str:
        """The sign of the reason."""
        return "attention" if self.case.status == Status.RETURNED else "waiting"


@require_safe
@permitted(Permission.CASE_VALIDATE, Permission.CASE_APPROVE, Permission.CASE_SUBMIT)
def queue(request: SignedInRequest) -> HttpResponseBase:
    """The cases on which this person has the next step; for documenters their drafts as well."""
    user = request.user
    reach = reach_of(user)
    page = Paginator(_with_rows(Case.objects.visible_to(user).waiting_for(user)), PAGE).get_page(
        request.GET.get("page")
    )
    drafts = Case.objects.visible_to(user).filter(documenter=user, status=Status.DRAFT).order_by("-created_at", "-pk")
    to_erase = Case.objects.visible_to(user).awaiting_erasure()
    context = {
        "page": page,
        "items": waiting_items(page),
        "drafts": drafts[:DRAFTS] if reach.documenter_of else [],
        "can_create": has_permission(user, Permission.CASE_CREATE),
        "to_erase": to_erase if has_permission(user, Permission.CASE_ERASE) else [],
        "reviews": bool(reach.mentor_of) or has_permission(user, Permission.CASE_APPROVE),
    }
    return render(request, "react_cases/queue.html", context)


def waiting_items(page: Page[Case], today: datetime.date | None = None) -> list[Waiting]:
    """The lines of one page. A case is late when it has waited longer than its programme allows."""
    today = today or timezone.localdate()
    items = []
    for case in page:
        days = max((today - timezone.localdate(case.status_at)).days, 0)
        is_corrected = case.status != Status.RETURNED and case.return_count > 0  # type: ignore[attr-defined]
        items.append(Waiting(case, _reason(case), days, days > case.programme.late_after_days, is_corrected))
    return items


def _reason(case: Case) -> str:
    if case.status == Status.SUBMITTED:
        return _("Waits for your check")
    if case.status == Status.VALIDATED:
        return _("Waits for approval")
    count = case.open_comment_count  # type: ignore[attr-defined]
    said = ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count}
    return _("Returned to you: %(comments)s") % {"comments": said}


def _with_rows(cases: CaseQuerySet) -> CaseQuerySet:
    return (
        cases.select_related("programme", "organisation", "oblast")
        .annotate(
            open_comment_count=Count("comments", filter=Q(comments__resolved_at=None), distinct=True),
            return_count=Count("transitions", filter=Q(transitions__target=Status.RETURNED), distinct=True),
        )
        .prefetch_related(Prefetch("violations", Violation._default_manager.select_related("category"), to_attr="rows"))
    )
