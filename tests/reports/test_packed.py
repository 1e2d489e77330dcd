"""Numbers as the database sends them, and where an identifier stands."""

import numpy as np
import pytest
from django.db import connection

from reports.packed import Places, unpacked


def sent(expression: str) -> bytes | None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT array_send({expression})")
        found: bytes | None = cursor.fetchone()[0]
        return found


@pytest.mark.parametrize("kind", ["smallint", "int", "bigint"])
def test_numbers_of_every_width_come_as_they_are(db: None, kind: str) -> None:
    assert unpacked(sent(f"ARRAY[7, -3, 0, 32767]::{kind}[]")).tolist() == [7, -3, 0, 32767]


def test_large_numbers_and_days(db: None) -> None:
    assert unpacked(sent("ARRAY[9007199254740993]::bigint[]")).tolist() == [9007199254740993]
    assert unpacked(
        sent("ARRAY[date '1970-01-02' - date '1970-01-01', date '1969-12-31' - date '1970-01-01']")
    ).tolist() == [1, -1]


def test_nothing_is_no_numbers(db: None) -> None:
    assert unpacked(sent("(SELECT array_agg(pk) FROM (SELECT 1 AS pk WHERE false) AS none)")).tolist() == []


@pytest.mark.parametrize("expression", ["ARRAY[1, NULL]::int[]", "ARRAY[[1, 2], [3, 4]]"])
def test_what_is_no_plain_list_of_numbers_is_refused(db: None, expression: str) -> None:
    with pytest.raises(ValueError, match="without nulls"):
        unpacked(sent(expression))


def test_places_of_identifiers() -> None:
    places = Places(np.array([12, 10, 15]))
    assert places.of(np.array([10, 11, 12, 15, 15, 9, 16, 17, 99, -1, 0])).tolist() == [
        1,
        -1,
        0,
        2,
        2,
        -1,
        -1,
        -1,
        -1,
        -1,
        -1,
    ]
