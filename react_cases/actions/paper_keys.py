"""The key of each paper: the coordinators' vault holds it, and whoever else may read the paper (ADR 0039).

An entry of the library is for everybody who works in the programme: its key is sealed with a key that they all have
already, derived from that of the client codes. A story is also sealed to the one person who is asked to read it.
"""

import os
from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from documenters.actions.index_keys import index_key
from documenters.actions.member_keys import member_key_of
from documenters.actions.vaults import open_grant, open_vault, require_opened, server_reads, vault_ensure
from documenters.models import MemberKey, Programme, User, Vault, VaultGrant
from documenters.vault.hpke import PrivateKey, open_with, seal_to
from documenters.vault.opened import KeyMissing
from documenters.vault.primitives import KEY_BYTES, derive_key, open_bytes, seal_bytes
from react_cases.models import Paper, PaperKey


def paper_key_new(paper: Paper, *, by: User) -> bytes:
    """Make the key of a paper, sealed to the coordinators and, if it is shared, for everybody.

    Raises `KeyMissing` where no coordinator could hold it yet.
    """
    vault = vault_ensure(paper.programme)
    if vault is None:
        raise KeyMissing
    key = os.urandom(KEY_BYTES)
    rows = [_for_vault(paper.pk, vault, key)]
    if paper.is_shared:
        sealed = seal_bytes(_shared_key(paper.programme, by), key, _info(paper.pk, None, None))
        rows.append(PaperKey(paper=paper, sealed=sealed))
    PaperKey.objects.bulk_create(rows)
    return key


def paper_key_open(paper: Paper, *, by: User) -> bytes:
    """The key of a paper, 32 bytes, for somebody who may see it.

    Raises `KeyLocked` where the person's key is not open, `KeyMissing` where nothing of theirs opens it.
    """
    rows = list(paper.keys.select_related("vault__programme", "vault__organisation"))
    shared = next((row for row in rows if row.vault is None and row.member_key_id is None), None)
    if server_reads():
        for row in rows:
            if row.vault is not None and row.vault.by_server is not None:
                return _opened(row, open_vault(row.vault, by=by))
    own = require_opened(by)
    for row in rows:
        if row.member_key_id == own.member_key_id:
            return _opened(row, own.private)
    grants = VaultGrant.objects.filter(member_key=own.member_key_id, vault__in=[row.vault_id for row in rows])
    held = {grant.vault_id: grant for grant in grants}
    for row in rows:
        if row.vault_id in held:
            return _opened(row, open_grant(held[row.vault_id], own.private))
    if shared is None:
        raise KeyMissing
    return open_bytes(_shared_key(paper.programme, by), bytes(shared.sealed), _info(paper.pk, None, None))


def shared_keys_open(programme: Programme, papers: Collection[int], *, by: User) -> dict[int, bytes]:
    """The keys of papers that everybody who works in the programme opens, by the number of the paper.

    Raises `KeyLocked` where the person's key is not open, `KeyMissing` before a colleague has admitted it.
    """
    key = _shared_key(programme, by)
    rows = PaperKey.objects.filter(paper__in=papers, vault=None, member_key=None)
    return {row.paper_id: open_bytes(key, bytes(row.sealed), _info(row.paper_id, None, None)) for row in rows}


def paper_key_give(paper: Paper, user: User, *, by: User) -> None:
    """Seal the key to the person who is asked to read the paper. Raises `KeyMissing` for a key nobody has admitted.

    In server mode people need no key of their own: the server opens it for them.
    """
    if server_reads():
        return
    own = member_key_of(user)
    if own is None or own.admitted_at is None:
        raise KeyMissing
    key = paper_key_open(paper, by=by)
    PaperKey.objects.get_or_create(paper=paper, member_key=own, defaults={"sealed": _sealed_to(paper.pk, own, key)})


def paper_key_take(paper: Paper) -> None:
    """Nobody but the coordinators opens it from here on."""
    paper.keys.filter(member_key__isnull=False).delete()


def papers_under(vaults: Collection[Vault], *, using: str = "default") -> QuerySet[PaperKey]:
    """Keys of papers that stand under these vaults."""
    return PaperKey.objects.using(using).filter(vault__in=[vault.pk for vault in vaults]).order_by("pk")


def papers_rewrap(vault: Vault, private: PrivateKey, current: Vault, limit: int, *, using: str = "default") -> int:
    """Put keys of papers from a generation that was renewed under the present one; answers how many."""
    rows = list(papers_under([vault], using=using)[:limit])
    opened = ((row, _opened(row, private)) for row in rows)
    renewed = [_for_vault(row.paper_id, current, key) for row, key in opened]
    keys = PaperKey.objects.using(using)
    keys.bulk_create(renewed, ignore_conflicts=True)
    keys.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def papers_only_under(vaults: Collection[int], *, using: str) -> int:
    """How many papers nobody could open any more without these vaults."""
    keys = PaperKey.objects.using(using)
    others = keys.filter(paper=OuterRef("paper"), vault__isnull=False).exclude(vault__in=vaults)
    return keys.filter(vault__in=vaults).exclude(Exists(others)).values("paper").distinct().count()


def _opened(row: PaperKey, private: PrivateKey) -> bytes:
    return open_with(private, bytes(row.sealed), _info(row.paper_id, row.vault_id, row.member_key_id))


def _for_vault(paper_id: int, vault: Vault, key: bytes) -> PaperKey:
    sealed = seal_to(bytes(vault.public_key), key, _info(paper_id, vault.pk, None))
    return PaperKey(paper_id=paper_id, vault=vault, sealed=sealed)


def _sealed_to(paper_id: int, member: MemberKey, key: bytes) -> bytes:
    return seal_to(bytes(member.public_key), key, _info(paper_id, None, member.pk))


def _shared_key(programme: Programme, by: User) -> bytes:
    return derive_key(index_key(programme, by=by).hex(), "library")


def _info(paper_id: int, vault_id: int | None, member_key_id: int | None) -> bytes:
    holder = f"vault:{vault_id}" if vault_id else f"member:{member_key_id}" if member_key_id else "everybody"
    return f"v1|paper-key|{paper_id}|{holder}".encode()
