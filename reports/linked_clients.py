"""Which cases are of one client: the same code, unless set apart, and whatever somebody has linked, however far."""

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from react_cases.models import Case, Client, ClientDecision
from reports.packed import Numbers, Places, unpacked

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
# Two kinds of lines: one of all clients with the same code, and one for each name of whom somebody has linked.
PEOPLE = f"""
WITH RECURSIVE {LINKED.format(**CLIENTS)},
same AS (
    SELECT min(id) AS first, array_agg(id) AS ids FROM {CLIENTS["client"]} {{only}}
    GROUP BY code_hash, apart HAVING count(*) > 1
)
SELECT array_send(array_agg(id)), array_send(array_agg(first)), NULL::bigint, '', '' FROM same, unnest(ids) AS id
UNION ALL SELECT NULL, NULL, client.id, linked.known_as, linked.person
FROM linked LEFT JOIN {CLIENTS["client"]} AS client ON client.code_hash || ' ' || client.apart = linked.known_as
"""  # noqa: S608


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


def people_of(client: Numbers, places: Places, only: str | None) -> Numbers:
    """For each case a number that is the same for the same client; 0 where nothing tells whose case it is.

    `client` has the identifier of each case's client or 0, `places` know where each case stands, and `only` is an
    array of the clients to look at, where they are few.
    """
    with connection.cursor() as cursor:
        if only is None:
            cursor.execute(PEOPLE.format(only=""))
        else:
            cursor.execute(PEOPLE.format(only="WHERE id = ANY(%s::bigint[])"), [only])
        answer = cursor.fetchall()
    person = np.arange(client.max() + 1)
    for same, first in ((line[0], line[1]) for line in answer if line[0]):
        ids, is_there = unpacked(same), unpacked(same) < len(person)
        person[ids[is_there]] = unpacked(first)[is_there]
    linked: dict[str, int] = {}
    cases: dict[int, int] = {}
    for client_id, known_as, name in (line[2:] for line in answer if line[3]):
        number = -1 - linked.setdefault(name, len(linked))
        if client_id is None:
            cases[int(known_as.removeprefix("case "))] = number
        elif client_id < len(person):
            person[client_id] = number
    return _with_cases(person[client], places, cases)


def _with_cases(person: Numbers, places: Places, linked: dict[int, int]) -> Numbers:
    """The same with cases of no client that somebody has linked."""
    where = places.of(np.array(list(linked), dtype=np.int64))
    person[where[where >= 0]] = np.array(list(linked.values()), dtype=np.int64)[where >= 0]
    return person
