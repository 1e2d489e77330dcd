"""What is most often recorded, for the order of the intake's long lists.

Counts over a programme's approved cases whose clients agreed to be counted. Only the order of codes leaves this
module, never a number or a case, hence no `visible_to`: everybody's form would otherwise have another order.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.core.cache import cache
from django.db.models import Count

from documenters.models import Programme
from react_cases.models import Violation, Violator
from react_cases.workflow import Status

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
}  # fmt: skip
"""The order while there are few approved cases, from the published stories; "" is for every other group."""

Order = dict[str, dict[str, list[str]]]


def frequent_codes(programme: Programme) -> Order:
    """List -> primary group ("" for all) -> the eight codes recorded most often, most frequent first."""
    key = f"intake.frequent.{programme.pk}"
    known: Order | None = cache.get(key)
    if known is None:
        known = {
            "violation_categories": _ordered("violation_categories", _mentions(programme, Violation, "category")),
            "violator_types": _ordered("violator_types", _mentions(programme, Violator, "type")),
        }
        cache.set(key, known, KEPT_SECONDS)
    return known


def _mentions(
    programme: Programme, model: type[Violation] | type[Violator], field: str
) -> Iterable[tuple[str, str, int]]:
    rows: Iterable[tuple[str, str, int]] = model._default_manager.filter(
        case__programme=programme,
        case__status=Status.APPROVED,
        case__counts_in_statistics=True,
        case__client_groups__is_primary=True,
    ).values_list("case__client_groups__group__code", f"{field}__code", Count("pk"))
    return rows


def _ordered(code_list: str, mentions: Iterable[tuple[str, str, int]]) -> dict[str, list[str]]:
    by_group: dict[str, Counter[str]] = {}
    overall: Counter[str] = Counter()
    for group, code, number in mentions:
        by_group.setdefault(group, Counter())[code] += number
        overall[code] += number
    usual = USUAL[code_list]
    return {
        group: _first(by_group.get(group, overall if group == "" else Counter()), usual.get(group, usual[""]))
        for group in sorted({*usual, *by_group})
    }


def _first(counted: Counter[str], usual: Iterable[str]) -> list[str]:
    often = [code for code, number in counted.most_common(SHOWN) if number >= LEAST_MENTIONS]
    return list(dict.fromkeys([*often, *usual]))[:SHOWN]
