"""What is most often recorded, for the order of the intake's long lists.

Counted over a programme's approved cases whose clients agreed to be counted. Only the order of codes leaves the
database (`react_frequent_codes`), never a number or a case, hence no `visible_to`: everybody's form would otherwise
have another order.
"""

from collections.abc import Mapping

from django.core.cache import cache
from django.db import connection

from documenters.models import Programme

SHOWN = 8
KEPT_SECONDS = 3600
LEAST_MENTIONS = 5
"""A code that was recorded less often says nothing about what is frequent."""

USUAL: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "violation_categories": {
        "": (
            "LIB.ARREST", "EXT.OFF", "EMO.THREAT", "EMO.HUM", "PHY.FORCE", "LIB.INACT", "PRV.HIV", "HEA.REF",
        ),
        "PWID": (
            "LIB.ARREST", "LIB.INFORM", "LIB.PLANT", "LIB.SEARCH", "EXT.OFF", "EMO.HUM", "EMO.THREAT", "HEA.OST",
        ),
        "PWUD": (
            "LIB.ARREST", "LIB.INFORM", "LIB.PLANT", "LIB.SEARCH", "EXT.OFF", "EMO.HUM", "EMO.THREAT", "HEA.OST",
        ),
        "SW": (
            "EXT.OFF", "LIB.STOP", "LIB.ADMIN", "PHY.ASSAULT", "SEX.COERCE", "SEX.ATT", "EMO.BLACK", "LIB.INACT",
        ),
        "PLHIV": (
            "PRV.HIV", "HEA.REF", "DIS.HC", "HEA.ART", "PHY.DV", "FAM.EXPEL", "SOC.HIRE", "LIB.INACT",
        ),
    },
    "violator_types": {
        "": (
            "LE.CRIM", "LE.DIST", "LE.STATION", "LE.PATROL", "LE.DRUG", "LE.PLAIN", "HC.PHC", "IND.PARTNER",
        ),
        "PLHIV": (
            "HC.PHC", "HC.HOSP", "HC.AIDS", "IND.PARTNER", "IND.FAMILY", "LE.DIST", "ORG.EMP", "IND.NEIGH",
        ),
        "SW": (
            "LE.PATROL", "LE.DIST", "LE.STATION", "LE.PLAIN", "LE.OTHER", "IND.SWCLIENT", "IND.PIMP", "IND.PARTNER",
        ),
    },
    "response_types": {
        "": (
            "LEG1.CONS", "LEG1.DOC", "MEDI.ESC", "MEDI.CALL", "PSY.PSY", "MDS.CARE", "MAT.FOOD", "NONE.DECL",
        ),
    },
}  # fmt: skip
"""The order while there are few approved cases, from the published stories; "" is for every other group."""

OF_TAG: Mapping[str, tuple[str, ...]] = {"OST": ("HEA.OST", "LIB.INFORM"), "ART": ("HEA.ART",)}
"""Violations that belong to a tag of the client rather than to a group: offered beside the group's eight."""

Order = dict[str, dict[str, list[str]]]


def frequent_codes(programme: Programme) -> Order:
    """List -> primary group ("" for all) -> the eight codes recorded most often, most frequent first.

    For people who work on the programme's cases; whoever else asks gets the usual order.
    """
    key = f"intake.often.{programme.pk}"
    known: Order | None = cache.get(key)
    if known is None:
        often = _often(programme)
        known = {code_list: _ordered(often.get(code_list, {}), usual) for code_list, usual in USUAL.items()}
        cache.set(key, known, KEPT_SECONDS)
    return known


def _often(programme: Programme) -> Order:
    found: Order = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM react_frequent_codes(%s, %s, %s)", [programme.pk, LEAST_MENTIONS, SHOWN])
        for code_list, group, code in cursor.fetchall():
            found.setdefault(code_list, {}).setdefault(group, []).append(code)
    return found


def _ordered(often: Mapping[str, list[str]], usual: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {
        group: list(dict.fromkeys([*often.get(group, ()), *usual.get(group, usual[""])]))[:SHOWN]
        for group in sorted({*usual, *often})
    }
