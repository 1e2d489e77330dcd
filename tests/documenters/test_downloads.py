"""Files that leave the system: logged, saved and not shown; anything else stops at the middleware."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.test import RequestFactory

from documenters.downloads import SensitiveDownload, SensitiveDownloadMiddleware, UnloggedDownload, answers_script
from documenters.models import AuditEvent

EVENT = AuditEvent(action="evidence.opened")


def download(parts: list[bytes] | None = None, **options: Any) -> SensitiveDownload:
    given: dict[str, Any] = {"event": EVENT, "file_name": "evidence-KG-2021-000123-1.jpg", "content_type": "image/jpeg"}
    return SensitiveDownload(parts or [b"12", b"34"], **given | options)


def test_s20_a_download_is_saved_and_cannot_run() -> None:
    response = download(size=4)
    assert response.getvalue() == b"1234"
    assert dict(response.headers) == {
        "Content-Type": "image/jpeg",
        "Content-Disposition": 'attachment; filename="evidence-KG-2021-000123-1.jpg"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
        "Content-Length": "4",
        "Content-Encoding": "identity",
    }


@pytest.mark.parametrize("event", [None, AuditEvent(), "evidence.opened"])
def test_no_download_without_its_row_of_the_log(event: Any) -> None:
    with pytest.raises(UnloggedDownload):
        download(event=event)


@pytest.mark.parametrize("name", ["Бермет.jpg", "a b.jpg", 'a".jpg', "../a.jpg", "a.jpg\r\nX: y", "a", "a.b.jpg", ""])
def test_names_of_downloads_are_neutral(name: str) -> None:
    with pytest.raises(ValueError, match="neutral"):
        download(file_name=name)


def passed(response: HttpResponseBase, view: Callable[..., Any] | None) -> HttpResponseBase:
    """What comes out of the middleware for an answer of this view."""
    request = RequestFactory().get("/")
    request.resolver_match = view and SimpleNamespace(func=view, view_name="a_page")  # type: ignore[assignment]
    return SensitiveDownloadMiddleware(lambda _: response)(request)


def case_page() -> None:
    """A view that may know cases."""


case_page.__module__ = "an_app_with_cases.views"


def login_page() -> None:
    """A view of the lower app."""


login_page.__module__ = "documenters.views.sessions"


def pieces() -> Iterator[bytes]:
    yield b"1"


@answers_script
def script_page() -> None:
    """A view that answers a script."""


script_page.__module__ = case_page.__module__


@pytest.mark.parametrize(
    "build",
    [
        lambda: HttpResponse(b"a", content_type="text/csv"),
        lambda: HttpResponse(b"a", content_type="application/octet-stream"),
        lambda: HttpResponse(b"a", content_type="text/plain"),
        lambda: HttpResponse(b"<svg/>", content_type="image/svg+xml"),
        lambda: JsonResponse({"case": 1}),
        lambda: HttpResponse("<p>", headers={"Content-Disposition": "attachment; filename=a.html"}),
        lambda: HttpResponse("<p>", headers={"content-disposition": "inline"}),
        lambda: StreamingHttpResponse(pieces(), content_type="text/html"),
        lambda: FileResponse(pieces()),
    ],
)
def test_s20_a_file_that_was_not_logged_does_not_leave(build: Callable[[], HttpResponseBase]) -> None:
    with pytest.raises(UnloggedDownload, match="a_page"):
        passed(build(), case_page)


@pytest.mark.parametrize("view", [login_page, script_page, None])
def test_what_names_itself_a_file_is_refused_of_every_view(view: Callable[..., Any] | None) -> None:
    with pytest.raises(UnloggedDownload):
        passed(HttpResponse("a", headers={"Content-Disposition": "attachment"}), view)


@pytest.mark.parametrize(
    ("response", "view"),
    [
        (HttpResponse("<p>"), case_page),
        (HttpResponse(status=302), case_page),
        (HttpResponse(status=204, content_type="application/json"), case_page),
        (JsonResponse({"saved_at": "10:30"}), script_page),
        (HttpResponse("<svg/>", content_type="image/svg+xml"), login_page),
        (HttpResponse("User-agent: *", content_type="text/plain"), None),
        (download(), case_page),
    ],
)
def test_pages_and_logged_downloads_pass(response: HttpResponseBase, view: Callable[..., Any] | None) -> None:
    assert passed(response, view) is response


def test_the_middleware_is_the_innermost() -> None:
    assert settings.MIDDLEWARE[-1] == "documenters.downloads.SensitiveDownloadMiddleware"
