"""The page of figures: who sees which, and that it says the numbers of the registry."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from documenters.models import Programme, User
from documenters.permissions import Role
from react_cases.models import Case, ExternalFigure
from reports.indicators.live import live_figures
from tests.factories.cases import make_case
from tests.factories.people import give_role, signed_in

QUERIES = 27
"""None of them for a case. Five read the cases for every figure, three count what a coordinator did with them.
Four came with the walls, on every page: three note in the session that somebody is there (idle lock), and one counts
the warnings about reading that wait for a coordinator."""


def page(client: Client, user: User, language: str = "en", **query: Any) -> str:
    """The page as a text."""
    response = signed_in(client, user).get(reverse("figures"), query, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def test_stranger_meets_the_login(client: Client, db: None) -> None:
    response = client.get(reverse("figures"))
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_login"))


def test_administrator_does_not_learn_that_the_page_exists(client: Client, aida: User) -> None:
    assert signed_in(client, aida).get(reverse("figures")).status_code == 404


def test_page_says_the_numbers_of_the_registry(
    client: Client, programme: Programme, dara: User, population: None
) -> None:
    html = page(client, dara)
    with translation.override("en"):
        live = live_figures(Case.objects.countable_by(dara), programme, {})
    assert f"{live.headline}." in html
    for total in live.totals.values():
        assert f'<p class="stat-number">{total.count:,}</p>' in html
    for panel in live.panels.values():
        if panel.code == "primary_groups":
            continue  # shown once a violator is chosen
        table = re.search(rf'id="{panel.code}-title".*?</table>', html, re.DOTALL)
        assert table, panel.code
        cells = re.findall(r'<td class="num"[^>]*>([^<]*)</td>\s*<td class="num"[^>]*>([^<]*)</td>', table[0])
        assert len(re.findall('<th scope="row">', table[0])) == len(panel.rows)
        for row in panel.rows:
            assert (f"{row.count:,}", f"{row.share:.1f}\xa0%") in cells, (panel.code, row.label)
    assert html.count('<figure class="chart ') == 9
    assert html.count('<svg class="plot') >= 9
    assert "All cases of the programme" in html
    assert "Law enforcement (LE)" in html
    assert "is in both rows" in html


def test_each_panel_has_its_base_and_its_table(client: Client, dara: User, population: None) -> None:
    html = page(client, dara)
    charts = re.findall(r'<figure class="chart .*?</figure>', html, re.DOTALL)
    assert len(charts) == 9
    for chart in charts:
        assert re.search(r"Base: [\d,]+ cases — ", chart)
        assert "<table" in chart


def test_documenter_and_mentor_see_their_own(
    client: Client, amina: User, bilal: User, chen: User, population: None
) -> None:
    for user, scope in ((amina, "Your cases"), (chen, "Your cases"), (bilal, "Cases of the organisations assigned")):
        html = page(client, user)
        counted = Case.objects.countable_by(user).count()
        assert scope in html
        assert f'<p class="stat-number">{counted}</p>' in html
    assert Case.objects.countable_by(chen).count() < Case.objects.countable_by(amina).count()


def test_filter_narrows_everything_and_shows_chips(client: Client, dara: User, population: None) -> None:
    html = page(client, dara, violator="LE", **{"from": "2020-03"})
    counted = Case.objects.countable_by(dara).filter(
        received_on__gte="2020-03-01", violators__type__code__startswith="LE."
    )
    assert f"{counted.distinct().count()} cases" in html
    assert "Violator: Law enforcement" in html
    assert "Registered from: March 2020" in html
    assert "Client groups, primary group" in html


@pytest.mark.parametrize("query", [{"violator": "NOSUCH"}, {"from": "2021-13"}, {"from": "2021-05", "to": "2021-01"}])
def test_filter_in_error_counts_nothing_and_opens(
    client: Client, dara: User, population: None, query: dict[str, str]
) -> None:
    html = page(client, dara, **query)
    assert "Nothing to count here" in html
    assert '<details class="filter-form" open>' in html


def test_numbers_open_the_cases_behind_them(client: Client, dara: User, population: None) -> None:
    html = page(client, dara, oblast="KG-C")
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/cases/\?[^"]+)"', html)}
    assert f"{reverse('case_list')}?oblast=KG-C&status=APPROVED&violator=LE" in links
    assert f"{reverse('case_list')}?oblast=KG-C&status=APPROVED&qualification=VIOLATION" in links


def test_nothing_counted_yet(client: Client, amina: User) -> None:
    make_case(amina, "SUBMITTED")
    html = page(client, amina)
    assert "Nothing to count here" in html
    assert "when it is approved" in html


def test_published_figures_stand_apart(client: Client, dara: User, programme: Programme) -> None:
    html = page(client, dara)
    apart = html[html.index("Figures that others published") :]
    for figure in ExternalFigure.objects.filter(programme=programme):
        assert figure.source in apart
        assert f"{figure.value:,}" in apart
    assert "2,554 violations" in apart
    assert "2,554" not in html[: html.index("Figures that others published")]


def test_languages(client: Client, dara: User, population: None) -> None:
    counted = Case.objects.countable_by(dara).count()
    for language, place in (("ru", "Баткенская область"), ("ky", "Баткен облусу"), ("en", "Batken oblast")):
        html = page(client, dara, language)
        assert place in html
        assert str(counted) in html
    assert "2\xa0554" in page(client, dara, "ru")


def test_queries_do_not_grow_with_the_cases(
    client: Client, amina: User, dara: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_case(amina)
    for _again in range(2):
        make_case(amina, violators=["HC.HOSP", "LE.DIST"], groups=["SW", "PLHIV"], violations=["HEA.DENIAL"][:0])
        signed_in(client, dara)
        with django_assert_max_num_queries(QUERIES):
            client.get(reverse("figures"))


def test_donors_go_on_to_what_is_released(client: Client, emil: User, population: None) -> None:
    assert signed_in(client, emil).get(reverse("figures")).headers["Location"] == reverse("published")


def test_documenter_who_is_a_donor_as_well_sees_their_own_cases_here(
    client: Client, amina: User, programme: Programme, population: None
) -> None:
    own = Case.objects.countable_by(amina).count()
    give_role(amina, Role.DONOR, programme)
    assert f'<p class="stat-number">{own}</p>' in page(client, amina)
