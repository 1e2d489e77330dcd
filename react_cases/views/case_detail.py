"""One case: its four axes, what is in it, what can be done, and everything that happened."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documenters.access import reach_of
from documenters.models import User
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions.erasure import receipt_number
from react_cases.actions.follow_up import may_take_back
from react_cases.actions.openings import openings_of
from react_cases.forms.review import suggested_articles
from react_cases.models import Case
from react_cases.models.choices import CommentField
from react_cases.taxonomy.treaties import TREATIES
from react_cases.views.advocacy_rows import case_lines
from react_cases.views.case_record import CaseRecord, read_record
from react_cases.views.case_sections import day, sections_of
from react_cases.views.changes import changes_of
from react_cases.views.client_links import client_panel
from react_cases.views.evidence_list import evidence_rows, evidence_url
from react_cases.views.fetching import visible_case
from react_cases.views.next_steps import follow_up_of, next_steps, page_of, waiting_sentence
from react_cases.views.receipts import erasing_step, receipt_languages
from react_cases.views.story_rows import story_link
from react_cases.views.strategic_rows import strategic_panel, strategic_url
from react_cases.views.tasks import State, tasks_of
from react_cases.views.timeline import step_title, timeline_of
from react_cases.workflow import Status

READING_ORDER = (
    CommentField.NARRATIVE,
    CommentField.VIOLATIONS,
    CommentField.VIOLATORS,
    CommentField.EVENT,
    CommentField.CLIENT,
    CommentField.RESPONSES,
    CommentField.READINESS,
    CommentField.CONSENT,
    CommentField.CASE,
)
"""First what happened, then to whom, then what was done: the intake asks in another order."""


@dataclass(frozen=True)
class AxisState:
    """One of the four axes at a glance."""

    label: str
    code: str
    value: str


@require_safe
@permitted(Permission.SEALED_OPEN)
def case_detail(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The page of a case. Opening it opens its texts, which is logged."""
    case, user = visible_case(request, public_id), request.user
    if case.status == Status.ERASED:
        return render(request, "react_cases/case_erased.html", _tombstone(case))
    record = read_record(case, by=user)
    follow_up = follow_up_of(case, user)
    context = {
        "case": case,
        "record": record,
        "facts": identity_facts(case, user),
        "axes": axes_of(case),
        "changes": changes_of(record, user),
        "sections": sorted(sections_of(record), key=lambda part: READING_ORDER.index(part.field)),
        "steps": next_steps(case, user),
        "waiting": waiting_sentence(case, user),
        "follow_up": follow_up,
        "status_url": page_of("response_status_set", case),
        "tasks": (tasks := tasks_of(case, record, user)),
        "tasks_done": sum(task.state is State.DONE for task in tasks),
        "removable": [row for row in record.responses if follow_up and may_take_back(row, by=user)],
        "print_url": page_of("case_print", case) if case.status != Status.DRAFT else "",
        "articles": articles_of(record),
        "evidence": evidence_rows(record, user),
        "evidence_url": evidence_url(case, user),
        "events": timeline_of(record),
        "client": client_panel(case, user),
        **_beside(record, user),
    }
    return render(request, "react_cases/case_detail.html", context)


def _beside(record: CaseRecord, user: User) -> dict[str, Any]:
    """What comes of the case, and who opened it."""
    return {
        "strategic": strategic_panel(record, user),
        "strategic_url": strategic_url(record, user),
        "story": story_link(record.case, user),
        "advocacy": case_lines(record.case, user),
        "openings": openings_of(record.case, by=user),
    }


def identity_facts(case: Case, user: User) -> list[dict[str, str]]:
    """What stands beside the case number. Who recorded it, and where, is for those who review."""
    facts = [{"label": _("Registered"), "value": day(case.received_on)}]
    reach = reach_of(user)
    if case.documenter_id != user.pk:
        facts.append({"label": _("Documenter"), "value": str(case.documenter)})
    if case.documenter_id != user.pk or len(reach.documenter_of) > 1:
        facts.append({"label": _("Organisation"), "value": case.organisation.name})
    return facts


def axes_of(case: Case) -> list[AxisState]:
    """The four independent axes."""
    return [
        AxisState(_("Status"), case.status, str(case.get_status_display())),
        AxisState(_("Qualification"), case.qualification, str(case.get_qualification_display())),
        AxisState(_("Help"), case.response_status, str(case.get_response_status_display())),
        AxisState(_("Readiness"), case.readiness, str(case.get_readiness_display()) or "—"),
    ]


def articles_of(record: CaseRecord) -> dict[str, Any]:
    """Treaty articles by treaty: those confirmed, or else those that the categories suggest."""
    confirmed = list(record.case.articles)
    groups: dict[str, list[str]] = {}
    for code in confirmed or suggested_articles(record.violations):
        treaty, _separator, article = code.partition(" ")
        groups.setdefault(treaty, []).append(article)
    return {
        "is_confirmed": bool(confirmed),
        "treaties": [
            {"code": code, "name": TREATIES[code].label(get_language() or "en"), "articles": ", ".join(articles)}
            for code, articles in groups.items()
            if code in TREATIES
        ],
    }


def _tombstone(case: Case) -> dict[str, Any]:
    """What is left of an erased case, and the receipts for its client."""
    step = erasing_step(case)
    context: dict[str, Any] = {"case": case}
    if step is not None:
        why = step.reason.label if step.reason else ""
        context["last"] = {"title": step_title(step), "by": str(step.by), "on": day(timezone.localdate(step.at))}
        context |= {"reason": why, "receipt": "" if case.is_practice else receipt_number(case)}
        context["languages"] = receipt_languages(case)
    return context
