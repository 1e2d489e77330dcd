"""What belongs to an advocacy action: what came of it, its cases, its documents, its text on paper."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documenters.downloads import SensitiveDownload
from documenters.permissions import Permission
from documenters.uploads import receives_file
from documenters.vault.primitives import SealBroken
from documenters.views.guards import SignedInRequest, permitted, recently_authenticated
from react_cases.actions import advocacy as actions
from react_cases.actions.advocacy import AdvocacyChanged, WentWithIt, consents_lost
from react_cases.actions.guard import Written
from react_cases.actions.letter_docx import letter_docx
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import file_name, paper_file_open, paper_open
from react_cases.actions.sealing import OpenReason
from react_cases.evidence.formats import SIZE_LIMIT
from react_cases.forms.advocacy import ActionCasesForm, ActionRemoveForm, ReplyForm, decided_before
from react_cases.forms.paper_files import PaperFileForm
from react_cases.models import AdvocacyAction, Case, PaperFile
from react_cases.views.advocacy import sentence, visible_action, warn_left_out, with_version
from react_cases.views.advocacy_rows import left_out_words
from react_cases.views.fetching import posted_version
from react_cases.views.typed import keeps_typed

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@permitted(Permission.ADVOCACY_MANAGE)
@keeps_typed("text")
def advocacy_reply(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Record what the body answered, and what came of it."""
    action = visible_action(request, public_id)
    form = _reply_form(request, action)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.advocacy_reply_record(action, form.data_of(), by=request.user, version=posted_version(request))
        except AdvocacyChanged as changed:
            action, status = changed.action, 409
            form = ReplyForm(action, request.user, with_version(request.POST, action.version))
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("advocacy_detail", public_id)
    context = {"action": action, "form": form, "is_changed": status == 409}
    return render(request, "react_cases/advocacy_reply.html", context, status=status)


@permitted(Permission.ADVOCACY_MANAGE)
def advocacy_cases(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Take cases away, and add others by their numbers."""
    action = visible_action(request, public_id)
    cases = list(_cases_of(action, request).only("public_id", "code"))
    form = ActionCasesForm(cases, request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            return _change_cases(request, action, form)
        except AdvocacyChanged as changed:
            action, status = changed.action, 409
            form = ActionCasesForm(list(_cases_of(action, request)), with_version(request.POST, action.version))
        except NotAllowed as refusal:
            form.add_error(None, sentence(refusal))
    context = {
        "action": action,
        "form": form,
        "is_changed": status == 409,
        "lost": consents_lost(action, by=request.user),
        "left_out": left_out_words(action),
        "has_cases": bool(cases),
    }
    return render(request, "react_cases/advocacy_cases.html", context, status=status)


@receives_file(SIZE_LIMIT)
@permitted(Permission.ADVOCACY_MANAGE)
def advocacy_file_add(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Send one document; it is cleaned of its traces and sealed."""
    action = visible_action(request, public_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperFileForm(action.programme, request.user, *sent)
    if sent and form.is_valid() and form.cleaned_file is not None:
        role = form.cleaned_data["role"]
        try:
            actions.advocacy_file_add(action, role, form.cleaned_file, form.name_of(), by=request.user)
        except NotAllowed as refusal:
            messages.error(request, sentence(refusal))
        else:
            messages.success(request, _("The file is added. Traces of place, device and author were taken out of it."))
        if form.is_name_masked:
            messages.info(request, _("The file's own name held personal data: it is left out of the name here."))
        return redirect("advocacy_detail", public_id)
    status = 413 if form.is_too_large else 200
    return render(request, "react_cases/advocacy_file_add.html", {"action": action, "form": form}, status=status)


@require_safe
@permitted(Permission.ADVOCACY_MANAGE)
def advocacy_file(request: SignedInRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponseBase:
    """A document, as a download."""
    action, file = _file(request, public_id, file_id)
    try:
        opened = paper_file_open(file, by=request.user)
    except SealBroken:
        messages.error(request, _("This file was changed behind the system's back. Tell whoever runs the system."))
        return redirect("advocacy_detail", action.paper.public_id)
    return SensitiveDownload(
        opened.parts,
        event=opened.event,
        file_name=opened.file_name,
        content_type=opened.content_type,
        size=opened.size,
    )


@permitted(Permission.ADVOCACY_MANAGE)
def advocacy_file_remove(request: SignedInRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponseBase:
    """Ask once more, then delete a document for good."""
    action, file = _file(request, public_id, file_id)
    if request.method == "POST":
        actions.advocacy_file_remove(action, file, by=request.user)
        messages.success(request, _("The file is deleted."))
        return redirect("advocacy_detail", public_id)
    place = file_name(file)
    by, reason = request.user, OpenReason.READ
    texts = paper_open(action.paper, by=by, reason=reason, part=place.part, part_id=place.part_id)
    context = {"action": action, "file": file, "name": texts[place].text if place in texts else ""}
    return render(request, "react_cases/advocacy_file_remove.html", context)


@permitted(Permission.ADVOCACY_MANAGE)
def advocacy_remove(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Say what goes with it, ask why, then remove an action that should not be there."""
    action, status = visible_action(request, public_id), 200
    form = ActionRemoveForm(request.POST if request.method == "POST" else None, initial={"version": action.version})
    if request.method == "POST" and form.is_valid():
        why, version = form.cleaned_data["why"], posted_version(request)
        try:
            gone = actions.advocacy_remove(action, why, by=request.user, version=version)
        except AdvocacyChanged as changed:
            action, status = changed.action, 409
            form = ActionRemoveForm(with_version(request.POST, action.version))
        else:
            _say_removed(request, action, gone)
            return redirect("advocacy_list")
    cases, entries = action.case_links.count(), action.library_entries.count()
    context = {"action": action, "form": form, "is_changed": status == 409, "cases": cases, "entries": entries}
    return render(request, "react_cases/advocacy_remove.html", context, status=status)


@require_safe
@permitted(Permission.ADVOCACY_MANAGE)
@recently_authenticated
def advocacy_letter(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The text as typed, with addressee and date, to print and sign."""
    action = visible_action(request, public_id)
    try:
        _event, title, text = actions.advocacy_letter(action, by=request.user)
    except NotAllowed as refusal:
        messages.error(request, sentence(refusal))
        return redirect("advocacy_detail", public_id)
    context = {"action": action, "title": title, "text": text}
    return render(request, "react_cases/advocacy_letter.html", context)


@require_safe
@permitted(Permission.ADVOCACY_MANAGE)
@recently_authenticated
def advocacy_letter_file(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The same as a DOCX file, to put under the organisation's own head."""
    action = visible_action(request, public_id)
    try:
        event, title, text = actions.advocacy_letter(action, by=request.user)
    except NotAllowed as refusal:
        messages.error(request, sentence(refusal))
        return redirect("advocacy_detail", public_id)
    data = letter_docx(action, title, text, language=get_language() or "en")
    return SensitiveDownload(
        iter([data]), event=event, file_name=f"{action.code}.docx", content_type=DOCX, size=len(data)
    )


def _say_removed(request: SignedInRequest, action: AdvocacyAction, gone: WentWithIt) -> None:
    messages.success(request, _("%(number)s is removed.") % {"number": action.code})
    if gone.entries:
        said = ngettext(
            "%(count)d entry of the library went with it.",
            "%(count)d entries of the library went with it.",
            gone.entries,
        )
        messages.info(request, said % {"count": gone.entries})
    if gone.drafts:
        said = ngettext(
            "%(count)d draft of a report named it: its paragraph is out of it.",
            "%(count)d drafts of reports named it: its paragraph is out of them.",
            gone.drafts,
        )
        messages.info(request, said % {"count": gone.drafts})


def _reply_form(request: SignedInRequest, action: AdvocacyAction) -> ReplyForm:
    if request.method == "POST":
        return ReplyForm(action, request.user, request.POST)
    texts = paper_open(action.paper, by=request.user, reason=OpenReason.EDIT, part="action")
    said: Written = texts.get(actions.REPLY, actions.NOTHING)
    initial: dict[str, Any] = {
        "reply": action.reply,
        "replied_on": action.replied_on,
        "effects": [term.code for term in action.effects.all()],
        "text": said.text,
        "follow_up_on": action.follow_up_on,
        "version": action.version,
    }
    return ReplyForm(action, request.user, initial=initial, kept=decided_before({"text": said}))


def _change_cases(request: SignedInRequest, action: AdvocacyAction, form: ActionCasesForm) -> HttpResponseBase:
    wanted = form.cleaned_data["add"]
    visible = Case.objects.visible_to(request.user).filter(submitted_at__isnull=False)
    found = visible.filter(programme=action.programme, code__in=wanted)
    unknown = sorted(set(wanted) - set(found.values_list("code", flat=True)))
    new, reasons = actions.advocacy_cases_change(
        action, add=found, remove=form.cleaned_data["remove"], by=request.user, version=posted_version(request)
    )
    messages.success(request, _("Saved. Cases added: %(number)d.") % {"number": new})
    warn_left_out(request, reasons)
    if unknown:
        messages.warning(request, _("No case has this number: %(numbers)s.") % {"numbers": ", ".join(unknown)})
    return redirect("advocacy_detail", action.paper.public_id)


def _cases_of(action: AdvocacyAction, request: SignedInRequest) -> Any:
    return Case.objects.visible_to(request.user).filter(advocacy_links__action=action).order_by("code")


def _file(request: SignedInRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> tuple[AdvocacyAction, PaperFile]:
    action = visible_action(request, public_id)
    file = action.paper.files.filter(public_id=file_id).first()
    if file is None:
        raise Http404
    file.paper = action.paper
    return action, file
