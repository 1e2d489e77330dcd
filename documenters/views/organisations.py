"""Organisations of a programme: their names, who works in them, and whether new cases begin there."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documenters.actions import organisations as actions
from documenters.forms.members import OrganisationForm
from documenters.models import MentorAssignment, Organisation, Programme, User
from documenters.permissions import Permission, Role
from documenters.views.guards import SignedInRequest, managed_programme, permitted, recently_authenticated

PEOPLE_HERE = Q(memberships__role=Role.DOCUMENTER, memberships__ended_at=None, memberships__user__is_active=True)


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation."""

    organisation: Organisation
    documenters: int
    mentors: list[User]


@require_safe
@permitted(Permission.MEMBER_MANAGE)
def organisation_list(request: SignedInRequest) -> HttpResponseBase:
    """All organisations, those that have ended last."""
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    return render(request, "documenters/organisation_list.html", {"rows": _rows(programme)})


@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def organisation_change(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Rename an organisation; here are also the buttons that end it and open it again."""
    organisation = _organisation(request, public_id)
    form = OrganisationForm(organisation.programme, request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        actions.organisation_change(organisation, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("The name is saved. Old cases show it too."))
        return redirect("organisation_list")
    row = next(row for row in _rows(organisation.programme) if row.organisation == organisation)
    return render(request, "documenters/organisation_change.html", {"form": form, "row": row})


@require_POST
@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def organisation_end(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """No new cases begin there."""
    organisation = actions.organisation_end(_organisation(request, public_id), by=request.user)
    return _done(request, organisation, _("No new cases begin in %(name)s. Its cases stay."))


@require_POST
@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def organisation_reopen(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """New cases can begin there again."""
    organisation = actions.organisation_reopen(_organisation(request, public_id), by=request.user)
    return _done(request, organisation, _("New cases can begin in %(name)s again."))


def _organisation(request: SignedInRequest, public_id: UUID) -> Organisation:
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    for organisation in programme.organisations.select_related("programme"):
        if organisation.public_id == public_id:
            return organisation
    raise Http404


def _rows(programme: Programme) -> list[OrganisationRow]:
    found = programme.organisations.annotate(people=Count("memberships", filter=PEOPLE_HERE, distinct=True))
    mentors: dict[int, list[User]] = {}
    assigned = MentorAssignment.objects.filter(ended_at=None, organisation__programme=programme)
    for row in assigned.select_related("mentor").order_by("mentor__display_name", "pk"):
        mentors.setdefault(row.organisation_id, []).append(row.mentor)
    return [
        OrganisationRow(organisation, organisation.people, mentors.get(organisation.pk, []))
        for organisation in found.order_by("-is_active", "name")
    ]


def _done(request: SignedInRequest, organisation: Organisation, said: str) -> HttpResponseRedirect:
    messages.success(request, said % {"name": organisation})
    return redirect("organisation_change", organisation.public_id)
