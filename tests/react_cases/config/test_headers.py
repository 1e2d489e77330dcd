"""S19, S22: what goes with every answer of every address, whoever asks and however it ends."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, include, path
from django.utils.cache import patch_cache_control

from documenters.models import User
from react_cases.config.headers import BARRED_FEATURES, HEADERS, OWN_FEATURES
from tests.factories.cases import make_case
from tests.factories.people import signed_in
from tests.headers import check


def broken(request: HttpRequest) -> HttpResponse:
    """A page with a mistake in it."""
    raise RuntimeError


def without_database(request: HttpRequest) -> HttpResponse:
    """A page whose database is gone."""
    raise OperationalError


def forbidden(request: HttpRequest) -> HttpResponse:
    """A page that refuses."""
    raise PermissionDenied


def unreadable(request: HttpRequest) -> HttpResponse:
    """A page that does not understand the request."""
    raise BadRequest


def suspicious(request: HttpRequest) -> HttpResponse:
    """A page that distrusts the request."""
    raise SuspiciousOperation


def talkative(request: HttpRequest) -> HttpResponse:
    """A page that says more than it should."""
    response = HttpResponse(headers={"Server": "a", "X-Powered-By": "b"})
    patch_cache_control(response, public=True, max_age=60)
    return response


urlpatterns = [
    path("broken/", broken, name="broken"),
    path("without-database/", without_database, name="without_database"),
    path("forbidden/", forbidden, name="forbidden"),
    path("unreadable/", unreadable, name="unreadable"),
    path("suspicious/", suspicious, name="suspicious"),
    path("talkative/", talkative, name="talkative"),
    path("", include("react_cases.config.urls")),
]


def routes(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The pattern of every address of the site."""
    for pattern in found:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


def addresses(case: uuid.UUID) -> list[str]:
    """One address for each pattern; those of cases lead to one that exists."""
    filled = []
    for route in routes(get_resolver("react_cases.config.urls").url_patterns):
        address = re.sub(r"<uuid:\w+>", str(case), re.sub(r"\\Z|[$^]", "", route))
        address = re.sub(r"<(?:int|slug|str|path):\w+>|<\w+>|\(\?P<\w+>[^)]*\)", "1", address)
        filled.append(f"/{address}")
    return filled


@pytest.mark.parametrize("name", ["dara", ""])
def test_s19_every_address_answers_with_every_header(
    request: pytest.FixtureRequest, client: Client, amina: User, name: str
) -> None:
    """What everybody else is answered is looked at on the way by the walk of `tests.access`."""
    case = make_case(documenter=amina)
    client.raise_request_exception = False
    seen = set()
    for address in addresses(case.public_id):
        if address in ("/logout/", "/leave/"):
            continue
        if name:
            signed_in(client, request.getfixturevalue(name))
        for method in (client.get, client.post) if name else (client.get, client.post, client.head, client.options):
            answer = method(address)
            check(answer)
            seen.add(answer.status_code)
    assert {200, 302, 405} <= seen
    assert 404 in seen or not name
    assert 500 not in seen


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("is_somebody", [True, False])
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/broken/", 500),
        ("/without-database/", 500),
        ("/forbidden/", 403),
        ("/unreadable/", 400),
        ("/suspicious/", 400),
        ("/talkative/", 200),
        ("/nothing/", 404),
        ("/login", 301),
    ],
)
def test_s19_every_status_answers_with_every_header(
    client: Client, amina: User, address: str, status: int, is_somebody: bool
) -> None:
    if is_somebody:
        signed_in(client, amina)
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == status
    check(answer)


def test_s19_a_form_without_its_token_and_a_foreign_host_have_every_header(db: None) -> None:
    refused = Client(enforce_csrf_checks=True).post("/login/")
    assert refused.status_code == 403
    check(refused)
    foreign = Client(headers={"host": "elsewhere.example"}).get("/login/")
    assert foreign.status_code == 400
    check(foreign)


def test_s19_files_have_every_header_and_may_be_kept(db: None, client: Client) -> None:
    for name in ("css/app.css", "js/quick_exit.js", "img/icon.svg"):
        answer = client.get(f"/static/{name}")
        list(answer)
        for close in answer._resource_closers:  # close() would end the connection of the test as well
            close()
        assert answer.status_code == 200
        check(answer, is_file=True)
        assert "no-store" not in answer.headers["Cache-Control"]
    missing = client.get("/static/nothing.js")
    assert missing.status_code == 404
    check(missing)


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT", "BREW"])
def test_other_methods_are_refused_before_anybody_looks(client: Client, method: str) -> None:
    answer = client.generic(method, "/login/", headers={"x-secret": "canary"})
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST"
    assert answer.content == b""
    check(answer)


def test_the_browser_may_use_passkeys_and_nothing_else() -> None:
    allowed = dict(part.split("=") for part in HEADERS["Permissions-Policy"].split(", "))
    assert {name for name, whom in allowed.items() if whom != "()"} == set(OWN_FEATURES)
    assert {"camera", "microphone", "geolocation", "usb", "payment"} <= set(BARRED_FEATURES.split())
    assert all(name.startswith("publickey-credentials-") for name in OWN_FEATURES)


def test_s22_the_page_of_a_broken_site_needs_no_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: object) -> None:
        raise OperationalError

    monkeypatch.setattr(connections["default"], "ensure_connection", gone)
    monkeypatch.setattr(connections["default"], "connection", None)
    client.raise_request_exception = False
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    answer = client.get("/queue/")
    assert answer.status_code == 500
    assert "<h1>" in answer.content.decode()
    check(answer)
