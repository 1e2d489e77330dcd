"""Files that leave the system: one kind of answer for all of them, and a middleware that lets nothing else out."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from documenters.models import AuditEvent

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

SANDBOX = "sandbox; default-src 'none'"
"""Whatever the file is, a browser that shows it runs nothing of it and loads nothing for it."""

MARK = "answers_script"
PAGE = "text/html"
WITHOUT_CASES = ("documenters.", "allauth.")
"""Packages whose views know no case: the layers of docs/adr/0002 keep it so."""


class Download(StreamingHttpResponse):
    """A file: saved and not shown, kept in no cache. Only its two kinds leave: `SensitiveDownload`, and the
    `PublishedDownload` of `reports`, which is made of released figures and of nothing else (docs/adr/0020).

    `file_name` is neutral: it stays on the device, in its list of downloads, for anybody to read. `size` in bytes lets
    a browser notice a file that was cut off.
    """

    def __init__(
        self, parts: Iterable[bytes | str], *, file_name: str, content_type: str, size: int | None = None
    ) -> None:
        if type(self) is Download:
            raise TypeError("a download is of a kind: logged, or made of released figures")
        if not re.fullmatch(r"[A-Za-z0-9-]+\.[a-z0-9]+", file_name):
            raise ValueError("The name of a download is neutral: letters, digits, hyphens and one ending.")
        super().__init__(parts, content_type=content_type)
        self.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
        self.headers["Content-Security-Policy"] = SANDBOX
        self.headers["X-Content-Type-Options"] = "nosniff"
        self.headers["Cache-Control"] = "no-store"
        if size is not None:
            self.headers["Content-Length"] = str(size)
            # Pictures and sound do not get shorter, and a length that is promised has to be kept.
            self.headers["Content-Encoding"] = "identity"


class SensitiveDownload(Download):
    """Data about cases as a file: logged before its first byte.

    `event` is the row of the log that the action wrote; without one there is no download.
    """

    def __init__(
        self,
        parts: Iterable[bytes | str],
        *,
        event: object,
        file_name: str,
        content_type: str,
        size: int | None = None,
    ) -> None:
        if not isinstance(event, AuditEvent) or not event.action:
            raise UnloggedDownload("A download needs the row of the log that says who takes what.")
        super().__init__(parts, file_name=file_name, content_type=content_type, size=size)
        self.event = event


class UnloggedDownload(Exception):
    """Something else than a page was about to leave without a row of the log. A mistake in a view: status 500."""


def answers_script(view: View) -> View:
    """Mark a view that answers a script of our own pages with a few words of JSON: no download."""
    setattr(view, MARK, True)
    return view


class SensitiveDownloadMiddleware:
    """Lets pages, redirects and short answers to our scripts out, and of files only the two kinds of `Download`.

    A file is whatever names itself one, whatever is streamed, and any body that is no page from a view that may know
    cases.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, Download) and _is_file(request, response):
            raise UnloggedDownload(_view_name(request))
        return response


def _is_file(request: HttpRequest, response: HttpResponseBase) -> bool:
    if "Content-Disposition" in response.headers or not isinstance(response, HttpResponse):
        return True
    if not response.content:
        return False
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return content_type != PAGE and not _is_harmless(request)


def _is_harmless(request: HttpRequest) -> bool:
    """Is it an answer of a view that knows no case, or a few words for a script?"""
    match = request.resolver_match
    return match is None or getattr(match.func, MARK, False) or match.func.__module__.startswith(WITHOUT_CASES)


def _view_name(request: HttpRequest) -> str:
    return (request.resolver_match and request.resolver_match.view_name) or "unknown view"


def keep_in_browser(response: HttpResponse) -> HttpResponse:
    """Mark an answer of which the browser may keep a copy: it says nothing about anybody, and its address changes with
    its content (docs/adr/0023)."""
    response.may_be_kept = True  # type: ignore[attr-defined]
    return response
