"""The one table that holds what people wrote. Ciphertext only."""

from typing import ClassVar

from django.db import models

from documenters.sensitivity import Sensitivity
from react_cases.models.case import Case


class SealedText(models.Model):
    """One sealed value: a field of a case, or of a comment, response or violator of it.

    Lists and statistics never touch this table. It is read and written by `actions.sealing` alone.
    """

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "case": Sensitivity.INTERNAL,
        "part": Sensitivity.INTERNAL,
        "part_id": Sensitivity.INTERNAL,
        "field": Sensitivity.INTERNAL,
        "generation": Sensitivity.INTERNAL,
        "ciphertext": Sensitivity.SEALED,
    }

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="sealed_texts")
    part = models.CharField(max_length=16)
    part_id = models.BigIntegerField()
    field = models.CharField(max_length=16)
    generation = models.PositiveSmallIntegerField()
    ciphertext = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "part", "part_id", "field"], name="sealed_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.part} {self.field}"
