"""The screens of the intake with what belongs beside them: comments from review and what is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django import forms
from django.utils import formats, timezone
from django.utils.text import Truncator

from react_cases.forms.intake import IntakeForm
from react_cases.forms.intake_summary import screen_titles
from react_cases.models import Comment
from react_cases.models.choices import CommentField

FIELDS = {
    "consent": "consent consent_more consent_mode received_on channel",
    "event": "event_when event_day event_month event_year is_repeated event_to oblast place setting",
    "client": "groups primary_group tags code_year code_mother code_father gender age_band",
    "what": "violations advice_only",
    "who": "violators",
    "short": "narrative narrative_language",
    "help": "responses response_by is_urgent",
    "ready": "readiness not_ready_reasons",
}
LONGEST_BEFORE = 400

COMMENTED = {
    CommentField.CASE: "consent",
    CommentField.CONSENT: "consent",
    CommentField.EVENT: "event",
    CommentField.CLIENT: "client",
    CommentField.VIOLATIONS: "what",
    CommentField.VIOLATORS: "who",
    CommentField.NARRATIVE: "short",
    CommentField.RESPONSES: "help",
    CommentField.READINESS: "ready",
}


@dataclass(frozen=True)
class ScreenComment:
    """What review said about a part of the case."""

    reason: str
    text: str
    by: str
    at: str
    before: str = ""


@dataclass(frozen=True)
class Screen:
    """One screen."""

    slug: str
    title: str
    number: int
    comments: tuple[ScreenComment, ...]

    @property
    def template(self) -> str:
        """The partial that holds its questions."""
        return f"react_cases/_intake_{self.slug}.html"


@dataclass(frozen=True)
class Problem:
    """One line of the summary of errors."""

    field_id: str
    message: str


def intake_screens(
    comments: Iterable[tuple[Comment, str]], before: Mapping[CommentField, str] | None = None
) -> list[Screen]:
    """The eight screens of the document; the ninth is the page "check answers".

    `before` is what each part said when it was given back.
    """
    said: dict[str, list[ScreenComment]] = {}
    for comment, text in comments:
        said.setdefault(COMMENTED[CommentField(comment.field)], []).append(_comment(comment, text, before or {}))
    return [
        Screen(slug, title, number, tuple(said.get(slug, [])))
        for number, (slug, title) in enumerate(screen_titles().items(), start=1)
    ]


def _comment(comment: Comment, text: str, before: Mapping[CommentField, str]) -> ScreenComment:
    return ScreenComment(
        reason=str(comment.reason or ""),
        text=text,
        by=str(comment.author),
        at=formats.date_format(timezone.localtime(comment.created_at), "DATE_FORMAT"),
        before=Truncator(before.get(CommentField(comment.field), "")).chars(LONGEST_BEFORE),
    )


def problems(form: IntakeForm) -> list[Problem]:
    """Everything that is wrong, in the order of the screens, with the field to go to."""
    if not form.is_bound:
        return []
    found = []
    for slug, names in FIELDS.items():
        for name in names.split():
            found += list(_of_field(form[name], ""))
        for row in form.rows_of(slug):
            for field in row:
                found += list(_of_field(field, f"{row.row_label}, "))
    return found


def _of_field(field: forms.BoundField, prefix: str) -> Iterator[Problem]:
    colon = "" if str(field.label).endswith("?") else ":"
    for message in field.errors:
        yield Problem(field.auto_id, f"{prefix}{field.label}{colon} {message}")
