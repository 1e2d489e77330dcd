"""Which cases a report is about: those that count, of its period, narrowed by the filter it was begun with."""

import calendar
import datetime
from collections import Counter
from collections.abc import Mapping

from django.contrib.postgres.aggregates import ArrayAgg
from django.http import QueryDict

from documenters.models import Programme, User
from react_cases.filters import CODED_ANSWERS, MONTHS, CaseFilter
from react_cases.models import Case
from reports.disclosure.schema import Axis
from reports.models import Submission
from reports.submissions.articles import Combinations

AXES: Mapping[str, Axis] = {
    "violator": Axis.VIOLATOR,
    "category": Axis.CATEGORY,
    "primary_group": Axis.PRIMARY_GROUP,
    "group": Axis.GROUP,
    "oblast": Axis.OBLAST,
    "qualification": Axis.QUALIFICATION,
}
"""Those of them that releases have tables of."""
LONGEST = 400
"""Characters, as the column has them."""


def kept_query(chosen: CaseFilter) -> str:
    """What a report keeps of a filter, as in an address; the months are its period."""
    return chosen.kept_query()


def without(query: str, gone: set[str]) -> str:
    """The same without some of its `name=value` pairs."""
    return _query([pair for pair in _pairs(query) if "=".join(pair) not in gone])


def left_out(chosen: CaseFilter) -> list[str]:
    """What it does not keep, in words."""
    gone = {name for name, _value in chosen.chosen()} - {*CODED_ANSWERS, *MONTHS}
    return [str(chosen.filters[name].field.label) for name in chosen.filters if name in gone]


def pairs_of(query: str) -> list[str]:
    """Its `name=value` pairs."""
    return ["=".join(pair) for pair in _pairs(query)]


def filter_of(query: str, first: datetime.date, last: datetime.date, programme: Programme, by: User) -> CaseFilter:
    """The filter over the cases that the person counts; a value that cannot be any more finds no case."""
    asked = QueryDict(query, mutable=True)
    asked["from"], asked["to"] = f"{first:%Y-%m}", f"{last:%Y-%m}"
    return CaseFilter(asked, Case.objects.countable_by(by).filter(programme=programme), by)


def filter_of_submission(submission: Submission, by: User) -> CaseFilter:
    """The same for a report."""
    return filter_of(submission.found_by, submission.period_from, submission.period_to, submission.programme, by)


def chosen_words(chosen: CaseFilter) -> list[tuple[str, str]]:
    """What was chosen: `name=value`, and in words. The months are left to the period."""
    pairs = [(name, value) for name, value in chosen.chosen() if name in CODED_ANSWERS]
    shown = zip(chosen.chips(), chosen.chosen(), strict=True)
    chips = [chip for chip, (name, _value) in shown if name in CODED_ANSWERS]
    return [("=".join(pair), f"{chip.label}: {chip.value}") for pair, chip in zip(pairs, chips, strict=True)]


def combinations_of(chosen: CaseFilter) -> Combinations:
    """The categories of violations that the cases have together."""
    rows = chosen.qs.order_by().values("pk").annotate(found=ArrayAgg("violations__category__code", distinct=True))
    return Counter(frozenset(code for code in codes if code) for codes in rows.values_list("found", flat=True))


def held_codes(query: str, law_enforcement: frozenset[str], law_row: str | None) -> dict[str, str] | None:
    """The choice as codes of the cells of a release; None where releases have no tables of it.

    A release tells apart headings, and one of each list. What the programme counts as law enforcement is one row.
    """
    held: dict[str, str] = {}
    chosen: dict[str, list[str]] = {}
    for name, value in _pairs(query):
        chosen.setdefault(name, []).append(value)
    for name, values in chosen.items():
        if name == "violator" and law_row and frozenset(values) == law_enforcement:
            held[Axis.VIOLATOR.value] = law_row
        elif name in AXES and len(values) == 1 and "." not in values[0]:
            held[AXES[name].value] = values[0]
        else:
            return None
    return held


def not_held(query: str, law_enforcement: frozenset[str], law_row: str | None) -> list[str]:
    """The `name=value` pairs of a filter that releases have no tables of, whatever stands beside them."""
    names = dict.fromkeys(name for name, _value in _pairs(query))
    alone = {name: [pair for pair in _pairs(query) if pair[0] == name] for name in names}
    return [
        "=".join(pair)
        for pairs in alone.values()
        if held_codes(_query(pairs), law_enforcement, law_row) is None
        for pair in pairs
    ]


def last_day(month: datetime.date) -> datetime.date:
    """Of a month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _pairs(query: str) -> list[tuple[str, str]]:
    return [(name, value) for name, values in QueryDict(query).lists() for value in values]


def _query(pairs: list[tuple[str, str]]) -> str:
    made = QueryDict(mutable=True)
    for name, value in pairs:
        made.appendlist(name, value)
    return made.urlencode()
