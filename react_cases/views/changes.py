"""What an author has changed since a case was given back, side by side; and what it said then, for the author."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from documenters.models import User
from react_cases.actions.answers import Answers, case_answers
from react_cases.actions.sealing import step_answers
from react_cases.actions.snapshots import last_return, read_answers, returned_answers
from react_cases.forms.intake import IntakeForm
from react_cases.forms.intake_choices import IntakeChoices, used_terms
from react_cases.forms.intake_screens import COMMENTED
from react_cases.forms.intake_summary import SummarySection, summary
from react_cases.models import Case, CaseTransition
from react_cases.models.choices import CommentField
from react_cases.views.case_record import CaseRecord
from react_cases.views.case_sections import Note, day, labels, moment, note_of
from react_cases.workflow import Status

SHOWN_IN = (Status.SUBMITTED, Status.VALIDATED)
"""Where somebody decides on a corrected case."""

WORD = re.compile(r"\S+")
PARTS: dict[str, CommentField] = {slug: part for part, slug in COMMENTED.items() if part != CommentField.CASE}
"""Screen of the intake -> part of the case."""


@dataclass(frozen=True)
class Piece:
    """Some words, or one of several answers; `is_marked` where the other side has them not."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Change:
    """One question, answered differently."""

    key: str
    before: list[Piece]
    now: list[Piece]
    is_text: bool = False
    """Pieces of one text, rather than answers below each other."""


@dataclass(frozen=True)
class ChangedPart:
    """One part of the case: what review had said about it and what became of it."""

    title: str
    notes: list[Note]
    changes: list[Change]


@dataclass(frozen=True)
class Changes:
    """Everything since the last return."""

    at: str
    by: str
    parts: list[ChangedPart] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many questions are answered differently."""
        return sum(len(part.changes) for part in self.parts)


def changes_of(record: CaseRecord, by: User) -> Changes | None:
    """For a reviewer of a case that came back corrected: what has changed, part by part; nothing for its author."""
    case = record.case
    step = last_return(record.transitions)
    if step is None or case.status not in SHOWN_IN or case.documenter_id == by.pk:
        return None
    sealed = record.texts.get(step_answers(step))
    if sealed is None:
        return None
    units = {row.pk: record.unit_of(row) for row in record.violators}
    now = case_answers(case, narrative=record.narrative, units=units)
    return Changes(moment(step.at), str(step.by), list(_parts(record, step, read_answers(sealed), now)))


def before_of(case: Case, by: User) -> dict[CommentField, str]:
    """For the author of a case that was given back: what each part said then, in words."""
    answers = returned_answers(case, by=by)
    if answers is None:
        return {}
    said: dict[CommentField, str] = {}
    for section in summary(_form(case, answers)):
        lines = [f"{_asked(row.key)} {', '.join(row.values)}" for row in section.rows if row.values]
        said[PARTS[section.slug]] = "\n".join(lines)
    return said | {CommentField.NARRATIVE: "".join(answers.get("narrative", []))}


def _asked(question: str) -> str:
    return question if question.endswith("?") else f"{question}:"


def _parts(record: CaseRecord, step: CaseTransition, before: Answers, now: Answers) -> Iterator[ChangedPart]:
    used = used_terms(before) | used_terms(now)
    lists = IntakeChoices(record.case.programme, used=used)
    earlier, later = (summary(IntakeForm(lists, answers, bound=False)) for answers in (before, now))
    changed: dict[CommentField, list[Change]] = {
        PARTS[ours.slug]: list(_changes(theirs, ours)) for theirs, ours in zip(earlier, later, strict=True)
    }
    changed[CommentField.NARRATIVE] = [
        *_text_change(_("What happened, in short"), before.get("narrative", []), now.get("narrative", [])),
        *changed[CommentField.NARRATIVE][1:],
    ]
    changed[CommentField.RESPONSES] += _help_since(record, step)
    comments = [row for row in record.comments if row.created_at == step.at]
    for part in CommentField:
        notes = [note_of(record, row) for row in comments if row.field == part]
        if notes or changed.get(part):
            yield ChangedPart(str(part.label), notes, changed.get(part, []))


def _form(case: Case, answers: Answers) -> IntakeForm:
    return IntakeForm(IntakeChoices(case.programme, used=used_terms(answers)), answers, bound=False)


def _changes(before: SummarySection, now: SummarySection) -> Iterator[Change]:
    theirs = {row.key: row.values for row in before.rows}
    ours = {row.key: row.values for row in now.rows}
    for key in dict.fromkeys([*ours, *theirs]):
        old, new = theirs.get(key, ()), ours.get(key, ())
        # Who did which part is asked of several violators only; "all of it" goes without saying.
        goes_without_saying = (key not in theirs or key not in ours) and (*old, *new) == (_("All of it"),)
        if old != new and not goes_without_saying:
            yield Change(key, _answers(old, new), _answers(new, old))


def _answers(shown: Sequence[str], other: Sequence[str]) -> list[Piece]:
    return [Piece(value, value not in other) for value in shown]


def _text_change(key: str, before: Sequence[str], now: Sequence[str]) -> Iterator[Change]:
    old, new = "".join(before), "".join(now)
    if old != new:
        yield Change(key, *marked_words(old, new), is_text=True)


def marked_words(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Two versions of a text, word by word: what went, and what came."""
    theirs, ours = list(WORD.finditer(old)), list(WORD.finditer(new))
    # Words alone: spaces match everywhere, and cost two long texts seconds.
    blocks = difflib.SequenceMatcher(None, [word[0] for word in theirs], [word[0] for word in ours]).get_opcodes()
    before = _pieces(old, theirs, [(kind != "equal", start, end) for kind, start, end, _, _ in blocks])
    return before, _pieces(new, ours, [(kind != "equal", start, end) for kind, _, _, start, end in blocks])


def _pieces(text: str, words: Sequence[re.Match[str]], blocks: Iterable[tuple[bool, int, int]]) -> list[Piece]:
    """The whole text; `blocks` say of which words, from one to before the other, the other side has no equal."""
    pieces: list[Piece] = []
    done = 0
    for is_marked, first, last in blocks:
        if first < last:
            begin, end = words[first].start(), words[last - 1].end()
            pieces += [Piece(text[done:begin]), Piece(text[begin:end], is_marked)]
            done = end
    return [piece for piece in [*pieces, Piece(text[done:])] if piece.text]


def _help_since(record: CaseRecord, step: CaseTransition) -> list[Change]:
    """Help is added at any time; here what came after the return."""
    rows = [row for row in record.responses if row.recorded_at > step.at]
    lines = [" · ".join(filter(None, [row.type.label, day(row.given_on), labels([row.result])])) for row in rows]
    return [Change(_("Help added"), [], [Piece(line, True) for line in lines])] if lines else []
