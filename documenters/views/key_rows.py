"""Keys as managers see them who open no case themselves: who waits, and who could admit. No button, no case."""

from dataclasses import dataclass

from django.utils.functional import Promise

from documenters.access import has_permission
from documenters.actions.admissions import Colleague, admitting, is_waiting
from documenters.actions.kept_mode import mode_problem
from documenters.actions.key_holders import holders_of
from documenters.actions.member_keys import member_key_of
from documenters.actions.vaults import server_reads
from documenters.models import MemberKey, Programme, User
from documenters.permissions import Permission


@dataclass(frozen=True)
class KeyState:
    """Somebody's key."""

    key: MemberKey | None
    """None before the first login."""
    is_waiting: bool
    admitting: list[Colleague]
    """Who could admit them."""
    may_admit: bool
    """Does the viewer find the person on the page of keys?"""


@dataclass(frozen=True)
class VaultModeNotice:
    """Who keeps the keys of this installation."""

    is_server: bool
    problem: Promise | None


def key_state(user: User, *, viewer: User) -> KeyState | None:
    """The state of somebody who works with cases; nothing where the server admits, and for all others."""
    if server_reads() or not has_permission(user, Permission.SEALED_OPEN):
        return None
    waits = is_waiting(user)
    may_admit = has_permission(viewer, Permission.KEY_ADMIT)
    return KeyState(member_key_of(user), waits, admitting(user) if waits else [], may_admit)


def unadmitted(programme: Programme) -> frozenset[int]:
    """Numbers of the people who wait for a colleague, with a key of their own; nobody where the server admits."""
    if server_reads():
        return frozenset()
    found = holders_of(programme, programme.organisations.all(), national=True)
    return frozenset(asker.user.pk for holders in found for asker in holders.askers if asker.key is not None)


def vault_mode_notice() -> VaultModeNotice:
    """For the first page of administrators and coordinators."""
    return VaultModeNotice(server_reads(), mode_problem())
