"""The programme of Kyrgyzstan with the real code lists, and short names for their entries."""

from collections.abc import Sequence
from copy import copy
from typing import TypeVar, cast

from django.db import models
from django.db.models.base import ModelState

from documenters.models import Programme
from react_cases.actions.taxonomy import taxonomy_load
from react_cases.models import ExternalFigure, Location, TaxonomyVersion, Term

TABLES: Sequence[type[models.Model]] = (Programme, Term, Location, ExternalFigure, TaxonomyVersion)

Row = TypeVar("Row", bound=models.Model)

_kept: dict[type[models.Model], list[models.Model]] = {}
_index: dict[type[models.Model], dict[tuple[str, str], models.Model]] = {}


def load_programme() -> None:
    """Load the lists once, through the real action, and keep the rows."""
    programme, _ = Programme.objects.get_or_create(
        code="KG",
        defaults={
            "name_en": "Kyrgyzstan",
            "name_ru": "Кыргызстан",
            "name_ky": "Кыргызстан",
            "law_enforcement_codes": ["LE"],
        },
    )
    taxonomy_load(programme)
    keep_programme()


def keep_programme() -> None:
    """Keep the rows that are there; also for a process that works on the database of a test."""
    _kept.update({table: list(table._default_manager.order_by("pk")) for table in TABLES})
    _index.clear()


def loaded_programme() -> Programme:
    """The programme. A test that commits empties the tables behind it; then the kept rows are put back."""
    if not Programme.objects.filter(code="KG").exists():
        for table, rows in _kept.items():
            table._default_manager.bulk_create([copy(row) for row in rows])
    return Programme.objects.get(code="KG")


def known_term(code_list: str, code: str) -> Term:
    """The entry as it was loaded, without asking for it: factories name dozens of them for each case.

    Not for a test that has changed the lists itself.
    """
    return _known(Term, code_list, code)


def known_place(code: str) -> Location:
    """The place as it was loaded."""
    return _known(Location, "", code)


def _known(table: type[Row], code_list: str, code: str) -> Row:
    index = _index.setdefault(table, {})
    if not index:
        index.update({(getattr(row, "code_list", ""), row.code): row for row in _kept[table]})  # type: ignore[attr-defined]
    row = copy(index[code_list, code])
    row._state = ModelState()
    row._state.adding, row._state.db = False, "default"
    return cast(Row, row)


def term(code_list: str, code: str) -> Term:
    """An entry of a code list of Kyrgyzstan."""
    return Term.objects.get(programme__code="KG", code_list=code_list, code=code)


def place(code: str) -> Location:
    """An oblast, district or city of Kyrgyzstan."""
    return Location.objects.get(programme__code="KG", code=code)
