"""What was decided about personal data in a text, for people who read the text: kept places, and the rest in counts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from react_cases.actions.guard import Decided, Decision, alike
from react_cases.models.choices import GuardChoice, GuardLabel, KeepReason
from react_cases.pii.choices import Choice

MOST_FORMS = 4
"""Different spellings of one name that are quoted."""


@dataclass(frozen=True)
class GuardedPiece:
    """A stretch of the text. `reason` says in a sentence why personal data was kept there."""

    text: str
    reason: str = ""


@dataclass(frozen=True)
class GuardedText:
    """An opened text with the places that were kept, and in words what was decided about it."""

    pieces: list[GuardedPiece]
    lines: list[str]
    by: str
    on: str


def guarded_text(text: str, decided: Sequence[Decided], on: str) -> GuardedText | None:
    """A text that somebody may read, with what was decided about it on a day (in words); None where nothing was."""
    rows = [row.decision for row in decided if row.decision.end <= len(text)]
    if not rows:
        return None
    return GuardedText(
        list(_pieces(text, rows)), [*kept_lines(text, decided), *_changed(text, rows)], decided[0].by, on
    )


def kept_lines(text: str, decided: Sequence[Decided]) -> list[str]:
    """One line for each person or number that stays in the text: the words, what they are, and why."""
    kept = [row.decision for row in decided if row.decision.choice is Choice.KEEP and row.decision.end <= len(text)]
    return [
        _("Kept: “%(words)s”. %(kind)s. %(reason)s.")
        % {
            "words": ", ".join(list(dict.fromkeys(text[row.start : row.end] for row in rows))[:MOST_FORMS]),
            "kind": GuardLabel(rows[0].label.value).label,
            "reason": KeepReason(rows[0].reason).label,
        }
        for rows in alike(text, kept)
    ]


def _pieces(text: str, rows: Sequence[Decision]) -> Iterator[GuardedPiece]:
    done = 0
    for row in rows:
        if row.choice is Choice.KEEP and done <= row.start < row.end:
            yield GuardedPiece(text[done : row.start])
            yield GuardedPiece(text[row.start : row.end], str(KeepReason(row.reason).label))
            done = row.end
    yield GuardedPiece(text[done:])


def _changed(text: str, rows: Sequence[Decision]) -> Iterator[str]:
    other_names = [row for row in rows if row.choice is Choice.PSEUDONYM]
    if other_names:
        persons, places = len(alike(text, other_names)), _places(len(other_names))
        said = ngettext("%(count)d person, %(places)s", "%(count)d persons, %(places)s", persons)
        yield f"{GuardChoice.PSEUDONYM.label}: {said % {'count': persons, 'places': places}}"
    others = Counter((row.choice, row.label) for row in rows if row.choice not in (Choice.KEEP, Choice.PSEUDONYM))
    for (choice, label), count in others.items():
        what = f"{GuardChoice(choice.value).label}: {GuardLabel(label.value).label}"
        yield f"{what}, {_places(count)}" if count > 1 else what


def _places(count: int) -> str:
    return ngettext("%(count)d place", "%(count)d places", count) % {"count": count}
