"""Released figures: for donors and coordinators, for everybody, for whoever holds a link, and before they are released.

One layout for all. What an address may ask for is a period and one row to be seen alone; the rest is not asked for.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documenters.access import has_permission
from documenters.limits import limited
from documenters.models import User
from documenters.permissions import Permission
from documenters.views.context import NEUTRAL_PAGE, Site
from documenters.views.guards import SignedInRequest, permitted
from react_cases.models import PublishedStory
from reports.actions.releases import may_approve
from reports.disclosure.schema import Tier
from reports.models import ReleaseState
from reports.reading import read_preview
from reports.views.published_doors import Door, Opened, member_door, public_door, shared_door
from reports.views.published_figures import page_of, query_of
from reports.views.published_files import downloads_of
from reports.views.release_fetching import fetch_release

OPEN_TRIES = "600/h"
"""Of opening links, for one network: an office reads together."""


@require_safe
@permitted(Permission.FIGURES_PUBLISHED)
@limited("figures", "600/h")
def published(request: SignedInRequest) -> HttpResponseBase:
    """The released figures as donors are shown them."""
    opened = member_door(request.user, request.GET.get("release", ""))
    context = {**_context(opened, request), "actions": _actions(request.user)}
    return render(request, "reports/published.html", context)


@require_safe
def published_public(request: HttpRequest, code: str) -> HttpResponseBase:
    """The page for everybody, where the programme has one."""
    return _open_page(request, public_door(code, request.GET.get("release", "")), "reports/published_public.html")


@require_safe
@limited("share_link", OPEN_TRIES)
def published_shared(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a link shows. No page that is opened from here learns the address, which is the key."""
    opened = shared_door(token, request.GET.get("release", ""))
    response = _open_page(request, opened, "reports/published_shared.html")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@permitted(Permission.RELEASE_APPROVE)
def published_preview(request: SignedInRequest, number: int) -> HttpResponseBase:
    """A release that is built, as one of the two tiers will be shown it: for whoever may approve it."""
    release = fetch_release(request.user, number, Permission.RELEASE_APPROVE)
    if release.state != ReleaseState.BUILT or not may_approve(request.user, release.programme):
        raise Http404
    tier = Tier.PUBLIC if request.GET.get("tier") == Tier.PUBLIC else Tier.DONOR
    names = tuple((language, getattr(release.programme, f"name_{language}")) for language in ("ru", "ky", "en"))
    opened = Opened(Door.PREVIEW, read_preview(release, tier), names)
    context = {**_context(opened, request), "tier": tier.value, "number": release.number}
    return render(request, "reports/published_preview.html", context)


def _context(opened: Opened, request: HttpRequest) -> dict[str, Any]:
    """A page of the choice in the address, and where everybody can look up what is cited."""
    page = page_of(opened, request.GET)
    page["downloads"] = downloads_of(opened, page, request.resolver_match.kwargs) if request.resolver_match else []
    if opened.is_public and page["choice"]:
        address = reverse("published_public", kwargs={"code": opened.published.programme})
        number = str(opened.published.releases[-1].number)
        page["permanent_link"] = request.build_absolute_uri(f"{address}?{query_of(page['choice'], number)}")
    return page


def _actions(user: User) -> list[tuple[str, str]]:
    """Address and name of what else this person may do with releases."""
    found = (
        ("release_compare", _("Why a number changed"), Permission.FIGURES_PUBLISHED),
        ("quote_list", _("Quoted numbers"), Permission.QUOTE_CHECK),
        ("share_link_list", _("Reading without an account"), Permission.SHARE_LINK_MANAGE),
    )
    actions = [(reverse(name), label) for name, label, permission in found if has_permission(user, permission)]
    stories = [(reverse("published_story_list"), _("Stories"))]
    return [*(stories if PublishedStory.objects.visible_to(user).exists() else ()), *actions]


def _open_page(request: HttpRequest, opened: Opened, template: str) -> HttpResponse:
    """A page that knows nothing of the request but its address: no session, no token, no cookie, nobody's name."""
    chosen = request.GET.get("language", "")
    language = chosen if chosen in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(language):
        page = _context(opened, request)
        context = {
            **page,
            "site": Site(settings.DEMO, [], "", "", opened.programme_name),
            "neutral_page": NEUTRAL_PAGE,
            "language": chosen if chosen == language else "",
            "languages": _languages(page, language),
        }
        return HttpResponse(render_to_string(template, context), headers={"Content-Language": language})


def _languages(page: dict[str, Any], current: str) -> list[dict[str, Any]]:
    """The same page in each language: links, so that nothing has to be remembered."""
    asked = page.get("asked_release", "")
    return [
        {
            "code": code,
            "name": translation.get_language_info(code)["name_local"].capitalize(),
            "is_current": code == current,
            "query": query_of(page["choice"], asked, language=code) if page["choice"] else f"language={code}",
        }
        for code, _name in settings.LANGUAGES
    ]
