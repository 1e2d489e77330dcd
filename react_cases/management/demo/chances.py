"""Weights of what is drawn freely: invented, plausible, and nowhere published. Pure.

Codes are those of the code lists; a test holds them against the data files.
"""

from collections.abc import Mapping
from itertools import accumulate
from random import Random
from typing import Final

Weights = Mapping[str, float]


_prepared: dict[int, tuple[Weights, list[str], list[float]]] = {}
"""Codes and running totals of each table by identity. The table itself is kept too, so that no identity comes back."""


def draw(rng: Random, weights: Weights) -> str:
    """One code of a table of this module, by weight. A hundred thousand cases draw two million times."""
    found = _prepared.get(id(weights))
    if found is None:
        found = _prepared[id(weights)] = (weights, list(weights), list(accumulate(weights.values())))
    return rng.choices(found[1], cum_weights=found[2])[0]


OTHER_PRIMARY: Final[dict[bool, Weights]] = {
    True: {"PLHIV": 12, "LGBTIQ": 9, "PWUD": 12, "EXPRIS": 7, "PRIS": 3, "MIGR": 2, "HOMELESS": 2},
    False: {
        "PLHIV": 290, "LGBTIQ": 50, "PWUD": 45, "TB": 30, "EXPRIS": 25, "PRIS": 12, "PWIDPART": 14, "FAMKP": 18,
        "HCV": 14, "MIGR": 14, "ALC": 8, "DIS": 10, "HOMELESS": 8, "ACTIVIST": 6, "OTHER": 4, "NONE": 4, "UNDISC": 6,
    },
}  # fmt: skip
"""Primary groups besides PWID and sex workers, by whether law enforcement is among the violators."""

EXTRA_GROUPS: Final[Weights] = {
    "HCV": 24, "EXPRIS": 20, "PWID": 8, "SW": 5, "PWUD": 8, "TB": 10, "HOMELESS": 6, "MIGR": 6, "PWIDPART": 6,
    "DIS": 4, "ALC": 3, "LGBTIQ": 3,
}  # fmt: skip

TAGS: Final[dict[str, dict[str, float]]] = {
    "PWID": {"OST": 0.3, "NODOC": 0.08},
    "PLHIV": {"ART": 0.75},
    "SW": {"NODOC": 0.06, "PREG": 0.02},
    "EXPRIS": {"NODOC": 0.25},
    "HOMELESS": {"NODOC": 0.5},
    "MIGR": {"NODOC": 0.15},
}
"""Chance of each tag of a client by any of their groups."""

GENDERS: Final[dict[str, Weights]] = {
    "SW": {"F": 84, "TF": 9, "M": 6, "NB": 1},
    "PWID": {"M": 78, "F": 22},
    "PWUD": {"M": 74, "F": 26},
    "PLHIV": {"F": 51, "M": 48, "TF": 1},
    "LGBTIQ": {"M": 52, "F": 20, "TF": 13, "TM": 8, "NB": 7},
    "PWIDPART": {"F": 88, "M": 12},
    "FAMKP": {"F": 75, "M": 25},
    "EXPRIS": {"M": 85, "F": 15},
    "PRIS": {"M": 88, "F": 12},
    "": {"F": 49, "M": 49, "U": 2},
}
AGE_BANDS: Final[Weights] = {"A00_15": 0.6, "A16_18": 1.4, "A19_35": 46, "A36_55": 44, "A56P": 5, "AU": 3}

OBLASTS: Final[Weights] = {
    "KG-GB": 34, "KG-C": 19, "KG-GO": 15, "KG-J": 10, "KG-O": 7, "KG-Y": 5, "KG-T": 4, "KG-B": 4, "KG-N": 2,
}  # fmt: skip
SETTINGS: Final[dict[str, Weights]] = {
    "LE": {"STREET": 38, "POLICE": 22, "OSTSITE": 14, "VEHICLE": 12, "VENUE": 8, "HOME": 4, "NGO": 1, "UNK": 1},
    "PEN": {"HOLD": 95, "UNK": 5},
    "HC": {"CLINIC": 94, "OSTSITE": 4, "ONLINE": 2},
    "ST": {"OFFICE": 84, "SCHOOL": 10, "ONLINE": 6},
    "IND": {"HOME": 52, "STREET": 26, "VENUE": 12, "ONLINE": 8, "UNK": 2},
    "ORG": {"WORK": 84, "ONLINE": 10, "STREET": 6},
    "SYS": {"UNK": 70, "OFFICE": 30},
    "UNK": {"UNK": 60, "STREET": 40},
}
CHANNELS: Final[Weights] = {"PERSON": 34, "OUTREACH": 27, "HOTLINE": 19, "MESSENGER": 14, "NGO": 5, "ONLINE": 1}

POLICE: Final[Weights] = {
    "LE.PATROL": 24, "LE.CRIM": 20, "LE.DIST": 19, "LE.STATION": 13, "LE.OTHER": 10, "LE.DRUG": 7, "LE.PLAIN": 4,
    "LE.INV": 2, "LE.PROS": 0.5, "LE.GKNB": 0.5,
}  # fmt: skip
ELSEWHERE: Final[Weights] = {
    "HC.PHC": 14, "HC.HOSP": 15, "HC.AIDS": 4, "HC.NARC": 5, "HC.TB": 3, "HC.MAT": 4, "HC.DENT": 3, "HC.PRIV": 3,
    "HC.OTHER": 2, "ST.SOC": 6, "ST.DOC": 7, "ST.CHILD": 2, "ST.EDU": 2, "ST.LOCAL": 2, "ST.COURT": 2, "ST.OTHER": 1,
    "IND.PARTNER": 18, "IND.FAMILY": 11, "IND.SWCLIENT": 7, "IND.LANDLORD": 3, "IND.NEIGH": 6, "IND.STRANGER": 5,
    "IND.GROUP": 3, "IND.PIMP": 1, "ORG.EMP": 7, "ORG.MEDIA": 1.5, "ORG.FIN": 1, "ORG.SEC": 0.5, "PEN.COLONY": 2,
    "PEN.SIZO": 1, "PEN.PROB": 1, "SYS.LAW": 1, "UNK.UNK": 1,
}  # fmt: skip

VIOLATIONS: Final[dict[str, Weights]] = {
    "LE": {
        "EXT.OFF": 26, "LIB.ARREST": 20, "EMO.HUM": 14, "EMO.THREAT": 13, "LIB.STOP": 10, "LIB.SEARCH": 9,
        "LIB.INACT": 9, "PHY.FORCE": 8, "LIB.INFORM": 7, "PHY.TORT": 5, "LIB.PLANT": 5, "DIS.POL": 5, "LIB.ADMIN": 4,
        "LIB.TEST": 3, "LIB.COUNSEL": 3, "LIB.CONF": 2, "EXT.SEIZE": 2, "PRV.HIV": 1, "PHY.WITHD": 1,
    },
    "LE SW": {
        "EXT.OFF": 45, "LIB.ARREST": 12, "EMO.HUM": 14, "EMO.BLACK": 12, "EMO.THREAT": 10, "SEX.COERCE": 7,
        "LIB.INACT": 9, "LIB.ADMIN": 7, "PHY.FORCE": 5, "DIS.POL": 4, "SEX.HAR": 2, "LIB.STOP": 3,
    },
    "PEN": {"PRI.MED": 34, "PRI.COND": 26, "PHY.TORT": 12, "HEA.OST": 8, "HEA.ART": 8, "PRI.COMPL": 7, "PRI.PEER": 5},
    "HC": {
        "HEA.REF": 30, "DIS.HC": 28, "PRV.HIV": 14, "HEA.PAY": 8, "HEA.OST": 5, "HEA.ART": 5, "HEA.TB": 3,
        "HEA.CONS": 4, "HEA.REPRO": 1, "PRV.NARC": 3, "EMO.HUM": 5, "PRV.TB": 2,
    },
    "ST": {
        "SOC.DOC": 30, "SOC.BEN": 22, "DIS.STATE": 16, "SOC.EDU": 6, "FAM.PARENT": 7, "FAM.CUST": 6, "SOC.AID": 4,
        "PRV.HIV": 4, "SOC.HOUSE": 4,
    },
    "IND": {
        "PHY.DV": 24, "PHY.ASSAULT": 17, "EMO.THREAT": 13, "DIS.FAM": 12, "EMO.HUM": 9, "FAM.EXPEL": 9, "PRV.HIV": 8,
        "EXT.PRIV": 6, "EMO.BLACK": 5, "EXT.THEFT": 5, "SEX.RAPE": 2, "SEX.ATT": 2, "SOC.HOUSE": 3, "EMO.STALK": 2,
        "FAM.CUST": 2, "EXT.DOC": 2,
    },
    "ORG": {"SOC.HIRE": 36, "SOC.WAGE": 22, "DIS.SERV": 18, "PRV.HIV": 12, "PRV.MEDIA": 6, "EMO.HATE": 6},
    "SYS": {"HEA.HR": 50, "SOC.DOC": 30, "OTH.OTH": 20},
    "UNK": {"EXT.THEFT": 40, "PHY.ASSAULT": 40, "OTH.OTH": 20},
}  # fmt: skip
"""Categories by heading of the violator; sex workers meet the police differently."""

ROLES_OF_GOVERNMENT: Final[dict[str, Weights]] = {
    "LE": {"PERP": 88, "NOACT": 9, "NOENSURE": 3},
    "PEN": {"PERP": 80, "NOENSURE": 20},
    "HC": {"PERP": 55, "NOENSURE": 40, "NOACT": 5},
    "ST": {"PERP": 60, "NOENSURE": 25, "NOACT": 15},
    "SYS": {"NOENSURE": 100},
    "": {"NA": 72, "NOENSURE": 16, "NOACT": 12},
}
UNIFORMS: Final[Weights] = {"uniform": 52, "plain": 26, "unknown": 22}

SOMS_DEMANDED: Final[Weights] = {
    "300": 4, "500": 12, "1000": 22, "1500": 9, "2000": 16, "3000": 14, "5000": 12, "7000": 3, "10000": 5,
    "15000": 1, "20000": 2,
}  # fmt: skip
HOURS_HELD: Final[Weights] = {
    "0.5": 5, "1": 12, "1.5": 8, "2": 17, "3": 19, "4": 11, "5": 8, "6": 6, "8": 4, "12": 5, "24": 3, "48": 2,
}  # fmt: skip

RESPONSES: Final[dict[str, Weights]] = {
    "LE": {
        "LEG1.CONS": 50, "LEG1.DOC": 9, "MEDI.CALL": 10, "MEDI.ESC": 8, "LEG2.LAWYER": 6, "CMPL.PROS": 4,
        "CMPL.MIA": 5, "PSY.PEER": 6, "MDS.EXAM": 2, "MDS.EMER": 2, "MAT.CASH": 2, "ADV.SYS": 2, "ADV.REPORT": 2,
        "LEG1.EVID": 3, "LEG2.FLAC": 2, "CMPL.OMB": 1,
    },
    "": {
        "LEG1.CONS": 42, "LEG1.DOC": 8, "MEDI.NEG": 13, "MEDI.ESC": 11, "PSY.PSY": 8, "PSY.PEER": 9, "MDS.CARE": 7,
        "LEG1.IDDOC": 6, "MAT.FOOD": 5, "MAT.SHELTER": 4, "LEG2.LAWYER": 4, "LEG2.FLAC": 3, "CMPL.HEALTH": 5,
        "CMPL.OTHER": 2, "LEG2.COURT": 2, "MDS.EMER": 2, "MAT.JOB": 1,
    },
}  # fmt: skip
NO_RESPONSE: Final[Weights] = {"NONE.DECL": 85, "NONE.IMPOSS": 15}
DELIVERED_BY: Final[Weights] = {"OWN": 86, "PARTNER": 8, "STATELAW": 3, "PRIVLAW": 3}
ADDRESSEES: Final[dict[str, Weights]] = {
    "CMPL.PROS": {"PROSECUTOR": 90, "PROSGEN": 10},
    "CMPL.MIA": {"MIA": 25, "MIA_OBLAST": 25, "MIA_BISHKEK": 20, "ROVD": 30},
    "CMPL.HEALTH": {"HEALTHFAC": 75, "MOH": 25},
    "CMPL.OMB": {"OMBUDSMAN": 100},
    "CMPL.OTHER": {"SOCPROT": 50, "LOCALGOV": 30, "OTHER": 20},
    "MEDI.CALL": {"ROVD": 60, "GOM": 30, "PRECINCT": 10},
}

FIRST_READINESS: Final[Weights] = {"READY": 50, "READY_NGO": 21, "READY_INF": 17, "UNDEC": 12}
READINESS_WITHOUT_VIOLATION: Final[Weights] = {"NA": 45, "READY": 30, "READY_INF": 15, "UNDEC": 10}
REASONS: Final[dict[str, Weights]] = {
    "LE": {"RETAL": 40, "NOTRUST": 24, "DISCL": 10, "CRIMREC": 9, "SETTLED": 7, "STIGMA": 5, "COST": 4, "LEFT": 3},
    "": {"DISCL": 28, "KNOWN": 24, "NOTRUST": 14, "STIGMA": 13, "RETAL": 8, "COST": 7, "SETTLED": 5, "LEFT": 3},
}

OUTCOMES: Final[dict[str, Weights]] = {
    "NOTREADY": {"DECLINED": 62, "ADVICE": 24, "LOST": 9, "NOTRES": 5},
    "CHANGED": {"WITHDRAWN": 72, "PART": 10, "LOST": 10, "ADVICE": 8},
    "": {"FULL": 36, "PART": 21, "ADVICE": 19, "NOTRES": 9, "TRANSFER": 7, "LOST": 3, "SYSTEMIC": 4, "WITHDRAWN": 1},
}
EFFECTS: Final[dict[str, Weights]] = {
    "FULL": {"REST": 42, "STOP": 24, "APOL": 9, "DOCS": 9, "RELEASE": 8, "WARN": 6, "COMP": 2},
    "PART": {"STOP": 26, "VERBAL": 24, "WARN": 14, "REST": 14, "WRITTEN": 12, "APOL": 10},
    "NOTRES": {"NOREPLY": 50, "WRITTEN": 40, "RETAL": 10},
    "SYSTEMIC": {"WRITTEN": 80, "NOREPLY": 20},
    "WITHDRAWN": {"SETTLE": 60, "VERBAL": 40},
    "TRANSFER": {"WRITTEN": 60, "CRIM": 40},
}
CLIENT_VIEWS: Final[dict[str, Weights]] = {
    "FULL": {"yes": 76, "partly": 16, "not_asked": 8},
    "PART": {"partly": 66, "yes": 12, "no": 12, "not_asked": 10},
    "": {"no": 34, "partly": 14, "not_asked": 52},
}
