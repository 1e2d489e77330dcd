"""Invented populations of our shape, of any size, as columns: no Django, no million Python objects.

Twelve quarters, 2020 to 2022. At scale 1 the published totals are exact: 1,320 cases in 2020–2021, 668 of them by law
enforcement, of which 394 of people who inject drugs and 227 of sex workers; 483 of people living with HIV in the 2,010
of 2020–2022; 568 who did not go on. Everything else is drawn.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from reports.disclosure.columns import NO_CLIENT, Columns, Mentions, each_once
from reports.disclosure.schema import CODED, NOT_FINISHED, UNSTATED, Axis, Record

Numbers = npt.NDArray[np.int64]
Weights = Mapping[str, float]

QUARTER_CASES = {
    "2020-Q1": 30, "2020-Q2": 110, "2020-Q3": 165, "2020-Q4": 198, "2021-Q1": 182, "2021-Q2": 191, "2021-Q3": 218,
    "2021-Q4": 226, "2022-Q1": 166, "2022-Q2": 170, "2022-Q3": 175, "2022-Q4": 179,
}  # fmt: skip
PRIMARY_BY_POLICE: Weights = {
    "PLHIV": 12, "LGBTIQ": 9, "PWUD": 12, "EXPRIS": 7, "PRIS": 3, "MIGR": 2, "HOMELESS": 2,
}  # fmt: skip
PRIMARY_ELSEWHERE: Weights = {
    "PWID": 230, "SW": 120, "PLHIV": 230, "LGBTIQ": 50, "PWUD": 45, "TB": 30, "EXPRIS": 25, "PRIS": 12, "PWIDPART": 14,
    "FAMKP": 18, "HCV": 14, "MIGR": 14, "OTHER": 14,
}  # fmt: skip
EXTRA_GROUPS: Weights = {
    "HCV": 24, "EXPRIS": 20, "PWID": 4, "SW": 5, "PWUD": 8, "TB": 10, "MIGR": 6, "PWIDPART": 6, "LGBTIQ": 3,
}  # fmt: skip
OBLASTS: Weights = {
    "KG-GB": 34, "KG-C": 19, "KG-GO": 15, "KG-J": 10, "KG-O": 7, "KG-Y": 5, "KG-T": 4, "KG-B": 4, "KG-N": 2,
}  # fmt: skip
GENDERS: Weights = {"M": 52, "F": 42, "TF": 3, "TM": 1, "NB": 1, "U": 1}
AGES: Weights = {"A00_15": 0.6, "A16_18": 1.4, "A19_35": 46, "A36_55": 44, "A56P": 5, "AU": 3}
OUTCOMES: Weights = {
    "FULL": 22, "PART": 13, "ADVICE": 15, "NOTRES": 6, "DECLINED": 24, "WITHDRAWN": 6, "LOST": 4, "TRANSFER": 4,
    "SYSTEMIC": 2, NOT_FINISHED: 4,
}  # fmt: skip
POLICE: Weights = {
    "LE.PATROL": 24, "LE.CRIM": 20, "LE.DIST": 19, "LE.STATION": 13, "LE.OTHER": 10, "LE.DRUG": 7, "LE.PLAIN": 4,
    "LE.INV": 2, "LE.PROS": 1,
}  # fmt: skip
NOT_POLICE: Weights = {
    "HC.PHC": 14, "HC.HOSP": 15, "HC.AIDS": 4, "HC.NARC": 5, "HC.TB": 3, "HC.MAT": 4, "HC.DENT": 3, "HC.PRIV": 3,
    "HC.OTHER": 2, "ST.SOC": 6, "ST.DOC": 7, "ST.CHILD": 2, "ST.EDU": 2, "ST.LOCAL": 2, "ST.COURT": 2, "ST.OTHER": 1,
    "IND.PARTNER": 18, "IND.FAMILY": 11, "IND.SWCLIENT": 7, "IND.LANDLORD": 3, "IND.NEIGH": 6, "IND.STRANGER": 5,
    "IND.GROUP": 3, "ORG.EMP": 7, "ORG.MEDIA": 1.5, "ORG.FIN": 1, "PEN.COLONY": 2, "PEN.SIZO": 1, "PEN.PROB": 1,
    "SYS.LAW": 1, "UNK.UNK": 1,
}  # fmt: skip
CATEGORIES: Mapping[str, Weights] = {
    "LE": {
        "EXT.OFF": 30, "LIB.ARREST": 20, "EMO.HUM": 14, "EMO.THREAT": 13, "LIB.STOP": 10, "LIB.SEARCH": 9,
        "LIB.INACT": 9, "PHY.FORCE": 8, "LIB.INFORM": 7, "PHY.TORT": 5, "LIB.PLANT": 5, "DIS.POL": 5, "SEX.COERCE": 2,
        "EXT.SEIZE": 2, "PRV.HIV": 1,
    },
    "PEN": {"PRI.MED": 34, "PRI.COND": 26, "PHY.TORT": 12, "HEA.OST": 8, "HEA.ART": 8},
    "HC": {
        "HEA.REF": 30, "DIS.HC": 28, "PRV.HIV": 14, "HEA.PAY": 8, "HEA.OST": 5, "HEA.ART": 5, "HEA.TB": 3,
        "HEA.CONS": 4, "PRV.NARC": 3, "EMO.HUM": 5,
    },
    "ST": {"SOC.DOC": 30, "SOC.BEN": 22, "DIS.STATE": 16, "SOC.EDU": 6, "FAM.PARENT": 7, "FAM.CUST": 6, "PRV.HIV": 4},
    "IND": {
        "PHY.DV": 24, "PHY.ASSAULT": 17, "EMO.THREAT": 13, "DIS.FAM": 12, "EMO.HUM": 9, "FAM.EXPEL": 9, "PRV.HIV": 8,
        "EXT.PRIV": 6, "EMO.BLACK": 5, "EXT.THEFT": 5, "SEX.RAPE": 2, "SOC.HOUSE": 3, "FAM.CUST": 2,
    },
    "ORG": {"SOC.HIRE": 36, "SOC.WAGE": 22, "DIS.SERV": 18, "PRV.HIV": 12, "PRV.MEDIA": 6, "DEF.STAFF": 2},
    "SYS": {"HEA.HR": 50, "SOC.DOC": 30, "OTH.OTH": 20},
    "UNK": {"EXT.THEFT": 40, "PHY.ASSAULT": 40, "OTH.OTH": 20},
}  # fmt: skip

ORDER: Mapping[Axis, Sequence[str]] = {
    Axis.PRIMARY_GROUP: (*PRIMARY_ELSEWHERE, "HOMELESS"),
    Axis.GROUP: (*PRIMARY_ELSEWHERE, "HOMELESS"),
    Axis.VIOLATOR: (*POLICE, *NOT_POLICE),
    Axis.CATEGORY: tuple(dict.fromkeys(code for codes in CATEGORIES.values() for code in codes)),
    Axis.OBLAST: tuple(OBLASTS),
    Axis.OUTCOME: tuple(OUTCOMES),
    Axis.QUALIFICATION: ("VIOLATION", "ADVICE", "INSUFF"),
    Axis.GENDER: tuple(GENDERS),
    Axis.AGE: tuple(AGES),
}


def population(scale: float = 1, seed: int = 7) -> Columns:
    """2,010 cases times the scale; exact totals at every whole scale."""
    rng = np.random.default_rng(seed)
    per_quarter = [max(round(cases * scale), 1) for cases in QUARTER_CASES.values()]
    quarter = np.repeat(np.arange(len(per_quarter)), per_quarter)
    size = len(quarter)
    together = np.flatnonzero(quarter < 8)
    police = np.zeros(size, dtype=bool)
    police[rng.choice(together, round(668 * scale), replace=False)] = True
    last = np.flatnonzero(quarter >= 8)
    police[rng.choice(last, round(0.45 * len(last)), replace=False)] = True
    primary = _primary_groups(rng, police, together, scale)
    groups, group_of = _groups(rng, primary, scale)
    violators, violator_of = _violators(rng, police)
    categories, category_of = _categories(rng, violators, violator_of)
    not_pursuing = np.zeros(size, dtype=bool)
    not_pursuing[rng.choice(together, round(568 * scale), replace=False)] = True
    not_pursuing[last[rng.random(len(last)) < 0.43]] = True
    client = _clients(rng, size)
    single = np.arange(size)
    codes = {
        Axis.PRIMARY_GROUP: _mentions(single, primary),
        Axis.OBLAST: _mentions(single, _draw(rng, OBLASTS, size)),
        Axis.OUTCOME: _mentions(single, _draw(rng, OUTCOMES, size)),
        Axis.READINESS: _mentions(single, np.where(not_pursuing, "NOTREADY", "READY")),
        Axis.QUALIFICATION: _mentions(single, _draw(rng, {"VIOLATION": 79, "ADVICE": 15, "INSUFF": 6}, size)),
        Axis.GENDER: _mentions(single, _draw(rng, GENDERS, size)),
        Axis.AGE: _mentions(single, _draw(rng, AGES, size)),
        Axis.CLIENT_CODE: _mentions(single, np.where(client == NO_CLIENT, UNSTATED, CODED)),
        Axis.GROUP: _mentions(group_of, groups),
        Axis.VIOLATOR: _mentions(violator_of, violators),
        Axis.CATEGORY: _mentions(category_of, categories),
    }
    return Columns(size, tuple(QUARTER_CASES), quarter, client, codes)


def records_of(columns: Columns) -> list[Record]:
    """The same as records."""
    values: dict[Axis, list[tuple[str, ...]]] = {}
    for axis, table in columns.codes.items():
        own: list[list[str]] = [[] for _ in range(columns.size)]
        for record, code in zip(table.record.tolist(), table.code.tolist(), strict=True):
            if table.names[code]:
                own[record].append(table.names[code])
        values[axis] = [tuple(codes) for codes in own]

    def one(axis: Axis, place: int) -> str:
        return values[axis][place][0] if values[axis][place] else ""

    return [
        Record(
            quarter=columns.quarters[columns.quarter[place]],
            client=None if columns.client[place] == NO_CLIENT else int(columns.client[place]),
            primary_group=one(Axis.PRIMARY_GROUP, place),
            groups=values[Axis.GROUP][place],
            violators=values[Axis.VIOLATOR][place],
            categories=values[Axis.CATEGORY][place],
            oblast=one(Axis.OBLAST, place),
            outcome=one(Axis.OUTCOME, place),
            readiness=one(Axis.READINESS, place),
            qualification=one(Axis.QUALIFICATION, place),
            gender=one(Axis.GENDER, place),
            age=one(Axis.AGE, place),
        )
        for place in range(columns.size)
    ]


def _draw(rng: np.random.Generator, weights: Weights, size: int) -> npt.NDArray[np.str_]:
    chances = np.array(list(weights.values()), dtype=float)
    return np.array(list(weights))[rng.choice(len(chances), size, p=chances / chances.sum())]


def _primary_groups(
    rng: np.random.Generator, police: npt.NDArray[np.bool_], together: Numbers, scale: float
) -> npt.NDArray[np.str_]:
    primary = np.where(
        police, _draw(rng, PRIMARY_BY_POLICE, len(police)), _draw(rng, PRIMARY_ELSEWHERE, len(police))
    ).astype("<U16")
    in_block = np.zeros(len(police), dtype=bool)
    in_block[together] = True
    for chosen, shares in (
        (np.flatnonzero(police & in_block), (round(394 * scale), round(227 * scale))),
        (np.flatnonzero(police & ~in_block), (0.59, 0.34)),
    ):
        pwid, sex_work = (share if isinstance(share, int) else round(share * len(chosen)) for share in shares)
        mixed = rng.permutation(chosen)
        primary[mixed[:pwid]] = "PWID"
        primary[mixed[pwid : pwid + sex_work]] = "SW"
    return primary


def _groups(
    rng: np.random.Generator, primary: npt.NDArray[np.str_], scale: float
) -> tuple[npt.NDArray[np.str_], Numbers]:
    """The primary group and others; `PLHIV` of exactly 483 cases in all."""
    size = len(primary)
    places = np.arange(size)
    wanted = max(round(483 * scale) - int((primary == "PLHIV").sum()), 0)
    plhiv = rng.choice(places[primary != "PLHIV"], wanted, replace=False)
    more = places[rng.random(size) < 0.2]
    extra = _draw(rng, EXTRA_GROUPS, len(more))
    different = extra != primary[more]
    record = np.concatenate([places, plhiv, more[different]])
    code = np.concatenate([primary, np.full(len(plhiv), "PLHIV"), extra[different]])
    return code, record


def _violators(rng: np.random.Generator, police: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.str_], Numbers]:
    size = len(police)
    first = np.where(police, _draw(rng, POLICE, size), _draw(rng, NOT_POLICE, size))
    more = np.flatnonzero(
        (rng.random(size) < 0.14) & ~np.char.startswith(first, "SYS") & ~np.char.startswith(first, "UNK")
    )
    second = np.where(
        police[more] & (rng.random(len(more)) < 0.7), _draw(rng, POLICE, len(more)), _draw(rng, NOT_POLICE, len(more))
    )
    kept = ~np.char.startswith(second, "SYS") & ~np.char.startswith(second, "UNK") & (second != first[more])
    return np.concatenate([first, second[kept]]), np.concatenate([np.arange(size), more[kept]])


def _categories(
    rng: np.random.Generator, violators: npt.NDArray[np.str_], violator_of: Numbers
) -> tuple[npt.NDArray[np.str_], Numbers]:
    """One to three of each case, such as its violators commit."""
    names = sorted(set(violators.tolist()))
    headings = np.array([name.partition(".")[0] for name in names])[np.searchsorted(names, violators)]
    codes, records = [], []
    for heading, weights in CATEGORIES.items():
        own = violator_of[headings == heading]
        repeated = np.repeat(own, 1 + (rng.random(len(own)) < 0.4))
        codes.append(_draw(rng, weights, len(repeated)))
        records.append(repeated)
    return np.concatenate(codes), np.concatenate(records)


def _clients(rng: np.random.Generator, size: int) -> Numbers:
    """Four of five cases have a client code; one of six of these came before."""
    client = np.arange(size)
    returns = np.flatnonzero(rng.random(size) < 0.17)
    client[returns] = client[(rng.random(len(returns)) * np.maximum(returns, 1)).astype(np.int64)]
    client[rng.random(size) < 0.2] = NO_CLIENT
    return client


def _mentions(record: Numbers, codes: npt.NDArray[np.str_]) -> Mentions:
    """Pairs in order, each once."""
    names = sorted(set(codes.tolist()))
    pairs = each_once(record * len(names) + np.searchsorted(names, codes))
    return Mentions(tuple(names), pairs // len(names), pairs % len(names))
