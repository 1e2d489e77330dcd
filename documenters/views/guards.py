"""Decorators and types that every view of ours starts with."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from documenters.access import has_permission, programme_for
from documenters.forms.login import ConfirmForm, is_refused_for_tries
from documenters.models import Programme, User
from documenters.permissions import Permission
from documenters.recency import authenticated_recently, remember_authentication

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request of somebody who has logged in."""

    user: User


View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Everybody who has logged in; all others meet the login page."""
    return login_required(view)


def background(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Pages ask for this by themselves: it is no sign that somebody is there, and the idle lock goes on counting."""
    view.is_background = True  # type: ignore[attr-defined]
    return view


def permitted(*permissions: Permission) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """People who hold one of the permissions somewhere. Others get 404: they do not learn that the page exists.

    A view that touches a row still has to fetch it through the row's scope.
    """

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not any(has_permission(request.user, permission) for permission in permissions):
                raise Http404
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return decorate


def managed_programme(request: SignedInRequest, permission: Permission) -> Programme:
    """The programme that the person manages with this permission; 404 for anybody else."""
    programme = programme_for(request.user, permission)
    if programme is None:
        raise Http404
    return programme


def recently_authenticated(view: View[P]) -> Callable[..., HttpResponseBase]:
    """People who proved who they are in the last ten minutes; others are asked first. Stands below `permitted`.

    A page is reached by a detour. Something that was sent is asked about in its place: the password is added to what
    was typed, and both go on together, so that nothing is lost and nothing waits in the session.
    """

    @wraps(view)
    def guarded(request: SignedInRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if authenticated_recently(request):
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
        form = ConfirmForm(request.POST if CONFIRM_FIELD in request.POST else None)
        if form.is_valid() and _is_right_password(request, form):
            remember_authentication(request)
            return view(request, *args, **kwargs)
        sent = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in (CONFIRM_FIELD, "csrfmiddlewaretoken")
            for value in values
        ]
        status = 429 if is_refused_for_tries(form) else 200
        return render(request, "documenters/confirm_and_send.html", {"form": form, "sent": sent}, status=status)

    return guarded


CONFIRM_FIELD = "confirm_password"


def _is_right_password(request: SignedInRequest, form: ConfirmForm) -> bool:
    adapter = get_adapter()
    try:
        if adapter.reauthenticate(request.user, form.cleaned_data[CONFIRM_FIELD]):
            return True
        form.add_error(CONFIRM_FIELD, adapter.validation_error("incorrect_password"))
    except ValidationError as error:
        form.add_error(CONFIRM_FIELD, error)
    return False
