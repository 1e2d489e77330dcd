"""What a release is made of: tiers, axes, keys, periods, blocks, records and cells. Pure; everybody's common words.

A *block* is two years of one programme. Its code lists and thresholds are frozen when its first release is built.
A *record* is what is counted of one case, frozen with the quarter in which it was approved.
A *cell* is one number of one table, named by a *key*: one code for some of the axes, and always a period.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Tier(StrEnum):
    """Who reads. The public is shown nothing that donors are not shown."""

    DONOR = "donor"
    PUBLIC = "public"


class Axis(StrEnum):
    """By what cells are told apart."""

    PERIOD = "period"
    PRIMARY_GROUP = "primary_group"
    """The one group most relevant to the violation: every case is in exactly one row."""
    GROUP = "group"
    """All groups the client belongs to: a case can be in several rows. Never crossed with another axis."""
    VIOLATOR = "violator"
    CATEGORY = "category"
    OBLAST = "oblast"
    OUTCOME = "outcome"
    READINESS = "readiness"
    QUALIFICATION = "qualification"
    GENDER = "gender"
    AGE = "age"
    CLIENT_CODE = "client_code"
    """Does the case have a client code, or did somebody link it, so that it is known whether the client came before?"""
    MEASURE = "measure"
    """Something else than cases is counted, see `CLIENTS`. Such numbers are never added up over periods."""


MULTIPLE = frozenset({Axis.GROUP, Axis.VIOLATOR, Axis.CATEGORY})
"""Axes of which a case can have several codes: rows overlap, and do not sum to the total."""
TWO_LEVELS = frozenset({Axis.VIOLATOR, Axis.CATEGORY})
"""Axes with headings (“LE”) and codes below them (“LE.STATION”)."""

OTHER = "~OTHER"
"""A row for the codes of an axis that are too rare in a block to be told apart."""
UNSTATED = "~NONE"
"""A row for nothing stated: no violator named, or taken back together with the consent."""
LAW_ENFORCEMENT = "~LAW"
"""A violator row for “law enforcement” where the programme counts several codes as that."""
NOT_PURSUING = "~NOT_PURSUING"
"""The readiness of clients who, when last asked, did not go on; the other row is `OTHER`."""
NOT_FINISHED = "~OPEN"
"""The outcome of cases on which work went on at the day of reading."""
CODED = "~CODED"
"""Cases with a client code, or linked; the other row of `CLIENT_CODE` is `UNSTATED`."""
CLIENTS = "~CLIENTS"
"""The measure: different clients, among the cases with a code."""

Key = tuple[tuple[str, str], ...]
"""(axis, code) pairs in the order of `Axis`, the period first."""

_ORDER = {axis.value: place for place, axis in enumerate(Axis)}


def key_of(period: str, **codes: str) -> Key:
    """The key of a cell: `key_of("2020", primary_group="PWID", violator="LE")`. Raises KeyError for an unknown axis."""
    pairs = [(Axis.PERIOD.value, period), *codes.items()]
    return tuple(sorted(pairs, key=lambda pair: _ORDER[pair[0]]))


def key_text(key: Key) -> str:
    """A key as one line: `period=2020;primary_group=PWID;violator=LE`."""
    return ";".join(f"{axis}={code}" for axis, code in key)


def key_from_text(text: str) -> Key:
    """The key that `key_text` wrote. Raises ValueError or KeyError for anything else."""
    pairs = [pair.split("=", 1) for pair in text.split(";")]
    codes = dict(pairs)
    return key_of(codes.pop(Axis.PERIOD.value), **codes)


def table_of(key: Key) -> str:
    """The table a cell stands in: its axes without the period, `primary_group*violator`; `total` without any."""
    return "*".join(axis for axis, _code in key if axis != Axis.PERIOD) or "total"


def heading_of(code: str) -> str:
    """The upper level of a code: LE of LE.STATION, LE of LE."""
    return code.partition(".")[0]


class Slice(StrEnum):
    """How long a period is."""

    QUARTER = "quarter"
    YEAR = "year"
    BLOCK = "block"


def slice_of(period: str) -> Slice:
    """Of `2020-Q1` a quarter, of `2020` a year, of `2020-2021` a block."""
    if "-Q" in period:
        return Slice.QUARTER
    return Slice.BLOCK if "-" in period else Slice.YEAR


@dataclass(frozen=True)
class Parameters:
    """Thresholds of a block, frozen with it. Counted in clients. None may be below 5; `floors` says so."""

    k_national: int = 5
    """Public cells of the whole country and a year."""
    k_subnational: int = 10
    """Public cells of an oblast or a quarter."""
    k_donor: int = 5
    """Every cell of donors."""
    concentration_row: int = 30
    """A row below this many cases must not have all of them in one cell."""
    headline_single: int = 20
    """National cells of one axis and a year are protected from being withheld for others' sake from here on."""
    headline_pair: int = 30
    """The same for primary group by violator."""
    rare_below: int = 20
    """Codes with fewer cases a year in the country become part of `OTHER`."""
    two_witnesses: bool = True
    """Public: no single further number, if it leaked, opens another."""
    small_country_below: int = 300
    """With fewer cases a year the public gets whole years only, and no oblast."""

    def __post_init__(self) -> None:
        """Raises ValueError for a threshold below its floor."""
        for name in ("k_national", "k_subnational", "k_donor"):
            if getattr(self, name) < 5:
                raise ValueError(f"{name} is at least 5")
        if self.concentration_row < 10 or self.rare_below < 5:
            raise ValueError("concentration_row is at least 10, rare_below at least 5")


@dataclass(frozen=True)
class Block:
    """Two years of a programme with everything that is frozen for them."""

    first_year: int
    codes: Mapping[Axis, tuple[str, ...]]
    """Of each axis but the period and the measure the codes of its rows, upper level, `OTHER` and `UNSTATED` among
    them where they exist. On `VIOLATOR` without `LAW_ENFORCEMENT`."""
    details: Mapping[Axis, tuple[str, ...]] = field(default_factory=dict)
    """Of the axes with two levels the lower codes that are told apart, nationally and by year, to donors."""
    law_enforcement: tuple[str, ...] = ("LE",)
    """What counts as law enforcement, codes of either level. One heading that has its own row needs no further row."""
    is_small: bool = False
    """A country with few cases: see `Parameters.small_country_below`."""
    parameters: Parameters = Parameters()

    @property
    def years(self) -> tuple[str, str]:
        """Its two years."""
        return str(self.first_year), str(self.first_year + 1)

    @property
    def quarters(self) -> tuple[str, ...]:
        """Its eight quarters."""
        return tuple(f"{year}-Q{number}" for year in self.years for number in (1, 2, 3, 4))

    @property
    def period(self) -> str:
        """Both years together, `2020-2021`."""
        return "-".join(self.years)

    @property
    def periods(self) -> tuple[str, ...]:
        """Every period in the order in which they are published: four quarters, their year, again, the block."""
        first, second = self.years
        return (*self.quarters[:4], first, *self.quarters[4:], second, self.period)

    @property
    def law_enforcement_code(self) -> str:
        """The violator row that is law enforcement."""
        codes = self.law_enforcement
        return codes[0] if len(codes) == 1 and codes[0] in self.codes[Axis.VIOLATOR] else LAW_ENFORCEMENT

    @property
    def violator_rows(self) -> tuple[str, ...]:
        """The upper rows of violators with the one of law enforcement, where that is a row of its own."""
        own = self.codes[Axis.VIOLATOR]
        return own if self.law_enforcement_code in own else (*own, LAW_ENFORCEMENT)


@dataclass(frozen=True, slots=True)
class Record:
    """What is counted of one case. Codes as they were recorded, before rare ones are merged; empty means not stated."""

    quarter: str
    """The quarter of its batch, `2020-Q1`."""
    client: int | None
    """The same number for the same client; None where the client has no code, and counts as a client of their own."""
    primary_group: str
    groups: tuple[str, ...]
    violators: tuple[str, ...]
    """Of the lower level where one was recorded."""
    categories: tuple[str, ...]
    oblast: str
    outcome: str = ""
    """Empty: not read yet. Read once, on the day after the year that the design fixes."""
    readiness: str = ""
    qualification: str = ""
    gender: str = ""
    age: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a release as one tier is shown it."""

    tier: Tier
    key: Key
    value: int | None
    """Cases; None where it is not published, for whatever reason."""
    threshold: int
    """Clients below which this cell is never published."""

    @property
    def table(self) -> str:
        """The table it stands in."""
        return table_of(self.key)

    @property
    def period(self) -> str:
        """The period it counts."""
        return self.key[0][1]


@dataclass(frozen=True, slots=True)
class Fact:
    """A number about our own cases that was published elsewhere: a constant for everybody who subtracts (rule R13)."""

    key: Key
    value: int


def cells_by_key(cells: Iterable[Cell], tier: Tier) -> dict[Key, int | None]:
    """What one tier is shown."""
    return {cell.key: cell.value for cell in cells if cell.tier == tier}
