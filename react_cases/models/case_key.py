"""The key of one case, sealed to each of those who may open the case."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from documenters.models import MemberKey, Vault
from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case


class CaseKey(models.Model):
    """A case's random key, sealed to its author, to the organisation's vault or to the programme's.

    Without these rows nobody opens anything of the case ever again. They are dumped apart from the data.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "vault": Sensitivity.INTERNAL,
        "member_key": Sensitivity.CONFIDENTIAL,
        "sealed": Sensitivity.SEALED,
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="keys")
    vault = models.ForeignKey(Vault, on_delete=models.PROTECT, related_name="case_keys", null=True, blank=True)
    member_key = models.ForeignKey(MemberKey, on_delete=models.PROTECT, related_name="case_keys", null=True, blank=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(vault=None, member_key__isnull=False) | Q(vault__isnull=False, member_key=None),
                name="case_key_has_one_holder",
            ),
            models.UniqueConstraint(fields=["case", "vault", "member_key"], nulls_distinct=False, name="case_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.vault_id or ''} {self.member_key_id or ''}"
