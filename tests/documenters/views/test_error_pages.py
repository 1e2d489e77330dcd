"""Error pages: calm, without a trace of the code or of a case, and with a way out."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.urls import include, path, reverse
from django.views import defaults

from documenters.limits import limited
from documenters.models import User
from tests.factories.people import signed_in


def broken(request: HttpRequest) -> HttpResponse:
    """A page with a mistake in it."""
    raise RuntimeError("KG-2026-000001 belongs to Amina")


def forbidden(request: HttpRequest) -> HttpResponse:
    """A page that refuses."""
    raise PermissionDenied("KG-2026-000001")


def unreadable(request: HttpRequest) -> HttpResponse:
    """A page that does not understand the request."""
    raise BadRequest("KG-2026-000001")


@limited("test_error_pages", "0/h")
def too_often(request: HttpRequest) -> HttpResponse:
    """A page that nobody may ask for even once."""
    raise AssertionError("KG-2026-000001")


urlpatterns = [
    path("broken/", broken),
    path("forbidden/", forbidden),
    path("unreadable/", unreadable),
    path("too-often/", too_often),
    path("", include("react_cases.config.urls")),
]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status"),
    [("/broken/", 500), ("/forbidden/", 403), ("/unreadable/", 400), ("/nothing/", 404), ("/too-often/", 429)],
)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_the_page_says_what_to_do_and_nothing_else(
    client: Client, amina: User, address: str, status: int, is_signed_in: bool
) -> None:
    if is_signed_in:
        signed_in(client, amina)
    client.raise_request_exception = False
    answer = client.get(address)
    text = answer.content.decode()
    assert answer.status_code == status
    assert f'href="{reverse("home")}"' in text
    assert "KG-2026" not in text
    assert "Traceback" not in text
    assert "RuntimeError" not in text


def test_a_form_without_its_token_is_explained(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("account_login"), {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert f'href="{reverse("home")}"' in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_pages_for_a_broken_site_need_nothing(name: str) -> None:
    text = get_template(name).render()
    assert text.count("<form") == text.count("data-quick-exit") == 1  # it needs no token of the request
    assert "csrfmiddlewaretoken" not in text
    assert defaults.server_error(RequestFactory().get("/")).status_code == 500


def test_there_is_a_page_for_each_status() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    assert {file.stem for file in folder.glob("[0-9]*.html")} == {"400", "403", "403_csrf", "404", "429", "500"}


@pytest.mark.parametrize("address", ["/nothing/", "/logout/"])
def test_no_address_that_somebody_asked_for_is_logged(db: None, address: str, caplog: pytest.LogCaptureFixture) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get(address).status_code in (404, 405)
    assert client.post(address).status_code in (403, 404)
    assert not caplog.records
