"""What is written when somebody logs in, and when they end a session of theirs."""

from collections.abc import Iterable

from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documenters.audit import record
from documenters.models import LoginDevice, User


@transaction.atomic
def login_note(user: User, label: str, *, by: User) -> list[LoginDevice]:
    """Remember the kind of device; gives the new ones that the person must be told of, each once.

    A new device is announced on the others only: whoever holds it cannot make the notice go away.
    """
    is_first = not user.login_devices.exists()
    LoginDevice.objects.get_or_create(
        user=by, label=label, defaults={"first_on": timezone.localdate(), "is_noticed": is_first}
    )
    if not user.login_devices.filter(label=label, is_noticed=True).exists():
        return []
    news = list(user.login_devices.filter(is_noticed=False).exclude(label=label).order_by("pk"))
    LoginDevice.objects.filter(pk__in=[device.pk for device in news]).update(is_noticed=True)
    return news


@transaction.atomic
def sessions_close(sessions: Iterable[UserSession], *, by: User) -> int:
    """End sessions of one's own, elsewhere or here; gives how many there were."""
    closed = 0
    for session in sessions:
        if session.user_id != by.pk:
            raise PermissionDenied("session_of_another")
        session.end()
        closed += 1
    if closed:
        record("session.ended", by, by=by)
    return closed
