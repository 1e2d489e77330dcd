"""The cases of live figures as columns of numbers, read once for every figure (docs/adr/0045).

The database decides which cases and rows there are to see (docs/adr/0008), and hands each table over as a few arrays,
grouped by what figures tell apart. Counting different cases is then a matter of marks in memory.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from documenters.models import Programme
from react_cases.models import Case, ClientGroup, Location, Response, Term, Violation, Violator
from reports.linked_clients import people_of
from reports.packed import Flags, Numbers, Places, unpacked

SPARSE = 4
"""Where fewer than one in so many cases is counted, rows are asked for by their cases. Else each table is read through,
which is faster."""


class Kind(NamedTuple):
    """What cases are counted by that has few values, as codes."""

    qualification: str
    readiness: str
    response_status: str
    gender: str


@dataclass(frozen=True)
class Lot:
    """The rows that name one entry of a code list."""

    code: str
    heading: str
    """Code of the upper level; an entry of that level is its own. Both are empty for entries of no list of the
    programme."""
    cases: Numbers
    """Their places in the columns: a case stands here as often as it has such a row."""
    is_primary: bool
    """Of client groups."""
    giver: str
    """Of help: the code of who gave it, empty where nobody said."""
    days: Numbers
    """Of help: when it was given, in days since 1970."""


@dataclass(frozen=True)
class CaseColumns:
    """One set of cases, not empty. Each column has a number for each case, in one order."""

    kinds: Sequence[Kind]
    kind: Numbers
    """Places in `kinds`."""
    day: Numbers
    """Of registration, in days since 1970."""
    oblast: Numbers
    """Identifiers, 0 for none; their codes stand in `places`."""
    outcome: Numbers
    """The same, with `outcomes`. It counts while help is closed, not after it was reopened."""
    person: Numbers
    """The same number for the same client; 0 where nothing tells whose case it is."""
    places: Mapping[int, str]
    outcomes: Mapping[int, str]
    violators: Sequence[Lot]
    violations: Sequence[Lot]
    responses: Sequence[Lot]
    groups: Sequence[Lot]
    effects: Sequence[Lot]

    @property
    def size(self) -> int:
        """How many cases."""
        return len(self.kind)

    def of_kind(self, test: Callable[[Kind], bool]) -> Flags:
        """Which cases are of such a kind?"""
        return np.array([test(kind) for kind in self.kinds], dtype=np.bool_)[self.kind]

    def having(self, lots: Iterable[Lot]) -> Flags:
        """Which cases have a row in one of these lots?"""
        flags = np.zeros(self.size, dtype=np.bool_)
        for lot in lots:
            flags[lot.cases] = True
        return flags


def primary_groups_of(columns: CaseColumns) -> tuple[Numbers, dict[int, str]]:
    """A number for the primary group of each case, 0 for none; and the codes of these numbers."""
    group, codes = np.zeros(columns.size, dtype=np.int64), {}
    for number, (heading, lots) in enumerate(by_heading(lot for lot in columns.groups if lot.is_primary), 1):
        group[columns.having(lots)] = number
        codes[number] = heading
    return group, codes


def by_heading(lots: Iterable[Lot]) -> Iterator[tuple[str, list[Lot]]]:
    """The lots of each heading of a code list, without those of no list of the programme."""
    found: defaultdict[str, list[Lot]] = defaultdict(list)
    for lot in lots:
        if lot.heading:
            found[lot.heading].append(lot)
    yield from found.items()


def columns_of(cases: QuerySet[Case], programme: Programme) -> CaseColumns | None:
    """Read these cases of a programme; None where there are none. `cases` is what the reader may count, each once."""
    chosen = cases.order_by().values_list(
        *("qualification", "readiness", "response_status", "gender", "pk", "received_on"),
        *(Coalesce(name, 0) for name in ("oblast_id", "outcome_id", "client_id")),
    )
    try:
        sql, parameters = chosen.query.sql_with_params()
    except EmptyResultSet:
        return None
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        # With the default of 4 MB and many cases the walls would ask for the case of each row by itself.
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(CASES.replace("{cases}", sql), parameters)
        answer = cursor.fetchall()
        return _columns(answer, programme) if answer else None


CASES = """
SELECT qualification, readiness, response_status, gender, array_send(array_agg(id)),
    array_send(array_agg(received_on - date '1970-01-01')), array_send(array_agg(oblast_id)),
    array_send(array_agg(outcome_id)), array_send(array_agg(client_id))
FROM ({cases}) AS cases (
    qualification, readiness, response_status, gender, id, received_on, oblast_id, outcome_id, client_id
)
GROUP BY 1, 2, 3, 4
"""


class _Table(NamedTuple):
    """A table with several rows for a case, as it is asked for: each of its lots is one line of the answer."""

    lots: str
    name: str
    term: str
    is_primary: str = "false"
    giver: str = "NULL::bigint"
    days: str = "NULL::bytea"

    @property
    def statement(self) -> str:
        """Every piece of it is a constant of this module or the name of a table."""
        return (
            f"SELECT '{self.lots}', {self.term}, {self.is_primary}, {self.giver}, array_send(array_agg(case_id)), "  # noqa: S608
            f"{self.days} FROM {self.name} {{of_these}} GROUP BY 2, 3, 4"
        )


GIVEN = {"giver": "delivered_by_id", "days": "array_send(array_agg(given_on - date '1970-01-01'))"}
TABLES = (
    _Table("violators", Violator._meta.db_table, "type_id"),
    _Table("violations", Violation._meta.db_table, "category_id"),
    _Table("responses", Response._meta.db_table, "type_id", **GIVEN),
    _Table("groups", ClientGroup._meta.db_table, "group_id", is_primary="is_primary"),
    _Table("effects", Case.effects.through._meta.db_table, "term_id"),
)
ROWS = "\nUNION ALL ".join(table.statement for table in TABLES)
# A join, and not `= ANY`: for it PostgreSQL goes from case to case, and does not look through all of them for the wall.
CHOSEN = "WITH chosen AS MATERIALIZED (SELECT unnest(%s::bigint[]) AS id) "
OF_THESE = "JOIN chosen ON chosen.id = case_id"


def _columns(answer: Sequence[tuple[Any, ...]], programme: Programme) -> CaseColumns:
    kinds = [Kind(*line[:4]) for line in answer]
    ids, day, oblast, outcome, client = (
        np.concatenate([unpacked(line[column]) for line in answer]) for column in range(4, 9)
    )
    sizes = [len(unpacked(line[4])) for line in answer]
    places, (terms, oblasts) = Places(ids), _names(programme)
    is_sparse = len(ids) * SPARSE < int(ids.max())
    only, clients = (_array(some) if is_sparse else None for some in (ids, np.unique(client)))
    return CaseColumns(
        kinds=kinds,
        kind=np.repeat(np.arange(len(kinds)), sizes),
        day=day,
        oblast=oblast,
        outcome=outcome,
        person=people_of(client, places, clients),
        places=oblasts,
        outcomes={pk: code for pk, (code, _heading) in terms.items() if pk},
        **_lots(terms, places, only),
    )


def _array(numbers: Numbers) -> str:
    """As PostgreSQL reads it: written once for several statements."""
    return f"{{{','.join(map(str, numbers.tolist()))}}}"


Terms = Mapping[int | None, tuple[str, str]]
"""Identifier of an entry -> its code, the code of its heading."""


def _names(programme: Programme) -> tuple[Terms, dict[int, str]]:
    """The entries of its code lists, and the codes of its places."""
    terms = Term.objects.filter(programme=programme).order_by()
    places = Location.objects.filter(programme=programme).order_by()
    rows = terms.values_list("pk", "code", Coalesce("parent__code", "code"), Value(True)).union(
        places.values_list("pk", "code", Value(""), Value(False)),
        all=True,
    )
    found = list(rows)
    return (
        {pk: (code, heading) for pk, code, heading, is_term in found if is_term},
        {pk: code for pk, code, _heading, is_term in found if not is_term},
    )


def _lots(terms: Terms, places: Places, only: str | None) -> dict[str, list[Lot]]:
    """Read the rows of cases, by the name of the table; of `only` these cases, where they are few."""
    lots: dict[str, list[Lot]] = {table.lots: [] for table in TABLES}
    with connection.cursor() as cursor:
        if only is None:
            cursor.execute(ROWS.format(of_these=""))
        else:
            cursor.execute(CHOSEN + ROWS.format(of_these=OF_THESE), [only])
        for name, term, is_primary, giver, case_ids, days in cursor:
            cases, given = places.of(unpacked(case_ids)), unpacked(days)
            is_there = cases >= 0
            if is_there.any():
                code, heading = terms.get(term, ("", ""))
                who, _heading = terms.get(giver, ("", ""))
                given = given[is_there] if given.size else given
                lots[name].append(Lot(code, heading, cases[is_there], is_primary, who, given))
    return lots
