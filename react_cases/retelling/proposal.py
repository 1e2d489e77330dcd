"""From a narrative to the text of a story, step by step: each step deals with one suggestion of the guard. Pure.

Outside of what the guard finds no character changes. What cannot be decided by rule (an hour, an amount, a rare job)
is left for people to tick off: `clues` points at it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from react_cases.pii.choices import Choice
from react_cases.pii.findings import Finding, Label, Tier
from react_cases.pii.organisation_kinds import organisation_kind
from react_cases.pii.place_kinds import MASK
from react_cases.pii.pseudonyms import is_pseudonym
from react_cases.pii.replacements import Edit, replaced
from react_cases.pii.sentences import Language, language_at
from react_cases.pii.suggestions import Suggestion, suggestions
from react_cases.retelling.clues import Clue, clues
from react_cases.retelling.days import without_day
from react_cases.retelling.marking import starred
from react_cases.retelling.marks import CHANGED, NOT_DATA, PUBLIC, Mark, Marks, applied, in_order, reasons_of, shifted
from react_cases.retelling.places import is_wide

Find = Callable[[str, Collection[str]], Sequence[Finding]]
"""The guard: what it finds in a text, beside words that it lets pass."""

MOST_STEPS = 500
"""More suggestions than any narrative has; beyond it everything is masked."""
_NAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WAYS = {Label.DOB: Choice.YEAR, Label.ADDRESS: Choice.DISTRICT}
_ALWAYS = frozenset({Label.DATE, Label.ORG, Label.PLACE})
"""Labels that are dealt with even where the guard is not sure."""


@dataclass(frozen=True)
class Retold:
    """A proposed text, what was decided in it, and the words that people look at."""

    text: str
    marks: Marks
    clues: tuple[Clue, ...]


def retold(text: str, marks: Iterable[Mark], *, find: Find, seed: bytes) -> Retold:
    """A narrative as a story could tell it; `marks` are the decisions about the narrative, `seed` the case's secret.

    Names become other names, officers what they are, days two asterisks, places and institutions three. What was kept
    because the case needs it is not kept here; nor is the name of anybody in public office.
    """
    kept = [mark for mark in marks if _stays(text, mark)]
    for step in range(MOST_STEPS):
        findings = find(text, invented(text, kept))
        chosen = _next(text, findings, kept)
        if chosen is None:
            break
        edits, made = _dealt_with(text, chosen, seed=seed, is_late=step > MOST_STEPS // 2)
        text, kept = applied(text, edits), [*shifted(kept, edits), *made]
    text, found = starred(text, kept)
    return Retold(text, in_order(found), clues(text, find(text, invented(text, found))))


def invented(text: str, marks: Iterable[Mark]) -> list[str]:
    """The other names that the guard gave, which it does not ask about."""
    words = [text[mark.start : mark.end] for mark in marks if mark.choice is Choice.PSEUDONYM]
    return [word for word in words if is_pseudonym(word)]


def _stays(text: str, mark: Mark) -> bool:
    if mark.choice is Choice.PSEUDONYM:
        return is_pseudonym(text[mark.start : mark.end])
    if mark.choice is not Choice.KEEP:
        return False
    if mark.label in (Label.PLACE, Label.ADDRESS):
        return mark.reason == NOT_DATA
    return mark.reason in ((NOT_DATA, CHANGED) if mark.label is Label.PERSON else (NOT_DATA, PUBLIC))


def _next(text: str, findings: Sequence[Finding], kept: Iterable[Mark]) -> Suggestion | None:
    """The first suggestion that a story does not leave as it is."""
    reasons = reasons_of(text, findings, kept)
    for suggestion in suggestions(text, findings):
        if suggestion.tier is Tier.GREY and suggestion.label not in _ALWAYS:
            continue
        if any(finding not in reasons and not is_wide(text, finding) for finding in suggestion.findings):
            return suggestion
    return None


def _dealt_with(text: str, chosen: Suggestion, *, seed: bytes, is_late: bool) -> tuple[list[Edit], list[Mark]]:
    """The edits for one suggestion, and the marks that they leave in the text after them."""
    if is_late:
        return [Edit(finding.start, finding.end, MASK) for finding in chosen.findings], []
    if chosen.label is Label.DATE:
        return [without_day(text, finding) for finding in chosen.findings], []
    if chosen.label in (Label.ORG, Label.PLACE):
        return [_without_name(text, finding) for finding in chosen.findings if not is_wide(text, finding)], []
    choice = _WAYS.get(chosen.label, Choice.MASK)
    if chosen.label is Label.PERSON:
        choice = Choice.ROLE if chosen.is_officer else Choice.PSEUDONYM
    replacement = replaced(text, chosen, choice, seed=seed)
    made, moved = [], 0
    for edit in replacement.edits:
        begin = edit.start + moved
        if choice is Choice.PSEUDONYM and (name := _NAME.match(edit.replacement)):
            made.append(Mark(chosen.label, chosen.rule, begin, begin + name.end(), choice))
        moved += len(edit.replacement) - (edit.end - edit.start)
    return list(replacement.edits), made


def _without_name(text: str, finding: Finding) -> Edit:
    """A place as three asterisks; an institution as what it is and three asterisks: «кафе ***»."""
    start, end = finding.start, finding.end
    if finding.label is Label.ORG and language_at(text, start, end) is Language.RU:
        kind = organisation_kind(text, start, end, Language.RU)
        if kind.text and (kind.start, kind.end) == (start, end) and kind.text in text[start:end]:
            return Edit(start, end, f"{kind.text} {MASK}")
    return Edit(start, end, MASK)
