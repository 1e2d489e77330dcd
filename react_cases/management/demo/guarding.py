"""What the guard asked when the invented cases were written down, and what was answered.

The names in a story are invented. Where it shows a decision, the words stand in double braces with what the guard took
them for, the rule, the choice and, for what is kept, the reason: `{{Асанова|PERSON name.surname keep NEEDED}}`.
"""

import re

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.actions.allowed_words import allowed_word_add
from react_cases.actions.guard import Decision, Written, tally, text_check
from react_cases.models import GuardTally
from react_cases.models.choices import KeepReason
from react_cases.pii.choices import Choice
from react_cases.pii.findings import Label

MARK = re.compile(r"\{\{(?P<words>[^|{}]+)\|(?P<label>\w+) (?P<rule>[\w.]+) (?P<choice>\w+)(?: (?P<reason>\w+))?\}\}")

ALLOWED = ("Кең жол", "Налтрексон")
"""An organisation that is invented, and a drug."""

EARLIER: dict[tuple[str, str, str, str], int] = {
    ("PERSON", "name.first", "pseudonym", ""): 61,
    ("PERSON", "name.first", "mask", ""): 17,
    ("PERSON", "name.first", "keep", "NEEDED"): 9,
    ("PERSON", "name.first", "keep", "NOT_DATA"): 4,
    ("PERSON", "name.patronymic", "pseudonym", ""): 14,
    ("PERSON", "name.patronymic", "keep", "NEEDED"): 3,
    ("PERSON", "name.cue", "role", ""): 22,
    ("PERSON", "name.cue", "keep", "PUBLIC"): 6,
    ("PERSON", "name.unknown", "mask", ""): 5,
    ("PERSON", "name.unknown", "keep", "NOT_DATA"): 13,
    ("PHONE", "phone.local", "mask", ""): 19,
    ("PHONE", "phone.local", "keep", "PUBLIC"): 2,
    ("DOB", "dob.date", "year", ""): 7,
    ("ADDRESS", "address.street", "district", ""): 11,
    ("ORG", "org.numbered", "district", ""): 4,
    ("ORG", "org.numbered", "keep", "PUBLIC"): 8,
    ("ORG", "org.quoted", "keep", "NOT_DATA"): 3,
}
"""Label, rule, choice and reason -> how often in the time before: the population itself is written without names."""


def told(marked: str, programme: Programme) -> Written:
    """A text of a story with its decisions. Whatever else the guard would ask about is nothing to ask about here."""
    text, decisions, done = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[done : mark.start()]
        start = len(text)
        text += mark["words"]
        choice = Choice(mark["choice"])
        decisions.append(
            Decision(Label(mark["label"]), mark["rule"], start, len(text), choice, KeepReason(mark["reason"]).value)
            if choice is Choice.KEEP
            else Decision(Label(mark["label"]), mark["rule"], start, len(text), choice)
        )
        done = mark.end()
    text += marked[done:]
    written = Written(text, tuple(decisions))
    rest = text_check(written, programme=programme).undecided
    more = tuple(
        Decision(row.label, row.rule, row.start, row.end, Choice.KEEP, KeepReason.NOT_DATA.value)
        for suggestion in rest
        for row in suggestion.findings
    )
    return Written(text, (*written.decisions, *more))


def guard_load(programme: Programme, *, by: User) -> None:
    """The words of the programme and the counts of the time before, once."""
    with database_identity(by):
        present = set(programme.allowed_words.values_list("text", flat=True))
        for words in ALLOWED:
            if words not in present:
                allowed_word_add(programme, words, by=by)
    if not GuardTally.objects.filter(programme=programme).exists():
        tally(programme, EARLIER)
