"""A forgotten passphrase: somebody who recognised the person makes a link with which they choose a new one.

The link alone opens nothing: the account keeps its second factor, and the person logs in afterwards.
"""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.actions.invitations import InvitationClosed, Made, link_locked, link_make
from documenters.actions.member_keys import member_key_make, member_key_recover
from documenters.actions.roles import lock_member, revoke_renewals_of
from documenters.actions.sessions import sessions_end
from documenters.actions.takeover import Refused, hold_account, renewal_refusal, renews_still
from documenters.actions.vaults import server_reads
from documenters.audit import record, record_later
from documenters.identity import database_identity
from documenters.models import Invitation, Programme, User


@transaction.atomic
def renewal_make(user: User, programme: Programme, *, by: User) -> Made:
    """Make the one link with which a person chooses a new passphrase; older ones are void.

    Raises `Refused` where it takes somebody else, `PermissionDenied` for suspended accounts.
    """
    lock_member(user, programme, by=by)
    hold_account(user)
    if not user.is_active:
        raise PermissionDenied("suspended")
    if (refusal := renewal_refusal(user, by=by)) is not None:
        record_later("member.renewal_refused", by=by, reason=refusal, target=user, programme=programme)
        raise Refused(refusal)
    revoke_renewals_of(user, by=by)
    made = link_make(programme, renews=user, by=by)
    record("member.renewal_made", user, by=by, programme=programme)
    return made


@transaction.atomic
def renewal_accept(public_id: uuid.UUID, *, password: str, code: bytes | None = None) -> User:
    """Set the new passphrase and use the link up. Roles and second factor stay, every session ends.

    With the recovery code the person's key is wrapped by the new passphrase at once. Without it the key stays as it is,
    and the link opens nothing that was written before: whoever took the link away must not destroy a key by it. After
    the second factor the person says whether a new one begins (`key_reopen`). Raises `SealBroken` for another code:
    nothing is done then.
    """
    found = Invitation.objects.open().filter(public_id=public_id).select_related("renews").first()
    if found is None or found.renews is None:
        raise InvitationClosed
    hold_account(found.renews)
    link = link_locked(public_id)
    user = link.renews
    if user is None or not renews_still(link):
        raise InvitationClosed
    link.used_at, link.used_by = timezone.now(), user
    link.save(update_fields=["used_at", "used_by"])
    user.set_password(password)
    user.save(update_fields=["password"])
    sessions_end(user)
    revoke_renewals_of(user, by=user)
    with database_identity(user):
        if code is not None:
            member_key_recover(user, code, password, by=user)
        elif server_reads():
            member_key_make(user, password, by=user)
    record("member.passphrase_renewed", user, by=user, programme=link.programme)
    return user
