"""Invitations: the only way to an account. Links for a new passphrase are made and found like them."""

import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass
from smtplib import SMTPException

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from documenters.access import has_permission, require_permission
from documenters.actions.roles import (
    ONLY_MANAGER,
    begins_unconfirmed,
    give_role,
    places,
    places_of_role,
    propose,
    revoke,
    takes_two,
)
from documenters.actions.takeover import renews_still
from documenters.audit import record
from documenters.mail import plain_mail
from documenters.models import Invitation, Organisation, Programme, User
from documenters.models.invitation import VALID_FOR
from documenters.permissions import Permission, Role
from documenters.vault import links


class InvitationClosed(Exception):
    """The invitation is unknown, used, revoked or expired: whoever holds the link does not learn which."""


class NameTaken(Exception):
    """Somebody took the user name in the same moment."""


class MailFailed(Exception):
    """The mail server did not take the letter; the invitation was not made."""


@dataclass(frozen=True)
class Made:
    """A fresh invitation. The code is in memory only, and only now."""

    invitation: Invitation
    code: str


@dataclass(frozen=True)
class Letter:
    """Where to send the link, once. Nothing of it is kept."""

    address: str
    language: str
    link_for: Callable[[str], str]
    """From the code to the whole link."""


@transaction.atomic
def invitation_make(
    programme: Programme,
    *,
    role: Role,
    organisation: Organisation | None,
    looks_after: Collection[Organisation],
    by: User,
    letter: Letter | None = None,
) -> Made:
    """Invite somebody into one role. Raises `MailFailed`, and makes nothing, where the letter does not leave."""
    require_permission(by, Permission.MEMBER_MANAGE, programme=programme)
    organisation, wanted = places_of_role(programme, role, organisation, looks_after)
    made = _make(programme, role, organisation, wanted, by=by)
    if letter is not None:
        _send(letter, made.code)
    return made


@transaction.atomic
def first_invitation_make(programme: Programme) -> Made:
    """Invite an administrator by the operator's command: on an empty system there is nobody yet who could."""
    return _make(programme, Role.ADMINISTRATOR, None, (), by=None)


@transaction.atomic
def invitation_revoke(invitation: Invitation, *, by: User) -> None:
    """Take an open invitation back. Raises `InvitationClosed` where it is used, revoked or expired already."""
    require_permission(by, Permission.MEMBER_MANAGE, programme=invitation.programme)
    revoke(link_locked(invitation.public_id), by=by)


@transaction.atomic
def invitation_accept(public_id: uuid.UUID, *, username: str, display_name: str, language: str, password: str) -> User:
    """Make the account and use the invitation up, in one step that only one can take."""
    invitation = link_locked(public_id)
    if invitation.renews_id is not None:
        raise InvitationClosed
    inviter = invitation.invited_by
    if inviter is not None and not has_permission(inviter, Permission.MEMBER_MANAGE, programme=invitation.programme):
        raise InvitationClosed
    user = _account(username, display_name, language, password)
    invitation.used_at, invitation.used_by = timezone.now(), user
    invitation.save(update_fields=["used_at", "used_by"])
    programme, organisation = invitation.programme, invitation.organisation
    record("invitation.used", invitation, by=user, programme=programme, organisation=organisation)
    reason = _begin(user, invitation, by=inviter)
    record(
        "member.joined", user, by=user, programme=programme, organisation=organisation, fields=["role"], reason=reason
    )
    return user


def invitation_found(code: str) -> Invitation | None:
    """The open invitation whose link this is, as it was made; None for everything else."""
    token = links.token_of(code)
    if token is None:
        return None
    invitation = _usable(token_digest=links.digest(token))
    return invitation if invitation is not None and links.is_signed(code, _meaning(invitation)) else None


def invitation_opened(public_id: uuid.UUID) -> Invitation | None:
    """The same for a browser in which the link was opened before."""
    return _usable(public_id=public_id)


def link_make(
    programme: Programme,
    *,
    role: Role | None = None,
    organisation: Organisation | None = None,
    looks_after: Collection[Organisation] = (),
    renews: User | None = None,
    by: User | None,
) -> Made:
    """A fresh link, for a role or for somebody's passphrase; the caller writes the log."""
    token, now = links.new_token(), timezone.now()
    invitation = Invitation.objects.create(
        programme=programme,
        role=role or "",
        organisation=organisation,
        looks_after=sorted(place.pk for place in looks_after),
        renews=renews,
        token_digest=links.digest(token),
        invited_by=by,
        made_at=now,
        expires_at=now + VALID_FOR,
    )
    return Made(invitation, links.link_code(token, _meaning(invitation)))


def link_locked(public_id: uuid.UUID) -> Invitation:
    """The invitation, held still: of two acceptances in one moment the second finds it used."""
    found = Invitation.objects.open().select_for_update(no_key=True, of=("self",))
    rows = ("programme", "organisation", "invited_by", "renews")
    invitation = found.select_related(*rows).filter(public_id=public_id).first()
    if invitation is None:
        raise InvitationClosed
    return invitation


def _usable(**wanted: object) -> Invitation | None:
    """An open invitation, or an open link for a new passphrase that still renews one."""
    rows = ("programme", "organisation", "invited_by", "renews")
    invitation = Invitation.objects.open().select_related(*rows).filter(**wanted).first()
    if invitation is None or (invitation.renews_id is not None and not renews_still(invitation)):
        return None
    return invitation


def _make(
    programme: Programme,
    role: Role,
    organisation: Organisation | None,
    looks_after: Collection[Organisation],
    *,
    by: User | None,
) -> Made:
    made = link_make(programme, role=role, organisation=organisation, looks_after=looks_after, by=by)
    record("invitation.made", made.invitation, by=by, programme=programme, organisation=organisation, fields=["role"])
    return made


def _meaning(invitation: Invitation) -> str:
    """What the link stands for: a row that somebody changed, even as the database's owner, no longer fits its link."""
    return "|".join(
        str(part)
        for part in (
            invitation.public_id,
            invitation.programme_id,
            invitation.role,
            invitation.organisation_id,
            invitation.looks_after,
            invitation.renews_id,
            invitation.invited_by_id,
            int(invitation.expires_at.timestamp()),
        )
    )


def _account(username: str, display_name: str, language: str, password: str) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(username, password, display_name=display_name, language=language)
    except IntegrityError as error:
        raise NameTaken from error


def _begin(user: User, invitation: Invitation, *, by: User | None) -> str:
    """Give the role, or leave it to a second manager where it takes two people; the reason that the log names."""
    programme, role = invitation.programme, Role(invitation.role)
    if takes_two(programme, role, person=user, by=by):
        propose(user, programme, role, invitation.looks_after, by=by)
        return ""
    reason = ONLY_MANAGER if begins_unconfirmed(programme, role, person=user, by=by) else ""
    try:
        looks_after = places(programme, invitation.looks_after)
    except PermissionDenied as error:
        raise InvitationClosed from error
    give_role(user, programme, role, organisation=invitation.organisation, looks_after=looks_after, by=by)
    return reason


def _send(letter: Letter, code: str) -> None:
    """One letter, the same for everybody: no names, no organisation, no programme."""
    with translation.override(letter.language):
        body = (
            _("Open this link within 72 hours and choose a user name and a passphrase. It works once.")
            + f"\n\n{letter.link_for(code)}\n\n"
            + _("If you do not expect it, delete this letter.")
        )
        try:
            plain_mail(_("Your link"), body, to=letter.address).send()
        except (SMTPException, OSError) as error:
            raise MailFailed from error
