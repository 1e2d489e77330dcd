"""Take a decision back."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documenters.views.guards import SignedInRequest, signed_in
from react_cases.actions import undo
from react_cases.actions.locking import NotAllowed
from react_cases.forms.review import REASON, TEXT, ReturnForm, ReviewForm
from react_cases.models.choices import STATUS_LABELS
from react_cases.views.fetching import visible_case
from react_cases.views.next_steps import holds_step
from react_cases.views.review import DECISIONS, decision_page
from react_cases.workflow import UNDOABLE, Status


@require_POST
@signed_in
def step_undo(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Take the decision back that this person made a moment ago; a form comes back with everything typed."""
    case = visible_case(request, public_id)
    if not any(holds_step(case, request.user, name) for name in UNDOABLE):
        raise Http404
    try:
        undone = undo.step_undo(case, request.POST.get("token", ""), by=request.user)
    except PermissionDenied:
        return _refused(request, public_id, "undo_not_theirs")
    except NotAllowed as refusal:
        return _refused(request, public_id, refusal.code)
    case = visible_case(request, public_id)
    messages.success(
        request,
        _("Taken back. %(case)s is as it was before: %(status)s.")
        % {"case": case.code, "status": STATUS_LABELS[Status(case.status)]},
    )
    if not undone.comments and undone.reason is None:
        return redirect("case_detail", public_id=case.public_id)
    form = DECISIONS[undone.name].form(case=case)
    _fill(form, undone)
    return decision_page(request, case, DECISIONS[undone.name], form)


def _fill(form: ReviewForm, undone: undo.Undone) -> None:
    """Everything that was typed, in its place again."""
    for comment in undone.comments:
        if isinstance(form, ReturnForm):
            form.initial[TEXT.format(comment.field)] = comment.text
            form.initial[REASON.format(comment.field)] = comment.reason.code if comment.reason else ""
        else:
            form.initial["text"] = comment.text
    if undone.reason is not None:
        form.initial["reason"] = undone.reason.code


def _refused(request: SignedInRequest, public_id: uuid.UUID, code: str) -> HttpResponseBase:
    sentence = {
        "undo_late": _("It is too late to take this back. What was decided stays."),
        "undo_moved_on": _("The case has moved on since, so this cannot be taken back any more."),
        "undo_in_release": _("The case has entered published figures meanwhile. It can only be opened again."),
        "undo_not_theirs": _("Only the person who decided can take it back, as long as they may decide on the case."),
    }[code]
    context = {"case": visible_case(request, public_id), "sentence": sentence, "wish": _("Take back")}
    return render(request, "react_cases/step_barred.html", context, status=409)
