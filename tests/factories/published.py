"""A release made by hand: every cell below its threshold withheld, and a few more, without a database.

It shows what pages do with a release, not how one is made: nothing here protects anybody.
"""

import csv
import random
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from reports.disclosure.counting import count
from reports.disclosure.lists import freeze_block
from reports.disclosure.published import Label, Published, ReleaseInfo, published_of
from reports.disclosure.schema import Axis, Block, Cell, Key, Record, Tier
from reports.disclosure.tables import offered, threshold_of

LISTS = {
    Axis.PRIMARY_GROUP: "client_groups",
    Axis.GROUP: "client_groups",
    Axis.VIOLATOR: "violator_types",
    Axis.CATEGORY: "violation_categories",
    Axis.OBLAST: "locations",
    Axis.OUTCOME: "outcomes",
    Axis.QUALIFICATION: "qualifications",
    Axis.GENDER: "genders",
    Axis.AGE: "age_bands",
}
DATA = Path(settings.BASE_DIR) / "react_cases" / "taxonomy" / "data"
DIGEST = "0123456789abcdef" * 4


@cache
def labels() -> dict[tuple[str, str], Label]:
    """The code lists of Kyrgyzstan in three languages."""
    found = {}
    for axis, name in LISTS.items():
        with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found[axis.value, row["code"]] = Label(row["en"], row["ru"], row["ky"])
    return found


def label_texts() -> dict[str, dict[str, dict[str, str]]]:
    """The same as they are stored with a block."""
    texts: dict[str, dict[str, dict[str, str]]] = {}
    for (axis, code), label in labels().items():
        texts.setdefault(str(axis), {})[code] = {"en": label.en, "ru": label.ru, "ky": label.ky}
    return texts


def order() -> dict[Axis, tuple[str, ...]]:
    """The codes of each axis as they are listed."""
    return {axis: tuple(code for own, code in labels() if own == axis and "-D-" not in code) for axis in LISTS}


def records(first_year: int = 2020, seed: int = 1) -> Iterator[Record]:
    """1,320 cases in two years, 668 by law enforcement; of these 394 of PWID and 227 of SW."""
    chance = random.Random(seed)
    groups = ["PWID"] * 394 + ["SW"] * 227 + ["PLHIV"] * 30 + ["LGBTIQ"] * 14 + ["MIGR"] * 3
    others = chance.choices(["PWID", "SW", "PLHIV", "LGBTIQ", "TB", "EXPRIS", "PWUD"], [30, 20, 25, 12, 8, 9, 3], k=652)
    quarters = [f"{year}-Q{number}" for year in (first_year, first_year + 1) for number in (1, 2, 3, 4)]
    for number, group in enumerate([*groups, *others]):
        kinds = ["LE.STATION", "LE.PLAIN"] if number < 668 else ["HC", "ST", "IND", "ORG", "PEN"]
        violators = {chance.choices(kinds, [9, 4, 5, 3, 1][: len(kinds)])[0]}
        if number < 668 and chance.random() < 0.1:
            violators.add("HC")
        yield _record(chance, number, group, violators, chance.choice(quarters))


def _record(chance: random.Random, number: int, group: str, violators: set[str], quarter: str) -> Record:
    further = {group, *(["PLHIV"] if chance.random() < 0.3 else [])}
    kinds = ["EXT.OFF", "PHY.FORCE", "LIB.ARREST", "HEA", "DIS", "EMO", "PRV", "SOC", "FAM"]
    oblasts = ["KG-GB", "KG-C", "KG-GO", "KG-O", "KG-J", "KG-B", "KG-T", "KG-N", "KG-Y"]
    return Record(
        quarter=quarter,
        client=None if number % 5 == 0 else number // 2,
        primary_group=group,
        groups=tuple(sorted(further)),
        violators=tuple(sorted(violators)),
        categories=tuple(set(chance.choices(kinds, [8, 6, 6, 6, 5, 3, 2, 1, 1], k=chance.choice([1, 1, 2])))),
        oblast=chance.choices(oblasts, [40, 20, 12, 10, 8, 5, 3, 2, 1])[0],
        outcome=chance.choice(["FULL", "PART", "ADVICE", "NOTRES", "DECLINED", "LOST"]),
        readiness=chance.choices(["NOTREADY", "CHANGED", "READY", "UNDEC"], [30, 13, 40, 17])[0],
        qualification=chance.choices(["VIOLATION", "ADVICE"], [4, 1])[0],
        gender=chance.choices(["F", "M", "TF"], [50, 47, 3])[0],
        age=chance.choices(["A16_18", "A19_35", "A36_55", "A56P"], [1, 50, 40, 5])[0],
    )


def block_of(found: list[Record], first_year: int = 2020) -> Block:
    """The block that these records make."""
    return freeze_block(found, first_year, ("LE",), order())


def cells_of(found: list[Record], block: Block, tier: Tier, periods: tuple[str, ...]) -> Iterator[Cell]:
    """Every offered cell; withheld is what is small, and every fiftieth of the others."""
    counted = count(found, block)
    for period in periods:
        for place, key in enumerate(offered(block, tier, period)):
            threshold = threshold_of(block, tier, key)
            small = counted.clients(key) < threshold
            partner = len(key) > 2 and place % 50 == 0 and dict(key).get("violator") != "LE"
            yield Cell(tier, key, None if small or partner else counted.cases(key), threshold)


@cache
def true_counts(tier: Tier) -> dict[Key, int]:
    """What the withheld cells of `made` hold: in no page."""
    found, block = _two_years(2020)
    counted = count(list(found), block)
    return {key: counted.cases(key) for period in block.periods for key in offered(block, tier, period)}


@cache
def _two_years(first_year: int) -> tuple[tuple[Record, ...], Block]:
    found = list(records(first_year, seed=first_year))
    return tuple(found), block_of(found, first_year)


@cache
def made(tier: Tier = Tier.PUBLIC, years: int = 2) -> Published:
    """One release of 2020 and 2021, or of three years: the third alone in its block."""
    found, block = _two_years(2020)
    cells = list(cells_of(list(found), block, tier, block.periods))
    blocks = [block]
    if years > 2:
        later, next_block = _two_years(2022)
        blocks.append(next_block)
        cells += cells_of(list(later), next_block, tier, next_block.periods[:5])
    info = ReleaseInfo(
        number=1,
        citation="KG-R1",
        as_of=date(2022, 3, 31),
        published_on=date(2022, 4, 4),
        digest=DIGEST,
        periods=tuple(period for own in blocks for period in own.periods),
    )
    return published_of("KG", tier, [info], blocks, labels(), cells)
