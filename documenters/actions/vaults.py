"""Who reads together: the vaults of organisations and programmes, who is granted them, and what renews them.

A vault is a key pair. Cases are sealed to its public half; its private half is sealed to each of its holders: the
mentors of an organisation, the coordinators of a programme, and paper shares where there are some (docs/adr/0038).
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from documenters.audit import record
from documenters.models import (
    EscrowKey,
    IndexKeyGrant,
    MemberKey,
    Organisation,
    Programme,
    User,
    Vault,
    VaultGrant,
)
from documenters.permissions import Role
from documenters.vault.hpke import (
    PrivateKey,
    new_private_key,
    open_with,
    private_from_bytes,
    private_to_bytes,
    public_of,
    seal_to,
)
from documenters.vault.keyring import server_vault_key
from documenters.vault.opened import KeyLocked, KeyMissing, OpenedKey, opened_key
from documenters.vault.primitives import open_bytes, seal_bytes

SERVER = "server"

STILL_SEALED_TO = timedelta(hours=1)
"""No request lasts so long."""

Owner = Organisation | Programme


class LastHolder(PermissionDenied):
    """Nobody else can open this vault, and there are no paper shares: what it holds would be lost."""

    def __init__(self, owner: Owner, user: User) -> None:
        super().__init__("last_holder")
        self.owner = owner
        self.user = user


def server_reads() -> bool:
    """Does the server open vaults by itself?"""
    return bool(settings.VAULT_MODE == SERVER)


def programme_of_owner(owner: Owner) -> Programme:
    """The programme that an owner belongs to, or is."""
    return owner.programme if isinstance(owner, Organisation) else owner


def owners_of(user: User) -> list[Owner]:
    """Whose vaults the person's roles entitle them to hold. Suspended people stay entitled."""
    held = user.memberships.filter(ended_at=None).select_related("programme")
    coordinated: list[Owner] = [row.programme for row in held if row.role == Role.COORDINATOR]
    mentored = Organisation.objects.select_related("programme").filter(
        programme__in=[row.programme_id for row in held if row.role == Role.MENTOR],
        mentor_assignments__mentor=user,
        mentor_assignments__ended_at=None,
    )
    return [*coordinated, *mentored]


def entitled_keys(owner: Owner) -> QuerySet[MemberKey]:
    """The current keys of everybody whose role entitles them to hold the vault now, the longest-serving first.

    Suspended people are left out, and with that of new generations too: whoever is reinstated is admitted again.
    """
    programme = programme_of_owner(owner)
    held = Q(user__is_active=True, user__memberships__programme=programme, user__memberships__ended_at=None)
    if isinstance(owner, Programme):
        found = MemberKey.objects.filter(held, user__memberships__role=Role.COORDINATOR)
    else:
        found = MemberKey.objects.filter(
            held,
            user__memberships__role=Role.MENTOR,
            user__mentor_assignments__organisation=owner,
            user__mentor_assignments__ended_at=None,
        )
    return found.current().order_by("user__memberships__started_at", "pk")


def granted_keys(vault: Vault) -> list[MemberKey]:
    """The keys of the people who hold this vault now: granted, in use, and still entitled to it."""
    granted = VaultGrant.objects.filter(vault=vault, member_key__isnull=False).values("member_key")
    return list(dict.fromkeys(entitled_keys(vault.owner).filter(pk__in=granted)))


def vault_of(owner: Owner) -> Vault | None:
    """The vault to which new cases are sealed; nothing where nobody could hold one yet."""
    return Vault.objects.of(owner).current().select_related("organisation", "programme").first()


def vault_ensure(owner: Owner) -> Vault | None:
    """The same, begun where there was none: by the server, or by the first person entitled who has a key."""
    vault = vault_of(owner)
    if vault is not None:
        return vault
    keys = list(entitled_keys(owner))
    if not server_reads():
        keys = keys[:1]
        if not keys:
            return None
    last = Vault.objects.of(owner).aggregate(last=Max("generation"))["last"] or 0
    try:
        with transaction.atomic():
            vault = _make(owner, last + 1, keys)
    except IntegrityError:
        return vault_of(owner)
    # Somebody's first key: one that follows another may be that of whoever has only reset a passphrase.
    first = MemberKey.objects.filter(pk__in=[key.pk for key in keys], admitted_at=None, generation=1)
    first.update(admitted_at=timezone.now())
    return vault


def open_vault(vault: Vault, *, by: User | None) -> PrivateKey:
    """The private half. `by` is nobody where a command of the server acts.

    Raises `KeyLocked` where the person's key is not open, `KeyMissing` where they are not granted this vault.
    """
    if server_reads() and vault.by_server is not None:
        return opened_by_server(vault)
    opened = require_opened(by)
    grant = VaultGrant.objects.filter(vault=vault, member_key=opened.member_key_id).first()
    if grant is None:
        raise KeyMissing
    return open_grant(grant, opened.private)


def require_opened(by: User | None) -> OpenedKey:
    """The person's open key; raises `KeyLocked` where it is not open."""
    opened = opened_key(by.pk) if by is not None else None
    if opened is None:
        raise KeyLocked
    return opened


def open_grant(grant: VaultGrant, private: PrivateKey) -> PrivateKey:
    """The private half of a vault out of what was sealed to this person or these paper shares."""
    return private_from_bytes(open_with(private, bytes(grant.sealed), _grant_info(grant)))


def openable_vaults(*, by: User) -> list[Vault]:
    """Every vault, of every generation, that the person reads with by their role, and that their key opens now.

    In server mode the server opens it for them. A grant that outlived the role counts for nothing here.
    """
    mine = Q(grants__member_key=opened.member_key_id) if (opened := opened_key(by.pk)) else Q(pk=None)
    if server_reads():
        mine = mine | Q(by_server__isnull=False)
    owners = owners_of(by)
    organisations = [owner.pk for owner in owners if isinstance(owner, Organisation)]
    programmes = [owner.pk for owner in owners if isinstance(owner, Programme)]
    held = Vault.objects.filter(Q(organisation__in=organisations) | Q(programme__in=programmes)).filter(mine)
    return list(held.select_related("organisation__programme", "programme").distinct())


def vault_grant(vault: Vault, key: MemberKey | EscrowKey, private: PrivateKey, *, by: User | None) -> VaultGrant:
    """Seal the private half of a vault to somebody's key, or to paper shares. The caller has decided that it may be."""
    member_key = key if isinstance(key, MemberKey) else None
    grant = VaultGrant(vault=vault, member_key=member_key, escrow=key if isinstance(key, EscrowKey) else None)
    grant.sealed = seal_to(bytes(key.public_key), private_to_bytes(private), _grant_info(grant))
    made, _is_new = VaultGrant.objects.get_or_create(
        vault=vault,
        member_key=grant.member_key,
        escrow=grant.escrow,
        defaults={"sealed": grant.sealed, "granted_by": by},
    )
    return made


def vault_renew(vault: Vault, keys: Collection[MemberKey], *, by: User | None) -> Vault:
    """Begin a new generation for these people. Takes public keys only; case keys are re-wrapped later, in batches."""
    owner = vault.owner
    vault.retired_at = timezone.now()
    vault.save(update_fields=["retired_at"])
    renewed = _make(owner, vault.generation + 1, keys)
    organisation = owner if isinstance(owner, Organisation) else None
    record("vault.renewed", renewed, by=by, programme=programme_of_owner(owner), organisation=organisation)
    return renewed


@transaction.atomic
def vault_leave(user: User, *, by: User | None) -> None:
    """Take away what the person's roles no longer entitle them to, and begin new generations without them.

    Called after the roles have changed. Raises `LastHolder` where nobody would be left to read.
    """
    entitled = {(type(owner), owner.pk) for owner in owners_of(user)}
    lost = VaultGrant.objects.filter(member_key__user=user).select_related("vault__organisation", "vault__programme")
    owners = {}
    for grant in lost:
        owner = grant.vault.owner
        if (type(owner), owner.pk) not in entitled:
            owners[type(owner), owner.pk] = owner
            grant.delete()
    for owner in owners.values():
        _go_on_without(owner, user, by)
    recorded_in = user.memberships.filter(ended_at=None, role=Role.DOCUMENTER).values("programme")
    IndexKeyGrant.objects.filter(member_key__user=user).exclude(programme__in=recorded_in).delete()


def _go_on_without(owner: Owner, user: User, by: User | None) -> None:
    vault = vault_of(owner)
    if vault is None or server_reads():
        return
    keys = granted_keys(vault)
    if keys:
        vault_renew(vault, keys, by=by)
    elif not VaultGrant.objects.filter(vault=vault, escrow__isnull=False).exists():
        raise LastHolder(owner, user)


def vault_forget_empty(vault: Vault) -> None:
    """Delete the grants of a generation that was renewed a while ago and under which nothing stands any more.

    Not at once: a request that began before the renewal may still seal something to it.
    """
    if vault.retired_at is not None and vault.retired_at < timezone.now() - STILL_SEALED_TO:
        vault.grants.all().delete()


def _make(owner: Owner, generation: int, keys: Iterable[MemberKey]) -> Vault:
    """A new generation, granted to these people and to the paper shares of the owner."""
    private = new_private_key()
    organisation = owner if isinstance(owner, Organisation) else None
    programme = owner if isinstance(owner, Programme) else None
    vault = Vault.objects.create(
        organisation=organisation,
        programme=programme,
        generation=generation,
        public_key=public_of(private),
        by_server=wrapped_for_server(owner, generation, private) if server_reads() else None,
    )
    for key in keys:
        vault_grant(vault, key, private, by=None)
    for paper in EscrowKey.objects.filter(retired_at=None, organisation=organisation, programme=programme):
        vault_grant(vault, paper, private, by=None)
    return vault


def opened_by_server(vault: Vault) -> PrivateKey:
    """The private half by the key of the environment, whatever the mode. Raises `SealBroken` for another such key."""
    return _opened_by_server(bytes(vault.by_server or b""), _place(vault.owner, vault.generation))


def wrapped_for_server(owner: Owner, generation: int, private: PrivateKey) -> bytes:
    """The private half as the server keeps it in server mode."""
    return seal_bytes(server_vault_key(), private_to_bytes(private), _place(owner, generation))


@lru_cache(maxsize=512)
def _opened_by_server(wrapped: bytes, place: bytes) -> PrivateKey:
    return private_from_bytes(open_bytes(server_vault_key(), wrapped, place))


def _place(owner: Owner, generation: int) -> bytes:
    kind = "organisation" if isinstance(owner, Organisation) else "programme"
    return f"v1|vault|{kind}:{owner.pk}|{generation}".encode()


def _grant_info(grant: VaultGrant) -> bytes:
    holder = f"member:{grant.member_key_id}" if grant.member_key_id else f"escrow:{grant.escrow_id}"
    return f"v1|vault-grant|{grant.vault_id}|{holder}".encode()
