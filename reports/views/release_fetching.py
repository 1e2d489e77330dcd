"""Which releases a person works on."""

from django.db.models import QuerySet
from django.http import Http404

from documenters.models import Membership, Programme, User
from documenters.permissions import ROLE_PERMISSIONS, Permission
from reports.models import Release, ReleaseState


def release_programme(user: User, *permissions: Permission) -> Programme:
    """The programme in which a role of the person gives one of these permissions; the first by code of several.

    404 for anybody else. Mentors hold theirs in an organisation; a release is one of the whole programme.
    """
    roles = [role for role, held in ROLE_PERMISSIONS.items() if held & {*permissions}]
    memberships = Membership.objects.current().filter(user=user, role__in=roles)
    programme = Programme.objects.filter(memberships__in=memberships).order_by("code").first()
    if programme is None:
        raise Http404
    return programme


def releases_of(user: User, *permissions: Permission) -> "QuerySet[Release]":
    """The releases of that programme, without those that were discarded."""
    programme = release_programme(user, *permissions)
    found = Release.objects.filter(programme=programme).exclude(state=ReleaseState.DISCARDED)
    return found.select_related("programme", "built_by", "withdrawn_by")


def fetch_release(user: User, number: int, *permissions: Permission) -> Release:
    """The release of this number; 404 where there is none."""
    release = releases_of(user, *permissions).filter(number=number).first()
    if release is None:
        raise Http404
    return release
