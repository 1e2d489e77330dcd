"""The texts of a story: where they are sealed, what a narrative becomes, and what the code lists say of a case."""

import re
from collections.abc import Collection, Iterable, Mapping

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from documenters.models import Programme, User
from react_cases.actions.guard import (
    UNDECIDED,
    Decision,
    Written,
    allowed_words,
    decisions_of,
    pseudonym_seed,
    text_check,
    text_decide,
)
from react_cases.actions.papers import KEPT_NAME, PaperField, paper_open
from react_cases.actions.sealing import NARRATIVE, OpenReason
from react_cases.models import Case, Term
from react_cases.models.choices import KeepReason
from react_cases.models.story import StoryVersion
from react_cases.pii import Finding, Label, ner, scan
from react_cases.pii.choices import Choice
from react_cases.retelling import Clue, Find, Mark, by_language, clues, is_day, retold, starred

TEXTS = ("title", "happened", "done", "result")
"""What a story says in each language, in the order in which it is read."""
PART = "version"

NEVER_PUBLIC = frozenset({Label.PERSON, Label.PLACE, Label.ADDRESS})
"""Labels of which nothing stays in a story for being publicly known; a ministry does."""

Told = Mapping[str, Written]
"""The texts of one language by name."""


def story_field(version: StoryVersion, language: str, name: str) -> PaperField:
    """The address of one text of a version."""
    return PaperField(PART, version.pk, f"{language}.{name}")


def story_comment(version: StoryVersion) -> PaperField:
    """The address of what the second reader says."""
    return PaperField(PART, version.pk, "comment")


def story_texts(version: StoryVersion, *, by: User, reason: OpenReason) -> dict[str, dict[str, Written]]:
    """The texts of a version by language and name. Logged and refused as `paper_open` is."""
    return told_in(paper_open(version.story.paper, by=by, reason=reason, part=PART, part_id=version.pk))


def told_in(opened: Mapping[PaperField, Written]) -> dict[str, dict[str, Written]]:
    """Opened texts of one version by language and name; what the reader said is left out."""
    found: dict[str, dict[str, Written]] = {}
    for place, written in opened.items():
        language, _dot, name = place.field.partition(".")
        if name in TEXTS:
            found.setdefault(language, {})[name] = written
    return {language: found[language] for language in languages() if language in found}


def languages() -> list[str]:
    """Codes of the languages in which a story can be told."""
    return [code for code, _name in settings.LANGUAGES]


def is_whole(told: Told) -> bool:
    """Is nothing of it missing?"""
    return all(name in told and told[name].text.strip() for name in TEXTS)


def holds_kept_name(told: Iterable[Written]) -> bool:
    """Did somebody keep a person or a place as publicly known? In a story officers' names and towns go too."""
    return any(
        row.label in NEVER_PUBLIC and row.choice is Choice.KEEP and row.reason == KeepReason.PUBLIC
        for written in told
        for row in written.decisions
    )


def holds_day(told: Iterable[Written]) -> bool:
    """Is a day of the calendar left? The guard is not sure of days and asks nobody; whatever was kept counts too."""
    return any(days_in(written.text) for written in told)


def left_in(written: Written, programme: Programme) -> str:
    """Why a text cannot go to its second reader, as a code of refusal; empty where it can."""
    if text_check(written, programme=programme).undecided:
        return UNDECIDED
    if holds_kept_name([written]) or any(row.reason == KeepReason.NEEDED for row in written.decisions):
        return KEPT_NAME
    return "day_left" if holds_day([written]) else ""


def days_in(text: str) -> list[str]:
    """The days of the calendar that a text names, as they stand there."""
    return [text[finding.start : finding.end] for finding in scan(text) if is_day(text, finding)]


def marked(written: Written) -> Written:
    """The text with an asterisk at each changed name that has none yet."""
    text, marks = starred(written.text, map(_mark, written.decisions))
    return Written(text, tuple(map(_decision, marks)))


def clues_in(written: Written, programme: Programme) -> tuple[Clue, ...]:
    """Words of a text by which somebody could be known."""
    invented = [written.text[row.start : row.end] for row in written.decisions if row.choice is Choice.PSEUDONYM]
    return clues(written.text, guard_of(programme)(written.text, invented))


def story_begun(case: Case, narrative: str) -> dict[str, dict[str, Written]]:
    """How the story of a case begins, in each language that its narrative clearly stands in."""
    language = case.narrative_language or case.programme.languages[0]
    written = narrative_retold(case, narrative)
    parts = by_language(written.text, map(_mark, written.decisions), language)
    known = parts if set(parts) <= set(languages()) else {language: (written.text, map(_mark, written.decisions))}
    return {
        code: {"happened": marked(Written(text, tuple(map(_decision, marks)))), **prefilled_sealed(case, code)}
        for code, (text, marks) in known.items()
    }


def narrative_retold(case: Case, narrative: str) -> Written:
    """The narrative of a case as its story could begin."""
    marks = map(_mark, decisions_of(case, NARRATIVE))
    found = retold(narrative, marks, find=guard_of(case.programme), seed=pseudonym_seed(case.public_id))
    return _without_rest(Written(found.text, tuple(map(_decision, found.marks))), case.programme)


def _without_rest(written: Written, programme: Programme) -> Written:
    """Whatever the guard still asks about is masked: nobody is asked before the story is begun."""
    for _each in range(len(written.text)):
        rest = text_check(written, programme=programme).undecided
        if not rest:
            break
        written = text_decide(written, rest[0].findings[0].start, Choice.MASK, programme=programme, seed=b"")
    return written


def guard_of(programme: Programme) -> Find:
    """What finds personal data, as everywhere in the programme."""
    allowed = allowed_words(programme)
    extra = ner.model() if settings.PII_NER else None

    def find(text: str, words: Collection[str]) -> list[Finding]:
        return list(scan(text, allowed=[*allowed, *words], extra=extra))

    return find


HELP: Promise = _("Help given: %(things)s.")
ASKED: Promise = _("We turned to: %(things)s.")
OUTCOME: Promise = _("Outcome: %(things)s.")
CHANGES: Promise = _("What changed: %(things)s.")


def prefilled(case: Case, language: str) -> dict[str, Written]:
    """What was done and what came of it, as the code lists of the programme say it in a language."""
    responses = list(case.responses.select_related("type", "addressee"))
    helped = [row.type for row in responses]
    asked = [row.addressee for row in responses if row.addressee is not None]
    outcome = [case.outcome] if case.outcome is not None else []
    effects = list(case.effects.all())
    with override(language):
        done = " ".join(filter(None, [_said(HELP, helped), _said(ASKED, asked)]))
        result = " ".join(filter(None, [_said(OUTCOME, outcome), _said(CHANGES, effects)]))
        own = {_named(term) for term in (*helped, *asked, *outcome, *effects) if term.is_own or term.is_renamed}
    return {name: _of_lists(text, own, case.programme) for name, text in (("done", done), ("result", result))}


def prefilled_sealed(case: Case, language: str) -> dict[str, Written]:
    """The same with what somebody would have to be asked about masked: for a text that is sealed before it is seen."""
    return {name: _without_rest(written, case.programme) for name, written in prefilled(case, language).items()}


def _named(term: Term) -> str:
    return str(term).rstrip(".")


def _said(sentence: Promise, things: Iterable[Term]) -> str:
    listed = "; ".join(dict.fromkeys(map(_named, things)))
    return str(sentence) % {"things": listed} if listed else ""


def _of_lists(text: str, own: Collection[str], programme: Programme) -> Written:
    """The shipped words of the code lists name nobody: whatever the guard takes for a name in them is kept.

    What the programme has added or renamed (`own`) can name somebody: there the suggestions stay open.
    """
    places = [
        (at.start(), at.start() + len(label)) for label in own for at in re.finditer(f"(?={re.escape(label)})", text)
    ]
    found = text_check(Written(text), programme=programme).suggestions
    kept = (
        Decision(row.label, row.rule, row.start, row.end, Choice.KEEP, KeepReason.NOT_DATA.value)
        for suggestion in found
        for row in suggestion.findings
        if not any(start < row.end and row.start < end for start, end in places)
    )
    return Written(text, tuple(sorted(kept, key=lambda row: row.start)))


def _mark(row: Decision) -> Mark:
    return Mark(row.label, row.rule, row.start, row.end, row.choice, row.reason)


def _decision(mark: Mark) -> Decision:
    return Decision(mark.label, mark.rule, mark.start, mark.end, mark.choice, mark.reason)
