"""What the page of one release is made of."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from documenters.access import has_permission
from documenters.models import User
from documenters.permissions import Permission
from reports.actions.releases import may_approve
from reports.disclosure.schema import key_from_text
from reports.forms.releases import ApproveForm
from reports.models import Release, ReleaseBlock, ReleaseState
from reports.reading import labels_of
from reports.views.release_report import digest_groups, frozen_block, key_words, previews, report_view
from reports.views.release_rows import is_at_work, progress_of, release_row, stopped_of

BARRED: dict[str, Promise] = {
    "permission": _("You may read it, not approve it."),
    "stale": _("It cannot be approved: it has to be built again."),
    "unsafe": _("It cannot be approved: the auditor found something."),
    "changed": _("It cannot be approved: its numbers are not the ones that were examined. Discard it."),
    "again": _("You have approved it. Now somebody else has to."),
    "state": _("It does not wait for approval any more."),
}
"""Why a person cannot approve a release, by the code of the refusal."""


@dataclass(frozen=True)
class Approval:
    """Who has approved it, and when."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Gone:
    """A number that was withdrawn."""

    text: str
    about: str


def detail_context(release: Release, user: User, form: ApproveForm) -> dict[str, Any]:
    """Everything for the template."""
    is_building = release.state in (ReleaseState.BUILDING, ReleaseState.STOPPED, ReleaseState.FAILED)
    is_running = is_building and is_at_work(release)
    # A mentor without an organisation knows nobody of the programme.
    is_insider = may_approve(user, release.programme)
    context: dict[str, Any] = {
        "release": release,
        "row": release_row(release),
        "shows_people": is_insider,
        "may_build": has_permission(user, Permission.RELEASE_BUILD, programme=release.programme),
        "is_building": is_building,
        "is_running": is_running,
    }
    if is_building:
        return {**context, "progress": progress_of(release, is_working=is_running), "stopped": stopped_of(release)}
    return {**context, **_built(release, user, form, is_insider=is_insider)}


def _built(release: Release, user: User, form: ApproveForm, *, is_insider: bool) -> dict[str, Any]:
    blocks = blocks_of(release)
    approvals = list(release.approvals_in_force().select_related("by"))
    barred = barred_by(release, user, {approval.by_id for approval in approvals})
    is_open, nobody = release.is_open, gettext("somebody")
    return {
        "report": report_view(release, blocks) if release.report else None,
        "previews": previews(release) if is_open and is_insider else [],
        "blocks": [frozen_block(block) for block in blocks],
        "digest": digest_groups(release.digest),
        "approvals": [Approval(str(approval.by) if is_insider else nobody, approval.at) for approval in approvals],
        "publishes": bool(approvals) and _has_coordinator([user, *(approval.by for approval in approvals)], release),
        "barred": str(BARRED[barred]) if barred else "",
        "approve_form": form,
        "form": form if form.is_bound else None,
        "withdrawals": [] if is_open else _withdrawals(release, blocks),
    }


def blocks_of(release: Release) -> list[ReleaseBlock]:
    """The blocks to which the periods of a release belong."""
    years = {int(period[:4]) for period in release.periods}
    found = ReleaseBlock.objects.filter(programme=release.programme).order_by("first_year")
    return [block for block in found if years & {block.first_year, block.first_year + 1}]


def barred_by(release: Release, user: User, approved_by: set[int]) -> str:
    """Why this person cannot approve it now, as a code; empty where nothing stands in the way."""
    if not may_approve(user, release.programme):
        return "permission"
    if release.stale_at is not None:
        return "stale"
    if not release.is_safe:
        return "unsafe"
    return "again" if user.pk in approved_by else ""


def _has_coordinator(people: list[User], release: Release) -> bool:
    return any(has_permission(person, Permission.RELEASE_BUILD, programme=release.programme) for person in people)


def _withdrawals(release: Release, blocks: list[ReleaseBlock]) -> list[Gone]:
    labels = {pair: label for block in blocks for pair, label in labels_of(block).items()}
    language = get_language() or "en"
    gone = {row.key: row for row in release.withdrawals.all()}
    return [
        Gone(key_words(key_from_text(text), labels, language), str(row.get_reason_display()))
        for text, row in gone.items()
    ]
