"""The managers' second look at who may read other people's cases."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documenters.actions import proposals as actions
from documenters.actions.roles import LastOfRole
from documenters.actions.vaults import LastHolder
from documenters.models import User
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted, recently_authenticated
from documenters.views.member_rows import proposal_rows
from documenters.views.members import why_not


@require_safe
@permitted(Permission.MEMBER_MANAGE)
def proposal_list(request: SignedInRequest) -> HttpResponseBase:
    """Who waits for confirmation: administrators see those whom a coordinator proposed."""
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    rows = proposal_rows(programme, viewer=request.user)
    return render(request, "documenters/proposal_list.html", {"rows": rows})


@require_POST
@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def proposal_confirm(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Let the role begin."""
    return _decide(request, public_id, actions.proposal_confirm, _("%(name)s has the role now."))


@require_POST
@permitted(Permission.MEMBER_MANAGE)
@recently_authenticated
def proposal_refuse(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Leave everything as it was."""
    return _decide(request, public_id, actions.proposal_refuse, _("Refused. %(name)s does not get the role."))


def _decide(request: SignedInRequest, public_id: uuid.UUID, action: Callable[..., User], said: str) -> HttpResponseBase:
    programme = managed_programme(request, Permission.MEMBER_MANAGE)
    proposal = programme.role_proposals.filter(public_id=public_id).first()
    is_decided = proposal is not None and proposal.decided_at is not None
    if proposal is None or not (is_decided or actions.open_to(programme, viewer=request.user).filter(pk=proposal.pk)):
        raise Http404
    try:
        user = action(proposal, by=request.user)
    except (LastOfRole, LastHolder) as error:
        messages.error(request, why_not(error))
    except PermissionDenied:
        messages.error(
            request, _("Somebody has decided already, or it takes another coordinator or administrator than you.")
        )
    else:
        messages.success(request, said % {"name": user})
    return redirect("proposal_list")
