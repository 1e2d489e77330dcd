"""The kinds of device that somebody has logged in from."""

from typing import ClassVar

from django.db import models

from documenters.models.user import User
from documenters.sensitivity import Sensitivity


class LoginDevice(models.Model):
    """One kind of device of one person, in two words: “Chrome, Android”. For the notice of a new one, nothing else."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "user": Sensitivity.CONFIDENTIAL,
        "label": Sensitivity.CONFIDENTIAL,
        "first_on": Sensitivity.CONFIDENTIAL,
        "is_noticed": Sensitivity.INTERNAL,
    }

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="login_devices")
    label = models.CharField(max_length=40)
    first_on = models.DateField()
    is_noticed = models.BooleanField(default=False)
    """The person has been told of it, on another device; the first device of all needs no telling."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "label"], name="login_device_once")]

    def __str__(self) -> str:
        return self.label
