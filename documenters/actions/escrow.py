"""Paper shares: a key pair of a vault's owner whose private half exists on three papers alone, two of which are enough.

Made by a command of the operator, because somebody has to print and to carry the papers apart; what they open is given
to a member by another one. Neither needs the network.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from documenters.actions.vaults import (
    Owner,
    entitled_keys,
    open_grant,
    open_vault,
    openable_vaults,
    programme_of_owner,
    server_reads,
    vault_grant,
    vault_of,
)
from documenters.audit import record
from documenters.models import EscrowKey, MemberKey, Organisation, User, Vault, VaultGrant
from documenters.vault.hpke import PrivateKey, new_private_key, private_from_bytes, private_to_bytes, public_of
from documenters.vault.shares import Share, join, split


class NotEntitled(PermissionDenied):
    """The person's role does not let them read with this key: give them the role first."""


class NoKey(PermissionDenied):
    """The person has no key yet: they log in first."""


class WrongPapers(Exception):
    """These papers belong together, but to no key of this owner."""


class NothingSealed(Exception):
    """The papers are right, and nobody has sealed anything to them yet."""


def escrow_of(owner: Owner) -> EscrowKey | None:
    """The paper shares in use."""
    return _papers_of(owner).filter(retired_at=None).first()


@transaction.atomic
def escrow_make(owner: Owner, *, by: User | None) -> tuple[EscrowKey, list[Share]]:
    """Make three papers; what they stand for is in memory only, and only now.

    The vault is sealed to them by the next colleague who admits or renews; in server mode at once. Older papers go on
    working until then.
    """
    private = new_private_key()
    _papers_of(owner).filter(retired_at=None).update(retired_at=timezone.now())
    public_key = public_of(private)
    if isinstance(owner, Organisation):
        made = EscrowKey.objects.create(organisation=owner, public_key=public_key)
    else:
        made = EscrowKey.objects.create(programme=owner, public_key=public_key)
    vault = vault_of(owner)
    if vault is not None and server_reads() and vault.by_server is not None:
        _seal(vault, made, open_vault(vault, by=by), by)
    _log("vault.escrow_made", made, owner, by)
    return made, split(private_to_bytes(private))


@transaction.atomic
def escrow_complete(*, by: User) -> int:
    """Seal every vault that the person can open to paper shares that were made since; answers how many vaults."""
    vaults = openable_vaults(by=by)
    organisations = [vault.organisation_id for vault in vaults if vault.organisation_id]
    programmes = [vault.programme_id for vault in vaults if vault.programme_id]
    papers = EscrowKey.objects.filter(Q(organisation__in=organisations) | Q(programme__in=programmes), retired_at=None)
    waiting = {(row.organisation_id, row.programme_id): row for row in papers}
    sealed = set(VaultGrant.objects.filter(escrow__in=waiting.values()).values_list("vault", "escrow"))
    count = 0
    for vault in vaults:
        paper = waiting.get((vault.organisation_id, vault.programme_id))
        if paper is not None and (vault.pk, paper.pk) not in sealed:
            _seal(vault, paper, open_vault(vault, by=by), by)
            count += 1
    return count


@transaction.atomic
def escrow_recover(owner: Owner, shares: Iterable[Share], user: User, *, by: User | None) -> list[Vault]:
    """Let a person read with what two papers open; answers the generations of the vault.

    Their role must entitle them already: papers replace a colleague who admits, not the managers who give a role.
    Raises `SharesDoNotFit`, `WrongPapers`, `NothingSealed`, `NotEntitled` or `NoKey`.
    """
    private = private_from_bytes(join(shares))
    papers = [row for row in _papers_of(owner) if bytes(row.public_key) == public_of(private)]
    if not papers:
        raise WrongPapers
    key = MemberKey.objects.current().filter(user=user).first()
    if key is None:
        raise NoKey
    if not entitled_keys(owner).filter(pk=key.pk).exists():
        raise NotEntitled
    grants = VaultGrant.objects.filter(escrow__in=papers).select_related("vault__organisation", "vault__programme")
    vaults = [_given(grant, key, private, by) for grant in grants.order_by("vault__generation")]
    if not vaults:
        raise NothingSealed
    if key.admitted_at is None:
        key.admitted_at = timezone.now()
        key.save(update_fields=["admitted_at"])
    _log("vault.recovered", user, owner, by)
    return vaults


def _papers_of(owner: Owner) -> QuerySet[EscrowKey]:
    return EscrowKey.objects.filter(**{"organisation" if isinstance(owner, Organisation) else "programme": owner})


def _given(grant: VaultGrant, key: MemberKey, private: PrivateKey, by: User | None) -> Vault:
    vault_grant(grant.vault, key, open_grant(grant, private), by=by)
    return grant.vault


def _seal(vault: Vault, paper: EscrowKey, private: PrivateKey, by: User | None) -> None:
    vault_grant(vault, paper, private, by=by)
    vault.grants.filter(escrow__isnull=False).exclude(escrow=paper).delete()


def _log(action: str, target: EscrowKey | User, owner: Owner, by: User | None) -> None:
    organisation = owner if isinstance(owner, Organisation) else None
    record(action, target, by=by, programme=programme_of_owner(owner), organisation=organisation)
