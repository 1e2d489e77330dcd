"""Add a file to a case, look at it, open it, delete it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documenters.downloads import SensitiveDownload
from documenters.limits import limited
from documenters.permissions import Permission
from documenters.uploads import receives_file
from documenters.vault.primitives import SealBroken
from documenters.views.guards import SignedInRequest, permitted
from react_cases.actions import evidence as actions
from react_cases.actions.locking import NotAllowed
from react_cases.evidence.formats import SIZE_LIMIT, Refused
from react_cases.forms.evidence import EvidenceForm, RemovalForm
from react_cases.models import Case, Evidence
from react_cases.models.choices import EvidenceKind, EvidencePart
from react_cases.views.fetching import visible_case
from react_cases.views.follow_up import to_case


@receives_file(SIZE_LIMIT)
@permitted(Permission.CASE_EDIT, Permission.CASE_FOLLOW_UP)
def evidence_add(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Send one file; it is cleaned of its traces and sealed."""
    case = visible_case(request, public_id)
    try:
        actions.require_evidence_adder(case, request.user)
    except PermissionDenied:
        raise Http404 from None
    except NotAllowed as refusal:
        messages.error(request, _sentence(refusal))
        return to_case(case)
    is_sent = request.method == "POST"
    form = EvidenceForm(case, request.POST, request.FILES) if is_sent else EvidenceForm(case)
    if is_sent and form.is_valid():
        evidence = actions.evidence_add(case, form.data_of(), by=request.user)
        messages.success(request, _("The file is added. Traces of place, device and author were taken out of it."))
        if form.is_name_masked:
            messages.info(request, _("The file's own name held personal data: it is left out of the name here."))
        if evidence.kind == EvidenceKind.PHOTO:
            return redirect("evidence_look", case.public_id, evidence.public_id)
        return to_case(case)
    status = 413 if form.is_too_large else 200
    return render(request, "react_cases/evidence_add.html", {"case": case, "form": form}, status=status)


@require_safe
@permitted(Permission.SEALED_OPEN)
def evidence_open(request: SignedInRequest, public_id: uuid.UUID, evidence_id: uuid.UUID) -> HttpResponseBase:
    """The cleaned file, as a download."""
    return _download(request, _evidence(request, public_id, evidence_id), EvidencePart.CLEANED)


@require_safe
@permitted(Permission.SEALED_OPEN)
def evidence_look(request: SignedInRequest, public_id: uuid.UUID, evidence_id: uuid.UUID) -> HttpResponseBase:
    """A cleaned picture in small, and the question whether it still shows who somebody is. Asking for it opens it."""
    evidence = _picture(request, public_id, evidence_id)
    can_remove = actions.may_remove(evidence, by=request.user)
    context = {"case": evidence.case, "evidence": evidence, "can_remove": can_remove}
    return render(request, "react_cases/evidence_look.html", context)


@require_safe
@permitted(Permission.SEALED_OPEN)
@limited("evidence_preview", "200/h")
def evidence_preview(request: SignedInRequest, public_id: uuid.UUID, evidence_id: uuid.UUID) -> HttpResponseBase:
    """The small picture itself, for the page above alone; logged as every opening and kept in no cache."""
    evidence = _picture(request, public_id, evidence_id)
    try:
        opened = actions.evidence_preview(evidence, by=request.user)
    except (PermissionDenied, NotAllowed, SealBroken, Refused):
        raise Http404 from None
    return _sent(opened)


@require_safe
@permitted(Permission.SEALED_OPEN)
def evidence_original(request: SignedInRequest, public_id: uuid.UUID, evidence_id: uuid.UUID) -> HttpResponseBase:
    """The untouched original, as a download."""
    return _download(request, _evidence(request, public_id, evidence_id), EvidencePart.ORIGINAL)


@permitted(Permission.CASE_EDIT, Permission.CASE_FOLLOW_UP)
def evidence_remove(request: SignedInRequest, public_id: uuid.UUID, evidence_id: uuid.UUID) -> HttpResponseBase:
    """Ask why, then delete a file for good."""
    evidence = _evidence(request, public_id, evidence_id)
    if not actions.may_remove(evidence, by=request.user):
        raise Http404
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.evidence_remove(evidence, form.cleaned_data["reason"], by=request.user)
        except NotAllowed as refusal:
            messages.error(request, _sentence(refusal))
        else:
            messages.success(request, _("The file is deleted."))
        return to_case(evidence.case)
    context = {"case": evidence.case, "evidence": evidence, "form": form}
    return render(request, "react_cases/evidence_remove.html", context)


def _evidence(request: SignedInRequest, public_id: uuid.UUID, evidence_id: uuid.UUID) -> Evidence:
    case: Case = visible_case(request, public_id)
    evidence = case.evidence.filter(public_id=evidence_id).first()
    if evidence is None:
        raise Http404
    return evidence


def _picture(request: SignedInRequest, public_id: uuid.UUID, evidence_id: uuid.UUID) -> Evidence:
    evidence = _evidence(request, public_id, evidence_id)
    if evidence.kind != EvidenceKind.PHOTO or evidence.removed_at is not None:
        raise Http404
    return evidence


def _download(request: SignedInRequest, evidence: Evidence, part: EvidencePart) -> HttpResponseBase:
    try:
        opened = actions.evidence_open(evidence, part, by=request.user)
    except (PermissionDenied, NotAllowed):
        raise Http404 from None
    except SealBroken:
        messages.error(request, _("This file was changed behind the system's back. Tell whoever runs the system."))
        return to_case(evidence.case)
    return _sent(opened)


def _sent(opened: actions.OpenedEvidence) -> SensitiveDownload:
    return SensitiveDownload(
        opened.parts,
        event=opened.event,
        file_name=opened.file_name,
        content_type=opened.content_type,
        size=opened.size,
    )


def _sentence(refusal: NotAllowed) -> str:
    return {
        "record_consent_missing": _("The client does not agree (any more) that this case is kept: nothing is added."),
        "too_much_evidence": _("This case has %(most)d files; no more are taken.") % {"most": actions.MOST},
        "evidence_not_removable": _("This file cannot be deleted any more: the case has moved on."),
    }.get(refusal.code, _("Nothing can be added to this case in its present status."))
