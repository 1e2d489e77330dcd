"""Give a leaver's cases to a colleague, drafts included, which nobody but their author sees."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from documenters.access import require_permission
from documenters.actions.roles import awaits_coordinator
from documenters.audit import record
from documenters.identity import database_identity
from documenters.models import Organisation, Programme, User
from documenters.permissions import Permission
from react_cases.actions.case_keys import author_keys_complete
from react_cases.models import Case


@dataclass(frozen=True)
class HandOver:
    """How many cases have a new author, and how many could not be given to this colleague."""

    handed: int
    kept: int
    """Cases that the colleague has reviewed or approved, and so cannot be the author of. They need another colleague,
    or stay with their author's name; mentors and coordinators go on seeing those that were sent."""


def may_hand_over(programme: Programme, *, by: User) -> bool:
    """May this person decide who takes over cases? Coordinators; others before there is one.

    An administrator who could would invite a documenter, hand that account a colleague's cases, and read them alone.
    """
    return not awaits_coordinator(programme, by=by)


def cases_held(person: User, organisation: Organisation, *, by: User) -> int:
    """How many cases (drafts too, erased ones not) somebody is the author of in an organisation.

    For those who manage members; raises `PermissionDenied` for anybody else.
    """
    return _counted("react_cases_held", person, organisation, by)


def cases_held_alone(person: User, organisation: Organisation, *, by: User) -> int:
    """How many cases of an organisation nobody but this person could open: no vault and no colleague holds them."""
    return _counted("react_cases_held_alone", person, organisation, by)


def _counted(door: str, person: User, organisation: Organisation, by: User) -> int:
    require_permission(by, Permission.MEMBER_MANAGE, organisation=organisation)
    with database_identity(by), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {door}(%s, %s)", [person.pk, organisation.pk])
        return int(cursor.fetchone()[0])


@transaction.atomic
def cases_hand_over(leaver: User, colleague: User, organisation: Organisation, *, by: User) -> HandOver:
    """Make a colleague of the same organisation the author of all of a leaver's cases there, drafts included.

    The database does it (`react_hand_over`), because nobody else sees drafts; it checks the role of `by` and the
    colleague once more. One row of the log for each case. Call it before the leaver's membership ends or after: it
    makes no difference. Raises `PermissionDenied` unless `by` may hand over in the organisation's programme, and
    `IntegrityError` where the colleague is no documenter of the organisation.
    """
    require_permission(by, Permission.MEMBER_MANAGE, organisation=organisation)
    if not may_hand_over(organisation.programme, by=by):
        raise PermissionDenied("takes_two_people")
    with database_identity(by):
        with connection.cursor() as cursor:
            cursor.execute("SELECT react_hand_over(%s, %s, %s)", [leaver.pk, colleague.pk, organisation.pk])
            handed: list[int] = cursor.fetchone()[0]
        for case in handed:
            record(
                "case.handed_over",
                Case(pk=case),
                by=by,
                programme=organisation.programme,
                organisation=organisation,
                fields=["documenter"],
            )
        author_keys_complete(colleague, by=by)
        return HandOver(len(handed), cases_held(leaver, organisation, by=by))
