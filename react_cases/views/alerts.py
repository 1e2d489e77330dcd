"""Alerts: what a coordinator has watched, what has gathered, and the way from there to an advocacy action."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documenters.access import has_permission
from documenters.database.patience import TooSlow, patience
from documenters.limits import limited
from documenters.models import Programme, User
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted
from react_cases.actions import alerts as actions
from react_cases.actions.alert_words import rule_text
from react_cases.actions.alerts import CODES, AlertRefused, Look, RuleData
from react_cases.forms.alerts import AlertForm, prefilled
from react_cases.models import Alert, AlertFiring
from react_cases.models.alert import AlertFiringQuerySet
from react_cases.workflow import Status

PAGE = 20
"""Firings on a page. So many alerts that have ended are listed, too."""
SECONDS = 5.0
"""For how long looking back may keep the database busy, as in the list of cases."""


@require_safe
@permitted(Permission.ALERT_MANAGE)
def alert_list(request: SignedInRequest) -> HttpResponseBase:
    """What is watched, and what has fired: news first, then page by page what somebody has looked at."""
    alerts = Alert.objects.visible_to(request.user).select_related(*CODES, "made_by", "ended_by")
    alerts = alerts.annotate(fired=Count("firings"), last=Max("firings__fired_at")).order_by("-made_at", "-pk")
    fired = _with_cases(AlertFiring.objects.visible_to(request.user))
    page = Paginator(fired.exclude(seen_at=None), PAGE).get_page(request.GET.get("page"))
    context = {
        "watched": [_alert_row(alert) for alert in alerts.current()],
        "ended": [_alert_row(alert) for alert in alerts.exclude(ended_at=None).order_by("-ended_at")[:PAGE]],
        "news": [_firing_row(firing) for firing in fired.filter(seen_at=None)],
        "page": page,
        "seen": [_firing_row(firing) for firing in page],
    }
    return render(request, "react_cases/alert_list.html", context)


@permitted(Permission.ALERT_MANAGE)
@limited("alerts", "120/h")
def alert_add(request: SignedInRequest) -> HttpResponseBase:
    """Say what is to be watched, look back at what it would have found, and have it watched."""
    programme = managed_programme(request, Permission.ALERT_MANAGE)
    form = AlertForm(programme, request.POST if request.method == "POST" else None, asked=request.GET)
    if request.method == "POST" and form.is_valid() and "look" not in request.POST:
        try:
            actions.alert_add(programme, form.rule(), by=request.user)
        except AlertRefused as error:
            form.say(error)
        else:
            messages.success(request, _("It is watched from now on. You are told when it fires."))
            return redirect("alert_list")
    shown = form if form.is_bound else AlertForm(programme, prefilled(request.GET))
    rule = shown.rule() if shown.is_bound and shown.is_valid() else None
    context = {"form": form, "sentence": rule_text(rule) if rule else "", "look": _look(programme, rule, request.user)}
    return render(request, "react_cases/alert_add.html", context)


@require_POST
@permitted(Permission.ALERT_MANAGE)
def alert_end(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Watch it no longer."""
    alert = Alert.objects.visible_to(request.user).filter(public_id=public_id).first()
    if alert is None:
        raise Http404
    actions.alert_end(alert, by=request.user)
    messages.success(request, _("It is watched no longer. What it has found stays."))
    return redirect("alert_list")


@require_POST
@permitted(Permission.ALERT_MANAGE)
def firing_seen(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Somebody has looked at what an alert has found."""
    firing = AlertFiring.objects.visible_to(request.user).select_related("alert").filter(public_id=public_id).first()
    if firing is None:
        raise Http404
    actions.firing_seen(firing, by=request.user)
    messages.success(request, _("Put with what was looked at."))
    return redirect("alert_list")


def alert_news(user: User) -> list[dict[str, Any]]:
    """What has fired and nobody has looked at, for the first page of a coordinator; asks nothing for anybody else."""
    if not has_permission(user, Permission.ALERT_MANAGE):
        return []
    return [_firing_row(firing) for firing in _with_cases(AlertFiring.objects.visible_to(user)).filter(seen_at=None)]


def _with_cases(firings: AlertFiringQuerySet) -> AlertFiringQuerySet:
    """With the number of cases that their list shows."""
    named = firings.select_related("place", "seen_by", *(f"alert__{name}" for name in CODES))
    there = ~Q(case_links__case__status=Status.ERASED)
    return named.annotate(case_count=Count("case_links", filter=there)).order_by("-fired_at", "-pk")


def _alert_row(alert: Alert) -> dict[str, Any]:
    return {"alert": alert, "text": rule_text(alert)}


def _firing_row(firing: AlertFiring) -> dict[str, Any]:
    return {"firing": firing, "text": rule_text(firing.alert), "query": f"firing={firing.public_id}"}


def _look(programme: Programme, rule: RuleData | None, user: User) -> Look | None:
    """Nothing where there is no whole rule yet, and where the database would take too long."""
    if rule is None:
        return None
    try:
        with patience(SECONDS):
            return actions.rule_look(programme, rule, by=user)
    except TooSlow:
        return None
