"""Limits: counted over all workers, per person, and unreadable."""

import base64
import builtins
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, build_opener

import pytest
import time_machine
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import caches
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from documenters.count_cache import CULL_EVERY, CountCache
from documenters.limits import limited
from documenters.models import User
from react_cases.config.limits_router import LimitsRouter
from tests.factories.people import PASSWORD, UserFactory, signed_in
from tests.react_cases.config.test_gunicorn_conf import ROOT, SERVE, status, unused_port, url_of_the_tests


class StayHere(HTTPRedirectHandler):
    """A redirect is the answer."""

    def redirect_request(self, *_args: object) -> None:
        return None


def try_to_log_in(site: str, username: str, password: str) -> int:
    """The status of one try, as a browser makes it."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()), StayHere())
    page = browser.open(f"{site}/login/", timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    fields = urlencode({"csrfmiddlewaretoken": token, "username": username, "password": password}).encode()
    try:
        return int(browser.open(f"{site}/login/", fields, timeout=30).status)
    except HTTPError as error:
        return error.code


@pytest.fixture
def two_sites(transactional_db: None, tmp_path: Path) -> Iterator[list[str]]:
    """Two processes of the web server on one database, with one key, and two people who can log in there."""
    for name in ("amina", "bilal"):
        person = UserFactory(username=name)
        User.objects.filter(pk=person.pk).update(password=Argon2PasswordHasher().encode(PASSWORD, "saltsaltsalt"))
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": url_of_the_tests(), "DEMO": "1"}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    with ExitStack() as servers:
        yield [f"http://127.0.0.1:{servers.enter_context(served(environment, tmp_path / str(n)))}" for n in range(2)]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM documenters_limit")


@contextmanager
def served(environment: dict[str, str], log: Path) -> Iterator[int]:
    """The site with one worker, on the port that is given."""
    port = unused_port()
    with log.open("w") as written:
        named = {**environment, "PORT": str(port), "WEB_WORKERS": "1"}
        server = subprocess.Popen([sys.executable, "-m", *SERVE], cwd=ROOT, env=named, stderr=written)
        try:
            assert status(f"http://127.0.0.1:{port}/login/") == 200, log.read_text()
            yield port
        finally:
            server.terminate()
            server.wait(30)


def test_s14_workers_share_the_count(two_sites: list[str]) -> None:
    one, two = two_sites
    assert [try_to_log_in(site, "amina", "wrong") for site in (one, two, one, two, one)] == [200] * 5
    assert [try_to_log_in(site, "amina", PASSWORD) for site in (two, one)] == [429, 429]
    assert [try_to_log_in(site, "bilal", PASSWORD) for site in (one, two)] == [302, 302]
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM documenters_limit")
        kept = cursor.fetchall()
    assert kept
    assert all(re.fullmatch(r"[0-9a-f]{64}", key) for key, _value in kept)


def test_s14_tries_at_the_same_moment_are_all_counted(two_sites: list[str]) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: try_to_log_in(two_sites[n % 2], "amina", "wrong"), range(16)))
    assert set(answers) == {200, 429}
    assert answers.count(200) <= 5


@limited("trial", "3/h")
def trial(_request: HttpRequest) -> HttpResponse:
    """A page."""
    return HttpResponse("here")


@limited("trial", "3/h")
def trial_too(_request: HttpRequest) -> HttpResponse:
    """Another page with the same count."""
    return HttpResponse("here")


def ask(user: User, view: object = trial) -> int:
    request = RequestFactory().get("/")
    request.user = user
    request.session = {}
    request.resolver_match = None
    return int(view(request).status_code)


def test_each_person_has_a_count_of_their_own(amina: User, bilal: User) -> None:
    assert [ask(amina) for _ in range(3)] == [200] * 3
    assert ask(amina) == ask(amina, trial_too) == 429
    assert ask(bilal) == 200


def test_a_page_says_that_it_was_too_often(client: Client, dara: User) -> None:
    signed_in(client, dara)
    answers = [client.post(reverse("case_export")) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert "429.html" in [template.name for template in answers[-1].templates]


def test_figures_are_limited_generously(client: Client, dara: User) -> None:
    signed_in(client, dara)
    assert client.get(reverse("figures")).status_code == 200
    cached = caches["default"]._cache
    assert len(cached) == 1


def test_counts_go_through_a_connection_of_their_own() -> None:
    class Cached:
        class _meta:  # noqa: N801
            app_label = "django_cache"

    class Other:
        class _meta:  # noqa: N801
            app_label = "documenters"

    router = LimitsRouter()
    assert router.db_for_read(Cached) == router.db_for_write(Cached) == "limits"
    assert router.db_for_read(Other) is router.db_for_write(Other) is None
    assert router.allow_migrate("limits", "documenters") is False
    assert router.allow_migrate("default", "documenters") is None


SHARED = pytest.mark.django_db(databases=["default", "limits"])


@pytest.fixture
def shared(db: None) -> CountCache:
    """The cache of a real installation."""
    return CountCache("documenters_limit", {"KEY_FUNCTION": "documenters.limits.cache_key"})


class Spell:
    """Runs when it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return exec, ("import builtins; builtins.SPELL = True",)


@SHARED
def test_a_row_that_somebody_wrote_into_the_shared_cache_runs_nothing(shared: CountCache) -> None:
    shared.set("count", 1)
    with connections["limits"].cursor() as cursor:
        cursor.execute("UPDATE documenters_limit SET value = %s", [base64.b64encode(pickle.dumps(Spell())).decode()])
    assert shared.get("count", "nothing") == "nothing"
    assert not hasattr(builtins, "SPELL")


@SHARED
def test_the_shared_cache_keeps_what_limits_need(shared: CountCache) -> None:
    assert shared.add("count", 1, 60)
    assert not shared.add("count", 5, 60)
    assert (shared.incr("count"), shared.get("count")) == (2, 2)
    shared.set("times", [1.5, 2.5], 60)
    shared.set("for ever", True, None)
    assert shared.get("times") == [1.5, 2.5]
    assert shared.touch("times", 120)
    assert shared.delete("count")
    assert not shared.delete("count")
    assert not shared.touch("count")
    with pytest.raises(ValueError, match="count"):
        shared.incr("count")
    shared.clear()
    assert shared.get("for ever") is None


@SHARED
def test_the_shared_cache_forgets_in_time(shared: CountCache) -> None:
    with time_machine.travel("2026-03-04 12:00:00Z", tick=False) as clock:
        shared.set("count", 3, 60)
        clock.shift(59)
        assert shared.incr("count") == 4
        clock.shift(2)
        assert shared.get("count") is None
        assert shared.add("count", 1, 60)
        clock.shift(61)
        for number in range(CULL_EVERY):
            shared.add(f"other {number}", 1, 1)
        clock.shift(61)
        for number in range(CULL_EVERY):
            shared.add(f"last {number}", 1, 60)
    with connections["limits"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM documenters_limit")
        assert cursor.fetchone()[0] == CULL_EVERY
