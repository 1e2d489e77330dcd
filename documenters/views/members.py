"""People of a programme: who they are, what they may do, and whom a mentor looks after."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documenters.actions import members as actions
from documenters.actions import organisations
from documenters.forms import MemberForm, OrganisationForm
from documenters.models import Membership, MentorAssignment, Organisation, Programme, User
from documenters.permissions import Permission, Role
from documenters.vault.passphrases import new_passphrase
from documenters.views.guards import SignedInRequest, managed_programme, permitted

PAGE_SIZE = 50


@dataclass
class MemberRow:
    """One person on the page."""

    user: User
    is_self: bool
    memberships: list[Membership] = field(default_factory=list)
    mentored: list[Organisation] = field(default_factory=list)
    assignable: list[Organisation] = field(default_factory=list)

    @property
    def is_mentor(self) -> bool:
        """Does the person review cases?"""
        return any(row.role == Role.MENTOR for row in self.memberships)


@permitted(Permission.MEMBER_MANAGE)
def member_list(request: SignedInRequest) -> HttpResponseBase:
    """Everybody in the programme."""
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    people = _people(programme).order_by("-is_active", "display_name", "username")
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = _rows(programme, list(page.object_list), viewer=request.user)
    return render(request, "documenters/member_list.html", {"page": page, "rows": rows})


@permitted(Permission.MEMBER_MANAGE)
def member_add(request: SignedInRequest) -> HttpResponseBase:
    """Make an account; its one-time passphrase is shown in this answer and nowhere else."""
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    form = MemberForm(programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        passphrase = new_passphrase()
        membership = actions.member_add(programme, password=passphrase, by=request.user, **form.cleaned_data)
        context = {"membership": membership, "mentored": form.cleaned_data["mentored"], "passphrase": passphrase}
        return render(request, "documenters/member_added.html", context)
    return render(request, "documenters/member_add.html", {"form": form})


@permitted(Permission.MEMBER_MANAGE)
def organisation_add(request: SignedInRequest) -> HttpResponseBase:
    """Take an organisation into the programme."""
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    form = OrganisationForm(programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = organisations.organisation_add(programme, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("%(name)s is part of the programme.") % {"name": organisation})
        return redirect("member_list")
    return render(request, "documenters/organisation_add.html", {"form": form})


@require_POST
@permitted(Permission.MEMBER_MANAGE)
def member_suspend(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Lock an account."""
    programme, user = _member(request, pk)
    try:
        actions.member_suspend(user, programme, by=request.user)
    except PermissionDenied:
        messages.error(request, _("Nobody can suspend themselves. Ask another administrator."))
    else:
        messages.success(request, _("%(name)s is suspended and logged out.") % {"name": user})
    return _to_member(user)


@require_POST
@permitted(Permission.MEMBER_MANAGE)
def member_reinstate(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Open a suspended account again."""
    programme, user = _member(request, pk)
    actions.member_reinstate(user, programme, by=request.user)
    messages.success(request, _("%(name)s can log in again, with the same password.") % {"name": user})
    return _to_member(user)


@require_POST
@permitted(Permission.MEMBER_MANAGE)
def mentor_assign(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Let a mentor look after one more organisation."""
    programme, mentor = _member(request, pk)
    organisation = _organisation(request, programme)
    try:
        actions.mentor_assign(mentor, organisation, by=request.user)
    except PermissionDenied:
        raise Http404 from None
    texts = {"name": mentor, "organisation": organisation}
    messages.success(request, _("%(name)s now looks after %(organisation)s.") % texts)
    return _to_member(mentor)


@require_POST
@permitted(Permission.MEMBER_MANAGE)
def mentor_release(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """End a mentor's work with one organisation."""
    programme, mentor = _member(request, pk)
    organisation = _organisation(request, programme)
    actions.mentor_release(mentor, organisation, by=request.user)
    texts = {"name": mentor, "organisation": organisation}
    messages.success(request, _("%(name)s no longer sees the cases of %(organisation)s.") % texts)
    return _to_member(mentor)


def _people(programme: Programme) -> QuerySet[User]:
    return User.objects.filter(pk__in=programme.memberships.filter(ended_at=None).values("user"))


def _rows(programme: Programme, people: list[User], *, viewer: User) -> list[MemberRow]:
    organisations = list(programme.organisations.filter(is_active=True))
    rows = {user.pk: MemberRow(user, is_self=user.pk == viewer.pk) for user in people}
    memberships = programme.memberships.filter(ended_at=None, user__in=people).select_related("organisation")
    for membership in memberships.order_by("role", "pk"):
        rows[membership.user_id].memberships.append(membership)
    assignments = MentorAssignment.objects.filter(
        ended_at=None, mentor__in=people, organisation__programme=programme
    ).select_related("organisation")
    for assignment in assignments.order_by("organisation__name"):
        rows[assignment.mentor_id].mentored.append(assignment.organisation)
    for row in rows.values():
        if row.is_mentor:
            row.assignable = [item for item in organisations if item not in row.mentored]
    return list(rows.values())


def _member(request: SignedInRequest, pk: int) -> tuple[Programme, User]:
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    user = _people(programme).filter(pk=pk).first()
    if user is None:
        raise Http404
    return programme, user


def _organisation(request: SignedInRequest, programme: Programme) -> Organisation:
    chosen = request.POST.get("organisation", "")
    found = programme.organisations.filter(pk=chosen).first() if chosen.isdecimal() else None
    if found is None:
        raise Http404
    return found


def _to_member(user: User) -> HttpResponseRedirect:
    return redirect(f"{reverse('member_list')}#member-{user.pk}")
