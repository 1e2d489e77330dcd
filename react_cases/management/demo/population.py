"""An invented population whose published totals are exact. Pure: a seed in, sketches of cases out.

Everything that a published total counts is dealt out as a quota over a shuffled list, so the totals hold for every
seed; everything else (see `details`) is drawn freely around it.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from react_cases.management.demo.chances import EXTRA_GROUPS, OTHER_PRIMARY, draw
from react_cases.management.demo.targets import COUNTED_TOGETHER, Part, Period, Targets

GROUPS_PER_CASE = 1.34
SMALLEST = 200
"""Below this the published stories alone would exceed some scaled totals."""
ALONE = frozenset({"NONE", "UNDISC"})
"""Groups that exclude any other."""


@dataclass(frozen=True, slots=True)
class KnownCase:
    """What the totals need to know about a case that comes from elsewhere: one of the published stories."""

    received_on: datetime.date
    is_police: bool
    groups: tuple[str, ...]
    """The primary one first."""
    is_qualified: bool
    is_not_pursuing: bool


@dataclass(slots=True)
class Sketch:
    """A case as far as the published totals describe it."""

    period: Period
    is_police: bool
    groups: list[str]
    """The primary one first."""
    received_on: datetime.date = datetime.date.min
    is_qualified: bool = False
    is_not_pursuing: bool = False

    @property
    def primary(self) -> str:
        """The client's primary group."""
        return self.groups[0]


def period_of(day: datetime.date) -> Period | None:
    """The period of a day of registration; None after 2022."""
    if day.year == 2021:
        return Period.H1_2021 if day.month <= 6 else Period.H2_2021
    return {2020: Period.Y2020, 2022: Period.Y2022}.get(day.year)


def part_of(group: str) -> Part:
    """The primary group as the published totals tell it."""
    return Part(group) if group in (Part.PWID, Part.SW) else Part.OTHER


def quarter_of(day: datetime.date) -> tuple[int, int]:
    """(year, quarter)."""
    return day.year, (day.month + 2) // 3


def sketch_population(targets: Targets, known: Iterable[KnownCase], rng: Random) -> list[Sketch]:
    """Sketches that, together with the known cases, meet the targets; in order of registration.

    Where a scaled total is smaller than what is known already, none is added to it.
    """
    stories = [case for case in known if period_of(case.received_on)]
    sketches = _deal_cells(targets, stories, rng)
    _deal_dates(sketches, targets, stories, rng)
    _deal_qualification(sketches, targets, stories, rng)
    _deal_readiness(sketches, targets, stories, rng)
    _deal_groups(sketches, targets, stories, rng)
    sketches.sort(key=lambda sketch: sketch.received_on)
    return sketches


def _deal_cells(targets: Targets, known: Sequence[KnownCase], rng: Random) -> list[Sketch]:
    taken = Counter((period_of(case.received_on), case.is_police, part_of(case.groups[0])) for case in known)
    sketches: list[Sketch] = []
    for (period, is_police, part), wanted in targets.cells.items():
        for _ in range(max(wanted - taken[period, is_police, part], 0)):
            primary = part.value if part != Part.OTHER else draw(rng, OTHER_PRIMARY[is_police])
            sketches.append(Sketch(period, is_police, [primary]))
    return sketches


def _deal_dates(sketches: list[Sketch], targets: Targets, known: Sequence[KnownCase], rng: Random) -> None:
    taken = Counter(quarter_of(case.received_on) for case in known)
    for period in Period:
        members = [sketch for sketch in sketches if sketch.period == period]
        rng.shuffle(members)
        quarters = [quarter for quarter in targets.quarters if period_of(_first_day(quarter)) == period]
        places = [quarter for quarter in quarters for _ in range(max(targets.quarters[quarter] - taken[quarter], 0))]
        for sketch, quarter in zip(members, places, strict=False):
            sketch.received_on = _day_in(quarter, rng)
        # Only in populations smaller than SMALLEST: stories took a quarter's last place.
        for sketch in members[len(places) :]:
            sketch.received_on = _day_in(quarters[-1], rng)


def _first_day(quarter: tuple[int, int]) -> datetime.date:
    year, number = quarter
    return datetime.date(year, 3 * number - 2, 1)


def last_day(quarter: tuple[int, int]) -> datetime.date:
    """The last day of a quarter."""
    year, number = quarter
    return datetime.date(year + number // 4, 3 * number % 12 + 1, 1) - datetime.timedelta(days=1)


def _day_in(quarter: tuple[int, int], rng: Random) -> datetime.date:
    """A day that leaves the reviewers one more day of the quarter; mostly a working day."""
    # The first quarter of 2020 has only March in it.
    first = datetime.date(2020, 3, 2) if quarter == (2020, 1) else _first_day(quarter)
    days = (last_day(quarter) - first).days
    while True:
        day = first + datetime.timedelta(days=rng.randrange(days))
        if day.weekday() < 5 or rng.random() < 0.25:
            return day


def _deal_qualification(sketches: list[Sketch], targets: Targets, known: Sequence[KnownCase], rng: Random) -> None:
    for period, wanted in targets.qualified.items():
        taken = sum(case.is_qualified for case in known if period_of(case.received_on) == period)
        members = [sketch for sketch in sketches if sketch.period == period]
        for sketch in _choose(rng, members, wanted - taken, lambda item: 2.5 if item.is_police else 1.0):
            sketch.is_qualified = True


def _deal_readiness(sketches: list[Sketch], targets: Targets, known: Sequence[KnownCase], rng: Random) -> None:
    for periods, wanted in targets.not_pursuing.items():
        taken = sum(case.is_not_pursuing for case in known if period_of(case.received_on) in periods)
        members = [sketch for sketch in sketches if sketch.period in periods]
        for sketch in _choose(rng, members, wanted - taken, lambda item: 1.6 if item.is_police else 1.0):
            sketch.is_not_pursuing = True


def _deal_groups(sketches: list[Sketch], targets: Targets, known: Sequence[KnownCase], rng: Random) -> None:
    wanted = max(targets.plhiv - sum("PLHIV" in case.groups for case in known), 0)
    primary = [sketch for sketch in sketches if sketch.primary == "PLHIV"]
    for sketch in _choose(rng, primary, len(primary) - wanted):
        sketch.groups[0] = "HCV"
    open_to_more = [sketch for sketch in sketches if sketch.primary not in ALONE]
    others = [sketch for sketch in open_to_more if sketch.primary != "PLHIV"]
    secondary = _choose(rng, others, wanted - min(len(primary), wanted))
    for sketch in secondary:
        sketch.groups.append("PLHIV")
    missing = round(GROUPS_PER_CASE * len(sketches)) - len(sketches) - len(secondary)
    for sketch in _choose(rng, open_to_more, missing):
        choices = {code: weight for code, weight in EXTRA_GROUPS.items() if code not in sketch.groups}
        if sketch.primary in (Part.PWID, "PWUD"):
            # One who injects uses: naming both would say the same twice.
            choices = {code: weight for code, weight in choices.items() if code not in (Part.PWID, "PWUD")}
        sketch.groups.append(rng.choices(list(choices), list(choices.values()))[0])


def _choose(
    rng: Random, items: Sequence[Sketch], count: int, weight: Callable[[Sketch], float] = lambda _: 1.0
) -> list[Sketch]:
    """Exactly `count` of the items (none where it is negative, all where it is larger), the heavier ones rather."""
    # Efraimidis and Spirakis 2006: the largest of u ** (1 / w) are a weighted sample without replacement.
    keyed = sorted(((rng.random() ** (1 / weight(item)), place) for place, item in enumerate(items)), reverse=True)
    return [items[place] for _, place in keyed[: max(count, 0)]]


def totals(sketches: Iterable[Sketch], known: Iterable[KnownCase]) -> dict[str, int]:
    """The published figures as this population gives them; the keys say period and what is counted."""
    cases: list[Sketch | KnownCase] = [*sketches, *known]
    rows = [
        (period, case.is_police, tuple(case.groups), case.is_qualified, case.is_not_pursuing)
        for case in cases
        if (period := period_of(case.received_on))
    ]
    together = [row for row in rows if row[0] in COUNTED_TOGETHER]
    police = [row for row in together if row[1]]
    first_half = [row for row in rows if row[0] == Period.H1_2021]
    year = [row for row in rows if row[0] == Period.Y2020]
    return {
        "2020-2022 cases": len(rows),
        "2020-2022 PLHIV": sum("PLHIV" in row[2] for row in rows),
        "2020-2021 cases": len(together),
        "2020-2021 police": len(police),
        "2020-2021 police PWID": sum(row[2][0] == "PWID" for row in police),
        "2020-2021 police SW": sum(row[2][0] == "SW" for row in police),
        "2020-2021 not pursuing": sum(row[4] for row in together),
        "2020 cases": len(year),
        "2020 qualified": sum(row[3] for row in year),
        "2021H1 cases": len(first_half),
        "2021H1 qualified": sum(row[3] for row in first_half),
        "2021H1 PWID": sum(row[2][0] == "PWID" for row in first_half),
    }
