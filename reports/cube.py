"""Counts over a set of cases, and the labels that go with them: every query of the figures.

One statement counts everything: the cases are chosen once, each table of their rows is read once, and every panel is
a grouping of that. Distinct cases are counted, never joined rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection, models, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import TruncMonth

from documenters.models import Programme
from react_cases.models import (
    Case,
    Client,
    ClientDecision,
    ClientGroup,
    ExternalFigure,
    Location,
    Response,
    Term,
    Violation,
    Violator,
)
from react_cases.models.location import LocationKind
from react_cases.workflow import NOT_PURSUING, Qualification, ResponseStatus


class Dimension(StrEnum):
    """By what cases are grouped. `_TYPES` are the lower level of a code list, all others the upper."""

    VIOLATORS = "violators"
    VIOLATOR_TYPES = "violator_types"
    CATEGORIES = "categories"
    CATEGORY_TYPES = "category_types"
    RESPONSES = "responses"
    GROUPS = "groups"
    PRIMARY_GROUPS = "primary_groups"
    LAW_ENFORCEMENT_GROUPS = "law_enforcement_groups"
    OBLASTS = "oblasts"
    MONTHS = "months"
    OUTCOMES = "outcomes"
    READINESS = "readiness"


class Tally(NamedTuple):
    """Distinct cases, and rows of theirs."""

    cases: int = 0
    mentions: int = 0


@dataclass
class Counts:
    """Everything counted over one set of cases. Keys are codes of the code lists; months are YYYY-MM."""

    cases: int = 0
    qualified: int = 0
    clients: int = 0
    """Different clients, known by a code or because somebody said whose case it is."""
    cases_without_client_code: int = 0
    """Those of which nothing tells whose they are."""
    not_pursuing: int = 0
    law_enforcement_cases: int = 0
    violations: int = 0
    violator_mentions: int = 0
    responses: int = 0
    cases_with_response: int = 0
    by: dict[Dimension, dict[str, Tally]] = field(default_factory=lambda: {name: {} for name in Dimension})
    groups_by_violator: dict[tuple[str, str], int] = field(default_factory=dict)
    """(violator heading, primary group) -> cases."""


@dataclass(frozen=True)
class Lists:
    """A programme's code lists as far as figures name their entries, in the order of the lists."""

    terms: Mapping[str, Mapping[str, Term]]
    oblasts: Mapping[str, Location]
    law_enforcement_codes: Sequence[str]

    def headings(self, code_list: str) -> dict[str, Term]:
        """The upper level of a list."""
        return {code: term for code, term in self.terms[code_list].items() if "." not in code}

    def below(self, code_list: str, headings: Iterable[str]) -> dict[str, Term]:
        """The lower level under some headings, the headings themselves included."""
        wanted = set(headings)
        return {code: term for code, term in self.terms[code_list].items() if term.heading_code in wanted}


def counts_of(cases: QuerySet[Case], programme: Programme) -> Counts:
    """Count these cases of a programme. `cases` is what the reader may count, without duplicates."""
    counts = Counts()
    try:
        cases_sql, cases_params = _chosen(cases).query.sql_with_params()
    except EmptyResultSet:
        return counts
    codes = {str(pk): code for pk, code in Term.objects.filter(programme=programme).values_list("pk", "code")}
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        # With the default of 4 MB the groupings of 100,000 cases go through files.
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(_statement().replace("{cases}", cases_sql), [*cases_params, *_parameters(programme)])
        for what, key, other, case_count, mentions in cursor.fetchall():
            code = codes.get(key, key) if what in KEYED_BY_TERM else key
            _put(counts, what, code, codes.get(other, other), Tally(case_count, int(mentions)))
    return counts


def clients_behind(cases: QuerySet[Case]) -> int:
    """Different clients of these cases; a case of which nothing tells whose it is counts as a client of its own."""
    rows = cases.order_by().values_list("pk", "client__code_hash", "client__apart")
    try:
        cases_sql, cases_params = rows.query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(BEHIND.replace("{cases}", cases_sql), cases_params)
        return int(cursor.fetchone()[0])


def lists_of(programme: Programme) -> Lists:
    """The labels of a programme's figures, retired terms included: they stay readable."""
    found: dict[str, list[Term]] = {name: [] for name in CODE_LISTS}
    for term in Term.objects.filter(programme=programme, code_list__in=CODE_LISTS).select_related("parent"):
        found[term.code_list].append(term)
    oblasts = Location.objects.filter(programme=programme, kind=LocationKind.OBLAST)
    return Lists(
        terms={name: {term.code: term for term in sorted(rows, key=_list_order)} for name, rows in found.items()},
        oblasts={place.code: place for place in oblasts},
        law_enforcement_codes=tuple(programme.law_enforcement_codes),
    )


def external_figures_of(programme: Programme) -> list[ExternalFigure]:
    """What others published about the country, by period."""
    return list(ExternalFigure.objects.filter(programme=programme))


CODE_LISTS = ("violator_types", "client_groups", "violation_categories", "response_types", "outcomes")


def _list_order(term: Term) -> tuple[int, str, bool, int, str]:
    heading = term.parent or term
    return heading.position, heading.code, term.parent_id is not None, term.position, term.code


COLUMNS = "id, qualification, readiness, oblast_id, month, outcome_id, code_hash, apart"

# A case is known by the code of its client, with what sets it apart; without a code by its own number.
KNOWN_AS = "coalesce({client}.code_hash || ' ' || {client}.apart, 'case ' || {case}.id)"
LINKED = f"""
said_same(one, two) AS MATERIALIZED (
    SELECT {KNOWN_AS.format(client="a_client", case="a_case")}, {KNOWN_AS.format(client="b_client", case="b_case")}
    FROM {{decision}} AS said
        JOIN {{case}} AS a_case ON a_case.id = said.case_id
        LEFT JOIN {{client}} AS a_client ON a_client.id = a_case.client_id
        JOIN {{case}} AS b_case ON b_case.id = said.other_id
        LEFT JOIN {{client}} AS b_client ON b_client.id = b_case.client_id
    WHERE said.is_same
),
step(one, two) AS (SELECT one, two FROM said_same UNION SELECT two, one FROM said_same),
reached(one, two) AS (
    SELECT one, two FROM step
    UNION SELECT reached.one, step.two FROM reached JOIN step ON step.one = reached.two
),
linked(known_as, person) AS MATERIALIZED (SELECT one, min(two) FROM reached GROUP BY one)
"""  # noqa: S608
"""Whom somebody linked with whom, however far: one name for all of one client. Whoever is in it has a second name, so
that the smallest reached is the same from everywhere. Needs the tables `decision`, `case` and `client`."""
CLIENTS = {"case": Case._meta.db_table, "client": Client._meta.db_table, "decision": ClientDecision._meta.db_table}
BEHIND = f"""
WITH RECURSIVE {LINKED.format(**CLIENTS)}
SELECT count(DISTINCT coalesce(linked.person, known.as_one)) FROM (
    SELECT {KNOWN_AS.format(client="chosen", case="chosen")} AS as_one
    FROM ({{cases}}) AS chosen (id, code_hash, apart)
) AS known LEFT JOIN linked ON linked.known_as = known.as_one
"""  # noqa: S608

KEYED_BY_TERM = frozenset(
    {
        Dimension.VIOLATORS,
        Dimension.VIOLATOR_TYPES,
        Dimension.CATEGORIES,
        Dimension.CATEGORY_TYPES,
        Dimension.RESPONSES,
        Dimension.GROUPS,
        Dimension.PRIMARY_GROUPS,
        Dimension.LAW_ENFORCEMENT_GROUPS,
        Dimension.OUTCOMES,
        "matrix",
    }
)


class _Rows(NamedTuple):
    """A table with several rows for a case, each with a term."""

    name: str
    table: str
    term_column: str


ROWS = (
    _Rows("violator", Violator._meta.db_table, "type_id"),
    _Rows("violation", Violation._meta.db_table, "category_id"),
    _Rows("response", Response._meta.db_table, "type_id"),
    _Rows("client_group", ClientGroup._meta.db_table, "group_id"),
)

# The chosen cases; of each table one line for a case and term.
CHOSEN = """
WITH RECURSIVE chosen AS MATERIALIZED (SELECT * FROM ({cases}) AS cases ({columns})),
{linked},
people AS MATERIALIZED (
    SELECT coalesce(linked.person, chosen.code_hash || ' ' || chosen.apart) AS person
    FROM chosen LEFT JOIN linked ON linked.known_as = {known_as}
),
law_enforcement AS MATERIALIZED (
    SELECT id FROM {term} WHERE programme_id = %s AND code_list = 'violator_types' AND code = ANY(%s)
),
{rows},
accused AS MATERIALIZED (
    SELECT DISTINCT case_id FROM violator_rows
    WHERE heading IN (SELECT id FROM law_enforcement) OR term IN (SELECT id FROM law_enforcement)
),
primary_groups AS MATERIALIZED (
    SELECT chosen.id AS case_id, coalesce(term.parent_id, term.id) AS heading
    FROM {client_group} AS row JOIN chosen ON chosen.id = row.case_id JOIN {term} AS term ON term.id = row.group_id
    WHERE row.is_primary
)
"""
ROWS_OF_A_TABLE = """
{name}_rows AS MATERIALIZED (
    SELECT row.case_id, term.id AS term, coalesce(term.parent_id, term.id) AS heading, count(*) AS mentions
    FROM {table} AS row JOIN chosen ON chosen.id = row.case_id JOIN {term} AS term ON term.id = row.{term_column}
    GROUP BY 1, 2, 3
)
"""

# Every line of the answer: (what, key, second key, cases, mentions). Keys of terms are their identifiers, which
# group several times faster than their codes.
GROUPINGS = """
SELECT 'cases', '', '', count(*), 0::numeric FROM chosen
UNION ALL SELECT 'clients', '', '', count(DISTINCT person), 0 FROM people
UNION ALL SELECT 'cases_without_client_code', '', '', count(*), 0 FROM people WHERE person IS NULL
UNION ALL SELECT 'qualified', '', '', count(*), 0 FROM chosen WHERE qualification = %s
UNION ALL SELECT 'not_pursuing', '', '', count(*), 0 FROM chosen WHERE readiness = ANY(%s)
UNION ALL SELECT 'readiness', readiness, '', count(*), 0 FROM chosen GROUP BY readiness
UNION ALL SELECT 'months', to_char(month, 'YYYY-MM'), '', count(*), 0 FROM chosen GROUP BY month
UNION ALL SELECT 'oblasts', place.code, '', count(*), 0
    FROM chosen JOIN {location} AS place ON place.id = oblast_id GROUP BY place.code
UNION ALL SELECT 'outcomes', coalesce(outcome_id::text, ''), '', count(*), 0 FROM chosen GROUP BY outcome_id
UNION ALL SELECT 'law_enforcement_cases', '', '', count(*), 0 FROM accused
UNION ALL SELECT 'primary_groups', heading::text, '', count(*), 0 FROM primary_groups GROUP BY heading
UNION ALL SELECT 'law_enforcement_groups', heading::text, '', count(*), 0
    FROM primary_groups JOIN accused USING (case_id) GROUP BY heading
UNION ALL SELECT 'matrix', violator.heading::text, client.heading::text, count(*), 0
    FROM (SELECT DISTINCT case_id, heading FROM violator_rows) AS violator
    JOIN primary_groups AS client USING (case_id) GROUP BY violator.heading, client.heading
UNION ALL SELECT 'violator_mentions', '', '', 0, coalesce(sum(mentions), 0) FROM violator_rows
UNION ALL SELECT 'violations', '', '', 0, coalesce(sum(mentions), 0) FROM violation_rows
UNION ALL SELECT 'responses_all', '', '', count(DISTINCT case_id), coalesce(sum(mentions), 0) FROM response_rows
UNION ALL SELECT 'violator_types', term::text, '', count(*), sum(mentions) FROM violator_rows GROUP BY term
UNION ALL SELECT 'category_types', term::text, '', count(*), sum(mentions) FROM violation_rows GROUP BY term
"""
HEADINGS_OF_A_TABLE = """
UNION ALL SELECT '{dimension}', heading::text, '', count(*), sum(mentions) FROM (
    SELECT case_id, heading, sum(mentions) AS mentions FROM {name}_rows GROUP BY 1, 2
) AS {name}_headings GROUP BY heading
"""
HEADINGS = {
    "violator": Dimension.VIOLATORS,
    "violation": Dimension.CATEGORIES,
    "response": Dimension.RESPONSES,
    "client_group": Dimension.GROUPS,
}


def _chosen(cases: QuerySet[Case]) -> QuerySet[Case, Any]:
    """The columns that figures need. An outcome counts while help is closed, not after it was reopened."""
    return (
        cases.order_by()
        .annotate(
            month=TruncMonth("received_on"),
            final_outcome=models.Case(models.When(response_status=ResponseStatus.CLOSED, then=F("outcome_id"))),
        )
        .values_list(
            *("pk", "qualification", "readiness", "oblast_id", "month", "final_outcome"),
            *("client__code_hash", "client__apart"),
        )
    )


def _statement() -> str:
    """The statement, but for the cases. Every piece of it is a constant of this module or the name of a table."""
    names = {
        "term": Term._meta.db_table,
        "location": Location._meta.db_table,
        "client_group": ClientGroup._meta.db_table,
    }
    rows = ",".join(ROWS_OF_A_TABLE.format(**names, **row._asdict()) for row in ROWS)
    linked = LINKED.format(**CLIENTS)
    known_as = KNOWN_AS.format(client="chosen", case="chosen")
    headings = "".join(HEADINGS_OF_A_TABLE.format(name=name, dimension=item) for name, item in HEADINGS.items())
    chosen = CHOSEN.format(**names, rows=rows, columns=COLUMNS, linked=linked, known_as=known_as, cases="{cases}")
    return chosen + GROUPINGS.format(**names) + headings


def _parameters(programme: Programme) -> tuple[int, list[str], str, list[str]]:
    """In the order in which the statement asks for them, after those of the cases."""
    not_pursuing = [str(value) for value in NOT_PURSUING]
    return programme.pk, list(programme.law_enforcement_codes), str(Qualification.VIOLATION), not_pursuing


def _put(counts: Counts, what: str, code: str, other: str, tally: Tally) -> None:
    if what == "matrix":
        counts.groups_by_violator[code, other] = tally.cases
    elif what == "responses_all":
        counts.cases_with_response, counts.responses = tally
    elif what in ("violations", "violator_mentions"):
        setattr(counts, what, tally.mentions)
    elif what in list(Dimension):
        counts.by[Dimension(what)][code] = tally
    else:
        setattr(counts, what, tally.cases)
