"""The library: what street lawyers show when they negotiate (docs/adr/0041)."""

import uuid
import zlib
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documenters.access import has_permission
from documenters.downloads import SensitiveDownload
from documenters.limits import limited
from documenters.models import Programme
from documenters.permissions import Permission
from documenters.uploads import receives_file
from documenters.vault.opened import KeyLocked, KeyMissing
from documenters.views.guards import SignedInRequest, background, managed_programme, permitted
from react_cases.actions import library as actions
from react_cases.actions.library import EntryChanged, Offer, Read, entries_for, entries_read, entry_version
from react_cases.actions.locking import NotAllowed
from react_cases.actions.papers import paper_file_open
from react_cases.evidence.formats import SIZE_LIMIT
from react_cases.forms.library import EntryForm
from react_cases.models import AdvocacyAction, LibraryEntry
from react_cases.models.paper import FileRole
from react_cases.taxonomy.labels import LANGUAGES
from react_cases.views.typed import keeps_typed

WORDS = tuple(f"{name}_{language}" for language in LANGUAGES for name in ("title", "text"))
"""The fields of a form that hold what somebody types."""
MOST_BYTES = 18_000
"""Of the entries in the page of the intake, each compressed by itself; the frame around them stays below 20 kB."""


@require_safe
@permitted(Permission.LIBRARY_READ)
def library(request: SignedInRequest) -> HttpResponseBase:
    """All entries by kind, official replies first; of each kind the newest first, unless somebody moved one."""
    rows = entries_read(entries_for(request.user), _language(), by=request.user)
    groups = [(found[0].entry.get_kind_display(), found) for found in _by_kind(rows)]
    context = {"groups": groups, "may_publish": has_permission(request.user, Permission.ADVOCACY_MANAGE)}
    return render(request, "react_cases/library.html", context)


@require_safe
@permitted(Permission.LIBRARY_READ)
def library_entry(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """One entry to read."""
    read = _read(request, _entry(request, public_id))
    may_change = has_permission(request.user, Permission.ADVOCACY_MANAGE, programme=read.entry.programme)
    version = entry_version(read.entry) if may_change else ""
    context = {"read": read, "may_change": may_change, "version": version}
    return render(request, "react_cases/library_entry.html", context)


@require_safe
@permitted(Permission.LIBRARY_READ)
def library_show(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """The same in big letters for the officer in front: nothing else is on the screen."""
    return render(request, "react_cases/library_show.html", {"read": _read(request, _entry(request, public_id))})


@require_safe
@permitted(Permission.LIBRARY_READ)
@limited("library_file", "200/h")
def library_file(request: SignedInRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponseBase:
    """A file of an entry: pictures are shown by the page above, documents are saved."""
    file = _entry(request, public_id).paper.files.filter(public_id=file_id).first()
    if file is None:
        raise Http404
    opened = paper_file_open(file, by=request.user)
    return SensitiveDownload(
        opened.parts,
        event=opened.event,
        file_name=opened.file_name,
        content_type=opened.content_type,
        size=opened.size,
    )


@background
@require_safe
@permitted(Permission.LIBRARY_READ)
def library_intake(request: SignedInRequest) -> HttpResponseBase:
    """What the page of the intake fetches once it is idle, to have it when the line is gone. Kept in no cache."""
    if request.headers.get("Sec-Fetch-Dest") == "document":
        return redirect("library")
    is_shut = False
    rows: list[Read] = []
    try:
        rows = entries_read(entries_for(request.user), _language(), by=request.user)
    except (KeyLocked, KeyMissing):
        is_shut = True
    pieces = _fitting(rows)
    context = {"pieces": pieces, "is_shut": is_shut, "are_more": len(pieces) < len(rows)}
    return render(request, "react_cases/library_intake.html", context)


@receives_file(SIZE_LIMIT)
@permitted(Permission.ADVOCACY_MANAGE)
def library_add(request: SignedInRequest) -> HttpResponseBase:
    """Publish an entry, from the reply to an action or freely."""
    programme = managed_programme(request, Permission.ADVOCACY_MANAGE)
    action = _action(request)
    offer = actions.offered_by(action, _language(), by=request.user) if action else None
    form = _form_of(request, programme, offer)
    if request.method == "POST" and form.is_valid():
        try:
            entry = actions.entry_publish(
                programme, form.data_of(), action=action, files=form.files_of(), by=request.user
            )
        except NotAllowed as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Published: everybody who works in the programme can read it."))
            return redirect("library_entry", entry.paper.public_id)
    return _form_page(request, "react_cases/library_add.html", form, {"action": action})


@receives_file(SIZE_LIMIT)
@permitted(Permission.ADVOCACY_MANAGE)
@keeps_typed(*WORDS)
def library_change(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Change an entry: its words, its files, its place."""
    entry = _own_entry(request, public_id)
    form = _form_about(request, entry)
    is_changed = False
    if request.method == "POST" and form.is_valid():
        keep, place = form.files_of(), form.cleaned_data["place"] or 0
        version = request.POST.get("version", "")
        try:
            actions.entry_change(entry, form.data_of(), keep=keep, place=place, by=request.user, version=version)
        except EntryChanged as changed:
            form, is_changed = _form_about(request, changed.entry, version=entry_version(changed.entry)), True
        except NotAllowed as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("Changed."))
            return redirect("library_entry", public_id)
    context = {"entry": entry, "is_changed": is_changed}
    return _form_page(request, "react_cases/library_change.html", form, context, 409 if is_changed else 200)


@require_POST
@permitted(Permission.ADVOCACY_MANAGE)
def library_remove(request: SignedInRequest, public_id: uuid.UUID) -> HttpResponseBase:
    """Take an entry out for good."""
    entry = _own_entry(request, public_id)
    try:
        actions.entry_remove(entry, by=request.user, version=request.POST.get("version", ""))
    except EntryChanged:
        messages.error(request, _("Somebody else has just changed this entry. Nothing was deleted: read it first."))
        return redirect("library_entry", public_id)
    messages.success(request, _("The entry is deleted."))
    return redirect("library")


def _entry(request: SignedInRequest, public_id: uuid.UUID) -> LibraryEntry:
    """The entry, if the person may read it; 404 for anybody else."""
    entry = entries_for(request.user).filter(paper__public_id=public_id).first()
    if entry is None:
        raise Http404
    return entry


def _own_entry(request: SignedInRequest, public_id: uuid.UUID) -> LibraryEntry:
    entry = _entry(request, public_id)
    if not has_permission(request.user, Permission.ADVOCACY_MANAGE, programme=entry.programme):
        raise Http404
    return entry


def _action(request: SignedInRequest) -> AdvocacyAction | None:
    """The action that the address names; 404 where the person may not see it."""
    named = request.GET.get("action")
    if named is None:
        return None
    try:
        found = AdvocacyAction.objects.visible_to(request.user).filter(paper__public_id=uuid.UUID(named))
    except ValueError:
        raise Http404 from None
    action = found.select_related("paper", "body").first()
    if action is None:
        raise Http404
    return action


def _form_of(request: SignedInRequest, programme: Programme, offer: Offer | None) -> EntryForm:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    if offer is None:
        return EntryForm(programme, *sent, by=request.user, words={})
    names = [(file, name or _file_name(file.number)) for file, name in offer.files]
    replies = [file.pk for file, _name in offer.files if file.role == FileRole.REPLY]
    initial = {"body": offer.body.code, "dated_on": offer.dated_on, "scans": replies}
    return EntryForm(
        programme, *sent, by=request.user, words=offer.words, candidates=names, body=offer.body, initial=initial
    )


def _form_about(request: SignedInRequest, entry: LibraryEntry, *, version: str = "") -> EntryForm:
    """The form; with a `version`, what was typed is ready to be sent again over what is there now."""
    sent: tuple[Any, ...] = (request.POST, request.FILES) if request.method == "POST" else ()
    if version:
        # Without the file, which was read already.
        data = request.POST.copy()
        data["version"] = version
        sent = (data,)
    files = list(entry.paper.files.all())
    kind = LibraryEntry.objects.visible_to(request.user).filter(programme=entry.programme, kind=entry.kind)
    initial: dict[str, Any] = {
        "kind": entry.kind,
        "body": entry.body.code if entry.body else None,
        "dated_on": entry.dated_on,
        "scans": [file.pk for file in files],
        "place": kind.filter(position__lt=entry.position).count() + 1,
        "version": entry_version(entry),
    }
    return EntryForm(
        entry.programme,
        *sent,
        by=request.user,
        words=actions.entry_words(entry, by=request.user),
        candidates=[(file, _file_name(number)) for number, file in enumerate(files, start=1)],
        body=entry.body,
        entry=entry,
        initial=initial,
    )


def _form_page(
    request: SignedInRequest, template: str, form: EntryForm, context: dict[str, Any], status: int = 200
) -> HttpResponseBase:
    # A file that the form still holds is asked for beside its field.
    if request.FILES and not form.files:
        messages.info(request, _("Choose a new file once more: a page that comes back does not keep it."))
    return render(request, template, {"form": form, **context}, status=413 if form.is_too_large else status)


def _file_name(number: int) -> str:
    return _("File %(number)s") % {"number": number}


def _read(request: SignedInRequest, entry: LibraryEntry) -> Read:
    return entries_read([entry], _language(), by=request.user)[0]


def _by_kind(rows: list[Read]) -> list[list[Read]]:
    return [list(found) for _kind, found in groupby(rows, key=lambda row: row.entry.kind)]


def _fitting(rows: list[Read]) -> list[str]:
    """As many entries as the page of the intake may fetch, the first ones first."""
    pieces: list[str] = []
    weight = 0
    for row in rows:
        piece = render_to_string("react_cases/_library_piece.html", {"read": row})
        weight += len(zlib.compress(piece.encode()))
        if weight > MOST_BYTES:
            break
        pieces.append(piece)
    return pieces


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
