"""Events of the log in plain words."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.urls import get_resolver, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from documenters.models import ROLE_LABELS, AuditEvent, Organisation, User
from documenters.models.audit_actions import ACTION_KINDS, ACTION_LABELS, READING, ActionKind
from documenters.permissions import Role
from react_cases.models import Case, Term
from react_cases.models.choices import EvidencePart
from react_cases.views.case_sections import DAY
from react_cases.views.log_labels import (
    COUNT_LABELS,
    COUNTS,
    FIELD_LABELS,
    FIELDS_ABOUT,
    OPENED_LABELS,
    REASON_LABELS,
    REASON_LISTS,
    REASONS_OF,
    REFUSAL_LABELS,
    STEP_LABELS,
)

CASE = Case._meta.label_lower
NAMED: tuple[type[Model], ...] = (User, Organisation, Term)
"""What an event may be about, besides cases, and can be called by name."""
KIND_TAGS: dict[ActionKind, str] = {ActionKind.REFUSED: "stop", ActionKind.WARNINGS: "attention"}
LANGUAGE_NAMES = dict(settings.LANGUAGES)
PAPER_PARTS = ("action", "entry", "version", "section", "file")
"""Of what the programme writes itself: which text it was stands in no log page."""
FILE_KIND = re.compile(r"\b(?:docx|html|pdf)(?=[:.][a-z]+$)")


@dataclass(frozen=True)
class LogRow:
    """One event as the page shows it."""

    seq: int | None
    at: datetime.datetime
    when: str
    who: str
    role: str
    what: str
    tag: str
    about: str
    url: str
    organisation: str
    details: str


def rows_of(events: Iterable[AuditEvent], *, reader: User) -> list[LogRow]:
    """Events in words, in as many queries for one as for fifty."""
    events = list(events)
    names = _names(events, reader)
    reasons = _listed_reasons(events)
    return [_row(event, names, reasons) for event in events]


def when(event: AuditEvent) -> str:
    """Day and time; of what only reads the log keeps the hour."""
    at = timezone.localtime(event.at)
    day = formats.date_format(at, DAY)
    if event.action in READING:
        return _("%(day)s, between %(hour)s and %(next)s") % {
            "day": day,
            "hour": f"{at.hour}:00",
            "next": f"{(at.hour + 1) % 24}:00",
        }
    return f"{day}, {at:%H:%M}"


def roles_in_words(event: AuditEvent) -> str:
    """What the actor was at that time."""
    return ", ".join(str(ROLE_LABELS[Role(role)]) for role in event.roles.split(",") if role in set(Role))


def opened_in_words(event: AuditEvent) -> str:
    """Which texts were opened, or which fields were written; of a comment, which part it is about."""
    return ", ".join(dict.fromkeys(_field_in_words(event, field) for field in event.fields))


def _field_in_words(event: AuditEvent, field: str) -> str:
    known = FIELD_LABELS.get(event.action, {})
    if field in known:
        return str(known[field])
    if field in OPENED_LABELS:
        return str(OPENED_LABELS[field])
    part, _dot, rest = field.partition(".")
    if part in LANGUAGE_NAMES and rest in known:
        return f"{known[rest]} ({LANGUAGE_NAMES[part]})"
    if part == "file" and rest.isdigit():
        return _("file %(number)s") % {"number": rest}
    if part in PAPER_PARTS and rest:
        return str(OPENED_LABELS["evidence.name"]) if part == "file" else _("Text")
    if part == "evidence" and rest:
        number, _dot, kept = rest.partition(".")
        words = _("original of file %(number)s") if kept == EvidencePart.ORIGINAL else _("file %(number)s")
        return words % {"number": number}
    try:
        model = FIELDS_ABOUT.get(event.action) or apps.get_model(event.object_type)
        return str(getattr(model._meta.get_field(field), "verbose_name", field))
    except (LookupError, ValueError, FieldDoesNotExist):
        # Written by an earlier version, or about nothing that is kept in a table.
        return field.replace("_", " ")


def reason_in_words(event: AuditEvent) -> str:
    """Why, or how many; of a file that somebody took, its kind."""
    file_kind = FILE_KIND.search(event.reason)
    if file_kind is not None:
        return file_kind[0].upper()
    if event.action == "release.failed" and event.reason:
        return _("an error of the program")
    known = REASONS_OF.get(event.action, {})
    if event.reason in known:
        return str(known[event.reason])
    if event.reason in REASON_LABELS:
        return str(REASON_LABELS[event.reason])
    if event.action == "access.refused":
        page, _space, status = event.reason.partition(" ")
        return f"{_address_of(page)}: {REFUSAL_LABELS.get(status, status)}"
    if event.action == "release.downloaded":
        kind, *rest = event.reason.split(":")
        return ", ".join([kind.upper(), *rest])
    name, _colon, step = event.reason.partition(":")
    if name == "step" and step in STEP_LABELS:
        return str(STEP_LABELS[step])
    if COUNTS.fullmatch(event.reason):
        counts = (part.split(":") for part in event.reason.split())
        return ", ".join(str(COUNT_LABELS[name]) % {"number": number} for name, number in counts)
    return event.reason


def _address_of(page: str) -> str:
    """The address of a page by its name, with “…” where an identifier stands: the same in every language."""
    for possible, *_rest in get_resolver().reverse_dict.getlist(page):
        return "/" + re.sub(r"%\(\w+\)s", "…", str(possible[0][0]))
    return page


def _row(
    event: AuditEvent, names: dict[tuple[str, int], tuple[str, str]], reasons: dict[tuple[int | None, str, str], str]
) -> LogRow:
    why = reasons.get((event.programme_id, REASON_LISTS.get(event.action, ""), event.reason))
    about, url = names.get((event.object_type, event.object_id), ("", ""))
    return LogRow(
        seq=getattr(event, "seq", None),
        at=event.at,
        when=when(event),
        who=str(event.actor) if event.actor else _("Nobody known") if event.action == "login.refused" else _("System"),
        role=roles_in_words(event),
        what=str(ACTION_LABELS.get(event.action, event.action)),
        tag=KIND_TAGS.get(ACTION_KINDS.get(event.action, ActionKind.SYSTEM), ""),
        about="" if event.object_id == event.actor_id and event.object_type == User._meta.label_lower else about,
        url=url,
        organisation=event.organisation.name if event.organisation else "",
        details="; ".join(filter(None, [opened_in_words(event), why or reason_in_words(event)])),
    )


def _listed_reasons(events: list[AuditEvent]) -> dict[tuple[int | None, str, str], str]:
    """(programme, list, code) -> why cases were put aside or erased, in the words of the programme's own list."""
    listed = [event for event in events if event.action in REASON_LISTS]
    if not listed:
        return {}
    terms = Term.objects.filter(
        code_list__in=REASON_LISTS.values(),
        programme__in={event.programme_id for event in listed},
        code__in={event.reason for event in listed},
    )
    return {(term.programme_id, term.code_list, term.code): term.label for term in terms}


def _names(events: list[AuditEvent], reader: User) -> dict[tuple[str, int], tuple[str, str]]:
    """(kind, identifier) -> name and address of what the events are about."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for event in events:
        wanted[event.object_type].add(event.object_id)
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for model in NAMED:
        label = model._meta.label_lower
        if label in wanted:
            for row in apps.get_model(label)._default_manager.filter(pk__in=wanted[label]):
                found[label, row.pk] = (str(row), "")
    for case in Case.objects.visible_to(reader).filter(pk__in=wanted.get(CASE, set())):
        found[CASE, case.pk] = (case.code, reverse("case_detail", args=[case.public_id]))
    for number in wanted.get(CASE, set()):
        found.setdefault((CASE, number), (_("a draft"), ""))
    return found
