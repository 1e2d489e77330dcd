"""Released figures through their four doors: who is let in, what stands there, and what never does."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from documenters.actions.lockdown import lockdown_start
from documenters.models import Programme, User
from documenters.models.lockdown import LockdownReason
from documenters.permissions import Role
from reports.actions.share_links import public_page_set, share_link_add, share_link_revoke
from reports.disclosure.published import Published
from reports.disclosure.schema import Axis, Tier
from reports.indicators.published_page import ONLY, choice_of, figures_of, source_of
from reports.indicators.published_source import named_period, period_names
from reports.indicators.published_tables import NOT_PUBLISHED
from reports.models import Release, ReleaseSettings, ShareLink
from reports.reading import read_published
from reports.views.published_figures import made_figures
from tests.factories.people import ProgrammeFactory, give_role, make_coordinator, make_donor, signed_in
from tests.factories.published import label_texts, made
from tests.factories.releases import make_built, make_published, store_block

SENTENCE = (
    "668 of 1,320 registered cases, 50.6 %, were by law enforcement; 59 % of them people who inject drugs, 34 % sex"
)
QUERIES = 15
"""Eight of them read: session, person, roles, programme twice, its settings, releases, withdrawals. The rest are marks
of transactions, and the note in the session that somebody is there."""


@pytest.fixture
def released(programme: Programme, dara: User, bilal: User) -> Release:
    """2020 and 2021, published for both tiers."""
    for block in made().blocks:
        store_block(programme, block, label_texts())
    cells = [cell for tier in Tier for cell in made(tier).cells.values()]
    return make_published(programme, cells, by=(dara, bilal), periods=made().blocks[0].periods)


@pytest.fixture
def on_page(programme: Programme, dara: User, released: Release) -> str:
    """The address of the public page, switched on."""
    public_page_set(programme, is_on=True, by=dara)
    return reverse("published_public", kwargs={"code": "KG"})


def text(client: Client, address: str, spoken: str = "en", **query: str) -> str:
    """A page with plain spaces."""
    response = client.get(address, query, headers={"accept-language": spoken})
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


def link_to(programme: Programme, dara: User, tier: Tier = Tier.PUBLIC, **fields: object) -> tuple[ShareLink, str]:
    """A link and its address."""
    given = {"label": "A meeting", "days": 30, **fields}
    found = share_link_add(programme, tier=tier, by=dara, **given)  # type: ignore[arg-type]
    return found.link, reverse("published_shared", kwargs={"token": found.token})


class TestWho:
    """The six people, and nobody."""

    def test_nobody_meets_the_login(self, client: Client, released: Release) -> None:
        response = client.get(reverse("published"))
        assert response.headers["Location"].startswith(reverse("account_login"))

    @pytest.mark.parametrize("name", ["amina", "bilal", "chen", "aida"])
    def test_others_do_not_learn_that_it_exists(
        self, client: Client, released: Release, request: pytest.FixtureRequest, name: str
    ) -> None:
        assert signed_in(client, request.getfixturevalue(name)).get(reverse("published")).status_code == 404

    @pytest.mark.parametrize("name", ["emil", "dara"])
    def test_donors_and_coordinators_read(
        self, client: Client, released: Release, request: pytest.FixtureRequest, name: str
    ) -> None:
        assert SENTENCE in text(signed_in(client, request.getfixturevalue(name)), reverse("published"))

    def test_donors_are_led_there_from_the_figures_and_the_first_page(self, client: Client, emil: User) -> None:
        signed_in(client, emil)
        for name in ("figures", "home"):
            assert client.get(reverse(name)).headers["Location"] == reverse("published")

    def test_documenter_who_is_a_donor_too_has_both(
        self, client: Client, released: Release, amina: User, programme: Programme
    ) -> None:
        give_role(amina, Role.DONOR, programme)
        signed_in(client, amina)
        assert client.get(reverse("figures")).status_code == 200
        assert SENTENCE in text(client, reverse("published"))

    def test_a_donor_of_another_programme_reads_theirs(self, client: Client, released: Release) -> None:
        html = text(signed_in(client, make_donor(ProgrammeFactory(), "far")), reverse("published"))
        assert "Nothing is published yet" in html
        assert "1,320" not in html


class TestPublic:
    """The page for everybody."""

    def test_it_does_not_exist_until_it_is_switched_on(
        self, client: Client, released: Release, programme: Programme, dara: User
    ) -> None:
        address = reverse("published_public", kwargs={"code": "KG"})
        assert client.get(address).status_code == 404
        public_page_set(programme, is_on=True, by=dara)
        assert SENTENCE in text(client, address)
        public_page_set(programme, is_on=False, by=dara)
        assert client.get(address).status_code == 404

    def test_unknown_programme(self, client: Client, on_page: str) -> None:
        for code in ("XX", "kg", "K", "KG'", "K\0G"):
            assert client.get(reverse("published_public", kwargs={"code": code})).status_code == 404

    def test_a_release_with_thousands_of_digits_is_not_asked_for(self, client: Client, on_page: str) -> None:
        assert text(client, on_page, release="1" * 5000) == text(client, on_page)

    def test_a_lock_down_closes_it_and_every_link(
        self, client: Client, on_page: str, programme: Programme, dara: User, nurlan: User
    ) -> None:
        _link, shared = link_to(programme, dara, Tier.DONOR)
        lockdown_start(programme, reason=LockdownReason.SEIZURE, people=[dara, nurlan], by=dara)
        for address in (on_page, f"{on_page}json/", shared, f"{shared}json/"):
            assert client.get(address).status_code == 404, address

    def test_no_cookie_no_session_nobodys_name(self, client: Client, on_page: str, emil: User) -> None:
        response = client.get(on_page)
        assert not response.cookies
        assert not client.cookies
        assert b"csrf" not in response.content
        signed_in(client, emil)
        assert "emil" not in text(client, on_page).lower()

    def test_it_shows_the_public_tier_alone(self, client: Client, on_page: str) -> None:
        html = text(client, on_page)
        assert "Police station" not in html
        assert "In more detail" not in html

    def test_language_is_a_link(self, client: Client, on_page: str) -> None:
        assert "Баткенская область" in text(client, on_page, "en", language="ru")
        assert "Баткен облусу" in text(client, on_page, "en", language="ky")
        html = text(client, on_page, "ru", language="en", only="violator.LE")
        assert "Batken oblast" in html
        assert 'href="?period=2020-2021&amp;only=violator.LE&amp;language=ky"' in html
        assert text(client, on_page, "en", language="xx") == text(client, on_page, "en")
        response = client.get(on_page, {"language": "ky"})
        assert response.headers["Content-Language"] == "ky"

    def test_people_are_the_same_readers_when_logged_in(self, client: Client, on_page: str, dara: User) -> None:
        before = text(client, on_page)
        assert text(signed_in(client, dara), on_page) == before

    def test_withdrawn_numbers_are_gone(self, client: Client, on_page: str, released: Release, dara: User) -> None:
        Release.objects.filter(pk=released.pk).update(
            state="withdrawn", withdrawn_at=timezone.now(), withdrawn_by=dara, withdrawn_reason="wrong"
        )
        html = text(client, on_page)
        assert "This release was withdrawn" in html
        assert "1,320" not in html
        assert "668" not in html


class TestShared:
    """What a link shows."""

    def test_it_shows_its_tier(self, client: Client, released: Release, programme: Programme, dara: User) -> None:
        _link, public = link_to(programme, dara)
        _link, donor = link_to(programme, dara, Tier.DONOR)
        assert SENTENCE in text(client, public)
        assert "In more detail" not in text(client, public)
        assert "In more detail" in text(client, donor)

    def test_it_needs_no_public_page_and_no_account(
        self, client: Client, released: Release, programme: Programme, dara: User
    ) -> None:
        response = client.get(link_to(programme, dara)[1])
        assert response.status_code == 200
        assert not response.cookies

    def test_ended_expired_and_unknown_links_look_alike(
        self, client: Client, released: Release, programme: Programme, dara: User
    ) -> None:
        ended, address = link_to(programme, dara)
        share_link_revoke(ended, by=dara)
        expired, other = link_to(programme, dara)
        now = timezone.now()
        ShareLink.objects.filter(pk=expired.pk).update(created_at=now - timedelta(2), expires_at=now - timedelta(1))
        unknown = reverse("published_shared", kwargs={"token": "x" * 43})
        assert [client.get(one).status_code for one in (address, other, unknown)] == [404, 404, 404]

    def test_it_shows_its_years_alone(
        self, client: Client, released: Release, programme: Programme, dara: User
    ) -> None:
        _link, address = link_to(programme, dara, period_from="2021", period_to="2021")
        html = text(client, address)
        assert "2020" not in re.sub(r"<input[^>]*>|KG-R\d", "", html[html.index("<select") : html.index("</form>")])
        assert text(client, address, period="2020") == html

    def test_its_address_goes_nowhere(
        self, client: Client, released: Release, programme: Programme, dara: User
    ) -> None:
        _link, address = link_to(programme, dara)
        response = client.get(address)
        html = response.content.decode()
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert '<meta name="referrer" content="no-referrer">' in html
        assert "Permanent link" not in html, "there is no public page to which it could lead"
        token = address.strip("/").split("/")[-1]
        assert token not in re.sub(r'href="/s/[^"]+"', "", html)

    def test_only_its_fingerprint_is_kept(self, released: Release, programme: Programme, dara: User) -> None:
        link, address = link_to(programme, dara)
        token = address.strip("/").split("/")[-1]
        assert len(bytes(link.token_hash)) == 32
        assert token.encode() not in bytes(link.token_hash)

    def test_tries_are_limited(self, client: Client, released: Release, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = []
        monkeypatch.setattr("documenters.limits.ratelimit.consume", lambda *_args, **kwargs: asked.append(kwargs))
        assert client.get(reverse("published_shared", kwargs={"token": "guess"})).status_code == 429
        assert asked[0]["config"] == {"share_link": "600/h/ip"}


class TestPreview:
    """A release that waits for approval."""

    @pytest.fixture
    def built(self, programme: Programme, dara: User) -> Release:
        """Built and not approved."""
        for block in made().blocks:
            store_block(programme, block, label_texts())
        cells = [cell for tier in Tier for cell in made(tier).cells.values()]
        return make_built(programme, cells, by=dara, periods=made().blocks[0].periods)

    @pytest.mark.parametrize("name", ["dara", "bilal"])
    def test_who_approves_sees_both_tiers(
        self, client: Client, built: Release, request: pytest.FixtureRequest, name: str
    ) -> None:
        address = reverse("published_preview", kwargs={"number": built.number})
        html = text(signed_in(client, request.getfixturevalue(name)), address)
        assert SENTENCE in html
        assert "Not published yet" in html
        assert "In more detail" in html
        assert "In more detail" not in text(client, address, tier="public")

    @pytest.mark.parametrize("name", ["amina", "chen", "emil", "aida"])
    def test_nobody_else(self, client: Client, built: Release, request: pytest.FixtureRequest, name: str) -> None:
        address = reverse("published_preview", kwargs={"number": built.number})
        assert signed_in(client, request.getfixturevalue(name)).get(address).status_code == 404

    def test_who_has_no_organisation_any_more_sees_neither_page_nor_link(
        self, client: Client, built: Release, bilal: User
    ) -> None:
        address = reverse("published_preview", kwargs={"number": built.number})
        detail = reverse("release_detail", args=[built.number])
        assert address in text(signed_in(client, bilal), detail)
        bilal.mentor_assignments.update(ended_at=timezone.now())
        assert address not in text(client, detail)
        assert client.get(address).status_code == 404

    def test_a_coordinator_of_another_programme_does_not(self, client: Client, built: Release) -> None:
        address = reverse("published_preview", kwargs={"number": built.number})
        assert signed_in(client, make_coordinator(ProgrammeFactory(), "far")).get(address).status_code == 404

    def test_what_is_published_has_no_preview(self, client: Client, released: Release, dara: User) -> None:
        address = reverse("published_preview", kwargs={"number": released.number})
        assert signed_in(client, dara).get(address).status_code == 404

    def test_donors_read_nothing_of_it(self, client: Client, built: Release, emil: User) -> None:
        assert "Nothing is published yet" in text(signed_in(client, emil), reverse("published"))


class TestPage:
    """What stands on it."""

    def test_everything_that_a_reader_needs(
        self, client: Client, on_page: str, released: Release, programme: Programme
    ) -> None:
        ReleaseSettings.objects.filter(programme=programme).update(contact="figures@example.org")
        html = text(client, on_page)
        assert html.index("registered cases") < html.index("<select"), "the sentence first"
        for expected in (
            "KG-R1",
            released.digest,
            "What is not published, and why",
            "fewer than 5 clients",
            "For quarters and oblasts the limit is 10 clients",
            "What exactly is counted",
            "figures@example.org",
            "/public/KG/?period=2020-2021&amp;release=1",
            "Group by group",
            "Registered 359 cases in which the client was: sex worker.",
            "Where only one group of a client is counted",
        ):
            assert expected in html, expected
        assert html.count('<figure class="chart ') == html.count("<table") - html.count(
            'aria-labelledby="matrix-title"'
        )

    def test_what_an_address_may_not_ask_for_is_not_asked_for(self, client: Client, on_page: str) -> None:
        plain = text(client, on_page)
        for query in (
            {"period": "2019"},
            {"period": "2020-05"},
            {"only": "documenter.1"},
            {"only": "violator.NOPE"},
            {"only": "group.SW"},
            {"only": "LE"},
            {"organisation": "1", "from": "2020-01", "gender": "F"},
            {"release": "7"},
        ):
            assert text(client, on_page, **query) == plain, query

    def test_what_does_not_exist_for_a_choice_is_named(self, client: Client, on_page: str) -> None:
        html = text(client, on_page, period="2020-Q1")
        assert "For this choice there is no table of: most relevant client group, violators" in html
        assert "Of a quarter only the number of cases" in html
        assert 'id="violator-title"' not in html
        assert "Of “Chuy oblast” nothing is published for Quarter 1 of 2020" in text(
            client, on_page, period="2020-Q1", only="oblast.KG-C"
        )

    def test_an_older_release_stays_readable(
        self, client: Client, on_page: str, programme: Programme, dara: User, bilal: User
    ) -> None:
        before = text(client, on_page, release="1")
        later = [
            replace(cell, key=(("period", "2022-Q1"),))
            for cell in made().cells.values()
            if cell.key == (("period", "2020-Q1"),)
        ]
        store_block(programme, made(years=3).blocks[1], label_texts())
        make_published(programme, later, by=(dara, bilal), periods=["2022-Q1"])
        assert "Quarter 1 of 2022" in text(client, on_page)
        html = text(client, on_page, release="1")
        assert "Quarter 1 of 2022" not in html
        assert '<input type="hidden" name="release" value="1">' in html
        assert re.findall(r'class="stat-number">[^<]+', html) == re.findall(r'class="stat-number">[^<]+', before)

    @pytest.mark.parametrize(
        ("language", "place"), [("ru", "Чуйская область"), ("ky", "Чүй облусу"), ("en", "Chuy oblast")]
    )
    def test_languages(self, client: Client, released: Release, emil: User, language: str, place: str) -> None:
        assert place in text(signed_in(client, emil), reverse("published"), language)

    def test_its_parts_print(self, client: Client, on_page: str) -> None:
        html = text(client, on_page)
        assert 'href="/static/css/published.css"' in html
        assert "style=" not in html

    def test_weight(self, client: Client, released: Release, emil: User) -> None:
        signed_in(client, emil)
        content = client.get(reverse("published")).content
        assert len(gzip.compress(content)) < 40_000

    def test_queries_and_no_case_among_them(
        self, client: Client, released: Release, emil: User, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        signed_in(client, emil)
        client.get(reverse("published"))
        with django_assert_max_num_queries(QUERIES), CaptureQueriesContext(connection) as asked:
            client.get(reverse("published"), {"period": "2021", "only": "violator.LE"})
        # Are there published stories? Of these alone something is asked.
        wanted = [query["sql"].replace("react_cases_publishedstory", "") for query in asked]
        assert not [sql for sql in wanted if "react_cases_" in sql or "countedcase" in sql]

    def test_the_doors_ask_as_the_role_that_reads_released_figures_alone(
        self, client: Client, on_page: str, programme: Programme, dara: User
    ) -> None:
        _link, address = link_to(programme, dara)
        for one in (on_page, address):
            with CaptureQueriesContext(connection) as asked:
                client.get(one)
            tables = {name for query in asked for name in re.findall(r'FROM "(\w+)"', query["sql"])}
            assert tables <= {
                *("documenters_programme", "reports_release", "reports_cellwithdrawal", "reports_sharelink"),
                *("reports_releaseblock", "reports_releasedcell"),
                "documenters_lockdown",  # asked before, as nobody: is the programme closed?
            }


def choices(published: Published) -> Iterator[dict[str, str]]:
    """Everything that can be asked of a release."""
    for names in period_names(published).values():
        for period in names:
            yield {"period": period}
            for axis in ONLY:
                rows = {code for own, code in published.offered_rows if own == axis}
                yield from ({"period": period, "only": f"{axis.value}.{code}"} for code in sorted(rows))


def looked_up(published: Published, period: str, **codes: str) -> set[int | None]:
    """What may stand for these codes: an own sum over each way to look the period up."""
    found = set()
    for way in named_period(published, period):
        wanted = [{("period", part), *codes.items()} for part in way.parts]
        values = [INDEX[id(published)].get(frozenset(keys), "no table") for keys in wanted]
        if "no table" not in values:
            found.add(None if None in values else sum(values))  # type: ignore[arg-type]
    return found


def fits(value: int | None, expected: set[int | None]) -> bool:
    """Is it what a way shows, or nothing where none shows anything?"""
    shown = expected - {None}
    return value in shown if shown else value is None


INDEX: dict[int, dict[frozenset[tuple[str, str]], int | None]] = {}


@pytest.mark.parametrize("tier", list(Tier))
def test_every_page_says_what_is_published_and_nothing_else(tier: Tier) -> None:
    """Over all choices: each number is a look-up or a sum; none is small; what is withheld is in no byte."""
    published = made(tier)
    INDEX[id(published)] = {frozenset(key): cell.value for key, cell in published.cells.items()}
    seen = 0
    with translation.override("en"):
        for asked in choices(published):
            choice = choice_of(published, asked)
            figures = figures_of(source_of(published, choice, "en"), choice.held)
            allowed = {str(NOT_PUBLISHED)}
            for table in figures.tables:
                for line in (*table.lines, *table.details):
                    expected = looked_up(published, choice.period, **choice.held, **{table.axis.value: line.code})
                    assert fits(line.value, expected), (asked, table.axis, line.code)
                    allowed |= {line.number, line.percent}
            for table in figures.times:
                for line in table.lines:
                    assert {line.value} == looked_up(published, line.code, **choice.held)
                    allowed |= {line.number, line.percent}
            for section in figures.sections:
                for table in filter(None, (section.violators, section.categories)):
                    for line in table.lines:
                        held = {Axis.PRIMARY_GROUP.value: section.code, table.axis.value: line.code}
                        assert fits(line.value, looked_up(published, choice.period, **held))
                        allowed |= {line.number, line.percent}
            if figures.matrix:
                allowed |= {number for _name, numbers in figures.matrix.rows for number in numbers}
            seen += check_bytes("".join(made_figures(published, choice, "en")), allowed)
    assert seen > 1_000


def check_bytes(html: str, allowed: set[str]) -> int:
    """Every number of a table is allowed, and no count below five stands anywhere. How many were looked at."""
    cells = re.findall(r'<td class="num"[^>]*>([^<]*)</td>', html)
    for cell in cells:
        assert cell in allowed | {"–", ""}, cell
        if cell.isdecimal():
            assert int(cell) >= 5
    for text_in_chart in re.findall(r">(\d[\d,]*)(?: \(|<)", html):
        assert int(text_in_chart.replace(",", "")) >= 5
    assert "data-" not in html, "nothing is hidden in attributes"
    return len(cells)


def test_a_number_that_is_withdrawn_is_gone_from_pages_made_before(
    released: Release, programme: Programme, dara: User
) -> None:
    before = read_published("KG", Tier.PUBLIC)
    Release.objects.filter(pk=released.pk).update(
        state="withdrawn", withdrawn_at=timezone.now(), withdrawn_by=dara, withdrawn_reason="wrong"
    )
    after = read_published("KG", Tier.PUBLIC)
    assert after is not before
    assert {cell.value for cell in after.cells.values()} == {None}
