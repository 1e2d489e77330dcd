"""What goes with every answer."""

import re

from django.http import HttpResponseBase

from react_cases.config.headers import HEADERS

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
EXPECTED = {
    "Cache-Control": "no-store",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
NEVER = {"Server", "X-Powered-By", "Access-Control-Allow-Origin", "ETag", "Last-Modified"}


def check(answer: HttpResponseBase, *, is_file: bool = False, **instead: str) -> None:
    """Every header is there and says what it should; `instead`: what this address says on purpose.

    `is_file`: it may be kept.
    """
    policies = [part.strip() for part in answer.headers["Content-Security-Policy"].split(";")]
    if "sandbox" not in policies:
        assert dict(part.split(" ", 1) for part in policies) == POLICY, policies
    for name, value in {**EXPECTED, **instead}.items():
        if not (is_file and name == "Cache-Control"):
            assert answer.headers.get(name) == value, name
    assert answer.headers["Permissions-Policy"] == HEADERS["Permissions-Policy"]
    assert not (NEVER - {"Last-Modified", "ETag"} if is_file else NEVER) & set(answer.headers), set(answer.headers)
    if re.match(r"text/|.*\+xml", answer.headers.get("Content-Type", "")):
        assert "charset=utf-8" in answer.headers["Content-Type"].replace('"', ""), answer.headers["Content-Type"]
