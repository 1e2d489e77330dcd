"""Photos, documents, sound and video about a case. Their bytes are frames of ciphertext."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documenters.models import User
from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case
from react_cases.models.choices import EvidenceKind, EvidencePart, RemovalReason

_KEPT = Q(removed_at=None)
_NO_ORIGINAL = Q(original_sha256="", original_extension="", original_size=None, original_frames=None)
_REMOVED = Q(removed_at__isnull=False, removed_by__isnull=False, size=0, frames=0) & ~Q(removed_reason="")


class Evidence(models.Model):
    """One file, cleaned, and the original that it was made from where somebody asked for that.

    Its name and the note about its making are sealed texts. A deleted one stays as a line that says who and why; its
    bytes, its texts and the hash of its original are gone.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "number": Sensitivity.INTERNAL,
        "kind": Sensitivity.INTERNAL,
        "content_type": Sensitivity.INTERNAL,
        "extension": Sensitivity.INTERNAL,
        "size": Sensitivity.INTERNAL,
        "frames": Sensitivity.INTERNAL,
        "generation": Sensitivity.INTERNAL,
        "original_sha256": Sensitivity.CONFIDENTIAL,
        "original_extension": Sensitivity.INTERNAL,
        "original_size": Sensitivity.INTERNAL,
        "original_frames": Sensitivity.INTERNAL,
        "added_by": Sensitivity.CONFIDENTIAL,
        "added_at": Sensitivity.INTERNAL,
        "removed_by": Sensitivity.CONFIDENTIAL,
        "removed_at": Sensitivity.INTERNAL,
        "removed_reason": Sensitivity.INTERNAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence")
    number = models.PositiveSmallIntegerField(_("number"))
    """Within the case, never given twice: papers may name it."""
    kind = models.CharField(_("kind"), max_length=8, choices=EvidenceKind.choices)
    content_type = models.CharField(max_length=40)
    """Of the cleaned file."""
    extension = models.CharField(max_length=4)
    size = models.PositiveIntegerField(_("size"))
    """Bytes of the cleaned file."""
    frames = models.PositiveSmallIntegerField()
    generation = models.PositiveSmallIntegerField()
    """Of the key that its frames are sealed with."""
    original_sha256 = models.CharField(max_length=64, blank=True)
    original_extension = models.CharField(max_length=4, blank=True)
    original_size = models.PositiveIntegerField(null=True, blank=True)
    original_frames = models.PositiveSmallIntegerField(null=True, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added"))
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_reason = models.CharField(max_length=8, choices=RemovalReason.choices, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="evidence_number_once_in_case"),
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_known"),
            models.CheckConstraint(
                condition=Q(removed_reason__in=["", *RemovalReason.values]), name="evidence_removal_reason_known"
            ),
            models.CheckConstraint(
                condition=(_KEPT & Q(removed_by=None, removed_reason="", frames__gte=1)) | (_REMOVED & _NO_ORIGINAL),
                name="evidence_removed_or_kept",
            ),
            models.CheckConstraint(
                condition=_NO_ORIGINAL
                | (
                    Q(original_sha256__regex=r"^[0-9a-f]{64}$")
                    & Q(original_size__isnull=False, original_frames__isnull=False)
                ),
                name="evidence_original_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def has_original(self) -> bool:
        """Is the untouched original kept as well?"""
        return bool(self.original_sha256)

    def frame_count_of(self, part: EvidencePart) -> int:
        """How many frames one of the two files has."""
        return self.frames if part == EvidencePart.CLEANED else self.original_frames or 0

    def size_of(self, part: EvidencePart) -> int:
        """Bytes of one of the two files."""
        return self.size if part == EvidencePart.CLEANED else self.original_size or 0


class EvidenceFrame(models.Model):
    """Up to 64 kB of a file, sealed. Read and written by `actions.framing` alone.

    The case is named here as well, so that row-level security asks no second table.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "evidence": Sensitivity.INTERNAL,
        "part": Sensitivity.INTERNAL,
        "number": Sensitivity.INTERNAL,
        "ciphertext": Sensitivity.SEALED,
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence_frames", db_index=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="stored_frames", db_index=False)
    part = models.CharField(max_length=8, choices=EvidencePart.choices)
    number = models.PositiveSmallIntegerField()
    ciphertext = models.BinaryField()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["case"], name="evidence_frame_by_case")]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "part", "number"], name="evidence_frame_once"),
            models.CheckConstraint(condition=Q(part__in=EvidencePart.values), name="evidence_frame_part_known"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.number}"
