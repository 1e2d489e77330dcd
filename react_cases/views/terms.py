"""Code lists: what a coordinator may shape, and what the system's rules hang on."""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from django.contrib import messages
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documenters.models import Programme
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, managed_programme, permitted
from react_cases.actions import taxonomy as actions
from react_cases.actions.locking import NotAllowed
from react_cases.forms.terms import NewTermForm, RenameForm
from react_cases.models import Location, LocationKind, Term
from react_cases.models.term_usage import cases_by_term
from react_cases.taxonomy.entries import CodeList
from react_cases.taxonomy.loader import read_code_lists

code_lists = cache(read_code_lists)
"""The lists by name. They are files of this version: read once."""


@dataclass(frozen=True)
class ListCount:
    """One line of the overview."""

    code_list: CodeList
    title: str
    offered: int
    retired: int
    own: int


@dataclass(frozen=True)
class TermRow:
    """One term on the page of its list."""

    term: Term
    cases: int
    is_first: bool
    is_last: bool

    @property
    def is_offered(self) -> bool:
        """Can it be chosen today?"""
        return self.term.is_enabled and not self.term.is_retired

    @property
    def other_labels(self) -> list[tuple[str, str]]:
        """(language, label) in the languages that the page is not in; empty labels included."""
        labels = {"ru": self.term.label_ru, "ky": self.term.label_ky, "en": self.term.label_en}
        return [(language, text) for language, text in labels.items() if language != get_language()]


@require_safe
@permitted(Permission.TERM_MANAGE)
def term_lists(request: SignedInRequest) -> HttpResponseBase:
    """All lists with their sizes."""
    programme = managed_programme(request, Permission.TERM_MANAGE)
    terms = list(Term.objects.filter(programme=programme))
    offered = Counter(term.code_list for term in terms if term.is_enabled and not term.is_retired)
    retired = Counter(term.code_list for term in terms if not term.is_enabled or term.is_retired)
    own = Counter(term.code_list for term in terms if term.is_own)
    rows = [
        ListCount(item, _title(item), offered[name] or len(item.terms), retired[name], own[name])
        for name, item in code_lists().items()
    ]
    context = {
        "open_lists": [row for row in rows if row.code_list.is_open],
        "closed_lists": [row for row in rows if not row.code_list.is_open],
    }
    return render(request, "react_cases/term_lists.html", context)


@require_safe
@permitted(Permission.TERM_MANAGE)
def term_list(request: SignedInRequest, code_list: str) -> HttpResponseBase:
    """The terms of one list: to shape where it is open, to read where it is closed."""
    programme = managed_programme(request, Permission.TERM_MANAGE)
    item = _code_list(code_list)
    context = {"list": item, "title": _title(item)}
    if not item.is_open:
        language = get_language() or "en"
        context["rows"] = [(row.code, row.label(language)) for row in item.terms]
        return render(request, "react_cases/term_list_closed.html", context)
    groups = _groups(programme, item)
    offered = [row.term for heading, below in groups for row in (heading, *below) if row.is_offered]
    context |= {"groups": groups, "unlabelled": [term for term in offered if not term.label_ky]}
    return render(request, "react_cases/term_list.html", context)


@permitted(Permission.TERM_MANAGE)
def term_add(request: SignedInRequest, code_list: str) -> HttpResponseBase:
    """Add a term of the programme's own."""
    programme = managed_programme(request, Permission.TERM_MANAGE)
    item = _open_list(code_list)
    form = NewTermForm(programme, item.name, item.levels, request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        labels, decisions = form.labels(), form.label_decisions()
        term = actions.term_add(
            programme, item.name, labels, parent=form.heading(), by=request.user, decisions=decisions
        )
        messages.success(request, _("“%(label)s” is added.") % {"label": term.label})
        return _to_term(term)
    context = {"list": item, "title": _title(item), "form": form}
    return render(request, "react_cases/term_add.html", context)


@permitted(Permission.TERM_MANAGE)
def term_rename(request: SignedInRequest, code_list: str, code: str) -> HttpResponseBase:
    """Give a term other labels."""
    term = _term(request, code_list, code)
    form = RenameForm(term, request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        actions.term_rename(term, form.labels(), by=request.user, decisions=form.label_decisions())
        messages.success(request, _("The labels are saved. Old cases show them too."))
        return _to_term(term)
    item = _open_list(code_list)
    context = {"list": item, "title": _title(item), "term": term, "form": form}
    return render(request, "react_cases/term_rename.html", context)


@require_POST
@permitted(Permission.TERM_MANAGE)
def term_retire(request: SignedInRequest, code_list: str, code: str) -> HttpResponseBase:
    """Offer a term no more."""
    term = _term(request, code_list, code)
    try:
        actions.term_retire(term, by=request.user)
    except NotAllowed as refusal:
        messages.error(request, _refusal(refusal))
    else:
        messages.success(request, _("“%(label)s” is not offered any more. Old cases keep it.") % {"label": term.label})
    return _to_term(term)


@require_POST
@permitted(Permission.TERM_MANAGE)
def term_restore(request: SignedInRequest, code_list: str, code: str) -> HttpResponseBase:
    """Offer a term again."""
    term = _term(request, code_list, code)
    actions.term_restore(term, by=request.user)
    messages.success(request, _("“%(label)s” is offered again.") % {"label": term.label})
    return _to_term(term)


@require_POST
@permitted(Permission.TERM_MANAGE)
def term_move(request: SignedInRequest, code_list: str, code: str) -> HttpResponseBase:
    """Move a term one place up or down."""
    term = _term(request, code_list, code)
    actions.term_move(term, up=request.POST.get("direction") == "up", by=request.user)
    return _to_term(term)


@require_safe
@permitted(Permission.TERM_MANAGE)
def location_list(request: SignedInRequest) -> HttpResponseBase:
    """Oblasts with their districts and cities, to read."""
    programme = managed_programme(request, Permission.TERM_MANAGE)
    places = list(Location.objects.filter(programme=programme))
    oblasts = [
        (oblast, [place for place in places if place.parent_id == oblast.pk])
        for oblast in places
        if oblast.kind == LocationKind.OBLAST
    ]
    return render(request, "react_cases/location_list.html", {"oblasts": oblasts})


def _groups(programme: Programme, item: CodeList) -> list[tuple[TermRow, list[TermRow]]]:
    """Each top term with those below it."""
    terms = list(Term.objects.of(programme, item.name))
    cases = cases_by_term(programme, item.name)
    tops = [term for term in terms if term.parent_id is None]
    below = {top.pk: [term for term in terms if term.parent_id == top.pk] for top in tops}
    return [(row, _rows(below[row.term.pk], cases)) for row in _rows(tops, cases)]


def _rows(terms: list[Term], cases: dict[int, int]) -> list[TermRow]:
    last = len(terms) - 1
    return [
        TermRow(term, cases.get(term.pk, 0), is_first=place == 0, is_last=place == last)
        for place, term in enumerate(terms)
    ]


def _code_list(name: str) -> CodeList:
    if name not in code_lists():
        raise Http404
    return code_lists()[name]


def _open_list(name: str) -> CodeList:
    item = _code_list(name)
    if not item.is_open:
        raise Http404
    return item


def _title(item: CodeList) -> str:
    return item.label(get_language() or "en")


def _term(request: SignedInRequest, code_list: str, code: str) -> Term:
    programme = managed_programme(request, Permission.TERM_MANAGE)
    term = (
        Term.objects.of(programme, _open_list(code_list).name).select_related("programme", "parent").filter(code=code)
    )
    found = term.first()
    if found is None:
        raise Http404
    return found


def _to_term(term: Term) -> HttpResponseRedirect:
    return redirect(f"{reverse('term_list', args=[term.code_list])}#term-{term.code}")


def _refusal(refusal: NotAllowed) -> str:
    return {
        "heading_in_use": _("Terms under this heading are still offered: retire them first."),
        "retired_before_valid": _("This term is not valid yet, so it cannot be retired today."),
    }.get(refusal.code, _("This is not possible."))
