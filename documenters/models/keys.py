"""Keys of people and of those who read together. Public halves, and private halves that are sealed to somebody.

No row here opens anything without what a person knows: a passphrase, a recovery code, two of three paper shares
(docs/adr/0038). Only in server mode a key of the environment opens the vaults as well.
"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from documenters.models.organisation import Organisation
from documenters.models.programme import Programme
from documenters.models.user import User
from documenters.sensitivity import Sensitivity

ONE_OWNER = Q(organisation=None, programme__isnull=False) | Q(organisation__isnull=False, programme=None)


class KeyQuerySet(models.QuerySet["MemberKey"]):
    """Keys of people."""

    def current(self) -> Self:
        """Those in use."""
        return self.filter(retired_at=None)


class MemberKey(models.Model):
    """The key pair of one person. A new one begins where the passphrase and the recovery code of the old are lost."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "user": Sensitivity.CONFIDENTIAL,
        "generation": Sensitivity.INTERNAL,
        "public_key": Sensitivity.INTERNAL,
        "by_passphrase": Sensitivity.SEALED,
        "by_code": Sensitivity.SEALED,
        "code_confirmed_at": Sensitivity.INTERNAL,
        "made_at": Sensitivity.INTERNAL,
        "admitted_at": Sensitivity.INTERNAL,
        "admitted_by": Sensitivity.CONFIDENTIAL,
        "retired_at": Sensitivity.INTERNAL,
    }

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="keys")
    generation = models.PositiveSmallIntegerField(default=1)
    public_key = models.BinaryField(max_length=65)
    by_passphrase = models.BinaryField()
    """The private half, wrapped by the passphrase; empty once nobody needs it any more."""
    by_code = models.BinaryField(null=True, blank=True)
    """The private half, wrapped by the recovery code."""
    code_confirmed_at = models.DateTimeField(null=True, blank=True)
    """When the person typed the recovery code back."""
    made_at = models.DateTimeField(auto_now_add=True)
    admitted_at = models.DateTimeField(null=True, blank=True)
    """When a colleague said: this is her key. Before that nothing of others, and nothing older, is sealed to it."""
    admitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    """Nobody where the server admits, or somebody began a vault."""
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = KeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "generation"], name="member_key_generation_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(retired_at=None), name="member_key_current_once"),
            models.CheckConstraint(
                condition=Q(by_code=None) | Q(code_confirmed_at__isnull=False), name="member_key_code_was_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.generation}"


class EscrowKey(models.Model):
    """A key pair whose private half exists on paper alone, in three shares of which two are enough."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "organisation": Sensitivity.CONFIDENTIAL,
        "programme": Sensitivity.INTERNAL,
        "public_key": Sensitivity.INTERNAL,
        "made_at": Sensitivity.INTERNAL,
        "retired_at": Sensitivity.INTERNAL,
    }

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="escrow_keys", null=True, blank=True
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="escrow_keys", null=True, blank=True
    )
    public_key = models.BinaryField(max_length=65)
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_OWNER, name="escrow_key_has_one_owner"),
            models.UniqueConstraint(
                fields=["organisation", "programme"],
                condition=Q(retired_at=None),
                nulls_distinct=False,
                name="escrow_key_current_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class VaultQuerySet(models.QuerySet["Vault"]):
    """Vaults."""

    def current(self) -> Self:
        """Those to which new cases are sealed."""
        return self.filter(retired_at=None)

    def of(self, owner: Organisation | Programme) -> Self:
        """Every generation of one owner's vault."""
        return self.filter(**{"organisation" if isinstance(owner, Organisation) else "programme": owner})


class Vault(models.Model):
    """One generation of the key pair with which the mentors of an organisation, or the coordinators, read together."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "organisation": Sensitivity.CONFIDENTIAL,
        "programme": Sensitivity.INTERNAL,
        "generation": Sensitivity.INTERNAL,
        "public_key": Sensitivity.INTERNAL,
        "by_server": Sensitivity.SEALED,
        "made_at": Sensitivity.INTERNAL,
        "retired_at": Sensitivity.INTERNAL,
    }

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="vaults", null=True, blank=True
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="vaults", null=True, blank=True)
    generation = models.PositiveSmallIntegerField(default=1)
    public_key = models.BinaryField(max_length=65)
    by_server = models.BinaryField(null=True, blank=True)
    """In server mode the private half, wrapped by a key of the environment."""
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    """When a newer generation took over. Its case keys go on standing under this one until they are re-wrapped."""

    objects = VaultQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_OWNER, name="vault_has_one_owner"),
            models.UniqueConstraint(
                fields=["organisation", "programme", "generation"],
                nulls_distinct=False,
                name="vault_generation_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "programme"],
                condition=Q(retired_at=None),
                nulls_distinct=False,
                name="vault_current_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id or ''}|{self.programme_id or ''}/{self.generation}"

    @property
    def owner(self) -> Organisation | Programme:
        """Whose vault it is."""
        owner = self.organisation or self.programme
        assert owner is not None  # noqa: S101  the constraint `vault_has_one_owner`
        return owner


ONE_HOLDER = Q(member_key=None, escrow__isnull=False) | Q(member_key__isnull=False, escrow=None)


class VaultGrant(models.Model):
    """The private half of a vault, sealed to one person or to the paper shares."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "vault": Sensitivity.INTERNAL,
        "member_key": Sensitivity.CONFIDENTIAL,
        "escrow": Sensitivity.INTERNAL,
        "sealed": Sensitivity.SEALED,
        "granted_by": Sensitivity.CONFIDENTIAL,
        "granted_at": Sensitivity.INTERNAL,
    }

    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="grants")
    member_key = models.ForeignKey(
        MemberKey, on_delete=models.CASCADE, related_name="vault_grants", null=True, blank=True
    )
    escrow = models.ForeignKey(EscrowKey, on_delete=models.CASCADE, related_name="vault_grants", null=True, blank=True)
    sealed = models.BinaryField()
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    """Who admitted; nobody where the first member began, the server did it or the paper shares."""
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_HOLDER, name="vault_grant_has_one_holder"),
            models.UniqueConstraint(
                fields=["vault", "member_key", "escrow"], nulls_distinct=False, name="vault_grant_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vault_id}: {self.member_key_id or ''}"


class IndexKeyGrant(models.Model):
    """The key of a programme's client codes, sealed to a vault or to one documenter."""

    SENSITIVITY: ClassVar = {
        "id": Sensitivity.INTERNAL,
        "programme": Sensitivity.INTERNAL,
        "vault": Sensitivity.INTERNAL,
        "member_key": Sensitivity.CONFIDENTIAL,
        "sealed": Sensitivity.SEALED,
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="index_key_grants")
    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="index_key_grants", null=True, blank=True)
    member_key = models.ForeignKey(
        MemberKey, on_delete=models.CASCADE, related_name="index_key_grants", null=True, blank=True
    )
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(vault=None, member_key__isnull=False) | Q(vault__isnull=False, member_key=None),
                name="index_key_grant_has_one_holder",
            ),
            models.UniqueConstraint(
                fields=["programme", "vault", "member_key"], nulls_distinct=False, name="index_key_grant_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.vault_id or ''} {self.member_key_id or ''}"
