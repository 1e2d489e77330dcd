"""The world is built once for all walks, inside a transaction that nobody commits."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from unittest import mock

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.template import Template
from django.test import override_settings
from django.test.utils import _TestState
from django.views.defaults import page_not_found
from pytest_django import DjangoDbBlocker

from documenters.management.access_table import AccessTable, read_access_table
from react_cases.config import urls
from react_cases.evidence.formats import Cleaned, Kind
from tests.access.secrets import tokens_of
from tests.access.world import LONG_AGO, World, build_world

TABLE: AccessTable = read_access_table(settings.BASE_DIR / "docs" / "access.toml")


@dataclass
class Walked:
    """The world, and what can be recognised in its pages."""

    world: World
    tokens: dict[str, str]
    """Whatever can be recognised -> whose it is."""

    @contextmanager
    def drawn_not_found(self) -> Iterator[None]:
        """Inside, the page of 404 is drawn."""
        with mock.patch.object(urls, "handler404", page_not_found):
            yield


def bare_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 without its page: most answers of the walk are this one, and drawing it takes longer than all the rest."""
    return HttpResponseNotFound()


@pytest.fixture(scope="package")
def walked(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Walked]:
    """Two programmes with everybody in them.

    Set aside, because they are tested elsewhere and would slow every step: counting tries, writing refusals into the
    log, drawing the page of 404, and cleaning files.
    """
    plain = mock.patch.object(urls, "handler404", bare_not_found, create=True)
    cleaned, of_papers = (
        mock.patch(f"react_cases.forms.{form}.clean", lambda name, data: Cleaned(data, Kind.PHOTO, "image/jpeg", "jpg"))
        for form in ("evidence", "paper_files")
    )
    shrunk = mock.patch(
        "react_cases.actions.evidence.preview", lambda data, extension: Cleaned(data, Kind.PHOTO, "image/jpeg", "jpg")
    )
    uncounted = override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}})
    unwritten = mock.patch("documenters.refusal_log.REFUSALS", frozenset())
    # Django's test client copies the context of each template for tests to look at: a third of the time of a page.
    uncopied = mock.patch.object(Template, "_render", _TestState.saved_data.template_render)
    # On a slow machine the walk takes longer than a proof of who is there is good for.
    lasting = mock.patch("documenters.recency.RECENT_SECONDS", LONG_AGO)
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        ExitStack() as stack,
    ):
        for patch in (plain, cleaned, of_papers, shrunk, uncounted, unwritten, uncopied, lasting):
            stack.enter_context(patch)
        world = build_world()
        # Or else PostgreSQL checks every row of the world again after each step.
        connection.check_constraints()
        yield Walked(world, tokens_of(world))
        transaction.set_rollback(True)
