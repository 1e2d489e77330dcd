"""Everything that a role can reach, opened in a browser once, and looked at from every side.

Links are followed breadth first, a few of each address pattern; patterns that nobody links to are tried as well.
"""

import re
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Error, Page, Response

from documenters.views.context import NEUTRAL_PAGE
from react_cases.management.demo.storybook import published_stories
from tests.browser.look import complaints_of
from tests.browser.places import wait_for_questions
from tests.english import english_in

LISTENER = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""
LOOK = """() => ({
  violations: window.violations,
  title: document.title,
  language: document.documentElement.lang,
  referrer: document.referrer,
  links: [...document.querySelectorAll("a[href]")]
    .map((link) => new URL(link.getAttribute("href"), document.baseURI).href),
  exits: document.querySelectorAll("form[action$='/logout/'], form[data-quick-exit]").length,
  allowed: document.featurePolicy?.allowedFeatures() ?? [],
})"""
CASE_NUMBER = re.compile(r"\b[A-Z]{2}-\d{4}-\d{3,}", re.IGNORECASE)
PLAIN_NUMBER = re.compile(r"/\d+(/|$)")
PUBLIC_NUMBER = re.compile(r"^/(releases|figures/links)/\d+/")
"""A release is cited by its number, KG-R3; a link to read it has one among its programme's coordinators."""
GALLERY = "gallery/"
"""Pages for whoever builds the site name its parts as the program does; they are the same for everybody, and looked at
as a stranger sees them."""
OPEN = "public/"
"""Pages for everybody have no session to end: “leave quickly” is a link there."""
FEATURES = {"publickey-credentials-create", "publickey-credentials-get"}


@dataclass
class Crawl:
    """What one person met."""

    site: str
    page: Page
    names: frozenset[str]
    """Words of the names of people and organisations, small letters."""
    private: re.Pattern[str]
    waiting: deque[str]
    each: int = 2
    """Pages opened of each address pattern."""
    sizes: tuple[str, ...] = ("phone", "desk")
    looked_at: set[tuple[str, str]] | None = None
    """Parts of pages that were looked at before, see `tests.browser.look`; None looks at all with every rule."""
    probes: bool = True
    """Is what nobody links to tried as well? Once is enough: the language of a person opens no page."""
    exits: int = 2
    """Ways to end the session on every page."""
    opened: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)
    """Pages that were opened."""
    titles: dict[str, set[str]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def run(self) -> None:
        """Open the pages that are linked, and then those that nothing linked to."""
        while self.waiting:
            self.visit(self.waiting.popleft(), is_linked=True)
        for route in routes() if self.probes else ():
            if route not in self.opened:
                for address in filled(route, sorted(self.ids)[: self.each]):
                    self.visit(address, is_linked=False)

    def visit(self, address: str, *, is_linked: bool) -> None:
        """Open a page unless enough of its kind were opened."""
        address = address.partition("#")[0]
        route = route_of(urlsplit(address).path)
        if address in self.seen or self.opened[route] >= self.each or (self.exits and route.startswith(GALLERY)):
            return
        self.seen.add(address)
        if not is_linked and not self.is_page(address):
            return
        self.opened[route] += 1
        self.addresses.append(address)
        try:
            response = self.page.goto(f"{self.site}{address}", wait_until="domcontentloaded")
        except Error as error:
            if "Download is starting" not in error.message or self.is_page(address):
                raise
            return
        assert response is not None
        wait_for_questions(self.page)
        if response.headers.get("content-type", "").startswith("text/html"):
            self.look(address, route, response)
        else:
            self.check_headers(address, response.headers)

    def is_page(self, address: str) -> bool:
        """Does this person get a page there? Asked without the browser, which would complain of a missing one."""
        answer = self.page.request.get(f"{self.site}{address}", max_redirects=0)
        self.check_headers(address, answer.headers)
        if answer.status >= 500:
            self.complaints.append(f"{address}: {answer.status}")
        is_file = answer.headers.get("content-disposition", "").startswith("attachment")
        is_html = answer.headers.get("content-type", "").startswith("text/html")
        return answer.status == 200 and is_html and not is_file

    def look(self, address: str, route: str, response: Response) -> None:
        """Check one page and collect its links."""
        found: dict[str, Any] = self.page.evaluate(LOOK)
        if response.status >= 400:
            self.complaints.append(f"{address}: {response.status}")
        self.check_headers(address, response.headers)
        self.complaints += [f"{address}: {violation}" for violation in found["violations"]]
        # A public page is read in a language of its own choice.
        self.titles.setdefault(f"{route} {found['language']}", set()).add(found["title"])
        for name in ("title", "referrer"):
            self.check_words(address, name, found[name])
        if found["referrer"] and not found["referrer"].startswith(f"{self.site}/"):
            self.complaints.append(f"{address}: referrer {found['referrer']}")
        is_open = route.startswith(OPEN)
        if response.status == 200 and found["exits"] < self.exits and not is_open:
            self.complaints.append(f"{address}: no way to log out")
        self.complaints += [f"{address}: {said}" for said in complaints_of(self.page, self.sizes, self.looked_at)]
        is_for_makers = route.startswith(GALLERY)
        if not is_for_makers and found["language"] != "en":
            self.complaints += [f"{address}: English: {text}" for text in english_in(self.page.content(), self.names)]
        extra = {name for name in found["allowed"] if not name.startswith("ch-")} - FEATURES
        if extra:
            self.complaints.append(f"{address}: the browser lets it use {extra}")
        for link in [self.page.url, *found["links"]]:
            if link.startswith(f"{self.site}/"):
                self.check_words(address, "address", link)
                path = link.removeprefix(self.site)
                self.ids.update(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", path))
                self.waiting.append(path)
            elif link.startswith("http") and not (is_open and link == NEUTRAL_PAGE):
                self.complaints.append(f"{address}: a link to {link}")

    def check_headers(self, address: str, headers: dict[str, str]) -> None:
        """Nothing stays in a cache; a strict policy everywhere."""
        if headers.get("cache-control") != "no-store":
            self.complaints.append(f"{address}: cache-control {headers.get('cache-control')}")
        policy = headers.get("content-security-policy", "")
        if "default-src 'none'" not in policy:
            self.complaints.append(f"{address}: policy {policy}")

    def check_words(self, address: str, where: str, text: str) -> None:
        """No name, no number of a case or of a row, no word of a story."""
        said = PUBLIC_NUMBER.sub("/", unquote(text).removeprefix(self.site))
        for pattern in (self.private, CASE_NUMBER, PLAIN_NUMBER):
            if met := pattern.search(said):
                self.complaints.append(f"{address}: {where} says {met[0]}")


def route_of(path: str) -> str:
    """The pattern that answers an address."""
    try:
        return resolve(path).route
    except Resolver404:
        return path


def routes() -> list[str]:
    """Every pattern of the site."""
    found: list[str] = []

    def walk(patterns: list[URLPattern | URLResolver], before: str = "") -> None:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, route)
            else:
                found.append(route)

    walk(get_resolver().url_patterns)
    return found


def filled(route: str, ids: list[str]) -> list[str]:
    """A pattern with identifiers that were met in its places."""
    plain = re.sub(r"\\Z|[$^]", "", route)
    if "<uuid:" in plain:
        return [re.sub(r"<uuid:\w+>", known, f"/{plain}") for known in ids if plain.count("<") == 1]
    return [] if "<" in plain or "(" in plain else [f"/{plain}"]


def people_of(environment: dict[str, str]) -> list[str]:
    """Names and logins of all people, names of organisations."""
    queries = (
        "SELECT display_name FROM documenters_user",
        "SELECT username FROM documenters_user",
        "SELECT name FROM documenters_organisation",
    )
    with psycopg.connect(environment.get("DATABASE_OWNER_URL") or environment["DATABASE_URL"]) as connection:
        return [name for query in queries for (name,) in connection.execute(query)]


def other_names_of_places(environment: dict[str, str]) -> set[str]:
    """Words by which people look places up, some of them in Latin letters."""
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        found = connection.execute("SELECT aliases FROM react_cases_location").fetchall()
    return {word for (aliases,) in found for word in re.findall(r"\w+", aliases.lower())}


def words_of_stories() -> set[str]:
    """The long words of the stories of the demo."""
    texts = [text for story in published_stories() for text in story.narrative.values()]
    return {word for text in texts for word in re.findall(r"\w{9,}", text.lower())}
