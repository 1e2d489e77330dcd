"""Take cases out of the system as a table: which columns, what is in them, and the row of the log."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from documenters.access import require_permission
from documenters.audit import record
from documenters.identity import database_identity
from documenters.models import AuditEvent, Programme, User
from documenters.permissions import Permission
from react_cases.models import Case, ClientGroup, Response, Term, Violation, Violator
from react_cases.models.choices import closed_label

ROWS_AT_A_TIME = 500
"""Cases held in memory while a file is written."""


class Column(NamedTuple):
    """One column: its name in the log, its heading, and what a case has in it."""

    name: str
    title: object
    values: Callable[[Case, bool], str]


def _term(term: Term | None, with_labels: bool) -> str:
    if term is None:
        return ""
    return term.label if with_labels else term.code


def _terms(terms: list[Term], with_labels: bool) -> str:
    # The separator is a border of cells for a spreadsheet in Russian: each label is guarded, not only the first.
    return "; ".join(guarded(_term(term, with_labels)) for term in terms)


def _choice(name: str) -> Callable[[Case, bool], str]:
    def value(case: Case, with_labels: bool) -> str:
        return str(getattr(case, f"get_{name}_display")()) if with_labels else str(getattr(case, name))

    return value


def _closed(code_list: str, name: str) -> Callable[[Case, bool], str]:
    def value(case: Case, with_labels: bool) -> str:
        code = getattr(case, name)
        return closed_label(code_list, code) if with_labels and code else str(code)

    return value


def _oblast(case: Case, with_labels: bool) -> str:
    if case.oblast is None:
        return ""
    return case.oblast.label if with_labels else case.oblast.code


def _primary(case: Case, with_labels: bool) -> str:
    return _terms([row.group for row in case.client_groups.all() if row.is_primary], with_labels)


def _month(case: Case, _: bool) -> str:
    return f"{case.event_from:%Y-%m}" if case.event_from else ""


def _rows(name: str, term: str) -> Callable[[Case, bool], str]:
    def value(case: Case, with_labels: bool) -> str:
        return _terms([getattr(row, term) for row in getattr(case, name).all()], with_labels)

    return value


COLUMNS: tuple[Column, ...] = (
    Column("code", _("Case number"), lambda case, _: case.code),
    Column("received_on", _("Registered"), lambda case, _: case.received_on.isoformat()),
    Column("event_month", _("Month of the event"), _month),
    Column("oblast", _("Oblast"), _oblast),
    Column("groups", _("Client groups"), _rows("client_groups", "group")),
    Column("primary_group", _("Primary group"), _primary),
    Column("gender", _("Gender"), _closed("genders", "gender")),
    Column("age_band", _("Age"), _closed("age_bands", "age_band")),
    Column("violators", _("Violators"), _rows("violators", "type")),
    Column("violations", _("Violations"), _rows("violations", "category")),
    Column("qualification", _("Qualification"), _choice("qualification")),
    Column("readiness", _("Readiness"), _choice("readiness")),
    Column("response_status", _("Help"), _choice("response_status")),
    Column("outcome", _("Outcome"), lambda case, with_labels: _term(case.outcome, with_labels)),
    Column("effects", _("Effects"), lambda case, with_labels: _terms(list(case.effects.all()), with_labels)),
    Column("responses", _("Help given"), _rows("responses", "type")),
    Column("status", _("Status"), _choice("status")),
)
"""All that leaves: no organisation, documenter, district, exact day, client code, and no sentence ever."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def guarded(cell: str) -> str:
    """The cell, with an apostrophe before anything that a spreadsheet would run."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


@transaction.atomic
def cases_export_record(programme: Programme, *, count: int, by: User) -> AuditEvent:
    """Write down that somebody takes so many cases out. Raises `PermissionDenied` unless they may."""
    require_permission(by, Permission.CASE_EXPORT, programme=programme)
    return record(
        "case.exported",
        programme,
        by=by,
        programme=programme,
        fields=[column.name for column in COLUMNS],
        reason=f"rows:{count}",
    )


def export_rows(cases: models.QuerySet[Case], *, with_labels: bool, by: User) -> Iterator[list[str]]:
    """The headings, then a row for each case. Holds a transaction of its own, and few cases at a time.

    The transaction of the request is over by the time a streamed answer is read, and so is its identity.
    """
    yield [guarded(str(column.title)) for column in COLUMNS]
    with database_identity(by), transaction.atomic():
        for case in _with_parts(cases).iterator(chunk_size=ROWS_AT_A_TIME):
            yield [guarded(column.values(case, with_labels)) for column in COLUMNS]


def _with_parts(cases: models.QuerySet[Case]) -> models.QuerySet[Case]:
    return cases.select_related("oblast", "outcome").prefetch_related(
        "effects",
        Prefetch("client_groups", ClientGroup.objects.select_related("group")),
        Prefetch("violators", Violator.objects.select_related("type")),
        Prefetch("violations", Violation.objects.select_related("category")),
        Prefetch("responses", Response.objects.select_related("type")),
    )
