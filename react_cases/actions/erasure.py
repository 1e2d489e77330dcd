"""Take a case away: what was typed is gone, a tombstone with number, date, person and reason stays (docs/adr/0036)."""

import datetime
import hashlib
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from documenters.audit import record
from documenters.models import User
from documenters.vault.readable import in_groups, written
from react_cases.actions.locking import NotAllowed, lock_case
from react_cases.actions.steps import apply_step
from react_cases.actions.story_ends import drafts_empty, stories_stop
from react_cases.models import AlertFiring, Case, CaseTransition, ClientDecision, StrategicCase, Term
from react_cases.models.story import StoryEnd
from react_cases.workflow import Axis, Status

REASONS = "erase_reasons"
RESTORED = "restored"
"""Why the system erases by itself what a backup has brought back; the code in the log."""
RECEIPT_BYTES = 5

EMPTY_FIELDS = (
    "channel",
    "event_from",
    "event_to",
    "oblast",
    "district",
    "city",
    "setting",
    "client",
    "outcome",
    "compensation",
    "closed_on",
    "follow_up_on",
    "content_removed_at",
)
"""What holds nothing afterwards."""


@transaction.atomic
def case_discard(case: Case, *, by: User, version: int) -> Case:
    """The author throws a draft away."""
    return erase_content(case, "discard", by=by, version=version)


@transaction.atomic
def case_erase(case: Case, reason: Term, *, by: User, version: int) -> Case:
    """The coordinator erases a case because its client asked for it."""
    if (reason.code_list, reason.programme_id) != (REASONS, case.programme_id):
        raise NotAllowed("reason")
    return erase_content(case, "erase", by=by, version=version, reason=reason)


def erase_content(
    case: Case, name: str, *, by: User, version: int, reason: Term | None = None, is_automatic: bool = False
) -> Case:
    """Destroy what a case holds and take the step of this name, which has to lead to `ERASED`."""
    case = lock_case(case, version=version)
    client = case.client
    destroy_content(case, by=by)
    case = apply_step(case, name, by=by, at=timezone.now(), reason=reason, is_automatic=is_automatic)
    if client is not None and not client.cases.exists():
        client.delete()
    return case


def destroy_content(case: Case, *, by: User | None) -> None:
    """Delete everything of a locked case but its number, dates, people and path; the caller saves the case.

    The keys of the case go too, so that nothing that was sealed with them is ever read again, in no older copy either;
    and so does what is told of it, published or not.
    """
    stories_stop(case, StoryEnd.ERASED, by=by, is_forgotten=True)
    for rows in (
        case.keys,
        case.sealed_texts,
        case.evidence_frames,
        case.evidence,
        case.comments,
        case.violations,
        case.violators,
        case.responses,
        case.readiness_history,
        case.client_groups,
        case.consents,
        case.advocacy_links,
        case.alert_links,
    ):
        rows.all().delete()
    ClientDecision.objects.filter(Q(case=case) | Q(other=case)).delete()
    # Without a case behind it a firing still tells a place and a day.
    AlertFiring.objects.filter(case_links=None).delete()
    StrategicCase.objects.filter(case=case).delete()
    case.tags.clear()
    case.effects.clear()
    for field in EMPTY_FIELDS:
        setattr(case, field, None)
    for field in ("gender", "age_band", "readiness", "narrative_language", "client_view"):
        setattr(case, field, "")
    case.is_urgent = case.is_repeated = case.counts_in_statistics = False
    case.articles = []
    case.response_status = Case._meta.get_field("response_status").get_default()


def remove_written(case: Case) -> None:
    """Delete the texts and files of a locked case, and what is told of it and not published; coded answers stay."""
    for rows in (case.sealed_texts, case.evidence_frames, case.evidence, case.comments):
        rows.all().delete()
    drafts_empty(case)


@dataclass(frozen=True)
class Tombstone:
    """How a case was erased, as a key dump tells it."""

    step: str
    reason: str
    """The code, empty where there was none."""
    at: datetime.datetime
    by_public_id: uuid.UUID
    by_username: str
    by_name: str


def erase_again(case: Case, tombstone: Tombstone) -> None:
    """Erase a case that an older backup has brought back, as it had been erased. Inside the restoring transaction."""
    client = case.client
    reason = Term.objects.filter(programme=case.programme, code_list=REASONS, code=tombstone.reason).first()
    destroy_content(case, by=None)
    CaseTransition.objects.create(
        case=case,
        axis=Axis.DOCUMENTATION,
        name=tombstone.step,
        source=case.status,
        target=Status.ERASED,
        reason=reason,
        by=_person(tombstone),
        at=tombstone.at,
    )
    case.status, case.status_at = Status.ERASED, tombstone.at
    case.version += 1
    case.save()
    if client is not None and not client.cases.exists():
        client.delete()
    _record_again("case.erase", case)


def _person(tombstone: Tombstone) -> User:
    """Who erased the case. Somebody whom older data does not know gets an account that nobody can use."""
    known = User.objects.filter(public_id=tombstone.by_public_id).first()
    if known is not None:
        return known
    person = User(
        public_id=tombstone.by_public_id,
        username=tombstone.by_username,
        display_name=tombstone.by_name,
        is_active=False,
    )
    person.set_unusable_password()
    person.save()
    return person


def remove_again(case: Case, *, at: datetime.datetime) -> None:
    """Delete texts and files of a case whose time was over when the keys were dumped."""
    remove_written(case)
    case.content_removed_at = at
    case.save(update_fields=["content_removed_at"])
    _record_again("case.content_removed", case)


def _record_again(action: str, case: Case) -> None:
    record(action, case, by=None, programme=case.programme, organisation=case.organisation, reason=RESTORED)


def receipt_number(case: Case) -> str:
    """What the client's receipt is known by: always the same for one case, and nobody can guess another one's."""
    return "-".join(in_groups(written(hashlib.sha256(f"receipt|{case.public_id}".encode()).digest()[:RECEIPT_BYTES])))
