"""One person's browser on the wire: forms, cookies and files over plain HTTP, as behind the proxy that ends TLS.

Independent of Django's test client: cookies are kept as browsers keep them, and nothing of the server is in this
process.
"""

import http.client
import re
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import Morsel, SimpleCookie
from urllib.parse import urlencode, urlsplit

HOST = "cases.example"
ORIGIN = f"https://{HOST}"
CSRF_COOKIE = "__Host-csrftoken"
FORM = "application/x-www-form-urlencoded"
SECONDS = 120

Fields = Mapping[str, str | Sequence[str]]
Files = Mapping[str, tuple[str, bytes, str]]
"""Name of the field -> name of the file, its bytes, its type."""


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    method: str
    path: str
    status: int
    location: str
    body: bytes

    @property
    def text(self) -> str:
        """As a page."""
        return self.body.decode(errors="replace")

    def expect(self, *statuses: int) -> "Answer":
        """The same, if the status is one of these."""
        if self.status not in statuses:
            told = re.sub(r"<(script|template|nav).*?</\1>|<[^>]+>|\s+", " ", self.text, flags=re.DOTALL)
            raise AssertionError(f"{self.method} {self.path}: {self.status} {self.location}\n{' '.join(told.split())}")
        return self

    def found(self, pattern: str) -> str:
        """The one group of the first place that looks like this."""
        match = re.search(pattern, self.text, re.DOTALL)
        assert match, f"{pattern} is not in {self.method} {self.path} ({self.status} {self.location})"
        return match[1]


@dataclass
class Visitor:
    """A browser with its cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    every_cookie: dict[str, set[str]] = field(default_factory=dict)
    """All values that each cookie has had."""

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path, b"", {})

    def post(self, path: str, fields: Fields | None = None, files: Files | None = None) -> Answer:
        """Send a form, with the token that every form of the site has."""
        if CSRF_COOKIE not in self.cookies:
            self.get("/login/")
        sent = {"csrfmiddlewaretoken": self.cookies[CSRF_COOKIE], **(fields or {})}
        if files is None:
            return self.send(path, urlencode(sent, doseq=True).encode(), FORM)
        boundary = secrets.token_hex(16)
        return self.send(path, _multipart(sent, files, boundary), f"multipart/form-data; boundary={boundary}")

    def send(self, path: str, body: bytes, content_type: str) -> Answer:
        """Send these bytes."""
        return self._ask("POST", path, body, {"Content-Type": content_type})

    def follow(self, answer: Answer) -> Answer:
        """Go where an answer leads, as often as it leads on."""
        while answer.status in (301, 302, 303):
            answer = self.get(answer.location)
        return answer

    def close(self) -> None:
        """Close the window: the cookies of a session are gone."""
        self.cookies.clear()

    def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        address = urlsplit(path)
        path = f"{address.path}?{address.query}" if address.query else address.path
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            # A server that has read enough answers before all is sent, and goes.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, path, body or None, {**self._headers(), **headers})
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie", []):
            self._take(line)
        return Answer(method, path, response.status, response.headers.get("Location", ""), content)

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.9",
            "Origin": ORIGIN,
            "Referer": f"{ORIGIN}/",
            "Accept-Language": "ru",
            **({"Cookie": cookies} if cookies else {}),
        }

    def _take(self, line: str) -> None:
        """Keep a cookie, or throw it away, as a browser does that has the page over HTTPS."""
        for name, cookie in SimpleCookie(line).items():
            if name.startswith("__Host-"):
                assert cookie["secure"], line
                assert cookie["path"] == "/", line
                assert not cookie["domain"], line
            if _is_over(cookie):
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = cookie.value
                self.every_cookie.setdefault(name, set()).add(cookie.value)


def _is_over(cookie: "Morsel[str]") -> bool:
    return cookie["max-age"] == "0" or "1970" in cookie["expires"] or not cookie.value


def _multipart(fields: Fields, files: Files, boundary: str) -> bytes:
    parts = []
    for name, said in fields.items():
        for value in [said] if isinstance(said, str) else said:
            parts.append(f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (file_name, data, content_type) in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: {content_type}'
        parts.append(f"{head}\r\n\r\n".encode() + data + b"\r\n")
    line = f"--{boundary}\r\n".encode()
    return line + line.join(parts) + f"--{boundary}--\r\n".encode()
