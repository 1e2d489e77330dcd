"""Released figures as files. Three doors, each with its own figures; behind all of them the same files."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from documenters.limits import limited
from documenters.models import User
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from reports.actions.downloads import release_download
from reports.exports.kinds import KINDS, download
from reports.indicators.published_notes import Publisher
from reports.indicators.published_page import Choice, choice_of
from reports.views.published_doors import Door, Opened, member_door, public_door, shared_door
from reports.views.published_figures import query_of

FILES = "120/h"
"""Of files, for one person or one network: a report takes a second to set."""
PAGES = {Door.MEMBER: "published_file", Door.PUBLIC: "published_public_file", Door.SHARED: "published_shared_file"}
"""URL name of the files behind each door."""


@require_safe
@permitted(Permission.FIGURES_PUBLISHED)
@limited("published_file", FILES)
def published_file(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The figures of donors as a file; the log says who took it."""
    return _file(request, member_door(request.user, request.GET.get("release", "")), kind, by=request.user)


@require_safe
@limited("published_file", FILES)
def published_public_file(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The figures for everybody as a file. Nobody keeps a list of who took it."""
    return _file(request, public_door(code, request.GET.get("release", "")), kind)


@require_safe
@limited("share_link", "600/h")
@limited("published_file", FILES)
def published_shared_file(request: HttpRequest, token: str, kind: str) -> HttpResponseBase:
    """The figures of a link as a file; the log says that one was taken, and not by whom."""
    response = _file(request, shared_door(token, request.GET.get("release", "")), kind)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def downloads_of(opened: Opened, page: Mapping[str, Any], path: Mapping[str, Any]) -> list[dict[str, object]]:
    """The files that a page offers, for what it shows; `path` is what stands in the address of the page."""
    name = PAGES.get(opened.door)
    if name is None or page["choice"] is None:
        return []
    # Pages without a session remember no language: their addresses say it.
    language = "" if opened.door == Door.MEMBER else translation.get_language() or ""
    query = query_of(Choice(page["choice"].period), page["asked_release"], language=language)
    return [
        {"url": f"{reverse(name, kwargs={**path, 'kind': ending})}?{query}", "label": kind.label}
        for ending, kind in KINDS.items()
    ]


def _file(request: HttpRequest, opened: Opened, ending: str, by: User | None = None) -> HttpResponseBase:
    kind, published = KINDS.get(ending), opened.published
    if kind is None or not published.periods:
        raise Http404
    period = choice_of(published, request.GET).period
    with translation.override(_language(request)):
        language = translation.get_language()
        publisher = Publisher(opened.programme_name, opened.contact)
        response = download(kind, published, period, language, publisher)
    if opened.door != Door.PUBLIC:
        release = published.releases[-1].citation
        release_download(published.programme, release=release, period=period, kind=ending, by=by)
    return response


def _language(request: HttpRequest) -> str:
    """That of the address, else that of the page."""
    asked = request.GET.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language() or settings.LANGUAGE_CODE
