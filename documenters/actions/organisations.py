"""Every write about organisations."""

from django.db import transaction

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import Organisation, Programme, User
from documenters.permissions import Permission


@transaction.atomic
def organisation_add(programme: Programme, name: str, *, by: User) -> Organisation:
    """Take an NGO into the programme. Its name never leaves the programme."""
    require_permission(by, Permission.MEMBER_MANAGE, programme=programme)
    organisation = Organisation.objects.create(programme=programme, name=name)
    record("organisation.added", organisation, by=by, programme=programme, organisation=organisation)
    return organisation


@transaction.atomic
def organisation_change(organisation: Organisation, name: str, *, by: User) -> Organisation:
    """Give it another name. Old cases show it too."""
    require_permission(by, Permission.MEMBER_MANAGE, programme=organisation.programme)
    if name == organisation.name:
        return organisation
    organisation.name = name
    organisation.save(update_fields=["name"])
    _log("organisation.renamed", organisation, by, "name")
    return organisation


@transaction.atomic
def organisation_end(organisation: Organisation, *, by: User) -> Organisation:
    """No new cases begin in it and nobody is invited to it; its people, its mentors and its cases stay as they are."""
    return _set_active(organisation, False, by)


@transaction.atomic
def organisation_reopen(organisation: Organisation, *, by: User) -> Organisation:
    """Let cases begin in it again."""
    return _set_active(organisation, True, by)


def _set_active(organisation: Organisation, is_active: bool, by: User) -> Organisation:
    require_permission(by, Permission.MEMBER_MANAGE, programme=organisation.programme)
    if organisation.is_active == is_active:
        return organisation
    organisation.is_active = is_active
    organisation.save(update_fields=["is_active"])
    _log("organisation.reopened" if is_active else "organisation.ended", organisation, by, "is_active")
    return organisation


def _log(action: str, organisation: Organisation, by: User, field: str) -> None:
    record(action, organisation, by=by, programme=organisation.programme, organisation=organisation, fields=[field])
