"""What the server says when something breaks, without the data that it broke on."""

import logging
import re
import traceback
from collections.abc import ItemsView
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError
from django.http import HttpRequest
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.views.debug import SafeExceptionReporterFilter

ROW = re.compile(r"^(DETAIL|CONTEXT|PARAMETERS|LINE \d+): ?.*$", re.MULTILINE)
"""PostgreSQL repeats the refused row or the statement here: groups, places and dates of a case."""

TELLING = (
    AttributeError,
    ImportError,
    ImproperlyConfigured,
    IntegrityError,
    NameError,
    TemplateDoesNotExist,
    TemplateSyntaxError,
)
"""Errors whose message names things of the program. Any other may repeat what somebody typed."""

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Keeps where it broke, and drops the page that was asked for and the value that broke it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; of a request that failed, its kind only."""
        if hasattr(record, "request"):
            record = logging.makeLogRecord({**record.__dict__, "msg": "A request failed", "args": ()})
        return super().format(record)

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  the standard library's name
        """The traceback, with messages of those errors only that name things of the program."""
        error = ei[1]
        return "" if error is None else "".join(_told(error)).rstrip("\n")


def _told(error: BaseException) -> list[str]:
    """This error after the one that it came from."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_told(before), "\nWhile that was being handled:\n\n"] if before is not None else []
    message = ROW.sub(r"\1: (left out)", str(error)) if isinstance(error, TELLING) else "(left out)"
    kind = type(error)
    return [
        *lines,
        "Traceback (most recent call last):\n",
        *traceback.format_tb(error.__traceback__),
        f"{kind.__module__}.{kind.__qualname__}: {message}\n",
    ]


class SilentReporterFilter(SafeExceptionReporterFilter):
    """Django's report of an error holds nothing of the request, of the variables or of the settings.

    Reports exist with DEBUG only, and by mail, which is not set up: this is the second lock.
    """

    def is_active(self, request: HttpRequest | None) -> bool:  # noqa: ARG002
        """Always."""
        return True

    def get_safe_settings(self) -> dict[str, Any]:
        """None."""
        return {}

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:  # noqa: ARG002
        """None."""
        return {}

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:  # noqa: ARG002
        """None."""
        return {}

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:  # noqa: ARG002
        """None."""
        return {}

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> ItemsView[str, Any]:
        """Those of the workshop's own pages; none elsewhere."""
        if settings.DEBUG:
            return super().get_traceback_frame_variables(request, tb_frame)
        return dict[str, Any]().items()
