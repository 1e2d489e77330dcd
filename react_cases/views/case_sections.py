"""A case in words: its sections as questions and answers, with what reviewers said about each."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from react_cases.actions.sealing import NARRATIVE, SealedField, comment_text, response_note, violator_unit
from react_cases.models import Comment, Response, Term, Violation, Violator
from react_cases.models.choices import AgeBand, CommentField, DatePrecision, Gender, RoleOfGovernment, Uniform
from react_cases.views.case_record import CaseRecord
from react_cases.views.guarded_text import GuardedText, guarded_text, kept_lines

DAY = "DATE_FORMAT"
MOMENT = "DATETIME_FORMAT"

NAMED_BY_KEY = frozenset(
    {CommentField.VIOLATIONS, CommentField.VIOLATORS, CommentField.RESPONSES, CommentField.READINESS}
)
"""Sections whose rows are things rather than questions: the key is what it is, the value its details."""

IN_BRIEF: dict[str, tuple[int, ...]] = {
    CommentField.CONSENT: (0, 1),
    CommentField.EVENT: (0, 2, 4),
    CommentField.CLIENT: (0, 1, 2),
}
"""The rows of the other sections that say most: day and contact; day and place; group, gender and age."""


@dataclass(frozen=True)
class Row:
    """One question and its answer."""

    key: str
    value: str


@dataclass(frozen=True)
class Note:
    """What somebody said about a section, as `layouts/_review_notes.html` shows it."""

    reason: str
    text: str
    by: str
    at: str
    kept: tuple[str, ...] = ()
    """Personal data that stays in the text, and why."""


@dataclass(frozen=True)
class Section:
    """One part of the case."""

    field: str
    title: str
    rows: list[Row]
    notes: list[Note]
    guarded: GuardedText | None = None
    """What was decided about personal data in the narrative."""

    @property
    def brief(self) -> str:
        """What the line of a closed section says of its answers; nothing of what people wrote."""
        if self.field in (CommentField.NARRATIVE, CommentField.CASE):
            return ""
        if self.field in NAMED_BY_KEY:
            return " · ".join(row.key for row in self.rows if row.value)
        said = [self.rows[place].value for place in IN_BRIEF.get(self.field, ()) if place < len(self.rows)]
        return " · ".join(text.partition("\n")[0] for text in said if text)


def day(value: datetime.date | None) -> str:
    """A day in words, empty where there is none."""
    return formats.date_format(value, DAY) if value else ""


def moment(value: datetime.datetime) -> str:
    """A day and a time in words."""
    return formats.date_format(timezone.localtime(value), MOMENT)


def labels(terms: Iterable[Term | None]) -> str:
    """Labels in one line."""
    return ", ".join(term.label for term in terms if term is not None)


def sections_of(record: CaseRecord) -> list[Section]:
    """The sections in the order of the intake; unresolved comments beside the section they are about."""
    rows = {
        CommentField.CONSENT: _consent(record),
        CommentField.EVENT: _event(record),
        CommentField.CLIENT: _client(record),
        CommentField.VIOLATIONS: [_violation(row) for row in record.violations],
        CommentField.VIOLATORS: [
            _violator(row, record.unit_of(row), kept_in(record, violator_unit(row))) for row in record.violators
        ],
        CommentField.NARRATIVE: _narrative(record),
        CommentField.RESPONSES: [
            *(_response(row, record.note_of(row), kept_in(record, response_note(row))) for row in record.responses),
            *_outcome(record),
        ],
        CommentField.READINESS: _readiness(record),
        CommentField.CASE: [],
    }
    guarded = {CommentField.NARRATIVE: _guarded_narrative(record)}
    return [
        Section(part.value, str(part.label), rows[part], _notes(record, part), guarded.get(part))
        for part in CommentField
    ]


def note_of(record: CaseRecord, comment: Comment) -> Note:
    """A comment as it is shown."""
    reason = comment.reason.label if comment.reason else ""
    kept = kept_in(record, comment_text(comment))
    return Note(reason, record.text_of(comment), str(comment.author), moment(comment.created_at), tuple(kept))


def kept_in(record: CaseRecord, place: SealedField) -> list[str]:
    """Personal data that stays in one text of the case, and why."""
    return kept_lines(record.texts.get(place, ""), record.decided.get(place, []))


def _guarded_narrative(record: CaseRecord) -> GuardedText | None:
    decided = record.decided.get(NARRATIVE, [])
    on = day(timezone.localdate(decided[0].at)) if decided else ""
    return guarded_text(record.narrative, decided, on)


def _notes(record: CaseRecord, part: CommentField) -> list[Note]:
    return [note_of(record, row) for row in record.comments if row.field == part and row.resolved_at is None]


def _consent(record: CaseRecord) -> list[Row]:
    case = record.case
    current = [str(row.get_purpose_display()) for row in record.consents if row.withdrawn_on is None]
    withdrawn = [str(row.get_purpose_display()) for row in record.consents if row.withdrawn_on is not None]
    rows = [
        Row(_("Registered"), day(case.received_on)),
        Row(_("Contact"), case.channel.label if case.channel else ""),
        Row(_("Urgent danger"), _("Yes") if case.is_urgent else _("No")),
        Row(_("The client agrees to"), "\n".join(current)),
    ]
    return rows + ([Row(_("No longer agrees to"), "\n".join(withdrawn))] if withdrawn else [])


def _event(record: CaseRecord) -> list[Row]:
    case = record.case
    place = labels_of_places(case.district, case.city)
    return [
        Row(_("When"), _when(case.event_from, case.event_to, case.event_precision)),
        Row(_("Happened more than once"), _("Yes") if case.is_repeated else _("No")),
        Row(_("Oblast"), case.oblast.label if case.oblast else ""),
        Row(_("District or city"), place),
        Row(_("Kind of place"), case.setting.label if case.setting else ""),
    ]


def labels_of_places(*places: object) -> str:
    """Names of places in one line."""
    return ", ".join(str(place) for place in places if place)


def _when(first: datetime.date | None, last: datetime.date | None, precision: str) -> str:
    if first is None:
        return ""
    if precision == DatePrecision.MONTH:
        return formats.date_format(first, "YEAR_MONTH_FORMAT")
    return f"{day(first)} – {day(last)}" if last and last != first else day(first)


def _client(record: CaseRecord) -> list[Row]:
    case = record.case
    groups = [
        _("%(group)s (primary)") % {"group": row.group.label} if row.is_primary else row.group.label
        for row in record.groups
    ]
    return [
        Row(_("Groups"), "\n".join(groups)),
        Row(_("Gender"), str(Gender(case.gender).label) if case.gender else ""),
        Row(_("Age"), str(AgeBand(case.age_band).label) if case.age_band else ""),
        Row(_("Also true"), labels(record.tags)),
        Row(_("Client code"), _("Given") if case.client_id else _("Not given")),
    ]


def money(amount: Decimal, currency: str) -> str:
    """An amount with its currency, cents only where there are any."""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{formats.number_format(amount, places, use_l10n=True, force_grouping=True)} {currency}".strip()


def _violation(row: Violation) -> Row:
    lines = [labels(violator.type for violator in row.violators.all()) or _("Not said by whom")]
    if row.amount is not None:
        lines.append(_("Money demanded: %(amount)s") % {"amount": money(row.amount, row.currency)})
    if row.hours_held is not None:
        hours = formats.number_format(row.hours_held.normalize() + 0)
        lines.append(_("Held for %(hours)s h") % {"hours": hours})
    if row.is_injured:
        lines.append(_("The client was injured"))
    return Row(row.category.label, "\n".join(lines))


def _violator(row: Violator, unit: str, kept: Iterable[str]) -> Row:
    lines = [
        _("%(number)s persons") % {"number": row.number} if row.number and row.number > 1 else "",
        str(row.get_uniform_display()) if row.uniform != Uniform.UNKNOWN else "",
        str(row.get_role_of_government_display()) if row.role_of_government != RoleOfGovernment.NA else "",
        _("Unit: %(unit)s") % {"unit": unit} if unit else "",
        *kept,
    ]
    return Row(row.type.label, "\n".join(line for line in lines if line) or _("Nothing more is known"))


def _narrative(record: CaseRecord) -> list[Row]:
    return [Row(_("What happened"), record.narrative)]


def _response(row: Response, note: str, kept: Iterable[str]) -> Row:
    lines = [day(row.given_on), labels([row.delivered_by, row.addressee]), labels([row.result]), note, *kept]
    return Row(row.type.label, "\n".join(line for line in lines if line))


def _outcome(record: CaseRecord) -> list[Row]:
    case = record.case
    if case.outcome is None:
        return []
    lines = [
        case.outcome.label,
        labels(record.effects),
        _("Compensation: %(amount)s") % {"amount": money(case.compensation, case.programme.currency)}
        if case.compensation is not None
        else "",
        _("Right restored, says the client: %(answer)s") % {"answer": case.get_client_view_display()}
        if case.client_view
        else "",
        day(case.closed_on),
    ]
    return [Row(_("Outcome"), "\n".join(line for line in lines if line))]


def _readiness(record: CaseRecord) -> list[Row]:
    rows = [
        Row(str(row.get_value_display()), "\n".join(filter(None, [day(row.stated_on), labels(row.reasons.all())])))
        for row in reversed(record.readiness)
    ]
    return rows or [Row(_("Readiness to act"), "")]
