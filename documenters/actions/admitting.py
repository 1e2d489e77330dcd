"""Letting a colleague read: somebody who reads already says that this is the colleague's key (docs/adr/0038)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.access import has_permission
from documenters.actions.index_keys import index_key_complete
from documenters.actions.vaults import (
    Owner,
    granted_keys,
    open_vault,
    owners_of,
    programme_of_owner,
    vault_ensure,
    vault_grant,
    vault_renew,
)
from documenters.audit import record
from documenters.models import MemberKey, Organisation, Programme, User, Vault
from documenters.permissions import Permission, Role
from documenters.vault.opened import KeyLocked, KeyMissing


@transaction.atomic
def vault_admit(user: User, *, by: User | None) -> list[Vault]:
    """Let a person hold the vaults that their roles entitle them to, as far as `by` can give them.

    Where nobody is left who could open the vault of an organisation, its programme's coordinator begins a new
    generation for the person. The server admits by itself in server mode (`by` is nobody then). Raises
    `PermissionDenied` for people who may not admit, or whose own key opens nothing here; `KeyMissing` where the person
    has no key yet.
    """
    # Whoever is released or begins a new key in this moment waits until this is done, or this for them.
    places = sorted({programme_of_owner(owner).pk for owner in _places_of(user)})
    list(Programme.objects.select_for_update(no_key=True).filter(pk__in=places).order_by("pk"))
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    key = MemberKey.objects.current().filter(user=user).first()
    if key is None:
        raise KeyMissing
    if by is not None and not (may_admit(user, by=by) and _can_vouch(user, by)):
        raise PermissionDenied(Permission.KEY_ADMIT)
    if key.admitted_at is None:
        key.admitted_at, key.admitted_by = timezone.now(), by
        key.save(update_fields=["admitted_at", "admitted_by"])
        record("member.key_admitted", user, by=by)
    given = [vault for owner in owners_of(user) if (vault := _given(owner, key, by)) is not None]
    for programme in dict.fromkeys([*(programme_of_owner(vault.owner) for vault in given), *_documented(user)]):
        index_key_complete(programme, by=by)
    for vault in given:
        organisation = vault.organisation
        record("vault.admitted", user, by=by, programme=programme_of_owner(vault.owner), organisation=organisation)
    return given


def _documented(user: User) -> list[Programme]:
    held = user.memberships.filter(ended_at=None, role=Role.DOCUMENTER).select_related("programme")
    return list(dict.fromkeys(row.programme for row in held))


def _given(owner: Owner, key: MemberKey, by: User | None) -> Vault | None:
    """The vault that was given to the key just now; nothing where it holds it already, or `by` cannot give it."""
    vault = vault_ensure(owner)
    if vault is None or vault.grants.filter(member_key=key).exists():
        return None
    if by is not None and not may_admit_to(owner, by=by):
        return None
    try:
        private = open_vault(vault, by=by)
    except (KeyMissing, KeyLocked):
        if isinstance(owner, Organisation) and not granted_keys(vault) and by is not None and _coordinates(owner, by):
            return vault_renew(vault, [key], by=by)
        return None
    vault_grant(vault, key, private, by=by)
    return vault


def may_admit(user: User, *, by: User) -> bool:
    """May this person say of the other: this is her key? Nobody says it of themselves."""
    return user.pk != by.pk and any(may_admit_to(owner, by=by) for owner in _places_of(user))


def _places_of(user: User) -> list[Owner]:
    """Where the person reads or records cases."""
    recorded_in = Organisation.objects.filter(
        memberships__user=user, memberships__ended_at=None, memberships__role=Role.DOCUMENTER
    )
    return [*owners_of(user), *recorded_in.select_related("programme")]


def _can_vouch(user: User, by: User) -> bool:
    """Does the key of `by` open anything there? Two people whom nobody has admitted do not admit each other."""
    places = [owner for owner in _places_of(user) if may_admit_to(owner, by=by)]
    return any(_holds(owner, by) or _holds(programme_of_owner(owner), by) for owner in places)


def _holds(owner: Owner, by: User) -> bool:
    vault = vault_ensure(owner)
    try:
        return vault is not None and bool(open_vault(vault, by=by))
    except (KeyMissing, KeyLocked):
        return False


def may_admit_to(owner: Owner, *, by: User) -> bool:
    """May this person let others read with this vault?"""
    if isinstance(owner, Organisation):
        return has_permission(by, Permission.KEY_ADMIT, organisation=owner)
    return has_permission(by, Permission.KEY_ADMIT, programme=owner)


def _coordinates(owner: Organisation, by: User) -> bool:
    programme = owner.programme
    return has_permission(by, Permission.KEY_ADMIT, programme=programme) and _holds(programme, by)
