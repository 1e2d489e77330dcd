"""What a taken-out case says, part by part: once for machines, in codes, and once for people, in words.

Both come from the same rows, so that the page and the line of JSON cannot differ. Nobody's name is in it: no author, no
mentor, no coordinator; the organisation only where the programme itself or its successor gets the file.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Model, Prefetch, QuerySet
from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from react_cases.actions.sealing import (
    NARRATIVE,
    SealedField,
    comment_text,
    evidence_name,
    evidence_note,
    response_note,
    violator_unit,
)
from react_cases.models import (
    Case,
    CaseTransition,
    ClientGroup,
    Comment,
    Evidence,
    Location,
    Readiness,
    Response,
    Term,
    Violation,
    Violator,
)
from react_cases.models.choices import RESPONSE_STATUS_LABELS, STATUS_LABELS
from react_cases.models.content_export import ExportPart
from react_cases.workflow import Axis, ResponseStatus, Status

FIELDS: Mapping[str, ExportPart] = {
    "narrative": ExportPart.NARRATIVES,
    "comment": ExportPart.COMMENTS,
    "response": ExportPart.NOTES,
    "violator": ExportPart.UNITS,
    "evidence": ExportPart.FILES,
}
"""The sealed values that go out: by their field in the case itself, else by the part of the case they belong to."""


class Fact(NamedTuple):
    """One answer: its name in the JSON, its question on the page, and both its forms; of a file, where it stands."""

    key: str
    title: str
    code: Any
    shown: str
    path: str = ""


@dataclass(frozen=True)
class Part:
    """One part of a case; a list of rows where there may be several."""

    key: str
    title: str
    rows: list[list[Fact]]
    is_list: bool = False

    @property
    def json(self) -> Any:
        """In codes."""
        found = [{fact.key: fact.code for fact in row} for row in self.rows]
        return found if self.is_list else found[0]

    @property
    def shown(self) -> list[list[Fact]]:
        """The rows for reading, without empty answers."""
        return [row for row in ([fact for fact in row if fact.shown] for row in self.rows) if row]


@dataclass
class SentFile:
    """A file of evidence as it stands in the bundle."""

    path: str
    size: int
    sha256: str


@dataclass
class Content:
    """A case, what was opened of it, and what becomes of its files."""

    case: Case
    parts: frozenset[str]
    texts: Mapping[SealedField, str]
    client_number: int | None
    """Cases with the same number in one file are of one client."""
    names_organisation: bool
    files: dict[tuple[int, str], SentFile] = field(default_factory=dict)
    """(row number, which of the two files) -> where it stands."""


def is_wanted(place: SealedField, parts: Iterable[str]) -> bool:
    """Does this sealed value go out when these parts were asked for?"""
    return FIELDS.get(place.field if place.part == "case" else place.part) in set(parts)


def with_rows(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with every row that `parts_of` reads."""
    terms = ("type", "delivered_by", "channel", "addressee", "result")
    return cases.select_related(
        "programme", "organisation", "oblast", "district", "city", "setting", "channel", "outcome"
    ).prefetch_related(
        "tags",
        "effects",
        "consents",
        Prefetch("client_groups", ClientGroup.objects.select_related("group")),
        Prefetch("violators", Violator.objects.select_related("type")),
        Prefetch("violations", Violation.objects.select_related("category").prefetch_related("violators")),
        Prefetch("responses", Response.objects.select_related(*terms)),
        Prefetch("readiness_history", Readiness.objects.prefetch_related("reasons")),
        Prefetch("comments", Comment.objects.select_related("reason")),
        Prefetch("transitions", CaseTransition.objects.select_related("reason")),
        Prefetch("evidence", Evidence.objects.filter(removed_at=None)),
    )


def parts_of(content: Content) -> list[Part]:
    """Everything that goes out of one case, in the language of the moment."""
    builders = (_case, _event, _client, _violators, _violations, _help, _responses, _readiness, _consents)
    parts = [build(content) for build in builders]
    if ExportPart.NARRATIVES in content.parts:
        parts.insert(3, _narrative(content))
    if ExportPart.COMMENTS in content.parts:
        parts.append(_comments(content))
    parts.append(_steps(content))
    if content.parts & {ExportPart.FILES, ExportPart.ORIGINALS}:
        parts.append(_files(content))
    return parts


def _case(content: Content) -> Part:
    case = content.case
    names = ("code", "received_on", "channel", "is_urgent", "status", "status_at", "submitted_at", "qualification")
    facts = [*_facts(case, names), *_facts(case, ("articles",))]
    if content.names_organisation:
        facts.insert(1, Fact("organisation", _("Organisation"), case.organisation.name, case.organisation.name))
    return Part("case", _("Case"), [facts])


def _event(content: Content) -> Part:
    names = (
        "event_from",
        "event_to",
        "event_precision",
        "is_repeated",
        "oblast",
        "district",
        "city",
        "setting",
    )
    return Part("event", _("When and where"), [_facts(content.case, names)])


def _client(content: Content) -> Part:
    case = content.case
    groups = [row.group for row in case.client_groups.all()]
    primary = next((row.group for row in case.client_groups.all() if row.is_primary), None)
    number = content.client_number
    facts = [
        Fact("client", _("Client in this file"), number, str(number or "")),
        _said("groups", _("Client groups"), groups),
        _said("primary_group", _("Primary group"), primary),
        *_facts(case, ("gender", "age_band")),
        _said("tags", _title(case, "tags"), list(case.tags.all())),
    ]
    return Part("client", _("Client"), [facts])


def _narrative(content: Content) -> Part:
    text = content.texts.get(NARRATIVE, "")
    facts = [Fact("text", _("What happened"), text, text), *_facts(content.case, ("narrative_language",))]
    return Part("narrative", _("What happened"), [facts])


def _violators(content: Content) -> Part:
    rows = []
    for number, row in enumerate(content.case.violators.all(), 1):
        facts = [_numbered(number), *_facts(row, ("type", "number", "uniform", "role_of_government"))]
        if ExportPart.UNITS in content.parts:
            facts.append(_text("unit", _("Station, department, hospital"), content, violator_unit(row)))
        rows.append(facts)
    return Part("violators", _("Who did it"), rows, is_list=True)


def _violations(content: Content) -> Part:
    numbers = {row.pk: number for number, row in enumerate(content.case.violators.all(), 1)}
    rows = []
    for row in content.case.violations.all():
        whom = sorted(numbers[violator.pk] for violator in row.violators.all() if violator.pk in numbers)
        facts = _facts(row, ("category", "amount", "currency", "hours_held", "is_injured"))
        facts.insert(1, Fact("violators", _("By whom (numbers above)"), whom, ", ".join(map(str, whom))))
        rows.append(facts)
    return Part("violations", _("Violations"), rows, is_list=True)


def _help(content: Content) -> Part:
    case = content.case
    facts = _facts(case, ("response_status", "outcome", "compensation", "client_view", "closed_on", "readiness"))
    facts.insert(2, _said("effects", _title(case, "effects"), list(case.effects.all())))
    return Part("help", _("Help and outcome"), [facts])


def _responses(content: Content) -> Part:
    rows = []
    for row in content.case.responses.all():
        facts = _facts(row, ("type", "given_on", "delivered_by", "channel", "addressee", "result"))
        if ExportPart.NOTES in content.parts:
            facts.append(_text("note", _("Note"), content, response_note(row)))
        rows.append(facts)
    return Part("responses", _("Help given"), rows, is_list=True)


def _readiness(content: Content) -> Part:
    rows = []
    for row in content.case.readiness_history.all():
        facts = _facts(row, ("value", "stated_on"))
        rows.append([*facts, _said("reasons", _title(row, "reasons"), list(row.reasons.all()))])
    return Part("readiness", _("Readiness to act"), rows, is_list=True)


def _consents(content: Content) -> Part:
    names = ("purpose", "mode", "language", "given_on", "withdrawn_on")
    rows = [_facts(row, names) for row in content.case.consents.all()]
    return Part("consents", _("Consent"), rows, is_list=True)


def _comments(content: Content) -> Part:
    rows = [
        [
            *_facts(row, ("field", "reason")),
            Fact("created_on", _("Written"), *_value(timezone.localdate(row.created_at))),
            _text("text", _("Comment"), content, comment_text(row)),
        ]
        for row in content.case.comments.all()
    ]
    return Part("comments", _("Comments of the review"), rows, is_list=True)


def _steps(content: Content) -> Part:
    rows = [
        [
            Fact("on", _("Day"), *_value(timezone.localdate(row.at))),
            Fact("axis", "", row.axis, ""),
            Fact("name", "", row.name, ""),
            Fact("to", _("Status"), row.target, _state(row)),
            _said("reason", _("Reason"), row.reason),
        ]
        for row in content.case.transitions.all()
    ]
    return Part("steps", _("Steps"), rows, is_list=True)


def _state(row: CaseTransition) -> str:
    if row.axis == Axis.RESPONSE:
        return str(RESPONSE_STATUS_LABELS[ResponseStatus(row.target)])
    return str(STATUS_LABELS[Status(row.target)])


def _files(content: Content) -> Part:
    rows = []
    for row in content.case.evidence.all():
        facts = _facts(row, ("number", "kind"))
        if ExportPart.FILES in content.parts:
            facts.append(_text("name", _("Name"), content, evidence_name(row)))
            facts.append(_text("note", _("How it was made"), content, evidence_note(row)))
        for part, title in (("cleaned", _("File")), ("original", _("Untouched original"))):
            sent = content.files.get((row.pk, part))
            if sent is not None:
                said = {"path": sent.path, "size": sent.size, "sha256": sent.sha256}
                facts.append(Fact(part, title, said, f"SHA-256 {sent.sha256}", sent.path))
        rows.append(facts)
    return Part("files", _("Files"), rows, is_list=True)


def _facts(row: Model, names: Sequence[str]) -> list[Fact]:
    """Fields of a row: lists in codes and labels, days as days."""
    language = get_language() or "en"
    return [Fact(name, _title_of(type(row), name, language), *_field(row, name, language)) for name in names]


def _title(row: Model, name: str) -> str:
    return _title_of(type(row), name, get_language() or "en")


@lru_cache(maxsize=512)
def _title_of(model: type[Model], name: str, _language: str) -> str:
    title = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return title[:1].upper() + title[1:]


@lru_cache(maxsize=256)
def _labels_of(model: type[Model], name: str, _language: str) -> dict[Any, str]:
    return {code: str(label) for code, label in getattr(model._meta.get_field(name), "flatchoices", ())}


@lru_cache(maxsize=1024)
def _day(day: datetime.date, _language: str) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def _field(row: Model, name: str, language: str) -> tuple[Any, str]:
    value = getattr(row, name)
    labels = _labels_of(type(row), name, language)
    if labels and value:
        return value, labels.get(value, str(value))
    return _value(value)


def _value(value: Any) -> tuple[Any, str]:
    """A value for machines and for people."""
    if value is None or value == "":
        return None, ""
    if isinstance(value, bool):
        return value, _("Yes") if value else ""
    if isinstance(value, Term | Location):
        return value.code, value.label
    if isinstance(value, datetime.datetime):
        value = timezone.localdate(value)
    if isinstance(value, datetime.date):
        return value.isoformat(), _day(value, get_language() or "en")
    if isinstance(value, Decimal):
        return str(value), formats.localize(value)
    if isinstance(value, list):
        return value, ", ".join(map(str, value))
    return value, str(value)


def _said(key: str, title: str, said: Term | list[Term] | None) -> Fact:
    if isinstance(said, list):
        return Fact(key, title, [term.code for term in said], "; ".join(term.label for term in said))
    return Fact(key, title, *_value(said))


def _text(key: str, title: str, content: Content, place: SealedField) -> Fact:
    text = content.texts.get(place, "")
    return Fact(key, title, text, text)


def _numbered(number: int) -> Fact:
    return Fact("n", _("No."), number, str(number))
