"""What thresholds cost: higher ones show less, and the numbers are of one year with its quarters."""

import random

from reports.disclosure.schema import Axis, Parameters, Record, Tier
from reports.disclosure.trial import shares

GROUPS, VIOLATORS, CATEGORIES, OBLASTS = ("PWID", "SW"), ("LE", "MED"), ("A", "B"), ("KG-B", "KG-C")


def records(count: int) -> list[Record]:
    """Cases of 2020, each of a client of their own."""
    chance = random.Random(4)
    return [
        Record(
            quarter=f"2020-Q{chance.randint(1, 4)}",
            client=None,
            primary_group=(group := chance.choice(GROUPS)),
            groups=(group,),
            violators=(chance.choice(VIOLATORS),),
            categories=(chance.choice(CATEGORIES),),
            oblast=chance.choice(OBLASTS),
            outcome="~OPEN",
        )
        for _ in range(count)
    ]


def test_higher_thresholds_show_less_of_the_same_tables() -> None:
    told: list[float] = []
    order = {
        Axis.PRIMARY_GROUP: GROUPS,
        Axis.GROUP: GROUPS,
        Axis.VIOLATOR: VIOLATORS,
        Axis.CATEGORY: CATEGORIES,
        Axis.OBLAST: OBLASTS,
        Axis.OUTCOME: ("~OPEN",),
        Axis.QUALIFICATION: (),
        Axis.GENDER: (),
        Axis.AGE: (),
    }
    people = records(240)
    now = shares(people, 2020, ["LE"], order, Parameters(small_country_below=0), told.append)
    tried = shares(people, 2020, ["LE"], order, Parameters(k_donor=40, small_country_below=0))
    assert told == sorted(told)
    for tier in Tier:
        assert now[tier].offered == tried[tier].offered > 0
        assert now[tier].shown <= now[tier].large <= now[tier].offered
    assert tried[Tier.DONOR].shown < now[Tier.DONOR].shown
