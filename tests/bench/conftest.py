"""A hundred thousand cases of the real shape, and a way to measure."""

import time
from collections.abc import Callable
from statistics import median

import pytest
from django.db import connection

from documenters.models import Programme, User
from react_cases.models import Case, ClientGroup, Response, Violation, Violator
from react_cases.models import Client as CaseClient
from tests.factories.cases import organisation_of

CASES = 100_000

POPULATION = """
INSERT INTO {client} (programme_id, organisation_id, code_hash)
SELECT %(programme)s, %(organisation)s, lpad(to_hex(n), 32, '0') FROM generate_series(1, %(cases)s / 2) AS n;
INSERT INTO {case} (public_id, code, programme_id, organisation_id, documenter_id, created_at, status, status_at,
    submitted_at, version, qualification, articles, response_status, readiness, received_on, is_urgent, event_from,
    event_precision, is_repeated, oblast_id, gender, age_band, narrative_language, client_view, client_id,
    outcome_id, closed_on, counts_in_statistics, is_demo, is_practice)
SELECT gen_random_uuid(), 'KG-2020-' || lpad(n::text, 6, '0'), %(programme)s, %(organisation)s, %(documenter)s, now(),
    'APPROVED', now(), now(), 1, (ARRAY['VIOLATION', 'VIOLATION', 'VIOLATION', 'ADVICE'])[n %% 4 + 1], '[]',
    CASE WHEN n %% 3 = 0 THEN 'CLOSED' ELSE 'NEW' END, (ARRAY['READY', 'NOTREADY', 'CHANGED', 'UNDEC'])[n %% 4 + 1],
    date '2016-01-01' + n %% 3650, false, date '2016-01-01' + n %% 3650, 'month', false,
    (ARRAY(SELECT id FROM {location} WHERE kind = 'oblast'))[n %% 9 + 1], 'F', 'A19_35', 'ru', '',
    CASE WHEN n %% 3 > 0 THEN (SELECT min(id) FROM {client}) + n %% (%(cases)s / 2) END,
    CASE WHEN n %% 3 = 0 THEN (ARRAY(SELECT id FROM {term} WHERE code_list = 'outcomes'))[n %% 10 + 1] END,
    CASE WHEN n %% 3 = 0 THEN date '2026-01-01' END, true, false, false
FROM generate_series(1, %(cases)s) AS n;
"""
# Chance names the case, so that it is asked for each case and not once for all of them.
ROWS = """
INSERT INTO {table} (case_id, {column} {more})
SELECT c.id, (ARRAY(SELECT id FROM {term} WHERE code_list = '{code_list}' AND code ~ '{pattern}'))
    [(c.id * 7 + k * 13) %% 15 + 1] {values}
FROM {case} AS c, generate_series(1, 3) AS k WHERE k = 1 OR random() < {share} + 0 * c.id;
"""


@pytest.fixture
def hundred_thousand(programme: Programme, amina: User) -> None:
    """Cases of the real shape: 1.3 groups, 1.6 violations, 1.8 responses and 1.4 violators each."""
    names = {
        "case": Case._meta.db_table,
        "client": CaseClient._meta.db_table,
        "term": "react_cases_term",
        "location": "react_cases_location",
    }
    given = {"programme": programme.pk, "organisation": organisation_of(amina).pk, "documenter": amina.pk}
    told = f", current_date, {amina.pk}, now()"
    rows = (
        (Violator, "type_id", "violator_types", r"\.", 0.2, ", uniform, role_of_government", ", 'unknown', 'NA'"),
        (Violation, "category_id", "violation_categories", r"\.", 0.3, ", currency, is_injured", ", '', false"),
        (Response, "type_id", "response_types", r"\.", 0.4, ", given_on, recorded_by_id, recorded_at", told),
        (ClientGroup, "group_id", "client_groups", r"^[^.]+$", 0.15, ", is_primary", ", k = 1"),
    )
    with connection.cursor() as cursor:
        for statement in POPULATION.format(**names).split(";\n"):
            if statement.strip():
                cursor.execute(statement, {**given, "cases": CASES})
        for model, column, code_list, pattern, share, more, values in rows:
            table = model._meta.db_table
            statement = ROWS.format(
                table=table,
                column=column,
                code_list=code_list,
                pattern=pattern,
                share=share,
                more=more,
                values=values,
                **names,
            )
            cursor.execute(statement, [])
        cursor.execute("SELECT react_analyse()")


def seconds(work: Callable[[], object]) -> float:
    """The median of five runs, after one to warm up."""
    work()
    found = []
    for _again in range(5):
        started = time.perf_counter()
        work()
        found.append(time.perf_counter() - started)
    return median(found)
