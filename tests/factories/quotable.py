"""A small year with a real release: one oblast has too few clients, another one is withheld for its sake."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from documenters.models import Programme, User
from reports.disclosure.counting import count
from reports.disclosure.lists import freeze_block
from reports.disclosure.schema import Axis, Block, Cell, Parameters, Record
from reports.disclosure.step import withhold
from reports.models import CountedCase, Release
from tests.factories.releases import make_published, store_block

PERIODS = ("2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2020")
FEW, PARTNER = "KG-B", "KG-T"
"""Batken has seven cases of three clients; Talas is the smallest of the others."""
ROW_CLIENTS = 10
"""So many clients a code needs for a row."""
OBLASTS = {FEW: 7, PARTNER: 30, "KG-C": 90, "KG-GB": 140}
ORDER = {
    Axis.PRIMARY_GROUP: ("PWID", "SW"),
    Axis.GROUP: ("PWID", "SW"),
    Axis.VIOLATOR: ("LE", "LE.CRIM", "HC"),
    Axis.CATEGORY: ("EXT", "EXT.OFF", "PHY", "PHY.FORCE"),
    Axis.OBLAST: tuple(OBLASTS),
    Axis.OUTCOME: ("FULL", "NOTRES"),
    Axis.QUALIFICATION: ("VIOLATION", "ADVICE"),
    Axis.GENDER: ("F", "M"),
    Axis.AGE: ("A19_35", "A36_55"),
}


def records() -> Iterator[Record]:
    """The cases, nearly each of a client of their own."""
    places = [oblast for oblast, number in OBLASTS.items() for _case in range(number)]
    for number, oblast in enumerate(places):
        group = "PWID" if number % 3 else "SW"
        yield Record(
            quarter=f"2020-Q{number % 4 + 1}",
            client=number // 3 if oblast == FEW else number,
            primary_group=group,
            groups=(group,),
            violators=("LE.CRIM" if number % 5 else "HC",),
            categories=("EXT.OFF" if number % 2 else "PHY.FORCE",),
            oblast=oblast,
            outcome="FULL" if number % 7 < 3 else "NOTRES",
            readiness="NOTREADY" if number % 2 else "READY",
            qualification="VIOLATION" if number % 4 else "ADVICE",
            gender="F" if number % 2 else "M",
            age="A19_35" if number % 3 else "A36_55",
        )


def later() -> Iterator[Record]:
    """What was known of 2021 when the lists were frozen: enough clients of Batken for a row of its own."""
    for record, client in zip(records(), range(1000, 1000 + ROW_CLIENTS), strict=False):
        yield replace(record, quarter="2021-Q1", client=client, oblast=FEW)


@cache
def block() -> Block:
    """The lists and thresholds of the two years."""
    known = [*records(), *later()]
    return freeze_block(known, 2020, ("LE",), ORDER, Parameters(rare_below=5, small_country_below=0))


@cache
def cells() -> tuple[Cell, ...]:
    """What both tiers are shown of the year."""
    counted = count(records(), block())
    found: list[Cell] = []
    for period in PERIODS:
        found += withhold(counted, block(), period, found)
    return tuple(found)


def publish_year(programme: Programme, *, by: tuple[User, User]) -> Release:
    """Publish it, with the counted cases behind it."""
    release = make_published(programme, cells(), by=by, block=block(), periods=PERIODS)
    row = store_block(programme, block())
    CountedCase.objects.bulk_create(
        CountedCase(
            release=release,
            block=row,
            quarter=record.quarter,
            codes={
                "client": record.client,
                "primary_group": record.primary_group,
                "groups": list(record.groups),
                "violators": list(record.violators),
                "categories": list(record.categories),
                "oblast": record.oblast,
                "qualification": record.qualification,
                "gender": record.gender,
                "age": record.age,
            },
            outcome=record.outcome,
            readiness=record.readiness,
            is_blanked=True,
        )
        for record in records()
    )
    return release
