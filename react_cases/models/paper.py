"""Papers: what the programme writes itself, as opposed to what is recorded about a case. Words and files are sealed.

Letters and replies, entries of the library, stories and drafts of reports are papers. Each has a key of its own, sealed
to the coordinators' vault, to somebody who is asked to read it, or to everybody who works in the programme (ADR 0039).
"""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documenters.access import reach_of
from documenters.models import MemberKey, Programme, User, Vault
from documenters.permissions import Role
from documenters.sensitivity import Sensitivity
from react_cases.models.choices import EvidenceKind


class PaperKind(models.TextChoices):
    """What a paper is."""

    ADVOCACY = "advocacy", _("Advocacy action")
    ENTRY = "entry", _("Entry of the library")
    STORY = "story", _("Story")
    SUBMISSION = "submission", _("Report to a treaty body")


class PaperQuerySet(models.QuerySet["Paper"]):
    """Papers."""

    def visible_to(self, user: User) -> Self:
        """Coordinators: all of their programme. A person who is asked to read one: that one. Documenters and mentors:
        what is shared with everybody who works in the programme."""
        reach = reach_of(user)
        works = Q(programme__memberships__in=user.memberships.filter(ended_at=None, role__in=WORKING))
        return self.filter(
            Q(programme__in=reach.programmes_as(Role.COORDINATOR)) | ((Q(reader=user) | Q(is_shared=True)) & works)
        ).distinct()


WORKING = (Role.DOCUMENTER, Role.MENTOR)
"""Roles beside the coordinators' that read the library."""


class Paper(models.Model):
    """One thing that the programme writes: who began it, and who may have it. What it says is in `PaperText`."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "kind": Sensitivity.INTERNAL,
        "is_shared": Sensitivity.INTERNAL,
        "reader": Sensitivity.CONFIDENTIAL,
        "made_by": Sensitivity.CONFIDENTIAL,
        "made_at": Sensitivity.INTERNAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=10, choices=PaperKind.choices)
    is_shared = models.BooleanField(default=False)
    """Everybody who works in the programme may read it: entries of the library."""
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    """Who is asked to read it, beside the coordinators."""
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="paper_kind_known"),
            models.CheckConstraint(
                condition=Q(is_shared=False) | Q(kind=PaperKind.ENTRY), name="paper_shared_is_an_entry"
            ),
            models.CheckConstraint(condition=Q(reader=None) | Q(kind=PaperKind.STORY), name="paper_reader_of_a_story"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class PaperKey(models.Model):
    """A paper's random key, sealed to the coordinators' vault, to one person, or with the key that all have.

    Without these rows nobody opens the paper ever again. They are dumped apart from the data.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "paper": Sensitivity.INTERNAL,
        "vault": Sensitivity.INTERNAL,
        "member_key": Sensitivity.CONFIDENTIAL,
        "sealed": Sensitivity.SEALED,
    }

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="keys")
    vault = models.ForeignKey(Vault, on_delete=models.PROTECT, related_name="paper_keys", null=True, blank=True)
    member_key = models.ForeignKey(
        MemberKey, on_delete=models.PROTECT, related_name="paper_keys", null=True, blank=True
    )
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(vault=None) | Q(member_key=None), name="paper_key_has_one_holder"),
            models.UniqueConstraint(
                fields=["paper", "vault", "member_key"], nulls_distinct=False, name="paper_key_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}: {self.vault_id or ''} {self.member_key_id or ''}"


class PaperText(models.Model):
    """One sealed text of a paper, with what was decided about personal data in it. `actions.papers` alone writes it."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "paper": Sensitivity.INTERNAL,
        "part": Sensitivity.INTERNAL,
        "part_id": Sensitivity.INTERNAL,
        "field": Sensitivity.INTERNAL,
        "ciphertext": Sensitivity.SEALED,
    }

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="texts")
    part = models.CharField(max_length=16)
    part_id = models.BigIntegerField()
    field = models.CharField(max_length=24)
    ciphertext = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["paper", "part", "part_id", "field"], name="paper_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.field}"


class FileRole(models.TextChoices):
    """What a file is in an advocacy action."""

    SENT = "sent", _("What we sent")
    ENCLOSED = "enclosed", _("Enclosure")
    REPLY = "reply", _("The reply")
    OTHER = "other", _("Something else")


class PaperFile(models.Model):
    """A cleaned file of a paper. Its name is sealed; its bytes are frames of ciphertext."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.INTERNAL,
        "paper": Sensitivity.INTERNAL,
        "number": Sensitivity.INTERNAL,
        "role": Sensitivity.INTERNAL,
        "kind": Sensitivity.INTERNAL,
        "content_type": Sensitivity.INTERNAL,
        "extension": Sensitivity.INTERNAL,
        "size": Sensitivity.INTERNAL,
        "frames": Sensitivity.INTERNAL,
        "added_by": Sensitivity.CONFIDENTIAL,
        "added_at": Sensitivity.INTERNAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField(_("number"))
    """Within the paper, in the order in which files came."""
    role = models.CharField(_("what it is"), max_length=8, choices=FileRole.choices)
    kind = models.CharField(_("kind"), max_length=8, choices=EvidenceKind.choices)
    content_type = models.CharField(max_length=40)
    extension = models.CharField(max_length=4)
    size = models.PositiveIntegerField(_("size"))
    """Bytes."""
    frames = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added"))

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="paper_file_number_once"),
            models.CheckConstraint(condition=Q(role__in=FileRole.values), name="paper_file_role_known"),
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="paper_file_kind_known"),
            models.CheckConstraint(condition=Q(frames__gte=1), name="paper_file_has_frames"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.number}"


class PaperFrame(models.Model):
    """One frame of a file of a paper."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "paper": Sensitivity.INTERNAL,
        "file": Sensitivity.INTERNAL,
        "number": Sensitivity.INTERNAL,
        "ciphertext": Sensitivity.SEALED,
    }

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(PaperFile, on_delete=models.CASCADE, related_name="stored_frames")
    number = models.PositiveSmallIntegerField()
    ciphertext = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="paper_frame_once")]

    def __str__(self) -> str:
        return str(self.number)
