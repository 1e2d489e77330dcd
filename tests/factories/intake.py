"""What a documenter types into the intake, as the form sends it."""

from typing import Any

ILIM: dict[str, Any] = {
    "page": "a" * 32,
    "version": "0",
    "consent": "count",
    "event_when": "today",
    "oblast": "KG-GB",
    "place": "KG-GB-D-LENIN",
    "groups": ["PWID"],
    "tags": ["OST"],
    "gender": "M",
    "age_band": "A19_35",
    "violations": ["LIB.ARREST", "LIB.INFORM", "EMO.HUM", "EMO.THREAT", "HEA.OST"],
    "violators": ["LE.STATION"],
    "responses": ["LEG1.CONS"],
    "readiness": "NOTREADY",
    "not_ready_reasons": ["RETAL"],
}
"""The published story of Ilim, retold in codes: one violator, five violations, nothing written yet."""

SAFIYA: dict[str, Any] = {
    "page": "b" * 32,
    "version": "0",
    "consent": "count",
    "consent_more": ["STORY", "REFER"],
    "consent_mode": "written",
    "channel": "PERSON",
    "received_on": "2021-06-10",
    "event_when": "month",
    "event_month": "5",
    "event_year": "2021",
    "is_repeated": "on",
    "event_to": "2021-06-01",
    "oblast": "KG-J",
    "place": "KG-J-C-MANAS",
    "setting": "HOME",
    "groups": ["PLHIV", "FAMKP"],
    "primary_group": "PLHIV",
    "gender": "F",
    "age_band": "A36_55",
    "violations": ["PHY.DV", "PRV.HIV", "FAM.EXPEL", "LIB.INACT", "SOC.HIRE"],
    "violation-PHY.DV-injured": "on",
    "violators": ["IND.PARTNER", "LE.DIST", "ORG.EMP"],
    "violator-IND.PARTNER-links": ["PHY.DV", "PRV.HIV", "FAM.EXPEL"],
    "violator-IND.PARTNER-uniform": "plain",
    "violator-LE.DIST-links": ["LIB.INACT"],
    "violator-LE.DIST-number": "2",
    "violator-LE.DIST-uniform": "uniform",
    "violator-LE.DIST-role": "NOACT",
    "violator-LE.DIST-unit": "the station of the district",
    "violator-ORG.EMP-links": ["SOC.HIRE"],
    "narrative": "The partner told the neighbours about the diagnosis and drove the client out of the house.",
    "narrative_language": "en",
    "responses": ["LEG1.CONS", "MAT.SHELTER"],
    "response_by": "PARTNER",
    "readiness": "NOTREADY",
    "not_ready_reasons": ["NOTRUST"],
}
"""The published story of Safiya: three violators, five violations, each with its own part."""


def said(story: dict[str, Any] = ILIM, **changes: Any) -> dict[str, Any]:
    """A story with other answers; None takes an answer away. Dots and dashes of names are written as in the form."""
    answers = {**story, **changes}
    return {name: value for name, value in answers.items() if value is not None}
