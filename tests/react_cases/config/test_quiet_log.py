"""A broken request leaves a traceback in the log, and no value of a row."""

import sys

import pytest
from django.conf import settings
from django.db import IntegrityError, connection

from documenters.models import Organisation, Programme
from react_cases.config.quiet_log import QuietFormatter


@pytest.mark.django_db
def test_refused_row_is_not_repeated(programme: Programme) -> None:
    canary = "".join(["Кана", "рейка"])  # in pieces: the traceback shows this source, too
    Organisation.objects.create(programme=programme, name=canary)
    try:
        Organisation.objects.create(programme=programme, name=canary)
    except IntegrityError:
        said = QuietFormatter().formatException(sys.exc_info())
    connection.needs_rollback = False
    assert "organisation_name_unique_in_programme" in said
    assert "Traceback" in said
    assert canary not in said


def test_the_server_uses_it() -> None:
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "quiet"
