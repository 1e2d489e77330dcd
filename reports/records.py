"""What is counted of a case, frozen once: batches by quarter of approval, and the records that tables are made of.

A case belongs to the quarter of its latest approval (by the clock of the programme), or to the first quarter that is
not published yet. It is frozen with the release that publishes its quarter and is in no other (docs/adr/0017). What
happens to the case afterwards changes nothing that was counted; a consent taken back blanks the record, which the
database does by itself.

Everything here reads as a coordinator: `with database_identity(by):` around it.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

from react_cases.models import (
    Case,
    CaseTransition,
    Client,
    ClientDecision,
    ClientGroup,
    Consent,
    Location,
    Readiness,
    Term,
    Violation,
    Violator,
)
from react_cases.models.choices import ConsentPurpose
from react_cases.workflow import Axis as Path
from react_cases.workflow import ResponseStatus, Status
from reports.disclosure.schema import NOT_FINISHED, Record
from reports.linked_clients import KNOWN_AS, LINKED
from reports.models import CountedCase, Release, ReleaseBlock
from reports.models.schedule import last_quarter_of, reading_day

TABLES = {
    "case": Case,
    "step": CaseTransition,
    "client": Client,
    "client_group": ClientGroup,
    "consent": Consent,
    "decision": ClientDecision,
    "location": Location,
    "readiness": Readiness,
    "term": Term,
    "violation": Violation,
    "violator": Violator,
    "counted": CountedCase,
}
NAMES = {name: model._meta.db_table for name, model in TABLES.items()}

COUNTED_NOW = """
approved AS MATERIALIZED (
    SELECT held.id, greatest(to_char(max(step.at) AT TIME ZONE %(zone)s, 'YYYY"-Q"Q'), %(first)s) AS quarter
    FROM {case} AS held JOIN {step} AS step ON step.case_id = held.id
    WHERE held.programme_id = %(programme)s AND held.status = %(approved)s AND held.counts_in_statistics
        AND step.axis = %(documentation)s AND step.target = %(approved)s
    GROUP BY held.id
),
agreed AS MATERIALIZED (
    SELECT case_id FROM {consent} WHERE withdrawn_on IS NULL AND purpose = ANY(%(purposes)s::text[])
    GROUP BY case_id HAVING count(DISTINCT purpose) = cardinality(%(purposes)s::text[])
),
batch AS MATERIALIZED (
    SELECT approved.id, approved.quarter FROM approved
    WHERE approved.quarter = ANY(%(quarters)s::text[]) AND approved.id IN (SELECT case_id FROM agreed)
        AND approved.id NOT IN (SELECT case_id FROM {counted} WHERE case_id IS NOT NULL)
)
"""
# The upper level of groups; what has a lower level keeps it, and the disclosure control takes the heading.
CODES = """
said AS (
    SELECT row.case_id, max(coalesce(above.code, term.code)) FILTER (WHERE row.is_primary) AS primary_group,
        jsonb_agg(DISTINCT coalesce(above.code, term.code)) AS groups
    FROM {client_group} AS row JOIN batch ON batch.id = row.case_id JOIN {term} AS term ON term.id = row.group_id
        LEFT JOIN {term} AS above ON above.id = term.parent_id
    GROUP BY row.case_id
),
accused AS (
    SELECT row.case_id, jsonb_agg(DISTINCT term.code) AS codes
    FROM {violator} AS row JOIN batch ON batch.id = row.case_id JOIN {term} AS term ON term.id = row.type_id
    GROUP BY row.case_id
),
violated AS (
    SELECT row.case_id, jsonb_agg(DISTINCT term.code) AS codes
    FROM {violation} AS row JOIN batch ON batch.id = row.case_id JOIN {term} AS term ON term.id = row.category_id
    GROUP BY row.case_id
),
people AS (
    SELECT coalesce(linked.person, known.as_one) AS person, min(known.id) AS number
    FROM (SELECT client.id, client.code_hash || ' ' || client.apart AS as_one FROM {client} AS client
        WHERE client.programme_id = %(programme)s) AS known
    LEFT JOIN linked ON linked.known_as = known.as_one
    GROUP BY 1
),
known AS (
    SELECT held.id, coalesce(people.number, %(beyond_clients)s + substr(linked.person, 6)::bigint) AS number
    FROM batch JOIN {case} AS held ON held.id = batch.id
        LEFT JOIN {client} AS client ON client.id = held.client_id
        LEFT JOIN linked ON linked.known_as = {known_as}
        LEFT JOIN people ON people.person = coalesce(linked.person, client.code_hash || ' ' || client.apart)
)
"""
FREEZE = """
INSERT INTO {counted} (case_id, release_id, block_id, quarter, codes, outcome, readiness, is_blanked)
SELECT held.id, %(release)s, %(block)s, batch.quarter, jsonb_build_object(
    'client', known.number, 'primary_group', coalesce(said.primary_group, ''),
    'groups', coalesce(said.groups, '[]'::jsonb), 'violators', coalesce(accused.codes, '[]'::jsonb),
    'categories', coalesce(violated.codes, '[]'::jsonb), 'oblast', coalesce(place.code, ''),
    'qualification', held.qualification, 'gender', held.gender, 'age', held.age_band
), '', '', false
FROM batch JOIN {case} AS held ON held.id = batch.id
    LEFT JOIN said ON said.case_id = held.id
    LEFT JOIN accused ON accused.case_id = held.id
    LEFT JOIN violated ON violated.case_id = held.id
    LEFT JOIN known ON known.id = held.id
    LEFT JOIN {location} AS place ON place.id = held.oblast_id
"""
KNOWN = KNOWN_AS.format(client="client", case="held")
FREEZE_STATEMENT = f"WITH RECURSIVE {LINKED}, {COUNTED_NOW}, {CODES} {FREEZE}".format(**NAMES, known_as=KNOWN)
BEYOND_CLIENTS = 1_000_000_000
"""Clients without any code, linked by somebody, are numbered from here on, so that no other client has their number."""

# The latest step of help until then decides whether the case was closed; without any, the day on which it was.
STATE = """
WITH unit AS MATERIALIZED (
    SELECT id, case_id FROM {counted}
    WHERE block_id = %(block)s AND quarter = ANY(%(quarters)s::text[]) AND NOT is_blanked AND case_id IS NOT NULL
),
helped AS (
    SELECT DISTINCT ON (step.case_id) step.case_id, step.target
    FROM {step} AS step JOIN unit ON unit.case_id = step.case_id
    WHERE step.axis = %(response)s AND step.at < %(until)s
    ORDER BY step.case_id, step.at DESC, step.id DESC
),
ever AS (
    SELECT DISTINCT step.case_id FROM {step} AS step JOIN unit ON unit.case_id = step.case_id
    WHERE step.axis = %(response)s
),
stated AS (
    SELECT DISTINCT ON (said.case_id) said.case_id, said.value
    FROM {readiness} AS said JOIN unit ON unit.case_id = said.case_id WHERE said.stated_on <= %(day)s
    ORDER BY said.case_id, said.stated_on DESC, said.id DESC
),
found AS (
    SELECT unit.id, CASE WHEN
        helped.target = %(closed)s
        OR (ever.case_id IS NULL AND held.response_status = %(closed)s AND held.closed_on <= %(day)s)
    THEN coalesce(term.code, %(not_finished)s::text) ELSE %(not_finished)s::text END AS outcome,
    coalesce(stated.value, held.readiness) AS readiness
    FROM unit JOIN {case} AS held ON held.id = unit.case_id
        LEFT JOIN {term} AS term ON term.id = held.outcome_id
        LEFT JOIN helped ON helped.case_id = held.id
        LEFT JOIN ever ON ever.case_id = held.id
        LEFT JOIN stated ON stated.case_id = held.id
)
"""
READ_STATE = f"{STATE} SELECT id, outcome, readiness FROM found".format(**NAMES)  # noqa: S608
KEEP_STATE = f"""{STATE}
UPDATE {{counted}} AS kept SET outcome = found.outcome, readiness = found.readiness FROM found WHERE kept.id = found.id
""".format(**NAMES)  # noqa: S608
COLUMNS = ("id", "quarter", "codes", "outcome", "readiness")


def freeze_quarters(release: Release, block: ReleaseBlock, quarters: Sequence[str], first: str) -> int:
    """Freeze the cases of these quarters with a release; answers how many.

    `first` is the first quarter that is not published yet: who comes late belongs to it.
    """
    return _run(
        FREEZE_STATEMENT,
        zone=settings.TIME_ZONE,
        first=first,
        quarters=list(quarters),
        programme=release.programme_id,
        beyond_clients=BEYOND_CLIENTS,
        release=release.pk,
        block=block.pk,
        approved=Status.APPROVED.value,
        documentation=Path.DOCUMENTATION.value,
        purposes=[ConsentPurpose.RECORD.value, ConsentPurpose.STATS.value],
    )


def read_outcomes(block: ReleaseBlock, year: str) -> int:
    """Keep outcome and readiness of a year's cases as they were on the day of reading; answers for how many."""
    return _run(KEEP_STATE, **_state(block, year, reading_day(year)))


def forget_outcomes(block: ReleaseBlock, year: str) -> None:
    """Take them back, for a year that is not published."""
    units = CountedCase.objects.filter(block=block, quarter__startswith=year)
    units.exclude(outcome="", readiness="").update(outcome="", readiness="")


def records_of(block: ReleaseBlock, through: str | None = None) -> list[Record]:
    """The frozen records of a block, those of the quarters up to the end of a period if one is given."""
    return [_record(row, row[3], row[4]) for row in _rows(block, through)]


def records_as_of(block: ReleaseBlock, day: datetime.date) -> list[Record]:
    """The same with outcome and readiness as they were on a day, where they are not kept yet: to freeze lists by."""
    rows = list(_rows(block, None))
    now: dict[int, tuple[str, str]] = {}
    for year in sorted({row[1][:4] for row in rows if not row[3]}):
        with _planned() as cursor:
            cursor.execute(READ_STATE, _state(block, year, day))
            now |= {unit: (outcome, readiness) for unit, outcome, readiness in cursor.fetchall()}
    return [_record(row, *((row[3], row[4]) if row[3] else now.get(row[0], ("", "")))) for row in rows]


def has_taken_back(release: Release) -> bool:
    """Has somebody taken the consent back in the moment in which they were being counted?"""
    return CountedCase.objects.filter(release=release, is_blanked=False, case__counts_in_statistics=False).exists()


def _rows(block: ReleaseBlock, through: str | None) -> Iterable[tuple[Any, ...]]:
    found = CountedCase.objects.filter(block=block)
    if through is not None:
        found = found.filter(quarter__lte=last_quarter_of(through))
    return found.order_by("quarter", "pk").values_list(*COLUMNS)


def _record(row: tuple[Any, ...], outcome: str, readiness: str) -> Record:
    codes: Mapping[str, Any] = row[2]
    return Record(
        quarter=row[1],
        client=codes.get("client"),
        primary_group=codes.get("primary_group", ""),
        groups=tuple(codes["groups"]),
        violators=tuple(codes.get("violators", ())),
        categories=tuple(codes["categories"]),
        oblast=codes.get("oblast", ""),
        outcome=outcome,
        readiness=readiness,
        qualification=codes.get("qualification", ""),
        gender=codes.get("gender", ""),
        age=codes.get("age", ""),
    )


def _state(block: ReleaseBlock, year: str, day: datetime.date) -> dict[str, Any]:
    zone = ZoneInfo(settings.TIME_ZONE)
    next_day = day + datetime.timedelta(days=1)
    return {
        "block": block.pk,
        "quarters": [f"{year}-Q{number}" for number in (1, 2, 3, 4)],
        "day": day,
        "until": datetime.datetime.combine(next_day, datetime.time.min, zone),
        "response": Path.RESPONSE.value,
        "closed": ResponseStatus.CLOSED.value,
        "not_finished": NOT_FINISHED,
    }


def _run(statement: str, **values: Any) -> int:
    with _planned() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


@contextmanager
def _planned() -> Iterator[CursorWrapper]:
    """A cursor for statements over all cases of a programme. Their parts are of a size that the planner cannot know."""
    with connection.cursor() as cursor:
        # With the default of 4 MB the codes of 100,000 cases go through files.
        cursor.execute("SELECT set_config('work_mem', '64MB', true), set_config('enable_nestloop', 'off', true)")
        yield cursor
        cursor.execute("SELECT set_config('enable_nestloop', 'on', true)")
