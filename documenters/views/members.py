"""People of a programme: who they are, what they may do, and letting them in and out."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from documenters.access import has_permission
from documenters.actions import members as actions
from documenters.actions import organisations
from documenters.actions.proposals import open_to
from documenters.actions.roles import LastOfRole, OwnAccount
from documenters.actions.second_factor import second_factor_reset
from documenters.actions.takeover import (
    Refusal,
    Refused,
    recent_links,
    reinstatement_refusal,
    renewal_refusal,
    reset_refusal,
)
from documenters.actions.vaults import LastHolder
from documenters.forms.members import MemberSearchForm, OrganisationForm
from documenters.models import ROLE_LABELS, Organisation, Programme, User
from documenters.permissions import Permission, Role
from documenters.views.guards import SignedInRequest, managed_programme, permitted, recently_authenticated
from documenters.views.key_rows import key_state, unadmitted, vault_mode_notice
from documenters.views.member_rows import MemberRow, found_in, invitation_rows, people_of, rows_of

PAGE_SIZE = 50
FOUND_AT_MOST = 200
"""A search shows its answer on one page: its words stand in no address, so there is no second page to link to."""


WHY_NOT: dict[Refusal, Promise] = {
    Refusal.RESET_BY_YOU: gettext_lazy(
        "You reset this person's second factor less than 7 days ago. Another coordinator or administrator makes the "
        "link."
    ),
    Refusal.LINK_TAKES_COORDINATOR: gettext_lazy(
        "This person works with cases and has no second factor yet: the link alone would open them. A coordinator "
        "makes it."
    ),
    Refusal.LINK_BY_YOU: gettext_lazy(
        "You made this person's last link for a new passphrase. For 7 days another coordinator or administrator resets "
        "the second factor."
    ),
    Refusal.LINK_IS_OPEN: gettext_lazy(
        "There is an open link for a new passphrase that an administrator made. Let the person use it first, or revoke "
        "it in the list of members."
    ),
    Refusal.RESET_TAKES_COORDINATOR: gettext_lazy(
        "An administrator made this person's last link for a new passphrase. For 7 days a coordinator resets the "
        "second factor."
    ),
    Refusal.REINSTATING_TAKES_COORDINATOR: gettext_lazy(
        "This person reads other people's cases: a coordinator reinstates them."
    ),
}
"""What is said where it takes somebody else."""


@permitted(Permission.MEMBER_MANAGE)
def member_list(request: SignedInRequest) -> HttpResponseBase:
    """Everybody in the programme, or those whom a search names, and the invitations that are open."""
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    is_search = request.method == "POST"
    form = MemberSearchForm(programme, request.POST if is_search else None)
    wanted = form.cleaned_data if is_search and form.is_valid() else {}
    size = FOUND_AT_MOST if is_search else PAGE_SIZE
    page = Paginator(found_in(programme, wanted), size).get_page(1 if is_search else request.GET.get("page"))
    context = {
        "form": form,
        "is_search": is_search,
        "page": page,
        "rows": rows_of(programme, list(page.object_list), viewer=request.user),
        "invitations": invitation_rows(programme),
        "waiting": programme.role_proposals.filter(decided_at=None).count(),
        "to_confirm": open_to(programme, viewer=request.user).count(),
        "unadmitted": unadmitted(programme),
        "vault_mode": vault_mode_notice(),
    }
    return render(request, "documenters/member_list.html", context)


@require_safe
@permitted(Permission.MEMBER_MANAGE)
def member_detail(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """One person and what can be done about the account."""
    programme, row = member_row(request, public_id)
    has_documented = programme.memberships.filter(user=row.user, role=Role.DOCUMENTER).exists()
    may_confirm = has_permission(request.user, Permission.MEMBER_CONFIRM, programme=programme)
    context = {
        "row": row,
        "may_hand_over": has_documented and may_confirm and not row.is_self,
        "last_link": recent_links(row.user).select_related("invited_by").first(),
        "key": key_state(row.user, viewer=request.user) if row.is_here else None,
        **_refusals(row, request.user),
    }
    return render(request, "documenters/member_detail.html", context)


@require_POST
@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def member_suspend(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Lock an account; every session ends at once."""
    return act(request, public_id, actions.member_suspend, _("%(name)s is suspended and logged out everywhere."))


@require_POST
@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def member_reinstate(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Open a suspended account again."""
    return act(request, public_id, actions.member_reinstate, _("%(name)s can log in again, with the same passphrase."))


@require_POST
@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def member_sessions_end(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Log a person out everywhere."""
    return act(request, public_id, actions.member_sessions_end, _("%(name)s is logged out everywhere."))


@require_POST
@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def member_second_factor_reset(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Let a person who lost phone and recovery codes set up a second factor anew."""
    _programme, row = manageable_row(request, public_id)
    if not row.memberships:
        raise Http404
    try:
        second_factor_reset(row.user, by=request.user)
    except Refused as error:
        messages.error(request, why_not(error))
    else:
        messages.success(request, _("%(name)s sets up a new second factor at the next login.") % {"name": row.user})
    return to_member(row.user)


@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def organisation_add(request: SignedInRequest) -> HttpResponseBase:
    """Take an organisation into the programme."""
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    form = OrganisationForm(programme, request.POST or None)
    if request.method == "POST" and form.is_valid():
        organisation = organisations.organisation_add(programme, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("%(name)s is part of the programme.") % {"name": organisation})
        return redirect("organisation_list")
    return render(request, "documenters/organisation_add.html", {"form": form})


def member_row(request: SignedInRequest, public_id: uuid.UUID) -> tuple[Programme, MemberRow]:
    """The person of this address in the programme that the viewer manages; 404 for all others."""
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    user = people_of(programme).filter(public_id=public_id).first()
    if user is None:
        raise Http404
    return programme, rows_of(programme, [user], viewer=request.user)[0]


def manageable_row(request: SignedInRequest, public_id: uuid.UUID) -> tuple[Programme, MemberRow]:
    """The same for somebody whose account can be changed: 404 for oneself and for those who left."""
    programme, row = member_row(request, public_id)
    if row.is_self or not row.is_here:
        raise Http404
    return programme, row


def act(request: SignedInRequest, public_id: uuid.UUID, action: Callable[..., object], said: str) -> HttpResponseBase:
    """Do one thing about one person, say so, and show the person again."""
    programme, row = member_row(request, public_id)
    if not row.is_here:
        raise Http404
    try:
        action(row.user, programme, by=request.user)
    except (OwnAccount, LastOfRole, LastHolder, Refused) as error:
        messages.error(request, why_not(error))
    else:
        messages.success(request, said % {"name": row.user})
    return to_member(row.user)


def why_not(error: OwnAccount | LastOfRole | LastHolder | Refused) -> str:
    """Why somebody's account stays as it is."""
    if isinstance(error, LastHolder):
        return _last_holder(error)
    if isinstance(error, Refused):
        return str(WHY_NOT[error.refusal])
    if isinstance(error, OwnAccount):
        return _("Nobody changes their own account here. Ask another coordinator or administrator.")
    return _("Nothing was changed: without this person the programme has nobody in the role “%(role)s”.") % {
        "role": ROLE_LABELS[error.role]
    }


def _last_holder(error: LastHolder) -> str:
    said = (
        _("Nothing was changed: without %(name)s nobody could open the texts of %(place)s any more.")
        if isinstance(error.owner, Organisation)
        else _("Nothing was changed: without %(name)s nobody could open the texts of the programme any more.")
    )
    then = _("First let a second person be admitted on the page “Keys”, or ask the operator to make paper shares.")
    return said % {"name": error.user, "place": error.owner} + " " + then


def _refusals(row: MemberRow, viewer: User) -> dict[str, Promise | None]:
    """What stands in the place of a button that this viewer does not get."""
    if row.is_self or not row.is_here:
        return {}
    found = {
        "no_renewal": renewal_refusal(row.user, by=viewer),
        "no_reset": reset_refusal(row.user, by=viewer),
        "no_reinstating": reinstatement_refusal(row.user, by=viewer),
    }
    return {name: WHY_NOT[refusal] if refusal else None for name, refusal in found.items()}


def to_member(user: User) -> HttpResponseRedirect:
    """The person's page."""
    return redirect("member_detail", user.public_id)
