"""How often somebody may do something, counted over all workers of the site."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from documenters.vault.keyring import limits_key

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)


USED_CODE = "code|"
"""How the key of a used code of the second factor begins. It is kept for minutes, and must outlast midnight."""


def cache_key(key: str, prefix: str, version: int) -> str:
    """The name under which the shared cache keeps a count: a keyed hash that changes every day.

    allauth writes addresses, user names and used codes into its keys; here they become unreadable, and what was
    counted today cannot be matched with what was counted yesterday.
    """
    today = "" if key.startswith(USED_CODE) else datetime.now(UTC).date().isoformat()
    return hmac.new(limits_key(), f"{today}|{prefix}:{version}:{key}".encode(), hashlib.sha256).hexdigest()


def limited(
    name: str, rate: str
) -> Callable[[Callable[Concatenate[R, P], HttpResponseBase]], Callable[Concatenate[R, P], HttpResponseBase]]:
    """At most `rate` calls of a view, as in `limited("export", "20/h")`; the next one meets a page with status 429.

    Counted per person, for somebody who has not logged in per address. Views of one name share their count.
    """

    def decorate(view: Callable[Concatenate[R, P], HttpResponseBase]) -> Callable[Concatenate[R, P], HttpResponseBase]:
        @wraps(view)
        def counted(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            whom = "user" if request.user.is_authenticated else "ip"
            allowance = {name: f"{rate}/{whom}"}
            if not ratelimit.consume(request, app="documenters", action=name, config=allowance, limit_get=True):
                return too_many(request)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def may_try(request: HttpRequest, name: str, rate: str, *, key: str) -> bool:
    """Is this one of the first `rate` tries at what `key` names, as in `may_try(request, "code", "10/h", key=…)`?"""
    return bool(ratelimit.consume(request, app="documenters", action=name, config={name: f"{rate}/key"}, key=key))


def too_many(request: HttpRequest, *_args: Any) -> HttpResponseBase:
    """The page that says that it was too often; allauth finds it as `handler429` of the root URLconf."""
    return render(request, "429.html", status=429)
