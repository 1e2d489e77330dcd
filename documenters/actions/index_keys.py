"""The key of a programme's client codes: who has it, and who gives it to whom (docs/adr/0035).

It is made once and never renewed, or nobody would recognise a client again.
"""

import os
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from documenters.actions.vaults import open_vault, require_opened, server_reads, vault_ensure
from documenters.models import IndexKeyGrant, MemberKey, Programme, User, Vault, VaultGrant
from documenters.permissions import Role
from documenters.vault.hpke import PrivateKey, open_with, seal_to
from documenters.vault.opened import KeyLocked, KeyMissing
from documenters.vault.primitives import KEY_BYTES


def index_key(programme: Programme, *, by: User) -> bytes:
    """The key of the programme's client codes, 32 bytes.

    Raises `KeyLocked` where the person's key is not open, `KeyMissing` where nobody has given it to them yet.
    """
    grants = IndexKeyGrant.objects.filter(programme=programme)
    if not grants.exists() and vault_ensure(programme) is not None:
        # The very first: where no case was written yet, there was no vault to give it to either.
        index_key_complete(programme, by=by)
    if server_reads():
        vault = vault_ensure(programme)
        served = grants.filter(vault=vault).select_related("vault__programme", "vault__organisation").first()
        if served is not None and served.vault is not None and served.vault.by_server is not None:
            return index_opened(served, open_vault(served.vault, by=by))
    opened = require_opened(by)
    own = grants.filter(member_key=opened.member_key_id).first()
    if own is not None:
        return index_opened(own, opened.private)
    held = VaultGrant.objects.filter(member_key=opened.member_key_id).values("vault")
    shared = grants.filter(vault__in=held).select_related("vault__programme", "vault__organisation").first()
    if shared is None or shared.vault is None:
        raise KeyMissing
    return index_opened(shared, open_vault(shared.vault, by=by))


@transaction.atomic
def index_key_complete(programme: Programme, *, by: User | None) -> int:
    """Give the key of client codes to every vault and admitted documenter of the programme that lacks it."""
    lacking = _without_index_key(programme)
    if not lacking:
        return 0
    if not IndexKeyGrant.objects.filter(programme=programme).exists():
        return _begin(programme, lacking)
    try:
        key = index_key(programme, by=by) if by is not None else _index_by_server(programme)
    except (KeyMissing, KeyLocked):
        return 0
    for holder in lacking:
        index_give(programme, holder, key)
    return len(lacking)


def _begin(programme: Programme, holders: Sequence[Vault | MemberKey]) -> int:
    """Make the key, once and for all: codes made with another would match no client."""
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    if vault_ensure(programme) is None or IndexKeyGrant.objects.filter(programme=programme).exists():
        return 0
    key = os.urandom(KEY_BYTES)
    for holder in holders:
        index_give(programme, holder, key)
    return len(holders)


def _without_index_key(programme: Programme) -> list[Vault | MemberKey]:
    grants = IndexKeyGrant.objects.filter(programme=programme)
    vaults = Vault.objects.current().filter(Q(programme=programme) | Q(organisation__programme=programme))
    people = MemberKey.objects.current().filter(
        admitted_at__isnull=False,
        user__memberships__programme=programme,
        user__memberships__role=Role.DOCUMENTER,
        user__memberships__ended_at=None,
    )
    return [
        *vaults.exclude(pk__in=grants.filter(vault__isnull=False).values("vault")),
        *people.exclude(pk__in=grants.filter(member_key__isnull=False).values("member_key")).distinct(),
    ]


def _index_by_server(programme: Programme) -> bytes:
    if not server_reads():
        raise KeyLocked
    vault = vault_ensure(programme)
    grant = IndexKeyGrant.objects.filter(programme=programme, vault=vault).first()
    if vault is None or grant is None:
        raise KeyMissing
    return index_opened(grant, open_vault(vault, by=None))


def index_give(programme: Programme, holder: Vault | MemberKey, key: bytes) -> None:
    """Seal the key to a vault or a documenter. The caller has decided that they may have it."""
    held = {"vault": holder} if isinstance(holder, Vault) else {"member_key": holder}
    sealed = seal_to(bytes(holder.public_key), key, _index_info(programme.pk, holder))
    IndexKeyGrant.objects.get_or_create(programme=programme, **held, defaults={"sealed": sealed})


def index_opened(grant: IndexKeyGrant, private: PrivateKey) -> bytes:
    """The key out of what was sealed to the holder of this private half."""
    holder = grant.vault or grant.member_key
    assert holder is not None  # noqa: S101  the constraint `index_key_grant_has_one_holder`
    return open_with(private, bytes(grant.sealed), _index_info(grant.programme_id, holder))


def _index_info(programme_id: int, holder: Vault | MemberKey) -> bytes:
    kind = "vault" if isinstance(holder, Vault) else "member"
    return f"v1|index-key|{programme_id}|{kind}:{holder.pk}".encode()
