"""The page “Why did the number change?”: who sees it, what it says, and that it opens nothing."""

import re
import uuid
from html import unescape
from itertools import combinations
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documenters.models import Programme, User
from react_cases.models import Case
from reports.comparison import Comparison, compare, figures_of
from reports.disclosure.schema import Tier, key_of
from reports.models import CountedCase, Release, ReleaseBlock
from reports.reading import read_published
from tests.factories.cases import make_case
from tests.factories.compared import STEPS, release_in_steps, withdraw
from tests.factories.people import signed_in
from tests.factories.published import true_counts

NOT_PUBLISHED = "not published"
QUERIES = 35
NO_NUMBERS = re.compile(
    r'<select.*?</select>|<p class="stat-base">.*?</p>|<[^>]*>|KG-R\d|Quarter \d of|\b20\d\d\b', re.DOTALL
)
"""What holds digits and counts nothing: choices, days, tags, names of releases, periods."""


@pytest.fixture
def releases(programme: Programme, dara: User, bilal: User) -> list[Release]:
    """Four releases of 2020 and 2021."""
    return release_in_steps(programme, by=(dara, bilal))


def page(client: Client, user: User, **query: Any) -> str:
    """The page as a text."""
    response = signed_in(client, user).get(reverse("release_compare"), query, headers={"accept-language": "en"})
    assert response.status_code == 200
    return unescape(response.content.decode())


def tiles(html: str) -> list[str]:
    """The three large numbers."""
    return re.findall(r'<p class="stat-number">([^<]*)</p>', html)


def table(html: str) -> list[tuple[str, ...]]:
    """Period, earlier, later, what happened."""
    rows = re.findall(r'<tr>\s*<th scope="row">(.*?)</th>(.*?)</tr>', html, re.DOTALL)
    return [(period, *re.findall(r"<td[^>]*>(.*?)</td>", cells)) for period, cells in rows]


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "aida"])
def test_others_do_not_learn_that_the_page_exists(
    client: Client, request: pytest.FixtureRequest, releases: list[Release], who: str
) -> None:
    user = request.getfixturevalue(who)
    assert signed_in(client, user).get(reverse("release_compare")).status_code == 404


def test_nothing_to_compare(client: Client, programme: Programme, dara: User, bilal: User, emil: User) -> None:
    assert "Nothing to compare yet" in page(client, emil)
    release_in_steps(programme, by=(dara, bilal), steps=1)
    assert "Nothing to compare yet" in page(client, emil)


def test_donor_reads_why_the_number_grew(client: Client, emil: User, releases: list[Release]) -> None:
    html = page(client, emil, before="2", after="4")
    before = true_counts(Tier.DONOR)[key_of("2020", violator="LE")]
    assert tiles(html) == [str(before), "668", str(668 - before)]
    assert table(html) == [
        ("2020", str(before), str(before), "the same in both"),
        ("2021", "–", str(668 - before), "published since then"),
    ]
    assert "Published since then: 2021." in html
    assert "coordinators only" not in html


def test_without_a_choice_the_last_two_are_compared(client: Client, emil: User, releases: list[Release]) -> None:
    html = page(client, emil)
    assert "KG-R3" in html
    assert tiles(html)[1] == "668"


@pytest.mark.parametrize(
    "query",
    [
        {"before": "3", "after": "2"},
        {"before": "9"},
        {"figure": "nonsense"},
        {"after": "x"},
        {"before": "2", "after": "2"},
    ],
)
def test_wrong_choices_are_explained(
    client: Client, emil: User, releases: list[Release], query: dict[str, str]
) -> None:
    html = page(client, emil, **query)
    assert "Please check these answers" in html
    assert not tiles(html)


def test_withdrawn_number_is_in_neither_column(client: Client, dara: User, emil: User, releases: list[Release]) -> None:
    shown = str(true_counts(Tier.DONOR)[key_of("2020", violator="LE")])
    withdraw(releases[1], key_of("2020", violator="LE"), by=dara)
    html = page(client, emil, before="2", after="4")
    assert table(html)[0] == ("2020", NOT_PUBLISHED, NOT_PUBLISHED, "withdrawn")
    assert shown not in tiles(html)
    assert "Withdrawn, and never replaced: 2020." in html


def test_no_choice_of_a_donor_shows_a_number_that_is_not_made_of_shown_cells(
    client: Client, emil: User, releases: list[Release]
) -> None:
    """The attack: ask for everything that can be asked, and work every number out from the published cells alone."""
    published = read_published("KG", Tier.DONOR)
    figures = figures_of(published)
    assert len(figures) > 40
    block = published.blocks[0]
    withheld = 0
    for before, after in combinations(range(1, len(STEPS) + 1), 2):
        shown = {number: read_published("KG", Tier.DONOR, upto=number) for number in (before, after)}
        for figure in figures if (before, after) in ((2, 4), (3, 4)) else figures[:12]:
            html = page(client, emil, figure=figure.name, before=before, after=after)
            expected = compare(shown[before], shown[after], figure)
            assert tiles(html) == [text(number) for number in numbers_of(expected)]
            for line, row in zip(expected.lines, table(html), strict=True):
                cell = published.cells[figure.key(block, line.period)]
                assert row[2] == text(cell.value)
                assert row[1] in ("–", text(cell.value))
                withheld += cell.value is None
            digits = set(re.findall(r"\d[\d,]*", NO_NUMBERS.sub("", main(html))))
            allowed = {text(number) for number in numbers_of(expected)} | {text(line.value) for line in expected.lines}
            assert digits <= allowed, (figure, digits - allowed)
    assert withheld > 10


def main(html: str) -> str:
    """What stands between head and foot of the page."""
    return html[html.index("<main") : html.index("</main>")]


def numbers_of(found: Comparison) -> tuple[int | None, ...]:
    """The three large numbers."""
    return found.before_total, found.after_total, found.difference


def text(value: int | None) -> str:
    """As the page writes it."""
    return NOT_PUBLISHED if value is None else f"{value:,}"


def test_donors_page_reads_no_case(client: Client, emil: User, releases: list[Release]) -> None:
    with CaptureQueriesContext(connection) as queries:
        page(client, emil)
    asked = [query["sql"] for query in queries]
    assert asked
    assert not [sql for sql in asked if "react_cases_" in sql or "countedcase" in sql]


def test_number_of_queries(
    client: Client, dara: User, releases: list[Release], django_assert_max_num_queries: Any
) -> None:
    page(client, dara)
    with django_assert_max_num_queries(QUERIES):
        page(client, dara)


def count_cases(programme: Programme, amina: User, release: Release, late: int, timely: int) -> None:
    """Cases of the first quarter of 2021, each of a client of their own."""
    block = ReleaseBlock.objects.get(programme=programme)
    model = make_case(amina)
    for number in range(late + timely):
        case = Case.objects.get(pk=model.pk)
        case.pk, case._state.adding = None, True
        case.code = f"KG-2021-{number:06d}"
        case.public_id = uuid.uuid4()
        case.received_on = "2020-11-05" if number < late else "2021-02-05"
        case.event_from = case.event_to = "2020-10-01"
        case.save()
        CountedCase.objects.create(
            case=case,
            release=release,
            block=block,
            quarter="2021-Q1",
            codes={"client": number, "violators": ["LE.CRIM"], "groups": [], "categories": []},
        )


def test_coordinator_reads_how_many_came_late(
    client: Client, programme: Programme, amina: User, dara: User, emil: User, releases: list[Release]
) -> None:
    count_cases(programme, amina, releases[2], late=11, timely=14)
    html = page(client, dara, figure="cases", before="2", after="3")
    inside = html[html.index("coordinators only") :]
    assert re.findall(r"<dd class=\"summary-value\">\s*(.*?)\s*</dd>", inside)[:2] == ["14", "11"]
    assert "Do not quote these numbers" in inside
    assert "coordinators only" not in page(client, emil, figure="cases", before="2", after="3")


def test_coordinator_is_not_told_small_numbers(
    client: Client, programme: Programme, amina: User, dara: User, releases: list[Release]
) -> None:
    count_cases(programme, amina, releases[2], late=4, timely=14)
    html = page(client, dara, figure="cases", before="2", after="3")
    inside = html[html.index("coordinators only") :]
    assert re.findall(r"<dd class=\"summary-value\">\s*(.*?)\s*</dd>", inside) == ["too few to be told"] * 4
