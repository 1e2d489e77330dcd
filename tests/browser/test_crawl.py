"""Every page × role × language: S19, S22, WCAG 2.2 AA, targets, width, languages.

Each page is opened once in each language, and looked at on a phone and on a desk. It says nothing in its title or
address that a bystander could read, keeps to the rules of tests/browser/look.py, and holds no word of English.

`make test` walks in Russian and Kyrgyz. What is built as something that was looked at before is not asked again for
every rule, see look.py; `make bench` asks every page for every rule, and walks in English as well.
"""

import re
from collections import deque

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, SignIn
from tests.browser.walk import LISTENER, Crawl, other_names_of_places, people_of, words_of_stories

pytestmark = pytest.mark.browser

Words = frozenset[str]
Seen = set[tuple[str, str]]

ROLES = ("amina", "bilal", "dara", "emil", "aida")
WALKS = [
    ("ru ky", True),
    *(pytest.param(language, False, marks=pytest.mark.bench) for language in ("ru", "ky", "en")),
]
"""Languages; whether what is built alike is asked for every rule only once."""


@pytest.fixture(scope="session")
def names(site_database: dict[str, str]) -> Words:
    """Words of the names of people and organisations."""
    return frozenset(word for name in people_of(site_database) for word in re.findall(r"\w+", name.lower()))


@pytest.fixture(scope="session")
def places(site_database: dict[str, str]) -> Words:
    """What places are called besides."""
    return frozenset(other_names_of_places(site_database))


@pytest.fixture(scope="session")
def private(names: Words) -> re.Pattern[str]:
    """Names of people and organisations, and the long words of the stories."""
    words = {name for name in names if len(name) >= 4} | words_of_stories()
    assert len(words) > 50
    return re.compile(rf"\b({'|'.join(sorted(map(re.escape, words)))})\b", re.IGNORECASE)


@pytest.fixture(scope="session")
def looked_at() -> Seen:
    """Parts of pages that this process has looked at."""
    return set()


def check(crawl: Crawl, language: str) -> None:
    """Walk; nothing is wrong anywhere."""
    crawl.run()
    assert not crawl.complaints, "\n".join([language, *crawl.complaints])
    told_apart = {route: titles for route, titles in crawl.titles.items() if len(titles) != 1}
    assert told_apart == {}


@pytest.mark.parametrize(("languages", "once"), WALKS)
@pytest.mark.parametrize("name", ROLES)
def test_s19_s22_every_page_of_a_role(
    sign_in: SignIn,
    live_site: str,
    names: Words,
    places: Words,
    private: re.Pattern[str],
    looked_at: Seen,
    name: str,
    languages: str,
    once: bool,
) -> None:
    addresses, probes = ["/"], True
    for language in languages.split():
        page = sign_in(name, language=language)
        page.context.add_init_script(LISTENER)
        each, seen = (1, looked_at) if once else (2, None)
        crawl = Crawl(live_site, page, names | places, private, deque(addresses), each, looked_at=seen, probes=probes)
        check(crawl, language)
        addresses, probes = crawl.addresses, False
        assert len(crawl.opened) >= 3


@pytest.mark.parametrize(("languages", "once"), WALKS)
def test_s19_s22_every_page_of_a_stranger(
    browser: Browser,
    live_site: str,
    names: Words,
    places: Words,
    private: re.Pattern[str],
    looked_at: Seen,
    languages: str,
    once: bool,
) -> None:
    for language in languages.split():
        context = browser.new_context(viewport=DESK, locale=language, base_url=live_site)
        context.add_init_script(LISTENER)
        page = context.new_page()
        seen = looked_at if once else None
        crawl = Crawl(live_site, page, names | places, private, deque(["/", "/login/"]), exits=0, looked_at=seen)
        page.on(
            "console", lambda said, crawl=crawl: crawl.complaints.append(said.text) if said.type == "error" else None
        )
        page.on(
            "request",
            lambda sent, crawl=crawl: None if sent.url.startswith(live_site) else crawl.complaints.append(sent.url),
        )
        check(crawl, language)
        context.close()
