"""Invented cases for the auditor: small populations in which much is rare."""

import random
from collections.abc import Sequence

from reports.disclosure.schema import (
    CODED,
    NOT_PURSUING,
    OTHER,
    UNSTATED,
    Axis,
    Block,
    Parameters,
    Record,
)

GROUPS = ("PWID", "SW", "PLHIV", "LGBTIQ")
VIOLATORS = ("LE.STATION", "LE.PATROL", "HC.HOSP", "IND")
CATEGORIES = ("EXT.OFF", "PHY", "LIB.STOP", "HEA")
OBLASTS = ("BISHKEK", "OSH", "TALAS")
OUTCOMES = ("RESTORED", "REFUSED")


def small_block(*, law_enforcement: tuple[str, ...] = ("LE",), is_small: bool = False) -> Block:
    """A block whose lists these people fit."""
    return Block(
        2020,
        {
            Axis.PRIMARY_GROUP: (*GROUPS[:3], OTHER),
            Axis.GROUP: (*GROUPS, OTHER),
            Axis.VIOLATOR: ("LE", "HC", OTHER, UNSTATED),
            Axis.CATEGORY: ("EXT", "PHY", "LIB", OTHER),
            Axis.OBLAST: (*OBLASTS, OTHER),
            Axis.OUTCOME: (*OUTCOMES, OTHER),
            Axis.READINESS: (NOT_PURSUING, OTHER),
            Axis.QUALIFICATION: ("VIOLATION", OTHER),
            Axis.GENDER: ("F", "M", OTHER),
            Axis.AGE: ("19-35", OTHER),
            Axis.CLIENT_CODE: (CODED, UNSTATED),
        },
        {Axis.VIOLATOR: ("LE.STATION",), Axis.CATEGORY: ("LIB.STOP",)},
        law_enforcement,
        is_small,
        Parameters(),
    )


def people(count: int, seed: int = 1, quarters: Sequence[str] = ()) -> list[Record]:
    """So many cases, most of them by the police in one place, a few of them very rare."""
    chance = random.Random(seed)

    def several(codes: Sequence[str], weights: Sequence[float], most: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(chance.choices(codes, weights, k=chance.randint(1, most))))

    found = []
    for number in range(count):
        groups = several(GROUPS, (60, 30, 8, 2), 2)
        found.append(
            Record(
                chance.choice(quarters or [f"{year}-Q{quarter}" for year in (2020, 2021) for quarter in (1, 2, 3, 4)]),
                chance.randrange(count) if chance.random() < 0.6 else None,
                chance.choice(groups),
                groups,
                several(VIOLATORS, (60, 20, 15, 5), 2) if number % 50 else (),
                several(CATEGORIES, (50, 30, 15, 5), 3),
                chance.choices(OBLASTS, (70, 25, 5))[0],
                chance.choices(OUTCOMES, (3, 1))[0],
                chance.choice(("NOTREADY", "READY_NGO")),
                "VIOLATION" if chance.random() < 0.9 else "ADVICE",
                chance.choice("FM"),
                chance.choice(("19-35", "36-60")),
            )
        )
    return found
