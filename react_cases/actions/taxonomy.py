"""Code lists: load them from the data files, and let a coordinator shape those of the programme."""

import datetime
from collections.abc import Mapping
from types import MappingProxyType

from django.db import IntegrityError, connection, models, transaction
from django.db.models import ManyToManyRel, ProtectedError
from django.utils import timezone
from django.utils.text import slugify

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import Programme, User
from documenters.permissions import Permission
from react_cases.actions.guard import Decisions, take_labels
from react_cases.actions.locking import NotAllowed
from react_cases.models import ExternalFigure, Location, TaxonomyVersion, Term
from react_cases.taxonomy.entries import CodeList, TermRow
from react_cases.taxonomy.loader import data_version, read_code_lists, read_external_figures, read_locations

POSITION_STEP = 10


@transaction.atomic
def taxonomy_load(programme: Programme) -> None:
    """Bring a programme's lists and places to the version of the data files. Running it again changes nothing.

    Labels that the programme has renamed, terms that it has added and those that it has retired stay as they are.
    A term that the files no longer hold is deleted where no case uses it, and retired where one does.
    """
    for code_list in read_code_lists().values():
        if code_list.is_open:
            _load_list(programme, code_list)
    _load_locations(programme)
    _load_external_figures(programme)
    TaxonomyVersion.objects.update_or_create(programme=programme, defaults={"version": data_version()})


def _load_list(programme: Programme, code_list: CodeList) -> None:
    held = {term.code: term for term in Term.objects.filter(programme=programme, code_list=code_list.name)}
    for row in code_list.terms:
        term = held.get(row.code) or Term(programme=programme, code_list=code_list.name, code=row.code)
        is_new = term.pk is None
        term.parent = held[row.parent] if row.parent else None
        for name, value in _data_fields(row, is_new=is_new, is_renamed=term.is_renamed).items():
            setattr(term, name, value)
        term.save()
        held[row.code] = term
    current = {row.code for row in code_list.terms}
    for code in sorted(held.keys() - current, reverse=True):
        if not held[code].is_own:
            _delete_or_retire(held[code])


def _data_fields(row: TermRow, *, is_new: bool, is_renamed: bool) -> dict[str, object]:
    fields: dict[str, object] = {
        "rollup": row.rollup,
        "articles": row.treaty,
        "huridocs": f"{row.huridocs_list} {row.huridocs_code}".strip(),
        "aliases": " | ".join(row.aliases),
        "valid_from": row.valid_from,
    }
    if not is_renamed:
        fields |= {"label_en": row.en, "label_ru": row.ru, "label_ky": row.ky}
    if is_new:
        fields |= {"position": row.position, "is_enabled": row.enabled, "valid_to": _day_after(row.valid_to)}
    return fields


def _day_after(last: datetime.date | None) -> datetime.date | None:
    """The files name the last day of use; the tables hold the first day without."""
    return last + datetime.timedelta(days=1) if last else None


def _delete_or_retire(term: Term) -> None:
    if not _is_linked(term):
        try:
            with transaction.atomic():
                _delete_now(term)
            return
        except (ProtectedError, IntegrityError):
            pass
    if term.valid_to is None:
        term.valid_to = timezone.localdate()
        term.save(update_fields=["valid_to"])


def _delete_now(term: Term) -> None:
    """Delete it, or learn at once that a case uses it: the loader sees no case, the database's own check sees all."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        term.delete()
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _is_linked(term: Term) -> bool:
    """Does a link table (tags, effects, reasons) hold the term? Such a table would let go of it without a word."""
    links = [link for link in Term._meta.get_fields(include_hidden=True) if isinstance(link, ManyToManyRel)]
    return any(link.through is not None and link.through._default_manager.filter(term=term).exists() for link in links)


def _load_locations(programme: Programme) -> None:
    held: dict[str, Location] = {}
    for row in read_locations():
        held[row.code], _ = Location.objects.update_or_create(
            programme=programme,
            code=row.code,
            defaults={
                "kind": row.kind,
                "parent": held[row.parent] if row.parent else None,
                "label_en": row.en,
                "label_ru": row.ru,
                "label_ky": row.ky,
                "aliases": " | ".join(name for name in row.search_names if name not in (row.en, row.ru, row.ky)),
                "position": row.position,
                "valid_from": row.valid_from,
                "valid_to": _day_after(row.valid_to),
            },
        )


def _load_external_figures(programme: Programme) -> None:
    for row in read_external_figures():
        ExternalFigure.objects.update_or_create(
            programme=programme,
            code=row.code,
            defaults={
                "period_from": row.period_from,
                "period_to": row.period_to,
                "value": row.value,
                "unit": row.unit,
                "text_en": row.en,
                "text_ru": row.ru,
                "text_ky": row.ky,
                "note_en": row.note.en,
                "note_ru": row.note.ru,
                "note_ky": row.note.ky,
                "source": row.source,
            },
        )


@transaction.atomic
def term_add(
    programme: Programme,
    code_list: str,
    labels: Mapping[str, str],
    *,
    parent: Term | None,
    by: User,
    decisions: Mapping[str, Decisions] = MappingProxyType({}),
) -> Term:
    """Add a term of the programme's own at the end of the list or of its heading.

    `labels` maps `en`, `ru`, `ky` to what people read, `decisions` to what was decided about personal data in it. The
    code is made from the English label and never changes. Raises `NotAllowed` where personal data is undecided.
    """
    require_permission(by, Permission.TERM_MANAGE, programme=programme)
    take_labels(programme, labels, decisions)
    siblings = Term.objects.filter(programme=programme, code_list=code_list, parent=parent)
    last = siblings.aggregate(last=models.Max("position"))["last"] or 0
    term = Term.objects.create(
        programme=programme,
        code_list=code_list,
        code=_free_code(programme, code_list, labels["en"], parent),
        parent=parent,
        label_en=labels["en"],
        label_ru=labels["ru"],
        label_ky=labels.get("ky", ""),
        position=last + POSITION_STEP,
        rollup=parent.rollup if parent else "",
        valid_from=timezone.localdate(),
        is_own=True,
    )
    record("term.added", term, by=by, programme=programme)
    return term


def _free_code(programme: Programme, code_list: str, english: str, parent: Term | None) -> str:
    stem = slugify(english).replace("-", "_").upper()[:12].strip("_") or "OWN"
    prefix = f"{parent.code}." if parent else ""
    taken = set(
        Term.objects.filter(programme=programme, code_list=code_list, code__startswith=prefix).values_list(
            "code", flat=True
        )
    )
    candidates = (f"{prefix}{stem}{number or ''}" for number in range(len(taken) + 1))
    return next(code for code in candidates if code not in taken)


@transaction.atomic
def term_rename(
    term: Term, labels: Mapping[str, str], *, by: User, decisions: Mapping[str, Decisions] = MappingProxyType({})
) -> Term:
    """Give a term other labels; its code and the cases that use it stay. Personal data is refused as in `term_add`."""
    require_permission(by, Permission.TERM_MANAGE, programme=term.programme)
    said = {language: text for language, text in labels.items() if text != getattr(term, f"label_{language}")}
    take_labels(term.programme, said, decisions)
    term.label_en, term.label_ru, term.label_ky = labels["en"], labels["ru"], labels.get("ky", "")
    term.is_renamed = not term.is_own
    term.save(update_fields=["label_en", "label_ru", "label_ky", "is_renamed"])
    record("term.renamed", term, by=by, programme=term.programme, fields=["label_en", "label_ru", "label_ky"])
    return term


@transaction.atomic
def term_retire(term: Term, *, on: datetime.date | None = None, by: User) -> Term:
    """Offer a term no more from a day on. Old cases keep and show it."""
    require_permission(by, Permission.TERM_MANAGE, programme=term.programme)
    day = on or timezone.localdate()
    if term.valid_from and day < term.valid_from:
        raise NotAllowed("retired_before_valid")
    if term.children.valid(day).exists():
        raise NotAllowed("heading_in_use")
    term.valid_to = day
    term.save(update_fields=["valid_to"])
    record("term.retired", term, by=by, programme=term.programme, fields=["valid_to"])
    return term


@transaction.atomic
def term_restore(term: Term, *, by: User) -> Term:
    """Offer a retired or disabled term again."""
    require_permission(by, Permission.TERM_MANAGE, programme=term.programme)
    term.valid_to = None
    term.is_enabled = True
    term.save(update_fields=["valid_to", "is_enabled"])
    record("term.restored", term, by=by, programme=term.programme, fields=["valid_to", "is_enabled"])
    return term


@transaction.atomic
def term_move(term: Term, *, up: bool, by: User) -> Term:
    """Swap a term with its neighbour in the list or under its heading; nothing happens at the end."""
    require_permission(by, Permission.TERM_MANAGE, programme=term.programme)
    siblings = list(
        Term.objects.select_for_update(no_key=True)
        .filter(programme=term.programme, code_list=term.code_list, parent=term.parent)
        .order_by("position", "code")
    )
    place = next(index for index, other in enumerate(siblings) if other.pk == term.pk)
    target = place - 1 if up else place + 1
    if 0 <= target < len(siblings):
        siblings[place], siblings[target] = siblings[target], siblings[place]
    for index, other in enumerate(siblings, start=1):
        if other.position != index * POSITION_STEP:
            other.position = index * POSITION_STEP
            other.save(update_fields=["position"])
    record("term.moved", term, by=by, programme=term.programme, fields=["position"])
    return term
