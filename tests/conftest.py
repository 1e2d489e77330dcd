"""What every test stands on: the database, quick hashing, and a browser."""

import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Playwright

from react_cases.config import command_line, embedded_database

# Playwright's loop runs in the thread of the tests, which Django takes for a view that blocks others.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure(config: pytest.Config) -> None:
    """Every process of pytest is a user of the one embedded server, as a demo running beside it is."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Static files come from where they are written, not from a collection of another day.
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    database = ExitStack()
    config.add_cleanup(database.close)
    try:
        if settings.EMBEDDED_DATABASE:
            database.enter_context(embedded_database.running(settings.VAR_DIR))
    except embedded_database.EmbeddedDatabaseError as error:
        pytest.exit(str(error), returncode=1)
    if sentence := command_line.problem():
        pytest.exit(sentence, returncode=1)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], playwright: Playwright) -> dict[str, Any]:
    """Debian's Chromium, or else the one that Playwright has installed."""
    executable = shutil.which("chromium") or playwright.chromium.executable_path
    if not Path(executable).exists():
        pytest.fail("There is no browser for this test: `make browser` installs Chromium.", pytrace=False)
    # Chromium's own sandbox refuses to run as root.
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": executable, "args": flags}
