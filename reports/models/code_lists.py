"""The lists that a block freezes: codes in order, and what they are called."""

from collections.abc import Iterable, Mapping

from documenters.models import Programme
from react_cases.models import Location, Term
from react_cases.models.location import LocationKind
from react_cases.taxonomy.loader import read_code_lists
from reports.disclosure.schema import NOT_FINISHED, Axis, Block

TERMS = {
    Axis.PRIMARY_GROUP: "client_groups",
    Axis.GROUP: "client_groups",
    Axis.VIOLATOR: "violator_types",
    Axis.CATEGORY: "violation_categories",
    Axis.OUTCOME: "outcomes",
}
CLOSED = {Axis.QUALIFICATION: "qualifications", Axis.GENDER: "genders", Axis.AGE: "age_bands"}
"""Lists that no programme changes: read from the data files."""
Texts = dict[str, str]
"""Language -> text."""
Lists = dict[Axis, dict[str, Texts]]
"""Of each axis its codes in order, both levels."""


def lists_of(programme: Programme) -> Lists:
    """Every list of a programme as it is now, retired entries included."""
    found: Lists = {}
    for axis, name in TERMS.items():
        terms = Term.objects.of(programme, name)
        found[axis] = {term.code: _texts(term.label_en, term.label_ru, term.label_ky) for term in terms}
    places = Location.objects.filter(programme=programme, kind=LocationKind.OBLAST)
    found[Axis.OBLAST] = {place.code: _texts(place.label_en, place.label_ru, place.label_ky) for place in places}
    for axis, name in CLOSED.items():
        found[axis] = {row.code: _texts(row.en, row.ru, row.ky) for row in read_code_lists()[name].terms}
    return found


def order_of(lists: Lists) -> dict[Axis, tuple[str, ...]]:
    """The codes of each axis in order, among them the ones that stand in no list."""
    order = {axis: tuple(codes) for axis, codes in lists.items()}
    return order | {Axis.OUTCOME: (*order[Axis.OUTCOME], NOT_FINISHED)}


def labels_for(block: Block, lists: Lists) -> dict[str, dict[str, Texts]]:
    """What the rows of a block are called. Rows that stand in no list have their words in the program."""
    rows: Mapping[Axis, Iterable[str]] = {
        axis: (*block.codes.get(axis, ()), *block.details.get(axis, ())) for axis in block.codes
    }
    return {
        axis.value: {code: lists[axis][code] for code in codes if code in lists[axis]}
        for axis, codes in rows.items()
        if axis in lists
    }


def _texts(en: str, ru: str, ky: str) -> Texts:
    return {"en": en, "ru": ru, "ky": ky}
