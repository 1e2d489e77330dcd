"""Texts and files of cases that leave in bulk: two people and one sealed file (docs/adr/0037)."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from documenters.access import languages_of
from documenters.database.patience import TooSlow, patience
from documenters.downloads import SensitiveDownload
from documenters.limits import limited
from documenters.models import Programme
from documenters.permissions import Permission
from documenters.vault.passphrases import new_passphrase
from documenters.views.guards import SignedInRequest, managed_programme, permitted, recently_authenticated
from react_cases.actions import content_exports as actions
from react_cases.actions.content_downloads import content_export_download as open_and_seal
from react_cases.actions.content_exports import ExportRefused
from react_cases.filters import TOO_SLOW, CaseFilter, from_address
from react_cases.forms.content_exports import ApprovalForm, PassphraseForm, RefusalForm, RequestForm
from react_cases.models import Case, ContentExport
from react_cases.models.content_export import ExportState
from react_cases.views.content_export_rows import export_context, export_row, request_context

PAGE = 25
SECONDS = 5.0
"""For how long the filter may keep the database busy, as in the list of cases."""
SLICE = 65_536
READERS = (Permission.CONTENT_EXPORT, Permission.CONTENT_EXPORT_APPROVE)
REFUSED: dict[str, Promise] = {
    "closed": gettext_lazy("Too late: it was decided, taken back or downloaded meanwhile, or its time is over."),
    "changed": gettext_lazy("It is not what was shown. Nothing left. Make a new request."),
    "approver_gone": gettext_lazy("Whoever agreed reads no cases any more: it takes a new request."),
    "no_case": gettext_lazy("None of these cases may go out any more. Nothing left."),
}
"""Why something could not be done, by the code of the refusal."""


@require_safe
@permitted(*READERS)
def content_export_list(request: SignedInRequest) -> HttpResponseBase:
    """The requests: for coordinators all of the programme, for others what they decide."""
    page = Paginator(_seen(request), PAGE).get_page(request.GET.get("page"))
    waiting = {export.pk for export in actions.waiting_for_decision(by=request.user)}
    rows = [export_row(export, is_for_reader=export.pk in waiting) for export in page]
    return render(request, "react_cases/content_export_list.html", {"page": page, "rows": rows})


@permitted(Permission.CONTENT_EXPORT)
@recently_authenticated
def content_export_add(request: SignedInRequest) -> HttpResponseBase:
    """Ask for the texts of the cases of a filter: the one of the list, which came in the address."""
    programme = managed_programme(request, Permission.CONTENT_EXPORT)
    cases = _filtered(request, programme)
    form = RequestForm(languages_of(request.user), request.POST if request.method == "POST" else None)
    try:
        with patience(SECONDS):
            if request.method == "POST" and form.is_valid():
                export = actions.content_export_request(programme, cases.qs, form.asked(), by=request.user)
                messages.success(request, _("Asked. Nothing leaves until a second person agrees: tell them."))
                return redirect("content_export_detail", export.public_id)
            look = actions.content_export_look(programme, cases.qs, by=request.user)
    except ExportRefused as error:
        form.say(error)
        look = actions.content_export_look(programme, cases.qs, by=request.user)
    except TooSlow:
        messages.error(request, TOO_SLOW)
        return redirect("case_list")
    return render(request, "react_cases/content_export_add.html", request_context(form, cases, look))


@require_safe
@permitted(*READERS)
def content_export_detail(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Who asks for what, why, for whom; and the answer of the second person."""
    export = _export(request, public_id)
    return _detail(request, export, RefusalForm())


@require_POST
@permitted(Permission.CONTENT_EXPORT_APPROVE)
@recently_authenticated
def content_export_approve(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The second person agrees to what the page showed."""
    export, form = _export(request, public_id), ApprovalForm(request.POST)
    digest = form.cleaned_data["digest"] if form.is_valid() else ""
    said = _("You have agreed. The file can be downloaded once within three days, by the one who asked.")
    return _step(request, export, lambda: actions.content_export_approve(export, digest=digest, by=request.user), said)


@require_POST
@permitted(Permission.CONTENT_EXPORT_APPROVE)
def content_export_refuse(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The second person says no, and why."""
    export, form = _export(request, public_id), RefusalForm(request.POST)
    if not form.is_valid():
        return _detail(request, export, form)
    refusal = form.cleaned_data["refusal"]
    said = _("Refused. Nothing leaves.")
    return _step(request, export, lambda: actions.content_export_refuse(export, refusal, by=request.user), said)


@require_POST
@permitted(Permission.CONTENT_EXPORT)
def content_export_withdraw(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The one who asked takes it back."""
    export = _export(request, public_id)
    said = _("Taken back. Nothing leaves.")
    return _step(request, export, lambda: actions.content_export_withdraw(export, by=request.user), said)


@sensitive_post_parameters("passphrase", "again")
@permitted(Permission.CONTENT_EXPORT)
@recently_authenticated
def content_export_download(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The sealed file, once, for the one who asked for it."""
    export = _export(request, public_id)
    if export.requested_by_id != request.user.pk or actions.export_state(export) != ExportState.APPROVED:
        if request.method == "POST":
            messages.error(request, str(REFUSED["closed"]))
        return redirect("content_export_detail", export.public_id)
    form = None if export.recipient_key else PassphraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        return _send(request, export, form.cleaned_data["passphrase"] if form is not None else "")
    offered = "" if form is None or form.is_bound else new_passphrase(get_language() or "en")
    context = {"export": export, "form": form, "offered": offered}
    return render(request, "react_cases/content_export_download.html", context)


@limited("export", "20/h")
def _send(request: SignedInRequest, export: ContentExport, passphrase: str) -> HttpResponseBase:
    try:
        sealed = open_and_seal(export, passphrase=passphrase, by=request.user)
    except ExportRefused as error:
        messages.error(request, str(REFUSED[error.code]))
        return redirect("content_export_detail", export.public_id)
    data = memoryview(sealed.data)
    return SensitiveDownload(
        (bytes(data[at : at + SLICE]) for at in range(0, len(data), SLICE)),
        event=sealed.event,
        file_name=sealed.file_name,
        content_type="application/octet-stream",
        size=len(data),
    )


def _filtered(request: SignedInRequest, programme: Programme) -> CaseFilter:
    """The cases of the filter, erased ones among them: a request says how many it leaves out."""
    asked = request.POST if request.method == "POST" else from_address(request.GET)
    cases = Case.objects.visible_to(request.user).filter(programme=programme)
    return CaseFilter(asked, queryset=cases, user=request.user)


def _seen(request: SignedInRequest) -> QuerySet[ContentExport]:
    people = ("programme", "requested_by", "approved_by", "ended_by")
    return actions.exports_seen_by(request.user).select_related(*people).order_by("-requested_at", "-pk")


def _export(request: SignedInRequest, public_id: uuid.UUID) -> ContentExport:
    """The request, if the person may know of it; 404 for anybody else."""
    export = _seen(request).filter(public_id=public_id).first()
    if export is None:
        raise Http404
    return export


def _detail(request: SignedInRequest, export: ContentExport, form: RefusalForm) -> HttpResponseBase:
    context = {**export_context(export, reader=request.user), "form": form}
    return render(request, "react_cases/content_export_detail.html", context)


def _step(request: SignedInRequest, export: ContentExport, action: Callable[[], object], said: str) -> HttpResponseBase:
    """Take one step and say so, or say why not."""
    try:
        action()
    except ExportRefused as error:
        messages.error(request, str(REFUSED[error.code]))
    except PermissionDenied:
        messages.error(request, _("It takes somebody else than you."))
    else:
        messages.success(request, said)
    return redirect("content_export_detail", export.public_id)
