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
