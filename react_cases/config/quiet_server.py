"""The web server without its name, and without the addresses of people and pages in its log."""

import socket
from typing import Any

from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.http import wsgi

from react_cases.config.headers import HEADERS
from react_cases.config.quiet_log import QuietFormatter

REFUSED = {**HEADERS, "Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'"}
"""What goes with an answer to something that is no request: it never reaches the middleware."""


class QuietServerLog(Logger):  # type: ignore[misc]
    """Says that a request failed; neither which, nor whose."""

    def setup(self, cfg: Any) -> None:
        """Format like the application."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(QuietFormatter(self.error_fmt, self.datefmt))

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Nothing about requests that are none: the message holds the visitor's address and what was sent."""
        if not str(msg).startswith("Invalid request from"):
            super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        """Of a request that failed, its traceback only."""
        if str(msg).startswith("Error handling request"):
            msg, args = "Error handling a request", ()
        super().exception(msg, *args, **kwargs)


class NamelessResponse(wsgi.Response):  # type: ignore[misc]
    """An answer that does not say which server gave it."""

    def default_headers(self) -> list[str]:
        """The first lines of every answer."""
        return [line for line in super().default_headers() if not line.startswith("Server:")]


def refuse(sock: socket.socket, status_int: int, reason: str, mesg: str) -> None:  # noqa: ARG001  gunicorn's own arguments
    """Answer something that is no request: the status, and no copy of what was sent."""
    lines = [f"HTTP/1.1 {status_int} {reason}", "Connection: close", "Content-Type: text/plain; charset=utf-8"]
    lines += [f"{name}: {value}" for name, value in REFUSED.items()]
    lines += [f"Content-Length: {len(reason)}", "", reason]
    util.write_nonblock(sock, "\r\n".join(lines).encode("latin-1"))


def install() -> None:
    """Put them in the place of gunicorn's own: it has no setting for them."""
    wsgi.Response = NamelessResponse
    util.write_error = refuse
