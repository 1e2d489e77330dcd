"""Releases from the first step to the last: start, stop, take up again, discard, approve, withdraw.

The numbers themselves are made in `reports.building`. Publishing takes two different people, at least one of them a
coordinator, and a report of the auditor that finds nothing; the database asks for both as well (docs/adr/0016).
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.access import has_permission, reach_of, require_permission
from documenters.audit import record
from documenters.models import Organisation, Programme, User
from documenters.permissions import Permission
from reports.building import digest_of, forget, is_running, release_run
from reports.disclosure.schema import Key, key_text
from reports.models import (
    CellWithdrawal,
    Release,
    ReleaseApproval,
    ReleaseState,
    WithdrawalReason,
)
from reports.models.schedule import last_day_of, next_periods

__all__ = [
    "APPROVERS",
    "ReleaseRefused",
    "cell_withdraw",
    "may_approve",
    "release_approve",
    "release_cancel",
    "release_discard",
    "release_resume",
    "release_run",
    "release_start",
    "release_withdraw",
]

APPROVERS = 2
"""Different people who must have approved."""


class ReleaseRefused(Exception):
    """It is not possible now; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def release_start(programme: Programme, *, by: User, through: str | None = None, vetoes: Iterable[Key] = ()) -> Release:
    """Begin the next release: the periods that are due, up to one of them if it is given. Built by `release_run`.

    `vetoes` are cells that are kept back whatever their number. Refused: `open` (another one is not finished),
    `not_due` (nothing is, or `through` is not among it).
    """
    require_permission(by, Permission.RELEASE_BUILD, programme=programme)
    # One after the other: two people who start at once would otherwise meet at the constraint.
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    releases = Release.objects.filter(programme=programme)
    if releases.open().exists():
        raise ReleaseRefused("open")
    periods = next_periods(programme, timezone.localdate())
    if through is not None and through in periods:
        periods = periods[: periods.index(through) + 1]
    elif through is not None or not periods:
        raise ReleaseRefused("not_due")
    last = releases.shown().last()
    release = Release.objects.create(
        programme=programme,
        number=last.number + 1 if last else 1,
        periods=periods,
        vetoes=sorted(key_text(key) for key in vetoes),
        as_of=max(last_day_of(period) for period in periods),
        built_by=by,
        created_at=timezone.now(),
    )
    record("release.started", release, by=by, programme=programme)
    return release


@transaction.atomic
def release_cancel(release: Release, *, by: User) -> Release:
    """Stop building: at its next look it stops; at once where nobody is building. Refused: `state`."""
    release = _locked(release, by, {ReleaseState.BUILDING})
    if is_running(release):
        release.cancel_requested = True
    else:
        release.state, release.cancel_requested = ReleaseState.STOPPED, False
    release.save(update_fields=["state", "cancel_requested"])
    record("release.cancelled", release, by=by, programme=release.programme)
    return release


@transaction.atomic
def release_resume(release: Release, *, by: User) -> Release:
    """Let it be built on; `release_run` does it. What is out of date is built anew from the beginning, what was found
    unsafe is examined once more.

    Refused: `running`, `state`.
    """
    states = {ReleaseState.BUILDING, ReleaseState.STOPPED, ReleaseState.FAILED, ReleaseState.BUILT}
    release = _locked(release, by, states)
    if is_running(release):
        raise ReleaseRefused("running")
    if release.state == ReleaseState.BUILT and release.stale_at is None and release.is_safe:
        raise ReleaseRefused("state")
    release.state, release.cancel_requested, release.error = ReleaseState.BUILDING, False, ""
    if release.stale_at is not None:
        release.progress = 0
    release.report, release.digest = None, ""
    release.save()
    record("release.resumed", release, by=by, programme=release.programme)
    return release


@transaction.atomic
def release_discard(release: Release, *, by: User) -> Release:
    """Throw it away with everything it counted; its cases wait for the next one. Refused: `running`, `state`."""
    states = {ReleaseState.BUILDING, ReleaseState.STOPPED, ReleaseState.FAILED, ReleaseState.BUILT}
    release = _locked(release, by, states)
    if is_running(release):
        raise ReleaseRefused("running")
    forget(release)
    release.state = ReleaseState.DISCARDED
    release.save()
    record("release.discarded", release, by=by, programme=release.programme)
    return release


@transaction.atomic
def release_approve(release: Release, *, by: User) -> Release:
    """Approve it as it stands; with the second person it is published.

    Refused: `state`, `stale` (a consent was taken back, or a number quoted, since it was built), `unsafe` (the auditor
    found something), `changed` (its numbers are not those that were examined), `again` (this person has approved it).
    """
    release = _lock(release)
    if not may_approve(by, release.programme):
        raise PermissionDenied(Permission.RELEASE_APPROVE)
    if release.state != ReleaseState.BUILT:
        raise ReleaseRefused("state")
    if release.stale_at is not None:
        raise ReleaseRefused("stale")
    if not release.is_safe:
        raise ReleaseRefused("unsafe")
    if digest_of(release) != release.digest:
        raise ReleaseRefused("changed")
    approved = release.approvals_in_force()
    if approved.filter(by=by).exists():
        raise ReleaseRefused("again")
    ReleaseApproval.objects.create(release=release, digest=release.digest, by=by, at=timezone.now())
    record("release.approved", release, by=by, programme=release.programme, reason=release.digest[:16])
    if _is_enough([approval.by for approval in approved.select_related("by")], release.programme):
        release.state, release.published_at = ReleaseState.PUBLISHED, timezone.now()
        release.save(update_fields=["state", "published_at"])
        record("release.published", release, by=by, programme=release.programme, reason=release.digest[:16])
    return release


@transaction.atomic
def release_withdraw(release: Release, *, by: User, reason: WithdrawalReason) -> Release:
    """Show none of its numbers any more. They are not replaced, and whoever saw them knows them. Refused: `state`."""
    release = _locked(release, by, {ReleaseState.PUBLISHED})
    release.state, release.withdrawn_at = ReleaseState.WITHDRAWN, timezone.now()
    release.withdrawn_by, release.withdrawn_reason = by, WithdrawalReason(reason).value
    release.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record("release.withdrawn", release, by=by, programme=release.programme, reason=release.withdrawn_reason)
    return release


@transaction.atomic
def cell_withdraw(release: Release, key: Key, *, by: User, reason: WithdrawalReason) -> list[CellWithdrawal]:
    """Show one number of it no more, to nobody. Refused: `state`, `unknown` (it shows no such number)."""
    release = _locked(release, by, {ReleaseState.PUBLISHED})
    tiers = release.cells.filter(key=key_text(key)).exclude(value=None).values_list("tier", flat=True)
    gone = release.withdrawals.filter(key=key_text(key)).values_list("tier", flat=True)
    wanted = sorted(set(tiers) - set(gone))
    if not wanted:
        raise ReleaseRefused("unknown")
    now, code = timezone.now(), WithdrawalReason(reason).value
    made = [
        CellWithdrawal(release=release, tier=tier, key=key_text(key), reason=code, by=by, at=now) for tier in wanted
    ]
    CellWithdrawal.objects.bulk_create(made)
    record("release.cell_withdrawn", release, by=by, programme=release.programme, reason=code)
    return made


def may_approve(user: User, programme: Programme) -> bool:
    """May this person approve releases of a programme: as its coordinator, or as mentor of one of its organisations?"""
    if has_permission(user, Permission.RELEASE_APPROVE, programme=programme):
        return True
    mentored = Organisation.objects.filter(programme=programme, pk__in=reach_of(user).mentor_of)
    return any(has_permission(user, Permission.RELEASE_APPROVE, organisation=place) for place in mentored)


def _is_enough(people: list[User], programme: Programme) -> bool:
    """Two different people who may approve today, not only when they did, one of them a coordinator."""
    able = {person.pk for person in people if may_approve(person, programme)}
    is_coordinated = any(has_permission(person, Permission.RELEASE_BUILD, programme=programme) for person in people)
    return len(able) >= APPROVERS and is_coordinated


def _locked(release: Release, by: User, states: set[ReleaseState]) -> Release:
    """The release as it is now, locked, for somebody who builds releases."""
    release = _lock(release)
    require_permission(by, Permission.RELEASE_BUILD, programme=release.programme)
    if release.state not in states:
        raise ReleaseRefused("state")
    return release


def _lock(release: Release) -> Release:
    found = Release.objects.select_for_update(no_key=True, of=("self",)).select_related("programme")
    return found.get(pk=release.pk)
