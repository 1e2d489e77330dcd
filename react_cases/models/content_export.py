"""Opened content that leaves in bulk: who asked for which cases, for whom, and who agreed (docs/adr/0037)."""

import datetime
import hashlib
import json
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documenters.models import Programme, User
from documenters.sensitivity import Sensitivity
from react_cases.models.choices import ConsentPurpose

REQUEST_DAYS = 7
"""For so long a request waits for the second person."""
DOWNLOAD_HOURS = 72
"""For so long an approved one can be downloaded."""


class ExportPurpose(models.TextChoices):
    """What opened content is taken out for. Codes only: a sentence here would be content itself."""

    COURT = "court", _("A case in court")
    COMPLAINT = "complaint", _("A complaint to a state body")
    TREATY = "treaty", _("A complaint or report to an international body")
    HELP = "help", _("Help for the clients by a lawyer or another organisation")
    CLIENT = "client", _("The client asked for what is written about them")
    HANDOVER = "handover", _("The work goes over to another coordinating organisation")
    SAFE = "safe", _("A sealed copy in a safe place")


class ExportRecipient(models.TextChoices):
    """Who gets the file: a kind of recipient, never a name."""

    LAWYER = "lawyer", _("A lawyer")
    COURT = "court", _("A court, a prosecutor or another state body")
    INTERNATIONAL = "intl", _("An international body")
    SERVICE = "service", _("Another organisation that helps the clients")
    CLIENT = "client", _("The client")
    SUCCESSOR = "succ", _("The new coordinating organisation")
    OURSELVES = "own", _("Our own programme")


CONSENT_NEEDED: dict[str, ConsentPurpose | None] = {
    ExportRecipient.LAWYER: ConsentPurpose.REFER,
    ExportRecipient.COURT: ConsentPurpose.AUTHORITY,
    ExportRecipient.INTERNATIONAL: ConsentPurpose.REFER,
    ExportRecipient.SERVICE: ConsentPurpose.REFER,
    ExportRecipient.CLIENT: None,
    ExportRecipient.SUCCESSOR: None,
    ExportRecipient.OURSELVES: None,
}
"""What the client has to have agreed to before the recipient gets the case, besides that the case is kept."""


PURPOSE_OF: dict[str, ExportPurpose] = {
    ExportRecipient.CLIENT: ExportPurpose.CLIENT,
    ExportRecipient.SUCCESSOR: ExportPurpose.HANDOVER,
    ExportRecipient.OURSELVES: ExportPurpose.SAFE,
}
"""Who needs no further consent gets it for this alone: nobody writes “ourselves” and means a lawyer."""


class ExportPart(models.TextChoices):
    """What goes out besides the coded facts."""

    NARRATIVES = "narratives", _("Narratives")
    COMMENTS = "comments", _("Comments of the review")
    NOTES = "notes", _("Notes on help given")
    UNITS = "units", _("Stations, departments and hospitals of violators")
    FILES = "files", _("Files of evidence, cleaned of traces")
    ORIGINALS = "originals", _("Untouched originals of files, where they are kept")


class ExportRefusal(models.TextChoices):
    """Why the second person refused."""

    TOO_MANY = "too_many", _("More cases or parts than it needs")
    NOT_NEEDED = "not_needed", _("Coded facts are enough")
    RECIPIENT = "recipient", _("The recipient is not known, or the key was not compared")
    ASK_FIRST = "ask_first", _("Talk to me first")
    DANGER = "danger", _("It could harm somebody")


class ExportEnd(models.TextChoices):
    """How a request ended without a download."""

    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


class ExportLeftOut(models.TextChoices):
    """Why a case is not in the file although it was asked for."""

    ERASED = "erased", _("erased")
    PRACTICE = "practice", _("a practice case")
    DRAFT = "draft", _("a draft")
    RECORD = "record", _("the client no longer agrees that the case is kept")
    AGREED = "agreed", _("the client has not agreed that this recipient gets it")
    KEY = "key", _("nobody has given you its key yet")
    BROKEN = "broken", _("a text was changed behind the system's back")
    GONE = "gone", _("no longer in your sight")


class ExportState(models.TextChoices):
    """Where a request stands; worked out from its moments, not stored."""

    WAITING = "waiting", _("Waits for a second person")
    APPROVED = "approved", _("Approved, not yet downloaded")
    DOWNLOADED = "downloaded", _("Downloaded")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")
    EXPIRED = "expired", _("Too late: nobody approved or downloaded it in time")


class ContentExportQuerySet(models.QuerySet["ContentExport"]):
    """Requests."""

    def open(self) -> Self:
        """Those with which something can still be done."""
        now = timezone.now()
        asked = Q(approved_at=None, requested_at__gt=now - datetime.timedelta(days=REQUEST_DAYS))
        return self.filter(asked | Q(expires_at__gt=now), ended_at=None, downloaded_at=None)


class ContentExport(models.Model):
    """A request for the opened content of cases: asked for by one person, approved by another, downloaded once.

    The cases are frozen as row numbers when it is made, so that the second person sees exactly what goes out. Nothing
    of what it asks for changes afterwards: `digest` says what the second person agreed to.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "requested_by": Sensitivity.CONFIDENTIAL,
        "requested_at": Sensitivity.INTERNAL,
        "purpose": Sensitivity.INTERNAL,
        "recipient": Sensitivity.INTERNAL,
        "recipient_key": Sensitivity.INTERNAL,
        "language": Sensitivity.INTERNAL,
        "parts": Sensitivity.INTERNAL,
        "case_ids": Sensitivity.INTERNAL,
        "left_out": Sensitivity.INTERNAL,
        "approved_by": Sensitivity.CONFIDENTIAL,
        "approved_at": Sensitivity.INTERNAL,
        "approved_digest": Sensitivity.INTERNAL,
        "expires_at": Sensitivity.INTERNAL,
        "ended_as": Sensitivity.INTERNAL,
        "ended_by": Sensitivity.CONFIDENTIAL,
        "ended_at": Sensitivity.INTERNAL,
        "refusal": Sensitivity.INTERNAL,
        "downloaded_at": Sensitivity.INTERNAL,
        "sha256": Sensitivity.INTERNAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="content_exports")
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    purpose = models.CharField(_("what for"), max_length=10, choices=ExportPurpose.choices)
    recipient = models.CharField(_("for whom"), max_length=8, choices=ExportRecipient.choices)
    recipient_key = models.CharField(max_length=62, blank=True)
    """The recipient's public age key; empty where the file is sealed with a passphrase, which is stored nowhere."""
    language = models.CharField(_("language"), max_length=2)
    """Of the pages for reading."""
    parts = models.JSONField(default=list)
    """Codes of `ExportPart`, sorted."""
    case_ids = models.JSONField()
    """Row numbers, sorted: no foreign keys, because an erased case leaves the request as it was."""
    left_out = models.JSONField(default=dict)
    """Why -> how many of the cases asked for were left out when the request was made."""
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_as = models.CharField(max_length=9, choices=ExportEnd.choices, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(_("why not"), max_length=10, choices=ExportRefusal.choices, blank=True)
    downloaded_at = models.DateTimeField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the sealed file, to compare by telephone."""

    objects = ContentExportQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["programme", "-requested_at"], name="content_export_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=ExportPurpose.values), name="content_export_purpose_known"),
            models.CheckConstraint(
                condition=Q(recipient__in=ExportRecipient.values), name="content_export_recipient_known"
            ),
            models.CheckConstraint(
                condition=Q(recipient_key__regex=r"^(age1[02-9ac-hj-np-z]{58})?$"), name="content_export_key_is_public"
            ),
            models.CheckConstraint(
                condition=Q(parts__contained_by=sorted(ExportPart.values)), name="content_export_parts_known"
            ),
            models.CheckConstraint(condition=~Q(parts=[]) & ~Q(case_ids=[]), name="content_export_not_empty"),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_at=None, approved_digest="", expires_at=None)
                | (
                    Q(approved_by__isnull=False, approved_at__isnull=False, expires_at__isnull=False)
                    & Q(approved_at__gte=F("requested_at"), expires_at__gt=F("approved_at"))
                    & Q(approved_digest__regex=r"^[0-9a-f]{64}$")
                ),
                name="content_export_approved_whole",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("requested_by")), name="content_export_two_people"
            ),
            models.CheckConstraint(
                condition=Q(ended_as="", ended_by=None, ended_at=None, refusal="")
                | (
                    Q(ended_by__isnull=False, ended_at__isnull=False)
                    & (
                        (
                            Q(ended_as=ExportEnd.REFUSED, refusal__in=ExportRefusal.values)
                            & ~Q(ended_by=F("requested_by"))
                        )
                        | Q(ended_as=ExportEnd.WITHDRAWN, ended_by=F("requested_by"), refusal="")
                    )
                ),
                name="content_export_ended_whole",
            ),
            models.CheckConstraint(
                condition=Q(downloaded_at=None, sha256="")
                | Q(
                    downloaded_at__gte=F("approved_at"),
                    downloaded_at__lte=F("expires_at"),
                    downloaded_at__isnull=False,
                    approved_at__isnull=False,
                    ended_at=None,
                    sha256__regex=r"^[0-9a-f]{64}$",
                ),
                name="content_export_downloaded_when_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {len(self.case_ids)}"

    @property
    def digest(self) -> str:
        """What is asked for, as one number: the second person agrees to this and to nothing else."""
        asked = [
            str(self.public_id),
            self.programme_id,
            self.requested_by_id,
            self.purpose,
            self.recipient,
            self.recipient_key,
            self.language,
            self.parts,
            self.case_ids,
        ]
        return hashlib.sha256(json.dumps(asked).encode()).hexdigest()

    @property
    def asked_until(self) -> datetime.datetime:
        """Until when somebody can approve it."""
        return self.requested_at + datetime.timedelta(days=REQUEST_DAYS)

    @property
    def state(self) -> ExportState:
        """Where it stands now."""
        if self.ended_as:
            return ExportState(self.ended_as)
        if self.downloaded_at is not None:
            return ExportState.DOWNLOADED
        until = self.expires_at or self.asked_until
        if until <= timezone.now():
            return ExportState.EXPIRED
        return ExportState.APPROVED if self.approved_at is not None else ExportState.WAITING
