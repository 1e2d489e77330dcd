"""A person who logs in."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from documenters.sensitivity import Sensitivity


class UserManager(BaseUserManager["User"]):
    """Makes people. There is no superuser: no account of this system sees everything."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        """Make a person with a hashed password; without one the person cannot log in."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who logs in. What they may do follows from their memberships."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "public_id": Sensitivity.INTERNAL,
        "username": Sensitivity.CONFIDENTIAL,
        "password": Sensitivity.CONFIDENTIAL,
        "display_name": Sensitivity.CONFIDENTIAL,
        "language": Sensitivity.INTERNAL,
        "is_active": Sensitivity.INTERNAL,
        "session_generation": Sensitivity.INTERNAL,
        "last_login": Sensitivity.CONFIDENTIAL,
        "joined_at": Sensitivity.INTERNAL,
        "uses_keys": Sensitivity.INTERNAL,
        "notice_address": Sensitivity.SEALED,
        "notice_sent_at": Sensitivity.INTERNAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False)
    """Stands in addresses instead of the number."""
    username = models.CharField(
        _("user name"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("This user name is taken.")},
    )
    display_name = models.CharField(_("name shown to colleagues"), max_length=80, blank=True)
    language = models.CharField(
        _("language"), max_length=2, default="ru", choices=[("ru", "Русский"), ("ky", "Кыргызча"), ("en", "English")]
    )
    is_active = models.BooleanField(_("active"), default=True)
    session_generation = models.PositiveIntegerField(default=0)
    """Raising it ends every session of the person: each carries a hash of it (see `actions.sessions`)."""
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    uses_keys = models.BooleanField(_("single keys as short cuts"), default=True)
    notice_address = models.BinaryField(null=True, blank=True)
    """A mail address for "you have one task", sealed: a stolen database names nobody's mailbox."""
    notice_sent_at = models.DateTimeField(null=True, blank=True)
    """When the last such mail was set going; the next one waits until the person has logged in."""

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["username"]

    def __str__(self) -> str:
        return self.display_name or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to stay valid: it changes with the password and with `session_generation`."""
        salt = "documenters.models.user.session_auth_hash"
        value = f"{self.password}:{self.session_generation}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()
