"""Mail that says “you have one task” and nothing else (docs/adr/0028).

The address is sealed for one person. It is opened where the person looks at it, and where a mail is sent.
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from documenters.access import language_of, programme_of, reach_of
from documenters.audit import record
from documenters.mail import plain_mail
from documenters.models import User
from documenters.permissions import Permission, permissions_of
from documenters.vault.keyring import notice_address_key
from documenters.vault.primitives import open_bytes, seal_bytes

TASKS = frozenset({Permission.CASE_SUBMIT, Permission.CASE_VALIDATE, Permission.CASE_APPROVE})
"""Who holds one of these is waited for now and then."""


def has_tasks(user: User) -> bool:
    """Does anything ever wait for somebody like this?"""
    return bool(TASKS & permissions_of(reach_of(user).roles))


@transaction.atomic
def notice_address_set(address: str, *, by: User) -> None:
    """Keep one's address, sealed, or forget it where none is given. The log says that it was done, never which."""
    by.notice_address = seal_bytes(notice_address_key(), address.encode(), _bound_to(by)) if address else None
    by.notice_sent_at = None
    by.save(update_fields=["notice_address", "notice_sent_at"])
    record("account.settings_changed", by, by=by, fields=["notice_address"])


@transaction.atomic
def notice_address_open(*, by: User) -> str:
    """One's own address, for one's own eyes; empty where none is kept."""
    if not by.notice_address:
        return ""
    record("notice.address_opened", by, by=by)
    return _address(by)


def notices_claim(people: Collection[int] | QuerySet[Any, int]) -> list[int]:
    """Of these people (their numbers), those who get a mail now: each at most one until they have logged in again.

    Part of the step that makes something wait: with it, or not at all. Somebody whose row is in use is passed over
    rather than waited for, because a mail never holds up a decision.
    """
    due = Q(notice_sent_at=None) | Q(notice_sent_at__lt=F("last_login"))
    waiting = User.objects.filter(due, pk__in=people, is_active=True, notice_address__isnull=False).order_by("pk")
    claimed = [user.pk for user in waiting.select_for_update(no_key=True, skip_locked=True).only("pk")]
    if claimed:
        User.objects.filter(pk__in=claimed).update(notice_sent_at=timezone.now())
    return claimed


def notice_give_back(user: User) -> None:
    """No mail was sent after all: the next task may announce itself."""
    User.objects.filter(pk=user.pk).update(notice_sent_at=None)


def can_be_told(user: User) -> bool:
    """Does this person have an address, an account that is open, and no programme that is locked down?"""
    reach = reach_of(user)
    return bool(user.notice_address and reach.roles) and not reach.locked_down


def has_come_since(user: User) -> bool:
    """Has the person logged in since the mail was set going? Then they have seen what it would tell."""
    return bool(user.last_login and user.notice_sent_at and user.last_login > user.notice_sent_at)


def notice_send(user: User, *, reason: str = "") -> None:
    """Send the mail and write down for whom. Raises OSError where no mail server takes it."""
    with translation.override(language_of(user)):
        said = _("You have one task.")
        plain_mail(said, f"{said}\n", to=_address(user)).send()
    with transaction.atomic():
        record("notice.sent", user, by=None, programme=programme_of(user), reason=reason)


@transaction.atomic
def notice_failed(user: User) -> None:
    """Nobody took the mail, however often it was tried."""
    notice_give_back(user)
    record("notice.failed", user, by=None, programme=programme_of(user))


def _address(user: User) -> str:
    """Raises `SealBroken` for an address that was changed, or sealed for somebody else."""
    return open_bytes(notice_address_key(), bytes(user.notice_address or b""), _bound_to(user)).decode()


def _bound_to(user: User) -> bytes:
    return f"v1|{User._meta.db_table}|{user.pk}|notice_address".encode()
