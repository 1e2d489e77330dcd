"""An organisation (NGO) of a programme."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from documenters.models.programme import Programme
from documenters.sensitivity import Sensitivity


class Organisation(models.Model):
    """An NGO. Its name never leaves the programme: since 2024 a name alone can bring an inspection."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "name": Sensitivity.CONFIDENTIAL,
        "is_active": Sensitivity.INTERNAL,
    }

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("programme")
    )
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="organisation_name_unique_in_programme"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def public_id(self) -> UUID:
        """What addresses name it by: they tell nobody how many there are. Made of its number by the site's secret."""
        return UUID(bytes=salted_hmac("organisation", str(self.pk), algorithm="sha256").digest()[:16], version=4)
