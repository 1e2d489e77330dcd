"""Say something about a part of a case without moving it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions.locking import NotAllowed
from react_cases.actions.review import comment_add as add_comment
from react_cases.forms.responses import CommentForm
from react_cases.views.fetching import visible_case
from react_cases.views.follow_up import to_case


@permitted(Permission.CASE_COMMENT)
def comment_add(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Add a comment to a case that the person may open."""
    case = visible_case(request, public_id)
    form = CommentForm(case, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_comment(case, form.data_of(), by=request.user)
        except PermissionDenied:
            raise Http404 from None
        except NotAllowed:
            messages.error(request, _("Nothing can be added to this case in its present status."))
        else:
            messages.success(request, _("The comment is added."))
        return to_case(case)
    return render(request, "react_cases/comment_add.html", {"case": case, "form": form})
