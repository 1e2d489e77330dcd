"""Released figures as files: who gets which, and what the log keeps of it."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documenters.models import AuditEvent, Programme, User
from reports.actions.share_links import public_page_set, share_link_add, share_link_revoke
from reports.disclosure.schema import Tier, key_of, key_text
from reports.exports.cells import Cells
from reports.exports.kinds import KINDS
from reports.indicators.published_page import Choice
from reports.models import Release, ShareLink
from reports.views.published_doors import Door, Opened
from reports.views.published_files import downloads_of
from tests.factories.people import signed_in
from tests.factories.published import label_texts, made
from tests.factories.releases import make_published, store_block


@pytest.fixture
def released(programme: Programme, dara: User, bilal: User) -> Release:
    """2020 and 2021, published for both tiers."""
    for block in made().blocks:
        store_block(programme, block, label_texts())
    cells = [cell for tier in Tier for cell in made(tier).cells.values()]
    return make_published(programme, cells, by=(dara, bilal), periods=made().blocks[0].periods)


def taken() -> list[AuditEvent]:
    """What the log keeps of downloads."""
    return list(AuditEvent.objects.filter(action="release.downloaded").order_by("pk"))


def link_to(programme: Programme, dara: User, tier: Tier, **fields: object) -> tuple[ShareLink, str]:
    given = {"label": "A meeting", "days": 30, **fields}
    found = share_link_add(programme, tier=tier, by=dara, **given)  # type: ignore[arg-type]
    return found.link, found.token


def numbers(client: Client, address: str, **query: str) -> dict[str, int | None]:
    """Key -> number of a JSON file."""
    response = client.get(address, query)
    assert response.status_code == 200
    cells = json.loads(response.getvalue())["cells"]
    return {key_text(key_of(cell["period"], **cell["key"])): cell["value"] for cell in cells}


def expected(tier: Tier, period: str) -> dict[str, int | None]:
    return {key_text(cell.key): cell.value for cell in Cells(made(tier), period)}


class TestMembers:
    """Donors and coordinators."""

    @pytest.mark.parametrize("name", ["emil", "dara"])
    @pytest.mark.parametrize("kind", sorted(KINDS))
    def test_they_get_every_kind_and_the_log_says_so(
        self, client: Client, released: Release, request: pytest.FixtureRequest, name: str, kind: str
    ) -> None:
        user = request.getfixturevalue(name)
        response = signed_in(client, user).get(reverse("published_file", args=[kind]), {"period": "2020-Q1"})
        assert response.status_code == 200
        assert f'"figures-KG-R1-2020-Q1-donor.{kind}"' in response.headers["Content-Disposition"]
        assert response.getvalue()
        [event] = taken()
        assert (event.actor, event.reason) == (user, f"{kind}:KG-R1:2020-Q1")
        assert (event.at.minute, event.at.second) == (0, 0)

    @pytest.mark.parametrize("name", ["amina", "bilal", "chen", "aida"])
    def test_others_do_not_learn_that_it_exists(
        self, client: Client, released: Release, request: pytest.FixtureRequest, name: str
    ) -> None:
        signed_in(client, request.getfixturevalue(name))
        assert client.get(reverse("published_file", args=["csv"])).status_code == 404
        assert not taken()

    def test_nobody_meets_the_login(self, client: Client, released: Release) -> None:
        response = client.get(reverse("published_file", args=["csv"]))
        assert response.headers["Location"].startswith(reverse("account_login"))

    def test_the_numbers_are_those_of_donors(self, client: Client, released: Release, emil: User) -> None:
        signed_in(client, emil)
        address = reverse("published_file", args=["json"])
        assert numbers(client, address, period="2021") == expected(Tier.DONOR, "2021")
        assert numbers(client, address) == expected(Tier.DONOR, "2020-2021")

    @pytest.mark.parametrize("period", ["2031", "2020-2031", "2020-Q9", "x", "'"])
    def test_a_period_that_is_not_published_is_not_asked_for(
        self, client: Client, released: Release, emil: User, period: str
    ) -> None:
        response = signed_in(client, emil).get(reverse("published_file", args=["json"]), {"period": period})
        assert json.loads(response.getvalue())["period"] == "2020-2021"

    def test_no_such_kind_and_nothing_published(self, client: Client, emil: User, programme: Programme) -> None:
        signed_in(client, emil)
        assert client.get(reverse("published_file", args=["csv"])).status_code == 404
        assert client.get(reverse("published_file", args=["exe"])).status_code == 404
        assert not taken()

    def test_the_page_offers_them_for_its_period(self, client: Client, released: Release, emil: User) -> None:
        html = signed_in(client, emil).get(reverse("published"), {"period": "2021"}).content.decode()
        for kind in KINDS:
            assert f'href="{reverse("published_file", args=[kind])}?period=2021"' in html


class TestPublic:
    """Everybody."""

    @pytest.fixture
    def opened(self, programme: Programme, dara: User, released: Release) -> Release:
        public_page_set(programme, is_on=True, by=dara)
        return released

    def address(self, kind: str) -> str:
        return reverse("published_public_file", kwargs={"code": "KG", "kind": kind})

    @pytest.mark.parametrize("kind", sorted(KINDS))
    def test_nobody_is_asked_and_nothing_is_kept(self, client: Client, opened: Release, kind: str) -> None:
        before = AuditEvent.objects.count()
        response = client.get(self.address(kind), {"period": "2020", "language": "ky"})
        assert response.status_code == 200
        assert f'"figures-KG-R1-2020-public.{kind}"' in response.headers["Content-Disposition"]
        assert response.getvalue()
        assert AuditEvent.objects.count() == before
        assert not response.cookies

    def test_the_numbers_are_those_of_the_public(self, client: Client, opened: Release) -> None:
        assert numbers(client, self.address("json")) == expected(Tier.PUBLIC, "2020-2021")

    def test_no_file_without_the_page(
        self, client: Client, opened: Release, programme: Programme, dara: User, emil: User
    ) -> None:
        assert client.get(self.address("csv")).status_code == 200
        public_page_set(programme, is_on=False, by=dara)
        assert client.get(self.address("csv")).status_code == 404
        assert signed_in(client, emil).get(self.address("csv")).status_code == 404

    def test_the_page_offers_them_in_its_language(self, client: Client, opened: Release) -> None:
        page = reverse("published_public", kwargs={"code": "KG"})
        html = client.get(page, {"period": "2020", "language": "ky"}).content.decode()
        assert f'href="{self.address("pdf")}?period=2020&amp;language=ky"' in html

    def test_the_language_of_the_address_is_that_of_the_file(self, client: Client, opened: Release) -> None:
        text = client.get(self.address("csv"), {"language": "ky"}, headers={"accept-language": "ru"}).getvalue()
        assert "Укук коргоо органдары" in text.decode()


class TestShared:
    """Whoever holds a link."""

    def address(self, token: str, kind: str) -> str:
        return reverse("published_shared_file", kwargs={"token": token, "kind": kind})

    @pytest.mark.parametrize("tier", list(Tier))
    def test_the_tier_is_that_of_the_link_and_nobody_is_named(
        self, client: Client, released: Release, programme: Programme, dara: User, emil: User, tier: Tier
    ) -> None:
        _link, token = link_to(programme, dara, tier)
        signed_in(client, emil)
        assert numbers(client, self.address(token, "json"), period="2020") == expected(tier, "2020")
        [event] = taken()
        assert (event.actor, event.roles, event.reason) == (None, "", "json:KG-R1:2020")

    def test_the_years_are_those_of_the_link(
        self, client: Client, released: Release, programme: Programme, dara: User
    ) -> None:
        _link, token = link_to(programme, dara, Tier.DONOR, period_from="2021", period_to="2021")
        found = numbers(client, self.address(token, "json"), period="2020")
        assert found
        assert all(key.startswith("period=2021") for key in found)
        assert found == {key: value for key, value in expected(Tier.DONOR, "2021").items() if key in found}

    def test_ended_and_unknown_links_look_alike(
        self, client: Client, released: Release, programme: Programme, dara: User
    ) -> None:
        link, token = link_to(programme, dara, Tier.PUBLIC)
        assert client.get(self.address(token, "csv")).headers["Referrer-Policy"] == "no-referrer"
        share_link_revoke(link, by=dara)
        assert client.get(self.address(token, "csv")).status_code == 404
        assert client.get(self.address("unknown", "csv")).status_code == 404
        _link, token = link_to(programme, dara, Tier.PUBLIC)
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert client.get(self.address(token, "csv")).status_code == 404

    def test_the_page_offers_them_behind_the_same_link(
        self, client: Client, released: Release, programme: Programme, dara: User
    ) -> None:
        _link, token = link_to(programme, dara, Tier.PUBLIC)
        html = client.get(reverse("published_shared", kwargs={"token": token})).content.decode()
        assert f'href="{self.address(token, "docx")}?period=2020-2021&amp;language=' in html


def test_what_waits_for_approval_has_no_files() -> None:
    opened = Opened(Door.PREVIEW, made(Tier.DONOR), (("ru", "Кыргызстан"),))
    assert downloads_of(opened, {"choice": Choice("2020"), "asked_release": ""}, {"number": 2}) == []


@pytest.mark.parametrize("name", ["published_file", "published_public_file", "published_shared_file"])
def test_nothing_is_posted(client: Client, db: None, name: str) -> None:
    kwargs = {"published_public_file": {"code": "KG"}, "published_shared_file": {"token": "x"}}.get(name, {})
    assert client.post(reverse(name, kwargs={**kwargs, "kind": "csv"})).status_code == 405
