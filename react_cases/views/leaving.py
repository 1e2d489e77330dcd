"""Members who change place or leave: their cases are handed over in the same step."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documenters.actions.roles import LastOfRole, begins_unconfirmed
from documenters.actions.vaults import LastHolder
from documenters.models import Organisation, User
from documenters.permissions import Permission, Role
from documenters.views.guards import SignedInRequest, permitted, recently_authenticated
from documenters.views.member_rows import MemberRow
from documenters.views.members import manageable_row, member_row, to_member, why_not
from react_cases.actions import leaving as actions
from react_cases.actions.handover import cases_held, may_hand_over
from react_cases.forms.leaving import HandOverForm, LeaveForm, MemberChangeForm


@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def member_change(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Give a person another role, another organisation, or other organisations to look after."""
    programme, row = manageable_row(request, public_id)
    place, number = _cases(request, row)
    may = may_hand_over(programme, by=request.user)
    form = MemberChangeForm(programme, row.user, place, number, may, request.POST or None, initial=_held(row))
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("role", "organisation", "looks_after")}
        estate = _estate(place, form.cleaned_data["heir"])
        try:
            changed = actions.member_change(row.user, programme, **data, estate=estate, by=request.user)
        except (LastOfRole, LastHolder) as error:
            form.add_error(None, why_not(error))
        else:
            _say_kept(request, changed.kept)
            said = _("Proposed. It begins once a second person confirms it.") if changed.proposal else _("Changed.")
            messages.success(request, said)
            if begins_unconfirmed(programme, data["role"], person=row.user, by=request.user):
                messages.info(request, _("Besides you nobody manages the programme: no second person confirmed it."))
            return to_member(row.user)
    context = {"form": form, "row": row, "is_for_coordinator": "heir" not in form.fields and number}
    return render(request, "react_cases/member_change.html", context)


@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def member_leave(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """End a person's work for good."""
    programme, row = manageable_row(request, public_id)
    place, number = _cases(request, row)
    may = may_hand_over(programme, by=request.user)
    form = LeaveForm(row.user, place, number, may, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        estate = _estate(place, form.cleaned_data.get("heir"))
        try:
            kept = actions.member_leave(row.user, programme, estate=estate, by=request.user)
        except (LastOfRole, LastHolder) as error:
            form.add_error(None, why_not(error))
        else:
            _say_kept(request, kept)
            messages.success(request, _("%(name)s has left and is logged out everywhere.") % {"name": row.user})
            return to_member(row.user)
    context = {"form": form, "row": row, "is_for_coordinator": "heir" not in form.fields and number}
    return render(request, "react_cases/member_leave.html", context)


@permitted(Permission.MEMBER_CONFIRM)
@recently_authenticated
def member_hand_over(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Give the cases of somebody who left, organisation by organisation, to a colleague."""
    programme, row = member_row(request, public_id)
    places = programme.organisations.filter(
        memberships__user=row.user, memberships__role=Role.DOCUMENTER, memberships__programme=programme
    )
    if row.is_self or not places.exists():
        raise Http404
    held = ((place, cases_held(row.user, place, by=request.user)) for place in places.distinct().order_by("pk"))
    place, number = next(((place, number) for place, number in held if number), (None, 0))
    if place is None:
        messages.info(request, _("There are no cases to hand over."))
        return to_member(row.user)
    form = HandOverForm(row.user, place, number, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        estate = actions.Estate(place, form.cleaned_data["heir"])
        handed = actions.member_hand_over(row.user, estate, by=request.user)
        _say_kept(request, handed.kept)
        messages.success(request, _("Handed over to %(name)s.") % {"name": estate.heir})
        return to_member(row.user)
    return render(request, "react_cases/member_hand_over.html", {"form": form, "row": row, "place": place})


def _cases(request: SignedInRequest, row: MemberRow) -> tuple[Organisation | None, int]:
    """Where the person records cases, and how many there are to hand over."""
    place = row.documents_for
    return place, cases_held(row.user, place, by=request.user) if place else 0


def _estate(place: Organisation | None, heir: User | None) -> actions.Estate | None:
    return actions.Estate(place, heir) if place else None


def _say_kept(request: SignedInRequest, kept: int) -> None:
    if kept:
        said = ngettext(
            "One case was not handed over: the colleague has reviewed it.",
            "%(number)d cases were not handed over: the colleague has reviewed them.",
            kept,
        )
        messages.warning(request, said % {"number": kept})


def _held(row: MemberRow) -> dict[str, object]:
    """What the person has now, as the form shows it."""
    held = row.memberships[0] if row.memberships else None
    return {
        "role": held.role if held else None,
        "organisation": row.documents_for,
        "looks_after": row.looks_after,
    }
