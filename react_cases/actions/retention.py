"""What is kept no longer: drafts that nobody touched are erased, texts and files of old cases are deleted.

The coded answers of a case that was sent stay for the figures. A case that somebody wants to look at again, today or
later, waits until that day is over (docs/adr/0036).
"""

import datetime
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest, TruncDate
from django.utils import timezone

from documenters.access import require_permission
from documenters.audit import record
from documenters.identity import database_identity
from documenters.models import Membership, Programme, User
from documenters.permissions import Permission, Role
from documenters.vault.opened import KeyMissing
from react_cases.actions.case_keys import case_key_new
from react_cases.actions.erasure import erase_content, remove_written
from react_cases.actions.locking import lock_case
from react_cases.actions.story_ends import drafts_sweep
from react_cases.models import Case, Response, RetentionRule
from react_cases.models.choices import RetentionKind
from react_cases.retention import USUAL, Kind, months_before
from react_cases.workflow import ResponseStatus, Status


@dataclass(frozen=True)
class Due:
    """One line of the table: a rule, and what the next run would do."""

    kind: Kind
    months: int | None
    """None: kept until somebody erases it."""
    cases: int
    """Cases of this kind that still hold content."""
    due: int
    """Those of them whose time is over."""
    oldest: datetime.date | None
    """From when the time of the oldest case counts."""

    @property
    def erases(self) -> bool:
        """Does nothing stay but number and date?"""
        return USUAL[self.kind].erases

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(RetentionKind(self.kind.value).label)


def rules_of(programme: Programme) -> dict[Kind, int | None]:
    """Months by kind: what the programme has decided, and elsewhere the usual."""
    decided = dict(programme.retention_rules.values_list("kind", "months"))
    return {kind: decided.get(kind.value, rule.months) for kind, rule in USUAL.items()}


def is_decided(programme: Programme) -> bool:
    """Has a coordinator saved the times, be it the usual ones? Until then nothing is deleted."""
    return programme.retention_rules.exists()


@transaction.atomic
def retention_change(programme: Programme, months: Mapping[Kind, int | None], *, by: User) -> None:
    """Decide how long content is kept; None is until somebody erases it."""
    require_permission(by, Permission.CASE_ERASE, programme=programme)
    was_decided = is_decided(programme)
    changed = sorted(
        kind.lower() for kind, known in rules_of(programme).items() if not was_decided or months[kind] != known
    )
    for kind in USUAL:
        rule, _is_new = RetentionRule.objects.get_or_create(programme=programme, kind=kind.value)
        rule.months = months[kind]
        rule.full_clean()
        rule.save()
    if changed:
        record("programme.retention_changed", programme, by=by, programme=programme, fields=changed)


def retention_table(programme: Programme, *, by: User) -> list[Due]:
    """What the next run would do with the cases that this person sees. Drafts are seen by their authors alone."""
    today = timezone.localdate()
    seen = Case.objects.visible_to(by).filter(programme=programme)
    rules = [(kind, months) for kind, months in rules_of(programme).items() if kind is not Kind.DRAFT]
    return [_line(kind, months, seen, today) for kind, months in rules]


def retention_preview(programme: Programme) -> list[Due]:
    """The same over everything, drafts too, for the command; it acts as the people who may see them."""
    today, rules = timezone.localdate(), rules_of(programme)
    lines = [_drafts_line(programme, rules[Kind.DRAFT], today)]
    keeper = _keeper(programme)
    if keeper is not None:
        with database_identity(keeper), transaction.atomic():
            lines += retention_table(programme, by=keeper)
    return lines


def retention_apply(programme: Programme) -> dict[Kind, int]:
    """Do what the rules say, once a coordinator has decided on them; how many cases of each kind it was.

    Each case is a transaction of its own: a run that is cut off goes on with the next one. The log says that the
    system did it. Drafts of people who have left or are suspended stay until a colleague takes them over, and whatever
    was sent stays where the programme has no coordinator.
    """
    today, rules = timezone.localdate(), rules_of(programme)
    done: dict[Kind, int] = {}
    if not is_decided(programme):
        return done
    for kind, months in rules.items():
        people = _authors(programme) if kind is Kind.DRAFT else [person for person in [_keeper(programme)] if person]
        if months is not None:
            done[kind] = sum(_apply_as(person, programme, kind, months, today) for person in people)
    if keeper := _keeper(programme):
        with database_identity(keeper), transaction.atomic():
            drafts_sweep(programme)
    if sum(done.values()):
        with transaction.atomic():
            record("retention.applied", programme, by=None, programme=programme, reason=f"cases:{sum(done.values())}")
    return done


def _apply_as(person: User, programme: Programme, kind: Kind, months: int, today: datetime.date) -> int:
    with database_identity(person):
        with transaction.atomic():
            numbers = list(
                _due(_of_kind(_seen_by(person, programme, kind), kind), kind, months, today).values_list(
                    "pk", flat=True
                )
            )
        return sum(_apply_to(number, person, programme, kind, months, today) for number in numbers)


@transaction.atomic
def _apply_to(number: int, person: User, programme: Programme, kind: Kind, months: int, today: datetime.date) -> bool:
    """One case, if it is still due now that it is locked."""
    case = Case.objects.visible_to(person).filter(pk=number).first()
    if case is None:
        return False
    case = lock_case(case)
    still = _of_kind(_seen_by(person, programme, kind).filter(pk=number), kind)
    if not _due(still, kind, months, today).exists():
        return False
    if USUAL[kind].erases:
        erase_content(case, "discard", by=person, version=case.version, is_automatic=True)
    else:
        _remove_content(case, kind)
    return True


def _remove_content(case: Case, kind: Kind) -> None:
    """Delete the texts and files of a locked case, and the key that they were sealed with."""
    remove_written(case)
    case.keys.all().delete()
    with suppress(KeyMissing):
        # A new one, so that the case can be opened again and written; what older copies hold stays shut.
        case_key_new(case, by=None)
    case.content_removed_at = timezone.now()
    case.version += 1
    case.save(update_fields=["content_removed_at", "version"])
    record(
        "case.content_removed",
        case,
        by=None,
        programme=case.programme,
        organisation=case.organisation,
        reason=kind.value,
    )


def _seen_by(person: User, programme: Programme, kind: Kind) -> QuerySet[Case]:
    seen = Case.objects.visible_to(person).filter(programme=programme)
    return seen.filter(documenter=person) if kind is Kind.DRAFT else seen


def _line(kind: Kind, months: int | None, seen: QuerySet[Case], today: datetime.date) -> Due:
    cases = _of_kind(seen, kind)
    found = cases.aggregate(oldest=Min("counts_from"))
    due = 0 if months is None else _due(cases, kind, months, today).count()
    return Due(kind, months, cases.count(), due, found["oldest"])


def _drafts_line(programme: Programme, months: int | None, today: datetime.date) -> Due:
    lines = []
    for author in _authors(programme):
        with database_identity(author), transaction.atomic():
            lines.append(_line(Kind.DRAFT, months, _seen_by(author, programme, Kind.DRAFT), today))
    oldest = [line.oldest for line in lines if line.oldest]
    return Due(
        Kind.DRAFT,
        months,
        sum(line.cases for line in lines),
        sum(line.due for line in lines),
        min(oldest, default=None),
    )


def _of_kind(cases: QuerySet[Case], kind: Kind) -> QuerySet[Case]:
    """The cases of one kind that still hold content, with the day from which their time counts."""
    condition = {
        Kind.DRAFT: Q(status=Status.DRAFT),
        Kind.RETURNED: Q(status=Status.RETURNED),
        Kind.REJECTED: Q(status=Status.REJECTED),
        Kind.CLOSED: Q(status=Status.APPROVED, response_status=ResponseStatus.CLOSED),
        Kind.OPEN: Q(status=Status.APPROVED) & ~Q(response_status=ResponseStatus.CLOSED),
    }[kind]
    since = TruncDate("status_at")
    counts_from = {
        Kind.DRAFT: F("touched_on"),
        Kind.RETURNED: Greatest(since, F("touched_on")),
        Kind.REJECTED: since,
        Kind.CLOSED: Greatest(since, F("closed_on")),
        Kind.OPEN: since,
    }[kind]
    kept = cases.filter(condition, is_practice=False, content_removed_at=None)
    return kept.annotate(counts_from=counts_from).order_by("pk")


def _due(cases: QuerySet[Case], kind: Kind, months: int, today: datetime.date) -> QuerySet[Case]:
    """Those whose time is over, in which nothing happened since, and which nobody wants to look at again."""
    before = months_before(today, months)
    helped = Response.objects.filter(case=OuterRef("pk"), recorded_at__date__gte=before)
    over = cases.filter(Q(counts_from__lt=before)).exclude(follow_up_on__gte=today)
    return over.exclude(Exists(helped)) if kind in (Kind.CLOSED, Kind.OPEN) else over


def _authors(programme: Programme) -> list[User]:
    held = Membership.objects.current().filter(role=Role.DOCUMENTER, programme=programme)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk"))


def _keeper(programme: Programme) -> User | None:
    """Whom the walls let through to what was sent: any coordinator of the programme."""
    held = Membership.objects.current().filter(role=Role.COORDINATOR, programme=programme)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk").first()
