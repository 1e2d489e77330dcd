"""End sessions."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import F

from documenters.models import User


def sessions_end(user: User) -> None:
    """End every session of a person at once; the caller's transaction and the caller's row of the log.

    One number ends them all, also those that no table knows: each session carries a hash of it, checked with every
    request. The rows of the sessions are deleted so that nothing of them stays.
    """
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    user.refresh_from_db(fields=["session_generation"])
    known = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(known.values_list("session_key", flat=True))).delete()
    known.delete()
