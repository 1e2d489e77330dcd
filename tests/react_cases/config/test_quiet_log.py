"""S1, S22: a broken request leaves a traceback in the log, and nothing of the request, of a row or of a person."""

import logging
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core import mail
from django.db import IntegrityError, connection
from django.test import RequestFactory
from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter

from documenters.models import Organisation, Programme
from react_cases.config.quiet_log import QuietFormatter

ROOT = Path(__file__).parents[3]
CANARY = "".join(["Кана", "рейка"])  # in pieces: a traceback shows this source, too
QUIET_DATABASE = {
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}


def said(error: BaseException) -> str:
    """What the log keeps of an error."""
    try:
        raise error
    except type(error):
        return QuietFormatter().formatException(sys.exc_info())


@pytest.mark.django_db
def test_refused_row_is_not_repeated(programme: Programme) -> None:
    Organisation.objects.create(programme=programme, name=CANARY)
    try:
        Organisation.objects.create(programme=programme, name=CANARY)
    except IntegrityError:
        text = QuietFormatter().formatException(sys.exc_info())
    connection.needs_rollback = False
    assert "organisation_name_unique_in_programme" in text
    assert "Traceback" in text
    assert CANARY not in text


@pytest.mark.parametrize("kind", [ValueError, KeyError, RuntimeError, TypeError, UnicodeError, OSError])
def test_what_somebody_typed_is_not_in_the_message_of_an_error(kind: type[Exception]) -> None:
    text = said(kind(CANARY))
    assert kind.__name__ in text
    assert "Traceback" in text
    assert CANARY not in text


def test_what_the_program_lacks_is_in_the_message() -> None:
    assert "no_such_field" in said(AttributeError("no_such_field"))


def test_an_error_out_of_an_error_tells_of_both_and_repeats_nothing() -> None:
    error = RuntimeError(CANARY)
    error.__cause__ = ValueError(CANARY)
    text = said(error)
    assert "ValueError" in text
    assert "RuntimeError" in text
    assert CANARY not in text


def test_s22_the_log_names_no_page(caplog: pytest.LogCaptureFixture) -> None:
    request = RequestFactory().get(f"/cases/{CANARY}/", {"code": CANARY})
    with caplog.at_level(logging.ERROR):
        logging.getLogger("django.request").error("Internal Server Error: %s", request.path, extra={"request": request})
    line = QuietFormatter().format(caplog.records[-1])
    assert line == "A request failed"


def test_the_server_uses_it() -> None:
    assert settings.LOGGING["handlers"]["console"]["formatter"] == "quiet"


def test_s22_no_logger_mails_and_none_writes_below_a_warning() -> None:
    assert settings.ADMINS == settings.MANAGERS == []
    names = ["", *logging.root.manager.loggerDict]
    for logger in map(logging.getLogger, names):
        assert not any(isinstance(handler, AdminEmailHandler) for handler in logger.handlers), logger.name
    for name in ("django", "django.request", "django.security", "django.server", "django.db.backends"):
        assert logging.getLogger(name).getEffectiveLevel() >= logging.WARNING
        assert not logging.getLogger(name).handlers


def test_s22_the_report_of_an_error_holds_nothing_of_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    request = RequestFactory().post(f"/cases/?code={CANARY}", {"narrative": CANARY}, headers={"cookie": f"a={CANARY}"})
    monkeypatch.setattr(settings, "SECRET_KEY", CANARY)
    narrative = CANARY
    try:
        raise RuntimeError(len(narrative))
    except RuntimeError:
        report = ExceptionReporter(request, *sys.exc_info(), is_email=True)
    data: dict[str, Any] = report.get_traceback_data()
    assert data["filtered_POST_items"] == []
    assert not any(data[name] for name in ("settings", "request_meta", "request_COOKIES_items"))
    assert all(frame["vars"] == [] for frame in data["frames"])
    assert CANARY not in str(
        {name: value for name, value in data.items() if name not in ("request", "request_GET_items")}
    )
    assert mail.outbox == []


def test_s22_the_database_writes_no_statement_down() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    command = compose["services"]["db"]["command"]
    for name, value in QUIET_DATABASE.items():
        assert f"-c {name}={value}" in command, name


@pytest.mark.django_db
@pytest.mark.parametrize("name", QUIET_DATABASE)
def test_s22_the_embedded_database_writes_no_statement_down(name: str) -> None:
    if not settings.EMBEDDED_DATABASE:
        pytest.skip("the server belongs to somebody else")
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {name}")
        value = cursor.fetchone()[0]
    assert value == QUIET_DATABASE[name]
