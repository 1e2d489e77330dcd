"""Decorators and types that every view of ours starts with."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase

from documenters.access import has_permission, programme_for
from documenters.models import Programme, User
from documenters.permissions import Permission

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request of somebody who has logged in."""

    user: User


View = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Everybody who has logged in; all others meet the login page."""
    return login_required(view)


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
