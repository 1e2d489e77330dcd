"""Locking a programme down, and reopening it by two people (docs/adr/0011)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documenters.access import has_reopened, lockdowns_of
from documenters.actions import lockdown as actions
from documenters.forms.lockdown import LockdownForm, PeopleForm
from documenters.models import Lockdown
from documenters.permissions import Permission
from documenters.views.guards import (
    SignedInRequest,
    managed_programme,
    permitted,
    recently_authenticated,
    signed_in,
)


@permitted(Permission.LOCK_DOWN)
def lockdown_start(request: SignedInRequest) -> HttpResponseBase:
    """What a lock-down does, and the button. Only the button asks for the password: the page must be quick to reach."""
    if request.method == "POST":
        return _start(request)
    programme = managed_programme(request, Permission.LOCK_DOWN)
    return render(request, "documenters/lockdown_start.html", {"form": LockdownForm(programme)})


@recently_authenticated
def _start(request: SignedInRequest) -> HttpResponseBase:
    programme = managed_programme(request, Permission.LOCK_DOWN)
    form = LockdownForm(programme, request.POST)
    if not form.is_valid():
        return render(request, "documenters/lockdown_start.html", {"form": form})
    try:
        closed = actions.lockdown_start(
            programme, reason=form.cleaned_data["reason"], people=form.people, by=request.user
        )
    except actions.LockedDown:
        closed = None
    # Everybody's sessions have ended; this one, too, leaves no cookie.
    logout(request)
    return render(request, "documenters/lockdown_started.html", {"closed": closed})


@permitted(Permission.LOCK_DOWN)
@recently_authenticated
def lockdown_people(request: SignedInRequest) -> HttpResponseBase:
    """Name, in peace time, the two who may log in during a lock-down."""
    programme = managed_programme(request, Permission.LOCK_DOWN)
    form = PeopleForm(programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.lockdown_people_set(programme, form.people, by=request.user)
        messages.success(request, _("The two people are named. Tell both of them."))
        return redirect("lockdown_start")
    return render(request, "documenters/lockdown_people.html", {"form": form})


@require_safe
@signed_in
def lockdown(request: SignedInRequest) -> HttpResponseBase:
    """For the two people: what happened, and opening again. There is nothing else for them now."""
    closed = _own_lockdown(request)
    if closed is None:
        return redirect("home")
    people = [
        (person, closed.proposed_by_id == person.pk, person.pk == request.user.pk)
        for person in (closed.first_person, closed.second_person)
    ]
    return render(request, "documenters/lockdown.html", {"lockdown": closed, "people": people})


@require_POST
@signed_in
@recently_authenticated
def lockdown_propose(request: SignedInRequest) -> HttpResponseBase:
    """One of the two proposes to reopen."""
    said = _("You have proposed to reopen. The other person has to log in and confirm.")
    return _step(request, actions.lockdown_propose, said)


@require_POST
@signed_in
def lockdown_withdraw(request: SignedInRequest) -> HttpResponseBase:
    """Take a proposal back, or refuse the other person's."""
    said = _("The proposal is withdrawn. The programme stays locked down.")
    return _step(request, actions.lockdown_withdraw, said)


@require_POST
@signed_in
@recently_authenticated
def lockdown_confirm(request: SignedInRequest) -> HttpResponseBase:
    """The other one of the two confirms: everybody can log in again."""
    said = _("The programme is open again. Everybody logs in anew; invitations are void.")
    return _step(request, actions.lockdown_confirm, said, then="home")


def _own_lockdown(request: SignedInRequest) -> Lockdown | None:
    """The lock-down that the person can end together with somebody; None where it has ended, 404 where there was none.

    Whoever waits at the page for the other's confirmation, and loads it again, must not find it missing.
    """
    found = [closed for closed in lockdowns_of(request.user) if request.user.pk in closed.people_ids]
    if not found and not has_reopened(request.user):
        raise Http404
    return found[0] if found else None


def _step(
    request: SignedInRequest, action: Callable[..., None], said: str, *, then: str = "lockdown"
) -> HttpResponseBase:
    """Take one step of reopening, and say so; the page again where the other person was quicker."""
    closed = _own_lockdown(request)
    if closed is None:
        messages.info(request, _("The programme is open again. Everybody logs in anew; invitations are void."))
        return redirect("home")
    try:
        action(closed, by=request.user)
    except actions.NotLockedDown:
        messages.warning(request, _("Something changed meanwhile. Look at it again."))
        return redirect("lockdown")
    messages.success(request, said)
    return redirect(then)
