"""What each person may read of others: everything else in their pages is a leak."""

import re
from fnmatch import fnmatch

from tests.access.world import SENT, World

TOKEN = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|zq\w+|(?<![\w.])4\d{7}(?![\w.])|[a-z]{2}-\d{4}-\d{3,}", re.IGNORECASE
)
"""Identifiers, marked names and texts, high numbers of rows, numbers of cases."""

OUR_PEOPLE = [
    f"person:{name}"
    for name in (
        *("author", "colleague", "former", "suspended", "neighbour", "mentor", "mentor_elsewhere"),
        *("mentor_released", "coordinator", "donor", "administrator", "newcomer", "one_waiting"),
    )
]
FAR_PEOPLE = ["person:far_*"]
REVIEWERS = ["person:mentor", "person:coordinator"]
"""Who returned, checked and approved a case stands on it."""


def sent(*authors: str) -> list[str]:
    """Cases from the moment they were sent."""
    return [f"case:{author}:{state}" for author in authors for state in SENT]


MAY_READ: dict[str, list[str]] = {
    "author": ["organisation:a", "programme:one", *REVIEWERS, "case:author:*", "term:one", "entry:one"],
    "colleague": ["organisation:a", "programme:one", *REVIEWERS, "case:colleague:*", "term:one", "entry:one"],
    "neighbour": [
        *("organisation:b", "programme:one", "person:mentor_elsewhere", "person:coordinator", "case:neighbour:*"),
        "term:one",
        "entry:one",
    ],
    "mentor": [
        *("organisation:a", "programme:one", "person:author", "person:colleague", "person:former", *REVIEWERS),
        "person:suspended",
        *sent("author", "colleague", "former"),
        "term:one",
        "entry:one",
    ],
    "mentor_elsewhere": [
        *(
            "organisation:b",
            "programme:one",
            "person:neighbour",
            "person:coordinator",
            *sent("neighbour"),
            "term:one",
            "entry:one",
        )
    ],
    "mentor_released": ["programme:one", "term:one", "entry:one"],
    "coordinator": [
        *("organisation:a", "organisation:b", "programme:one", *OUR_PEOPLE, "term:one", "entry:one", "told:one"),
        *sent("author", "colleague", "former", "neighbour"),
    ],
    "administrator": ["organisation:a", "organisation:b", "programme:one", *OUR_PEOPLE, "term:one"],
    "donor": ["programme:one", "told:one"],
    "newcomer": [],
    "former": [],
    "suspended": [],
    "anonymous": [],
    "far_documenter": [
        *("organisation:far", "programme:far", "person:far_mentor", "person:far_coordinator", "term:far", "entry:far"),
        "case:far_documenter:*",
    ],
    "far_mentor": [
        *("organisation:far", "programme:far", *FAR_PEOPLE, "term:far", "entry:far"),
        *sent("far_documenter"),
    ],
    "far_coordinator": [
        "told:far",
        "organisation:far",
        "programme:far",
        *FAR_PEOPLE,
        "term:far",
        "entry:far",
        *sent("far_documenter"),
    ],
    "far_administrator": ["organisation:far", "programme:far", *FAR_PEOPLE, "term:far"],
    "far_donor": ["programme:far", "told:far"],
}


def tokens_of(world: World) -> dict[str, str]:
    """Everything that can be recognised -> whose it is."""
    found: dict[str, str] = {}
    for name, person in world.people.items():
        keys = [person.username, person.display_name, str(person.pk), str(getattr(person, "public_id", ""))]
        found |= dict.fromkeys(filter(None, keys), f"person:{name}")
    for name, organisation in world.organisations.items():
        found |= dict.fromkeys([organisation.name, str(organisation.pk)], f"organisation:{name}")
    for name, term in world.terms.items():
        found |= dict.fromkeys([f"zqterm{name}", term.code, str(term.pk)], f"term:{name}")
    for name in world.entries:
        found[f"zqentry{name}"] = f"entry:{name}"
    for name in world.told:
        found[f"zqtold{name}"] = f"told:{name}"
    found["zqfarland"] = "programme:far"
    for author, by_state in world.cases.items():
        for state, case in by_state.items():
            found |= dict.fromkeys(_tokens_of_case(case), f"case:{author}:{state}")
    return {token.lower(): owner for token, owner in found.items()}


def _tokens_of_case(case: object) -> list[str]:
    found = [str(case.public_id), case.code, str(case.pk)]
    if case.client_id:
        found.append(str(case.client_id))
    for related in ("comments", "responses", "violators", "violations", "consents", "client_groups", "transitions"):
        found += [str(pk) for pk in getattr(case, related).values_list("pk", flat=True)]
    word = f"zqtext{case.documenter.username.removeprefix('zqlogin')}{case.status.lower()}"
    return found + [word + part for part in ("comment", "narrative", "unit", "code", "")]


def foreign_tokens(tokens: dict[str, str], actor: str, text: str, url: str) -> dict[str, str]:
    """What in this text its reader may not know of; what the person asked for does not count."""
    asked = {token.lower() for token in TOKEN.findall(url)}
    found = {}
    for token in {token.lower() for token in TOKEN.findall(text)} - asked:
        owner = tokens.get(token)
        if owner and is_foreign(owner, actor):
            found[token] = owner
    return found


def is_foreign(owner: str, actor: str) -> bool:
    """Is it something that this person may not know of?"""
    return owner != f"person:{actor}" and not any(fnmatch(owner, rule) for rule in MAY_READ[actor])
