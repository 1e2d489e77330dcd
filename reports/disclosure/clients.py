"""May the number of different clients of a period be shown? Pure.

It is a measure, not a sum of cells: cases less clients is how often somebody came again. So it is shown only where the
cases with a client code are shown too, or it would be a lower bound for them, and where neither the number who came
again nor, of a block, the number who came in both years is small.
"""

from collections.abc import Mapping

from reports.disclosure.counting import Counted
from reports.disclosure.schema import CLIENTS, CODED, Axis, Key, Slice, Tier, key_of, slice_of
from reports.disclosure.tables import threshold_of


def shown_clients(counted: Counted, tier: Tier, period: str, shown: Mapping[Key, int | None]) -> int | None:
    """Different clients of a year or block among its coded cases; None where that is not published.

    `shown` is what the tier is shown, cells of the same step among them.
    """
    block = counted.block
    key = _clients_key(period)
    clients, threshold = counted.cases(key), threshold_of(block, tier, key)
    if clients < threshold:
        return None
    years = (period,) if slice_of(period) == Slice.YEAR else block.years
    cases = [shown.get(key_of(year, **{Axis.CLIENT_CODE.value: CODED})) for year in years]
    if any(coded is None or coded < clients for coded in cases) and slice_of(period) == Slice.YEAR:
        return None
    if any(coded is None for coded in cases) or sum(coded or 0 for coded in cases) - clients < threshold:
        return None
    if slice_of(period) == Slice.BLOCK:
        by_year = [shown.get(_clients_key(year)) for year in years]
        if (
            any(of_year is None for of_year in by_year)
            or sum(of_year or 0 for of_year in by_year) - clients < threshold
        ):
            return None
    return clients


def _clients_key(period: str) -> Key:
    return key_of(period, **{Axis.MEASURE.value: CLIENTS})
