"""What waits for a person: urgent danger first, then the longest wait."""

import datetime
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, DateTimeField, DurationField, ExpressionWrapper, F, Prefetch, Q, Value
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documenters.access import has_permission, reach_of
from documenters.models import User
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions.advocacy import actions_due
from react_cases.actions.content_exports import waiting_for_decision
from react_cases.actions.story_ends import stories_ended, stories_in_doubt
from react_cases.actions.story_rules import readings_of
from react_cases.models import Case, ClientGroup, Violation
from react_cases.models.case import CaseQuerySet
from react_cases.views.alerts import alert_news
from react_cases.views.decided import latest_decision
from react_cases.views.strategic_rows import due_page
from react_cases.workflow import UNDO, Status

PAGE = 25
"""Cases on a page, of those that wait and of those to look at again."""

DRAFTS = 50
"""The newest drafts that are listed; all of them are in the list of cases. So many to erase, too: others follow."""


@dataclass(frozen=True)
class Waiting:
    """One line of the queue."""

    case: Case
    reason: str
    days: int
    is_late: bool
    is_corrected: bool
    """The author has answered a return."""
    news: str = ""
    """What is new since this person may have seen the case."""

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

    @property
    def place(self) -> str:
        """Where it happened and to whom it belongs, as far as it is known."""
        group = next(iter(self.case.primary), None)  # type: ignore[attr-defined]
        return " · ".join(str(part) for part in (group and group.group.label, self.case.oblast) if part)


@require_safe
@permitted(Permission.CASE_VALIDATE, Permission.CASE_APPROVE, Permission.CASE_SUBMIT)
def queue(request: SignedInRequest) -> HttpResponseBase:
    """The cases on which this person has the next step, those to look at again, and the own drafts."""
    user = request.user
    reach = reach_of(user)
    waiting = Case.objects.visible_to(user).waiting_for(user).order_by("-is_urgent", "status_at", "pk")
    page = Paginator(_with_rows(waiting), PAGE).get_page(request.GET.get("page"))
    items = waiting_items(page)
    due = Case.objects.visible_to(user).due_for(user, timezone.localdate())
    drafts = Case.objects.visible_to(user).filter(documenter=user, status=Status.DRAFT).order_by("-created_at", "-pk")
    to_erase = Case.objects.visible_to(user).awaiting_erasure()
    context = {
        "page": page,
        "items": items,
        "lead": _lead(page.paginator.count, late_count(user), items),
        "decided": latest_decision(request),
        "due_actions": Paginator(actions_due(user, timezone.localdate()), PAGE).get_page(request.GET.get("actions")),
        "today": timezone.localdate(),
        "deadlines": due_page(user, request.GET.get("deadlines")),
        "due": Paginator(due, PAGE).get_page(request.GET.get("due")),
        "drafts": drafts[:DRAFTS] if reach.documenter_of else [],
        "can_create": has_permission(user, Permission.CASE_CREATE),
        "to_erase": to_erase[:DRAFTS] if has_permission(user, Permission.CASE_ERASE) else [],
        "asked_exports": waiting_for_decision(by=user),
        "asked_stories": readings_of(user),
        "stories_ended": stories_ended(by=user),
        "stories_in_doubt": stories_in_doubt(by=user),
        "alert_news": alert_news(user),
        "reviews": bool(reach.mentor_of) or has_permission(user, Permission.CASE_APPROVE),
    }
    return render(request, "react_cases/queue.html", context)


def waiting_items(page: Page[Case], today: datetime.date | None = None) -> list[Waiting]:
    """The lines of one page. A case is late when it has waited longer than its programme allows."""
    today = today or timezone.localdate()
    items = []
    for case in page:
        days = max((today - timezone.localdate(case.status_at)).days, 0)
        returns = case.return_count - case.undone_count  # type: ignore[attr-defined]
        is_corrected = case.status != Status.RETURNED and returns > 0
        late = days > case.programme.late_after_days
        items.append(Waiting(case, _reason(case), days, late, is_corrected, _news(case) if is_corrected else ""))
    return items


def late_count(user: User, today: datetime.date | None = None) -> int:
    """How many of the cases that wait for a person wait longer than their programme allows."""
    midnight = timezone.make_aware(datetime.datetime.combine(today or timezone.localdate(), datetime.time()))
    a_day = Value(datetime.timedelta(days=1), DurationField())
    allowed = ExpressionWrapper(F("programme__late_after_days") * a_day, DurationField())
    late = ExpressionWrapper(Value(midnight) - allowed, DateTimeField())
    return Case.objects.visible_to(user).waiting_for(user).filter(status_at__lt=late).count()


def _lead(count: int, late: int, items: list[Waiting]) -> str:
    """How much waits, how much of it is late, and in which order it stands."""
    if not items:
        return ""
    sentences = [ngettext("%(count)s case waits for you.", "%(count)s cases wait for you.", count) % {"count": count}]
    if late:
        said = ngettext(
            "%(late)s of them is late: it waits longer than %(days)s days.",
            "%(late)s of them are late: they wait longer than %(days)s days.",
            late,
        )
        sentences.append(said % {"late": late, "days": items[0].case.programme.late_after_days})
    else:
        sentences.append(_("None is late."))
    if count > 1:
        sentences.append(_("Urgent danger stands first, then the longest wait."))
    return " ".join(sentences)


def _news(case: Case) -> str:
    count = case.answered_count  # type: ignore[attr-defined]
    if not count:
        return _("Corrected after return")
    said = ngettext("Corrected: %(count)s comment answered", "Corrected: %(count)s comments answered", count)
    return said % {"count": count}


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
            # What the author's last sending has answered: it is as old as the status.
            answered_count=Count("comments", filter=Q(comments__resolved_at=F("status_at")), distinct=True),
            return_count=Count(
                "transitions",
                filter=Q(transitions__target=Status.RETURNED) & ~Q(transitions__name=UNDO),
                distinct=True,
            ),
            undone_count=Count(
                "transitions",
                filter=Q(transitions__source=Status.RETURNED, transitions__name=UNDO),
                distinct=True,
            ),
        )
        .prefetch_related(
            Prefetch("violations", Violation._default_manager.select_related("category"), to_attr="rows"),
            Prefetch(
                "client_groups",
                ClientGroup._default_manager.filter(is_primary=True).select_related("group"),
                to_attr="primary",
            ),
        )
    )
