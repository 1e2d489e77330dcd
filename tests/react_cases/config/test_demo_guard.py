"""A demo stays on this machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from react_cases.config.demo_guard import is_this_machine, refuse_public_demo

ROOT = Path(__file__).parents[3]
HERE = ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST", "cases.localhost", "127.0.0.1", "127.1.2.3", "[::1]", "::1"]
)
def test_this_machine(host: str) -> None:
    assert is_this_machine(host)


@pytest.mark.parametrize(
    "host",
    ["*", ".example.org", "cases.example.org", "0.0.0.0", "::", "192.168.1.5", "localhost.example.org"],  # noqa: S104
)
def test_other_machines(host: str) -> None:
    assert not is_this_machine(host)
    with pytest.raises(ImproperlyConfigured, match="DEMO=0"):
        refuse_public_demo(demo=True, hosts=[*HERE, host], listens_on="127.0.0.1")
    with pytest.raises(ImproperlyConfigured, match="DEMO=0"):
        refuse_public_demo(demo=True, hosts=HERE, listens_on=host)
    refuse_public_demo(demo=False, hosts=[host], listens_on=host)


def test_the_defaults_are_fine() -> None:
    refuse_public_demo(demo=True, hosts=HERE, listens_on="")


def printed(expression: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = f"from django.conf import settings; print({expression})"
    known = {"DJANGO_SETTINGS_MODULE": "react_cases.config.settings", "DEMO": "1", "DEBUG": "0"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **known, **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    "environment",
    [{"HOST": "0.0.0.0"}, {"ALLOWED_HOSTS": "localhost,cases.example.org"}, {"HOST": "0.0.0.0", "DEBUG": "1"}],  # noqa: S104
)
def test_a_public_demo_says_one_sentence_and_stops(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "DEMO": "1", "DEBUG": "0", **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "second factor" in done.stderr


@pytest.mark.parametrize(
    ("environment", "required"),
    [
        ({}, "False"),
        ({"SECOND_FACTOR_REQUIRED": "1"}, "True"),
        ({"DEMO": "0", "SECRET_KEY": "x" * 50, "SEALING_KEY": "y" * 50}, "True"),
        ({"DEMO": "0", "SECOND_FACTOR_REQUIRED": "0", "SECRET_KEY": "x" * 50, "SEALING_KEY": "y" * 50}, "True"),
    ],
)
def test_the_environment_can_only_ask_for_more(environment: dict[str, str], required: str) -> None:
    assert printed("settings.SECOND_FACTOR_REQUIRED", **environment).stdout.strip() == required
