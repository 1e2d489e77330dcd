"""Releases: what was published, in which order, by whom, and the numbers themselves."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from documenters.sensitivity import Sensitivity
from reports.disclosure.schema import Axis, Block, Cell, Parameters, Tier, key_from_text, key_text


class ReleaseState(models.TextChoices):
    """How far a release has come."""

    BUILDING = "building", _("Being built")
    STOPPED = "stopped", _("Stopped")
    FAILED = "failed", _("Failed")
    BUILT = "built", _("Waiting for approval")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DISCARDED = "discarded", _("Discarded")


OPEN_STATES = (ReleaseState.BUILDING, ReleaseState.STOPPED, ReleaseState.FAILED, ReleaseState.BUILT)
"""Not published yet. A programme has one such release at a time: each builds on the one before."""
SHOWN_STATES = (ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN)
"""Published once: what it said is known, whatever became of it."""

TIERS = [tier.value for tier in Tier]


class WithdrawalReason(models.TextChoices):
    """Why something published is no longer shown."""

    WRONG = "wrong", _("The number is wrong")
    HARM = "harm", _("It could harm somebody")
    OTHER = "other", _("Another reason")


class ReleaseBlock(models.Model):
    """Two years of a programme: code lists, labels and thresholds, frozen when its first release is built."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "first_year": Sensitivity.PUBLIC,
        "codes": Sensitivity.PUBLIC,
        "details": Sensitivity.PUBLIC,
        "law_enforcement": Sensitivity.PUBLIC,
        "is_small": Sensitivity.PUBLIC,
        "parameters": Sensitivity.PUBLIC,
        "labels": Sensitivity.PUBLIC,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="release_blocks")
    first_year = models.PositiveSmallIntegerField()
    codes = models.JSONField()
    """Axis -> codes of its rows."""
    details = models.JSONField(default=dict)
    law_enforcement = models.JSONField(default=list)
    is_small = models.BooleanField(default=False)
    parameters = models.JSONField(default=dict)
    labels = models.JSONField(default=dict)
    """Axis -> code -> language -> text."""

    class Meta:
        ordering = ["first_year"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "first_year"], name="release_block_years_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_year}-{self.first_year + 1}"

    def as_block(self) -> Block:
        """The same in the words of the disclosure control."""
        return Block(
            first_year=self.first_year,
            codes=_by_axis(self.codes),
            details=_by_axis(self.details),
            law_enforcement=tuple(self.law_enforcement),
            is_small=self.is_small,
            parameters=Parameters(**self.parameters),
        )


def _by_axis(lists: Mapping[str, list[str]]) -> dict[Axis, tuple[str, ...]]:
    return {Axis(axis): tuple(codes) for axis, codes in lists.items()}


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Releases of one programme or of several."""

    def shown(self) -> "ReleaseQuerySet":
        """Those that were published, withdrawn ones included, in order."""
        return self.filter(state__in=SHOWN_STATES).order_by("programme", "number")

    def open(self) -> "ReleaseQuerySet":
        """Those on which somebody still works."""
        return self.filter(state__in=OPEN_STATES)


class Release(models.Model):
    """One publication: the next due periods of a programme, for both tiers.

    Once it is published a trigger keeps it as it is; it may be withdrawn, never changed.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "number": Sensitivity.PUBLIC,
        "state": Sensitivity.INTERNAL,
        "periods": Sensitivity.PUBLIC,
        "done": Sensitivity.INTERNAL,
        "vetoes": Sensitivity.INTERNAL,
        "as_of": Sensitivity.PUBLIC,
        "built_by": Sensitivity.CONFIDENTIAL,
        "created_at": Sensitivity.INTERNAL,
        "built_at": Sensitivity.INTERNAL,
        "published_at": Sensitivity.PUBLIC,
        "stale_at": Sensitivity.INTERNAL,
        "withdrawn_at": Sensitivity.PUBLIC,
        "withdrawn_by": Sensitivity.CONFIDENTIAL,
        "withdrawn_reason": Sensitivity.PUBLIC,
        "digest": Sensitivity.PUBLIC,
        "previous_digest": Sensitivity.PUBLIC,
        "audit_head": Sensitivity.INTERNAL,
        "report": Sensitivity.INTERNAL,
        "cancel_requested": Sensitivity.INTERNAL,
        "progress": Sensitivity.INTERNAL,
        "error": Sensitivity.INTERNAL,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField(_("number"))
    """1, 2, 3 … in a programme; the number of a discarded one is given again."""
    state = models.CharField(
        _("state"), max_length=9, choices=ReleaseState.choices, default=ReleaseState.BUILDING.value
    )
    periods = models.JSONField(default=list)
    """What it publishes, in order: `["2020-Q1", …]`."""
    done = models.JSONField(default=list)
    """Those of them whose cells are stored."""
    vetoes = models.JSONField(default=list)
    """Keys, as text, of cells that the coordinator keeps back whatever their number."""
    as_of = models.DateField(_("as of"))
    """The last day whose approvals are in it."""
    built_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("built by"))
    created_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    stale_at = models.DateTimeField(null=True, blank=True)
    """Since it was counted somebody took a consent back, or a number was quoted: it has to be built again."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=5, blank=True, choices=WithdrawalReason.choices)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 over its cells, the digest before it and the head of the log: see `digest_of`."""
    previous_digest = models.CharField(max_length=64, blank=True)
    audit_head = models.CharField(max_length=64, blank=True)
    """Fingerprint of the last row of the log when it was built; empty without any."""
    report = models.JSONField(null=True, blank=True)
    """What the auditor found, `Report.as_json()`."""
    cancel_requested = models.BooleanField(default=False)
    progress = models.PositiveSmallIntegerField(default=0)
    """Thousandths."""
    error = models.CharField(max_length=30, blank=True)
    """Code of why it failed."""

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                condition=~Q(state=ReleaseState.DISCARDED),
                name="release_number_once",
            ),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(state__in=OPEN_STATES), name="release_one_open_at_a_time"
            ),
            models.CheckConstraint(condition=Q(state__in=ReleaseState.values), name="release_state_known"),
            models.CheckConstraint(condition=Q(progress__lte=1000), name="release_progress_in_thousandths"),
            models.CheckConstraint(
                condition=~Q(state__in=SHOWN_STATES)
                | (Q(published_at__isnull=False) & Q(digest__regex="^[0-9a-f]{64}$")),
                name="release_published_has_digest",
            ),
            models.CheckConstraint(
                condition=Q(state=ReleaseState.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                | (~Q(state=ReleaseState.WITHDRAWN) & Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")),
                name="release_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def citation(self) -> str:
        """Its stable identifier: `KG-R3`."""
        return f"{self.programme.code}-R{self.number}"

    @property
    def is_open(self) -> bool:
        """Is it not published yet, and not discarded?"""
        return self.state in OPEN_STATES

    @property
    def is_safe(self) -> bool:
        """Did the auditor find nothing?"""
        return bool(self.report and self.report.get("is_safe"))

    def approvals_in_force(self) -> "models.QuerySet[ReleaseApproval]":
        """Who has approved exactly what stands here now: approvals of an earlier build do not count."""
        return self.approvals.filter(digest=self.digest).order_by("at", "pk")


class ReleaseApproval(models.Model):
    """Somebody approved a release as it was built: the digest says exactly what. Never changed."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "release": Sensitivity.INTERNAL,
        "digest": Sensitivity.INTERNAL,
        "by": Sensitivity.CONFIDENTIAL,
        "at": Sensitivity.INTERNAL,
    }

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="approvals")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "digest", "by"], name="release_approval_once_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.by_id}"


class ReleasedCell(models.Model):
    """One number as one tier is shown it. Never changed; deleted only while its release is not published."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "release": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "tier": Sensitivity.PUBLIC,
        "period": Sensitivity.PUBLIC,
        "table_code": Sensitivity.PUBLIC,
        "key": Sensitivity.PUBLIC,
        "value": Sensitivity.INTERNAL,
        "threshold": Sensitivity.PUBLIC,
    }

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="cells")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The release's: so that the database refuses to publish a cell twice."""
    tier = models.CharField(max_length=6, choices=[(tier.value, tier.value) for tier in Tier])
    period = models.CharField(max_length=9)
    table_code = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    """`period=2020;primary_group=PWID;violator=LE`, see `key_text`."""
    value = models.PositiveIntegerField(null=True)
    """Cases; null where it is not published, for whatever reason."""
    threshold = models.PositiveSmallIntegerField()
    """Clients below which it is never published."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "tier", "key"], name="released_cell_once"),
            models.CheckConstraint(condition=Q(tier__in=TIERS), name="released_cell_tier_known"),
            models.CheckConstraint(
                condition=Q(threshold__gte=5) & (Q(value=None) | Q(value__gte=models.F("threshold"))),
                name="released_cell_never_small",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def as_cell(self) -> Cell:
        """The same in the words of the disclosure control."""
        return Cell(Tier(self.tier), key_from_text(self.key), self.value, self.threshold)

    @classmethod
    def of(cls, release: Release, cell: Cell) -> "ReleasedCell":
        """A row, not stored, for a cell of a release."""
        return cls(
            release=release,
            programme_id=release.programme_id,
            tier=cell.tier.value,
            period=cell.period,
            table_code=cell.table,
            key=key_text(cell.key),
            value=cell.value,
            threshold=cell.threshold,
        )


class CellWithdrawal(models.Model):
    """A published number is no longer shown. It is never replaced, and whoever saw it knows it still."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "release": Sensitivity.INTERNAL,
        "tier": Sensitivity.PUBLIC,
        "key": Sensitivity.PUBLIC,
        "reason": Sensitivity.PUBLIC,
        "by": Sensitivity.CONFIDENTIAL,
        "at": Sensitivity.PUBLIC,
    }

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="withdrawals")
    tier = models.CharField(max_length=6, choices=[(tier.value, tier.value) for tier in Tier])
    key = models.CharField(max_length=200)
    reason = models.CharField(max_length=5, choices=WithdrawalReason.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["release", "tier", "key"], name="cell_withdrawn_once"),
            models.CheckConstraint(
                condition=Q(reason__in=WithdrawalReason.values), name="cell_withdrawal_reason_known"
            ),
        ]

    def __str__(self) -> str:
        return self.key
