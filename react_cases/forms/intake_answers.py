"""The answers of an intake as they are typed, posted and kept in the draft: name of the field -> values.

The parts of a client code are no answers: only the keyed hash made of them is kept, apart from the draft.
"""

import datetime
import re
from collections.abc import Mapping, Sequence

from django.utils.datastructures import MultiValueDict

from react_cases.actions.answers import COUNTED as COUNTED
from react_cases.actions.answers import KEPT_ONLY as KEPT_ONLY
from react_cases.actions.answers import Answers as Answers
from react_cases.models.choices import RoleOfGovernment

PAGE = "page"
CODE_PARTS = ("code_year", "code_mother", "code_father")
SINGLE = frozenset(
    [
        "page",
        "consent",
        "consent_mode",
        "received_on",
        "channel",
        "event_when",
        "event_day",
        "event_month",
        "event_year",
        "is_repeated",
        "event_to",
        "oblast",
        "place",
        "setting",
        "primary_group",
        "gender",
        "age_band",
        "advice_only",
        "narrative",
        "narrative-decisions",
        "narrative_language",
        "is_urgent",
        "response_by",
        "readiness",
    ]
)
SEVERAL = frozenset(["consent_more", "groups", "tags", "violations", "violators", "responses", "not_ready_reasons"])
DETAIL = re.compile(
    r"(violator-[A-Z0-9_.]{1,61}-(number|uniform|role|unit|unit-decisions|links)|violation-[A-Z0-9_.]{1,61}-(amount|currency|hours|injured))"
)
GUARDED = re.compile(r"narrative|violator-[A-Z0-9_.]{1,61}-unit")
"""Texts that are looked through for personal data."""

MOST_VALUES = 100
REFUSED = "no"
"""The third answer to "does the client agree?", beside `COUNTED` and `KEPT_ONLY`."""

WITH_AMOUNT = ("EXT", "HEA.PAY")
WITH_HOURS = ("LIB.ARREST",)
WITH_INJURY = ("PHY", "SEX")
STATE_HEADINGS = ("LE", "PEN", "HC", "ST")
NOT_STATE = ("PEN.INMATE", "HC.PRIV")
DETAILS = {
    name: " ".join(codes)
    for name, codes in {
        "amount": WITH_AMOUNT,
        "hours": WITH_HOURS,
        "injured": WITH_INJURY,
        "state": STATE_HEADINGS,
        "not_state": NOT_STATE,
    }.items()
}
"""The same for the page, whose script decides alike."""


def posted_answers(post: MultiValueDict[str, str], today: datetime.date) -> Answers:
    """What a form sent, without what is no answer and without empty fields."""
    known: Answers = {}
    for name in post:
        if name in SINGLE or name in SEVERAL or DETAIL.fullmatch(name):
            values = [value for value in post.getlist(name) if value][:MOST_VALUES]
            if values:
                known[name] = values if name in SEVERAL or name.endswith("-links") else values[-1:]
    return settled(known, today)


def settled(answers: Answers, today: datetime.date) -> Answers:
    """The same with "today" and "yesterday" as a day, because a draft is opened again on another day."""
    when = first(answers, "event_when")
    if when not in ("today", "yesterday"):
        return answers
    day = today if when == "today" else today - datetime.timedelta(days=1)
    return {**answers, "event_when": ["day"], "event_day": [day.isoformat()]}


def reopened(answers: Answers, today: datetime.date) -> Answers:
    """The opposite of `settled`, for the form."""
    named = {today.isoformat(): "today", (today - datetime.timedelta(days=1)).isoformat(): "yesterday"}
    when = named.get(first(answers, "event_day"))
    if first(answers, "event_when") != "day" or when is None:
        return answers
    return {name: values for name, values in answers.items() if name != "event_day"} | {"event_when": [when]}


def first(answers: Mapping[str, Sequence[str]], name: str) -> str:
    """The one value of an answer, empty where nothing was said."""
    values = answers.get(name) or [""]
    return str(values[0])


def single(answers: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The first value of every answer."""
    return {name: first(answers, name) for name in answers}


def may_be_kept(answers: Answers) -> bool:
    """Has the client agreed that the case is kept?"""
    return first(answers, "consent") in (COUNTED, KEPT_ONLY)


def usual_role(violator_type: str) -> str:
    """The role of government that goes without saying for a type of violator."""
    by_state = violator_type.partition(".")[0] in STATE_HEADINGS and violator_type not in NOT_STATE
    return (RoleOfGovernment.PERP if by_state else RoleOfGovernment.NA).value


def sensible(code: str, codes: Sequence[str]) -> bool:
    """Does a detail belong to a category, given the categories and headings that have it?"""
    return code in codes or code.partition(".")[0] in codes
