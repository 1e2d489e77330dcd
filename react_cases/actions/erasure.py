"""Take a case away: what was typed is gone, a tombstone with number, date and person stays."""

from django.db import transaction
from django.utils import timezone

from documenters.models import User
from react_cases.actions.locking import lock_case
from react_cases.actions.steps import apply_step
from react_cases.models import Case


@transaction.atomic
def case_discard(case: Case, *, by: User, version: int) -> Case:
    """The author throws a draft away."""
    return erase_content(case, "discard", by=by, version=version)


@transaction.atomic
def case_erase(case: Case, *, by: User, version: int) -> Case:
    """The coordinator erases a case because its client asked for it."""
    return erase_content(case, "erase", by=by, version=version)


def erase_content(case: Case, name: str, *, by: User, version: int, is_automatic: bool = False) -> Case:
    """Destroy what a case holds and take the step of this name, which has to lead to `ERASED`."""
    case = lock_case(case, version=version)
    client = case.client
    for rows in (
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
    ):
        rows.all().delete()
    case.tags.clear()
    case.effects.clear()
    for field in [
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
    ]:
        setattr(case, field, None)
    for field in ("gender", "age_band", "readiness", "narrative_language", "client_view"):
        setattr(case, field, "")
    case.is_urgent = case.is_repeated = case.counts_in_statistics = False
    case.articles = []
    case.response_status = Case._meta.get_field("response_status").get_default()
    case = apply_step(case, name, by=by, at=timezone.now(), is_automatic=is_automatic)
    if client is not None and not client.cases.exists():
        client.delete()
    return case
