"""What the server says when something breaks, without the data that it broke on."""

import logging
import re
from types import TracebackType

ROW = re.compile(r"^(DETAIL|CONTEXT|PARAMETERS):.*$", re.MULTILINE)
"""PostgreSQL repeats the refused row here: groups, places and dates of a case."""

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Keeps the traceback and drops the row."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  the standard library's name
        """The traceback without the lines that hold values of a row."""
        return ROW.sub(r"\1: (left out)", super().formatException(ei))
