"""The first page, leaving quickly, the language."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseForbidden
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from documenters.access import has_permission, languages_of
from documenters.adapters import remember_language
from documenters.models import User
from documenters.permissions import Permission
from documenters.views.context import NEUTRAL_PAGE
from documenters.views.guards import SignedInRequest, signed_in
from documenters.views.own_key import waits_now

FORGOTTEN = '"cache", "storage"'
"""What the browser throws away when somebody leaves quickly. Not cookies: the language stays (docs/adr/0011)."""


@csrf_exempt
@require_POST
def quick_exit(request: HttpRequest) -> HttpResponse:
    """End the session and go to a neutral page.

    It must work from error pages, and from pages whose token is old: so it asks for no token. No other site can use
    that: browsers send it the session cookie never (`SameSite=Strict`), and what says that it comes from elsewhere is
    refused.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return HttpResponseForbidden()
    logout(request)
    # Not a redirect: browsers hold the redirect after a form to the policy's `form-action 'self'`.
    return HttpResponse(headers={"Refresh": f"0; url={NEUTRAL_PAGE}", "Clear-Site-Data": FORGOTTEN})


@require_POST
def language_set(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and stay on the page. After log-in it is one of the programme's."""
    language = request.POST.get("language", "")
    target = request.POST.get("next", "")
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    response = redirect(target if is_ours else "home")
    known = [code for code, _name in settings.LANGUAGES]
    if language in (languages_of(request.user) if isinstance(request.user, User) else known):
        remember_language(response, language)
    return response


@require_safe
@signed_in
def home(request: SignedInRequest) -> HttpResponseBase:
    """Everybody's first page: the programme, what waits for them, the released figures, or the members."""
    user: User = request.user
    if waits_now(request, user):
        return redirect("key_waiting")
    for permission, name in (
        (Permission.CASE_APPROVE, "overview"),
        (Permission.SEALED_OPEN, "queue"),
        (Permission.FIGURES_PUBLISHED, "published"),
        (Permission.MEMBER_MANAGE, "member_list"),
    ):
        if has_permission(user, permission):
            return redirect(reverse(name))
    is_waiting = user.role_proposals.filter(decided_at=None).exists()
    return render(request, "documenters/no_role.html", {"is_waiting": is_waiting})
