"""The page of keys: admitting colleagues, and giving case keys on."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from documenters.actions.key_holders import admits, desk_of
from documenters.actions.vaults import server_reads
from documenters.downloads import answers_script
from documenters.models import User
from documenters.permissions import Permission
from documenters.vault.opened import KeyMissing
from documenters.views.guards import SignedInRequest, permitted, recently_authenticated
from react_cases.actions.case_keys import AT_A_TIME, keys_complete
from react_cases.actions.case_keys import member_admit as admit
from react_cases.views.vault_rows import desk, renewal


@require_safe
@permitted(Permission.KEY_ADMIT)
def vault_list(request: SignedInRequest) -> HttpResponseBase:
    """Who can read with which key, who waits, and what is due."""
    context = {"desk": desk(request.user), "is_server_mode": server_reads()}
    return render(request, "react_cases/vault_list.html", context)


@require_POST
@permitted(Permission.KEY_ADMIT)
@recently_authenticated
def member_admit(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Let somebody read whose four words were compared; those of another key than was shown are compared again."""
    user, generation = _asker(request.user, public_id)
    if str(generation) != request.POST.get("generation"):
        messages.warning(request, _("%(name)s has another key meanwhile. Compare the words again.") % {"name": user})
        return redirect("vault_list")
    try:
        admit(user, by=request.user)
    except (PermissionDenied, KeyMissing):
        messages.error(request, _("Nothing was changed: you cannot open what %(name)s asks for.") % {"name": user})
    else:
        messages.success(request, _("%(name)s is admitted and can read with the next page.") % {"name": user})
    return redirect("vault_list")


@require_POST
@answers_script
@permitted(Permission.KEY_ADMIT)
def vault_renew(request: SignedInRequest) -> HttpResponseBase:
    """Give a batch of case keys on. The page's script asks for one after the other; without it the button repeats."""
    done = keys_complete(by=request.user, limit=AT_A_TIME)
    state = renewal(request.user)
    is_stuck = not done and not state.is_over
    is_page = request.accepts("text/html")
    if is_stuck:
        messages.warning(
            request,
            _("Nothing was renewed, and some cases are left. Try again later; if it stays so, tell the operator."),
        )
    elif is_page and state.is_over:
        messages.success(request, _("The key is renewed: nothing stands under an old one any more."))
    elif is_page:
        said = ngettext("%(number)s case is done.", "%(number)s cases are done.", done) % {"number": done}
        messages.info(request, said + " " + _("Press “Renew now” until nothing is left."))
    if is_page:
        return redirect("vault_list")
    # The script stops at `is_over` and asks for the page, which says what is left.
    is_over = state.is_over or is_stuck
    return JsonResponse({"done": state.done, "total": state.total, "text": state.text, "is_over": is_over})


def _asker(viewer: User, public_id: uuid.UUID) -> tuple[User, int]:
    """Somebody who waits for the viewer, and the generation of their key; 404 for everybody else."""
    for _programme, found in desk_of(viewer):
        for parts in admits(found, viewer).values():
            asker = parts[0][1]
            if asker.user.public_id == public_id and asker.key is not None:
                return asker.user, asker.key.generation
    raise Http404
