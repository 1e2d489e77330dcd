"""What a page costs on a slow line: bytes on the wire as the browser counts them, headers too, and requests.

The first load is that of somebody who is logged in and has no file of the site yet; the repeat comes right after it.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, SignIn

pytestmark = pytest.mark.browser

KILOBYTE = 1024
REQUESTS = 10
BUDGETS = {
    ("amina", "/cases/new/"): (60, 8),
    ("amina", "/queue/"): (40, 10),
    ("bilal", "/queue/"): (40, 10),
    ("dara", "/queue/"): (40, 10),
    ("dara", "/figures/"): (80, None),
    ("emil", "/figures/published/"): (80, None),
}
"""Who, where -> kB of the first load, kB of the next ones."""
PLAIN = ("image/png", "font/")
"""Compressed already."""


@dataclass
class Line:
    """What came over the wire."""

    sizes: dict[str, float] = field(default_factory=dict)
    """Identifier of a request -> bytes."""
    addresses: dict[str, str] = field(default_factory=dict)
    unpacked: list[str] = field(default_factory=list)
    """Addresses of texts that came without compression."""

    def weigh(self, page: Page, address: str) -> float:
        """Open a page; kilobytes."""
        self.sizes.clear()
        self.addresses.clear()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        return sum(self.sizes.values()) / KILOBYTE

    def answered(self, event: dict[str, Any]) -> None:
        """Headers have come. What the browser still had is no request."""
        answer = event["response"]
        if answer.get("fromDiskCache") or answer["url"].startswith("data:"):
            return
        self.addresses[event["requestId"]] = answer["url"]
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        is_small = int(headers.get("content-length", "1000")) < 500
        if "content-encoding" not in headers and not is_small and not answer["mimeType"].startswith(PLAIN):
            self.unpacked.append(answer["url"])

    def finished(self, event: dict[str, Any]) -> None:
        """All of it is there."""
        self.sizes[event["requestId"]] = event["encodedDataLength"]


def on_the_line(page: Page) -> Line:
    """Begin to count."""
    line, session = Line(), page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.responseReceived", line.answered)
    session.on("Network.loadingFinished", line.finished)
    return line


@pytest.mark.parametrize(("name", "address"), BUDGETS)
def test_pages_are_light(sign_in: SignIn, browser: Browser, live_site: str, name: str, address: str) -> None:
    first_budget, repeat_budget = BUDGETS[name, address]
    login = sign_in(name, viewport=PHONE, language="ru")
    context = browser.new_context(viewport=PHONE, base_url=live_site, storage_state=login.context.storage_state())
    page = context.new_page()
    line = on_the_line(page)
    first = line.weigh(page, address)
    met = dict(line.addresses)
    repeat = line.weigh(page, address)
    context.close()
    print(f"{name} {address}: {first:.1f} kB, {len(met)} requests; again {repeat:.1f} kB")  # noqa: T201  the numbers
    assert len(met) <= REQUESTS, sorted(met.values())
    assert first <= first_budget, line.sizes
    assert repeat_budget is None or repeat <= repeat_budget, line.addresses
    assert line.unpacked == []
