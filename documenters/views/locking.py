"""The lock of a page that nobody uses: what the script `idle_lock.js` tells and asks (docs/adr/0011).

Answers are JSON for the script. `state` is what the session is good for now, or "other" where somebody else has logged
in meanwhile: then the page that asks belongs to nobody here.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from documenters import lifetimes
from documenters.actions import unlocking
from documenters.key_cookie import hand_out
from documenters.lifetimes import Lifetime
from documenters.models import User
from documenters.recency import remember_authentication
from documenters.session_key import new_token
from documenters.views.guards import SignedInRequest, background

Asked = Callable[[SignedInRequest], HttpResponseBase]

OTHER = "other"


def _same_person(view: Asked) -> Callable[[HttpRequest], HttpResponseBase]:
    """The session is still that of the person for whom the asking page was made."""

    @wraps(view)
    def compared(request: HttpRequest) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return JsonResponse({"state": Lifetime.ENDED})
        if request.POST.get("person") != str(request.user.public_id):
            return JsonResponse({"state": OTHER})
        return view(request)  # type: ignore[arg-type]

    return compared


@require_POST
@_same_person
def session_touch(request: SignedInRequest) -> HttpResponseBase:
    """Somebody is typing or reading; the middleware has noted it if the session was open."""
    is_locked = getattr(request, "is_session_locked", False)
    return JsonResponse({"state": Lifetime.LOCKED if is_locked else Lifetime.OPEN, "token": get_token(request)})


@background
@require_POST
@_same_person
def session_lock(request: SignedInRequest) -> HttpResponseBase:
    """Lock now: the limit is reached in the browser, or the person is going away for a while."""
    lifetimes.lock(request.session)
    if "show" in request.POST:
        return redirect("home")
    return JsonResponse({"state": Lifetime.LOCKED})


@background
@require_POST
@_same_person
def session_unlock(request: SignedInRequest) -> HttpResponseBase:
    """Try the passphrase; also where only the page was locked, and the server had not heard of it."""
    token = new_token()
    state = unlocking.session_unlock(request.session, request.POST.get("passphrase", ""), by=request.user, token=token)
    if state == Lifetime.ENDED:
        logout(request)
        return JsonResponse({"state": state})
    if state == Lifetime.OPEN:
        hand_out(request, token)
        remember_authentication(request)
    return JsonResponse({"state": state, "token": get_token(request)})
