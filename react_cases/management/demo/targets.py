"""The published totals that the demo reproduces, as quotas. Pure.

Source: domain.md 2.2 and 10.1. The unit is cases, by date of registration, approved whatever their qualification, the
published stories counted in. Free choices are marked as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

DEFAULT_CASES = 2010
"""“More than 2,000 complaints” in 2020–2022: the choice is 2,010."""


class Period(StrEnum):
    """The periods between which published totals draw lines."""

    Y2020 = "2020"
    H1_2021 = "2021H1"
    H2_2021 = "2021H2"
    Y2022 = "2022"


class Part(StrEnum):
    """The primary client groups that published totals tell apart."""

    PWID = "PWID"
    SW = "SW"
    OTHER = "OTHER"


COUNTED_TOGETHER = (Period.Y2020, Period.H1_2021, Period.H2_2021)
"""2020–2021, to which the 668, the 59 %, the 34 % and the 43 % belong."""

QUARTER_WEIGHTS: dict[Period, dict[tuple[int, int], int]] = {
    Period.Y2020: {(2020, 1): 30, (2020, 2): 110, (2020, 3): 165, (2020, 4): 198},
    Period.H1_2021: {(2021, 1): 182, (2021, 2): 191},
    Period.H2_2021: {(2021, 3): 218, (2021, 4): 226},
    Period.Y2022: {(2022, 1): 166, (2022, 2): 170, (2022, 3): 175, (2022, 4): 179},
}
"""Invented: how the cases of a period spread over its quarters. The programme began in March 2020."""


@dataclass(frozen=True)
class Targets:
    """How many cases each thing is true of, the published stories counted in."""

    cases: dict[Period, int]
    quarters: dict[tuple[int, int], int]
    """(year, quarter) -> cases."""
    cells: dict[tuple[Period, bool, Part], int]
    """(period, by law enforcement, primary group) -> cases. Together they give 668 = 394 + 227 + 47 and the 166."""
    qualified: dict[Period, int]
    """Cases qualified as a violation."""
    not_pursuing: dict[tuple[Period, ...], int]
    """Cases whose latest readiness is "not ready" or "changed mind": the 43 %."""
    plhiv: int
    """Cases of 2020–2022 whose client lives with HIV, as primary group or as a further one."""


def allocate(total: int, weights: Sequence[float], caps: Sequence[int] | None = None) -> list[int]:
    """Split a total in proportion to weights, in whole numbers that add up (largest remainder, first wins a draw).

    No share exceeds its cap; raises ValueError where the caps leave no room.
    """
    room = list(caps) if caps is not None else [total] * len(weights)
    if sum(room) < total:
        raise ValueError(f"{total} do not fit into {room}")
    scale = total / (sum(weights) or 1)
    shares = [min(int(weight * scale), cap) for weight, cap in zip(weights, room, strict=True)]
    order = sorted(range(len(shares)), key=lambda place: (shares[place] - weights[place] * scale, place))
    while sum(shares) < total:
        for place in order:
            if sum(shares) < total and shares[place] < room[place]:
                shares[place] += 1
    return shares


def targets_for(cases: int = DEFAULT_CASES) -> Targets:
    """The quotas of a database of this many cases in 2020–2022; exact for the default, scaled for others."""

    def scaled(number: int) -> int:
        return (2 * number * cases + DEFAULT_CASES) // (2 * DEFAULT_CASES)

    together = scaled(1320)
    sizes = {Period.Y2020: scaled(503), Period.H1_2021: scaled(373)}
    sizes[Period.H2_2021] = together - sum(sizes.values())
    sizes[Period.Y2022] = cases - together
    quarters: dict[tuple[int, int], int] = {}
    for period, weights in QUARTER_WEIGHTS.items():
        quarters.update(zip(weights, allocate(sizes[period], list(weights.values())), strict=True))
    return Targets(
        cases=sizes,
        quarters=quarters,
        cells=_cells(sizes, scaled(668), scaled(394), scaled(227), scaled(166)),
        qualified={
            Period.Y2020: scaled(384),
            Period.H1_2021: scaled(300),
            # Not published: between the rates of the two published periods.
            Period.H2_2021: round(0.79 * sizes[Period.H2_2021]),
            Period.Y2022: round(0.79 * sizes[Period.Y2022]),
        },
        # Nothing is published about 2022 alone: the rate stays.
        not_pursuing={COUNTED_TOGETHER: scaled(568), (Period.Y2022,): round(0.43 * sizes[Period.Y2022])},
        plhiv=scaled(483),
    )


def _cells(
    sizes: dict[Period, int], by_police: int, police_pwid: int, police_sw: int, pwid_h1: int
) -> dict[tuple[Period, bool, Part], int]:
    together = [sizes[period] for period in COUNTED_TOGETHER]
    police = allocate(by_police, together, together)
    pwid = allocate(police_pwid, police, police)
    sex_work = allocate(police_sw, police, [whole - taken for whole, taken in zip(police, pwid, strict=True)])
    # Not published: the share of police cases in 2022 (45 %), in the same proportions between the groups.
    last = sizes[Period.Y2022]
    police.append(round(0.45 * last))
    pwid.append(round(0.59 * police[-1]))
    sex_work.append(round(0.34 * police[-1]))
    cells: dict[tuple[Period, bool, Part], int] = {}
    for place, period in enumerate(Period):
        cells[period, True, Part.PWID] = pwid[place]
        cells[period, True, Part.SW] = sex_work[place]
        cells[period, True, Part.OTHER] = police[place] - pwid[place] - sex_work[place]
        elsewhere = sizes[period] - police[place]
        # Only the first half of 2021 is published; 30 % is what it leaves for cases without police.
        wanted = pwid_h1 - pwid[place] if period == Period.H1_2021 else round(0.3 * elsewhere)
        cells[period, False, Part.PWID] = min(max(wanted, 0), elsewhere)
        cells[period, False, Part.SW] = min(round(0.16 * elsewhere), elsewhere - cells[period, False, Part.PWID])
        cells[period, False, Part.OTHER] = elsewhere - cells[period, False, Part.PWID] - cells[period, False, Part.SW]
    return cells
