"""Practice cases: the real screens and the real review, for something invented that never counts (docs/adr/0027)."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.identity import database_identity
from documenters.models import Membership, Organisation, User
from documenters.permissions import Role
from react_cases.actions.cases import case_start
from react_cases.actions.erasure import erase_content
from react_cases.actions.locking import NotAllowed
from react_cases.models import Case
from react_cases.retention import PRACTICE_DAYS
from react_cases.workflow import Status


@transaction.atomic
def practice_start(organisation: Organisation, *, by: User) -> Case:
    """The person's practice case that is not sent yet, or a new one. Asking twice makes one case."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    drafts = Case.objects.visible_to(by).filter(documenter=by, organisation=organisation, status=Status.DRAFT)
    draft = drafts.filter(is_practice=True).order_by("-pk").first()
    return draft or case_start(organisation=organisation, by=by, is_practice=True)


@transaction.atomic
def practice_discard(case: Case, *, by: User, version: int) -> Case:
    """The author throws a practice case away, whatever its status. Raises `NotAllowed` for a real case."""
    if not case.is_practice:
        raise NotAllowed("no_practice")
    if case.documenter_id != by.pk:
        raise PermissionDenied("practice_discard")
    return erase_content(case, _step_of(case), by=by, version=version)


def practice_expire() -> int:
    """Throw away what is older than `PRACTICE_DAYS`, each as its author, whom the walls let through; gives how many.

    The log says that the system did it. Cases of people who have left or are suspended stay until a colleague takes
    them over: no role may read what they had not sent.
    """
    authors = User.objects.filter(
        pk__in=Membership.objects.current().filter(role=Role.DOCUMENTER).values("user"), is_active=True
    )
    return sum(_expire_of(author) for author in authors.order_by("pk"))


def _expire_of(author: User) -> int:
    before = timezone.now() - datetime.timedelta(days=PRACTICE_DAYS)
    with database_identity(author), transaction.atomic():
        old = Case.objects.visible_to(author).filter(documenter=author, is_practice=True, created_at__lt=before)
        cases = list(old.exclude(status=Status.ERASED))
        for case in cases:
            erase_content(case, _step_of(case), by=author, version=case.version, is_automatic=True)
        return len(cases)


def _step_of(case: Case) -> str:
    return "discard" if case.status == Status.DRAFT else "practice_discard"
