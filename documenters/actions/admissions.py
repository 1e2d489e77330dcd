"""What a person waits for until a colleague admits them, and who can. Reads only; everything is about oneself."""

from collections.abc import Iterable
from dataclasses import dataclass

from documenters.access import has_permission, programme_of
from documenters.actions.member_keys import member_key_of
from documenters.actions.vaults import Owner, granted_keys, owners_of, programme_of_owner, server_reads, vault_of
from documenters.models import MemberKey, Organisation, Programme, User, VaultGrant
from documenters.permissions import Permission, Role


@dataclass(frozen=True)
class Colleague:
    """Somebody who can admit."""

    user: User
    role: Role


def is_waiting(user: User) -> bool:
    """Does the person's role read or record cases, and has nobody admitted their key to all of it yet?"""
    key = member_key_of(user)
    if server_reads() or key is None or not has_permission(user, Permission.SEALED_OPEN):
        return False
    return bool(waited_for(user, key)) or (key.admitted_at is None and _documents(user))


def waited_for(user: User, key: MemberKey) -> list[Owner]:
    """The vaults that the person's roles entitle them to, and that others hold while this key does not."""
    found = []
    for owner in owners_of(user):
        vault = vault_of(owner)
        if vault is not None and not vault.grants.filter(member_key=key).exists():
            found.append(owner)
    return found


def admitting(user: User) -> list[Colleague]:
    """Who can admit this person: mentors of their organisations who read, and coordinators who read; each once."""
    key = member_key_of(user)
    if key is None:
        return []
    places: list[Owner] = list(waited_for(user, key))
    if _documents(user):
        places += Organisation.objects.filter(memberships__user=user, memberships__ended_at=None).distinct()
    programme = programme_of(user)
    places += [programme] if programme is not None else []
    return [Colleague(holder, role) for holder, role in _holders(dict.fromkeys(places)) if holder.pk != user.pk]


def is_only_reader(user: User) -> bool:
    """Is there a vault that nobody but this person holds, without paper shares? A lost key would take it along.

    That of an organisation is begun anew by the programme's coordinators, where one of them reads.
    """
    owners = owners_of(user)
    return any(
        _holds_alone(user, owner)
        and (isinstance(owner, Programme) or not _held_by_others(user, programme_of_owner(owner)))
        for owner in owners
    )


def _holds_alone(user: User, owner: Owner) -> bool:
    vault = vault_of(owner)
    if vault is None or VaultGrant.objects.filter(vault=vault, escrow__isnull=False).exists():
        return False
    return [key.user_id for key in granted_keys(vault)] == [user.pk]


def _held_by_others(user: User, programme: Programme) -> bool:
    vault = vault_of(programme)
    return vault is not None and any(key.user_id != user.pk for key in granted_keys(vault))


def _holders(places: Iterable[Owner]) -> list[tuple[User, Role]]:
    found: dict[int, tuple[User, Role]] = {}
    for owner in places:
        vault = vault_of(owner)
        role = Role.COORDINATOR if isinstance(owner, Programme) else Role.MENTOR
        people = User.objects.filter(keys__in=granted_keys(vault), is_active=True) if vault is not None else ()
        for person in people:
            found.setdefault(person.pk, (person, role))
    return list(found.values())


def _documents(user: User) -> bool:
    return user.memberships.filter(ended_at=None, role=Role.DOCUMENTER).exists()
