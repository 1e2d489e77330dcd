"""What every test stands on: the database, quick hashing, and a browser."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.template import Context, Template
from django.test.signals import template_rendered
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Playwright
from pytest_django import DjangoDbBlocker

from documenters import audit
from documenters.models import Organisation, Programme, User
from react_cases.config import command_line, embedded_database
from tests import logged
from tests.factories.people import (
    OrganisationFactory,
    make_administrator,
    make_coordinator,
    make_documenter,
    make_donor,
    make_mentor,
)
from tests.factories.taxonomy import load_programme, loaded_programme
from tests.migrated import keep_migrated, migrated_name, server
from tests.walls import BOTH, let_tests_flush, let_tests_observe, set_strict

MEMORY_CACHE = "django.core.cache.backends.locmem.LocMemCache"


def pytest_configure(config: pytest.Config) -> None:
    """Every process of pytest is a user of the one embedded server, as a demo running beside it is."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.PASSPHRASE_MEMORY_KIB = 64
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Counts of one test are no other's; that workers share them is tested with the real thing.
    settings.CACHES = {"default": {**settings.CACHES["default"], "BACKEND": MEMORY_CACHE, "LOCATION": "tests"}}
    # Static files come from where they are written, not from a collection of another day.
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    database = ExitStack()
    config.add_cleanup(database.close)
    try:
        if settings.EMBEDDED_DATABASE:
            database.enter_context(embedded_database.running(settings.VAR_DIR))
    except embedded_database.EmbeddedDatabaseError as error:
        pytest.exit(str(error), returncode=1)
    if "owner" not in settings.DATABASES:
        pytest.exit("Tests make their own database: set DATABASE_OWNER_URL, see .env.example.", returncode=1)
    if sentence := command_line.problem():
        pytest.exit(sentence, returncode=1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that commits is emptied by the owner, whether its author thought of `databases=` or not."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        commits = marker is not None and marker.kwargs.get("transaction")
        if commits and not marker.kwargs.get("databases"):
            item.add_marker(pytest.mark.django_db(**{**marker.kwargs, "databases": BOTH}), append=False)
        elif marker is None and {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db(transaction=True, databases=BOTH))


def pytest_collection_finish() -> None:
    """What is imported by now stays: looking through it for garbage again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def pages_not_pieces(django_test_environment: None) -> None:
    """`response.context` and `response.templates` know what a view or a widget draws, and not each piece of it.

    Django's test client copies the context of hundreds of included templates for every page.
    """
    Template._render = _render  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def log_in_words() -> None:
    """What any test writes in the log can be read in Russian."""
    audit._insert = logged.with_words


def _render(template: Template, context: Context) -> str:
    if context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], playwright: Playwright) -> dict[str, Any]:
    """Debian's Chromium, or else the one that Playwright has installed."""
    executable = shutil.which("chromium") or playwright.chromium.executable_path
    if not Path(executable).exists():
        pytest.fail("There is no browser for this test: `make browser` installs Chromium.", pytrace=False)
    # Chromium's own sandbox refuses to run as root.
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": executable, "args": flags}


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database of this process, made by the owner and used by the application's role; see `tests.walls`.

    The code lists are loaded once, before the first test; see the fixture `programme`.
    """
    owner = connections["owner"]
    # Two runs of the tests at the same time, or two workers of one, do not share a database.
    owner.settings_dict["TEST"]["NAME"] = f"test_{owner.settings_dict['NAME']}_{os.getpid()}"
    with django_db_blocker.unblock(), server() as connection:
        template = migrated_name(connection)
        # Nothing is left to migrate in a copy.
        owner.settings_dict["TEST"] |= {"TEMPLATE": template, "MIGRATE": template is None}
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=())
        if template is None:
            connections.close_all()
            keep_migrated(connection, owner.settings_dict["NAME"])
        let_tests_observe(owner)
        let_tests_flush(owner)
        load_programme()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def no_counts() -> Iterator[None]:
    """Every test begins with nothing counted."""
    yield
    cache.clear()


@pytest.fixture
def walls(db: None) -> Iterator[None]:
    """Without an identity nothing is visible, to the test itself neither: as in production."""
    set_strict("on")
    yield
    set_strict("")


@pytest.fixture
def programme(db: None) -> Programme:
    """Kyrgyzstan with the real code lists."""
    return loaded_programme()


@pytest.fixture
def organisation_a(programme: Programme) -> Organisation:
    """The NGO of Amina, Bilal and Zarina."""
    return OrganisationFactory(programme=programme, name="Organisation A")


@pytest.fixture
def organisation_b(programme: Programme) -> Organisation:
    """The NGO of Chen, who sees nothing of organisation A."""
    return OrganisationFactory(programme=programme, name="Organisation B")


@pytest.fixture
def amina(organisation_a: Organisation, bilal: User, dara: User) -> User:
    """Documenter of organisation A."""
    return make_documenter(organisation_a, "amina")


@pytest.fixture
def bilal(organisation_a: Organisation) -> User:
    """Mentor of organisation A."""
    return make_mentor(organisation_a, username="bilal")


@pytest.fixture
def zarina(organisation_a: Organisation, bilal: User) -> User:
    """A second mentor of organisation A."""
    return make_mentor(organisation_a, username="zarina")


@pytest.fixture
def dara(programme: Programme) -> User:
    """Coordinator of the programme."""
    return make_coordinator(programme, "dara")


@pytest.fixture
def nurlan(programme: Programme, dara: User) -> User:
    """A second coordinator of the programme."""
    return make_coordinator(programme, "nurlan")


@pytest.fixture
def chen(organisation_b: Organisation, dara: User) -> User:
    """Documenter of organisation B: sees nothing of organisation A."""
    return make_documenter(organisation_b, "chen")


@pytest.fixture
def emil(programme: Programme) -> User:
    """Donor: reads published figures only."""
    return make_donor(programme, "emil")


@pytest.fixture
def aida(programme: Programme) -> User:
    """Administrator of accounts: sees no case."""
    return make_administrator(programme, "aida")
