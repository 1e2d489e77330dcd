"""Somebody leaves an organisation, for good or for another: the cases first, then the account, in one transaction."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from documenters.access import reach_of
from documenters.actions import members
from documenters.actions.vaults import LastHolder, server_reads
from documenters.models import Organisation, Programme, RoleProposal, User
from documenters.permissions import Role
from react_cases.actions.handover import HandOver, cases_hand_over, cases_held_alone


@dataclass(frozen=True)
class Estate:
    """The cases of a documenter in one organisation, and the colleague who takes them over; None for nobody."""

    organisation: Organisation
    heir: User | None


@dataclass(frozen=True)
class Changed:
    """What became of a change."""

    proposal: RoleProposal | None
    """Waits for a coordinator; None where it holds already."""
    kept: int
    """Cases that the heir has reviewed and so cannot take over."""


@transaction.atomic
def member_hand_over(user: User, estate: Estate, *, by: User) -> HandOver:
    """Give the cases of somebody who left, or goes on elsewhere, to the heir."""
    return _hand_over(user, estate, by)


@transaction.atomic
def member_leave(user: User, programme: Programme, *, estate: Estate | None, by: User) -> int:
    """Hand a documenter's cases over and end the person's work; gives how many the heir could not take.

    Raises `LastHolder` where nobody but this person could open some of the cases.
    """
    handed = _hand_over(user, estate, by)
    _require_other_reader(user, estate, by)
    members.member_leave(user, programme, by=by)
    return handed.kept


@transaction.atomic
def member_change(
    user: User,
    programme: Programme,
    *,
    role: Role,
    organisation: Organisation | None,
    looks_after: Collection[Organisation],
    estate: Estate | None,
    by: User,
) -> Changed:
    """Give a person another role or place; a documenter's cases go to the heir at once, also where the role waits."""
    handed = _hand_over(user, estate, by)
    _require_other_reader(user, estate, by)
    proposal = members.member_change(
        user, programme, role=role, organisation=organisation, looks_after=looks_after, by=by
    )
    return Changed(proposal, handed.kept)


def _require_other_reader(user: User, estate: Estate | None, by: User) -> None:
    """Drafts of an organisation without a mentor who reads are sealed to their author alone, and would go with them."""
    if estate is None or server_reads():
        return
    if cases_held_alone(user, estate.organisation, by=by):
        raise LastHolder(estate.organisation, user)


def _hand_over(user: User, estate: Estate | None, by: User) -> HandOver:
    if estate is None or estate.heir is None:
        return HandOver(0, 0)
    if estate.heir.pk == user.pk or estate.organisation.pk not in reach_of(estate.heir).documenter_of:
        raise PermissionDenied("no_colleague")
    return cases_hand_over(user, estate.heir, estate.organisation, by=by)
