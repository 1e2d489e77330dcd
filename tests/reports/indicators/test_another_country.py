"""The half-year page of another country, from its published figures, in the same layout (domain.md 2.3 and 10.2)."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from reports.disclosure.schema import CLIENTS, Axis
from reports.indicators.published_page import Choice, figures_of
from reports.indicators.published_source import PlainSource, plain
from reports.views.published_figures import drawn

GROUPS = {
    "People living with HIV": 279,
    "Former prisoner": 71,
    "People who use drugs": 71,
    "Person affected by TB": 56,
    "Sex worker": 49,
    "LGBTIQ": 49,
    "Client does not belong to any KPG": 46,
    "Migrant": 38,
    "Person with HepC": 35,
    "Person addicted to alcohol": 26,
    "Other": 25,
    "Sexual partner of PWID": 14,
    "Person with disabilities": 6,
    "Homeless person": 6,
    "Client does not want to divulge KPG": 3,
    "Prisoner": 2,
}
AGES = {"0–15": 3, "16–18": 2, "19–35": 269, "36–55": 221, "Over 55": 27}
VIOLATORS = {"Individuals": 227, "Healthcare": 24, "Police": 12, "State services": 4}
"""Entries, not cases, of the 265 cases of people living with HIV."""
SOURCE = PlainSource(
    plain(
        [
            ({}, 522),
            ({Axis.MEASURE: CLIENTS}, 520),
            ({Axis.QUALIFICATION: "VIOLATION"}, 480),
            *(({Axis.GROUP: name}, count) for name, count in GROUPS.items()),
            *(({Axis.AGE: name}, count) for name, count in AGES.items()),
            ({Axis.PRIMARY_GROUP: "PLHIV"}, 265),
            ({Axis.PRIMARY_GROUP: "PWID"}, 50),
            *(({Axis.PRIMARY_GROUP: "PLHIV", Axis.VIOLATOR: name}, count) for name, count in VIOLATORS.items()),
        ]
    ),
    names={(Axis.PRIMARY_GROUP, "PLHIV"): "Person living with HIV", (Axis.PRIMARY_GROUP, "PWID"): "Person who injects"},
    mentions=frozenset({Axis.VIOLATOR}),
)


@pytest.fixture
def page() -> str:
    """The page as a text with plain spaces."""
    with translation.override("en"):
        context = drawn(figures_of(SOURCE, {}), Choice("2023"))
        parts = [render_to_string(f"reports/_published_{part}.html", context) for part in ("lead", "figures")]
    return "".join(parts).replace("\xa0", " ")


def rows_of(page: str, chart: str) -> dict[str, tuple[str, str]]:
    """Name -> number and share in the table of a chart."""
    table = page[page.index(f'id="{chart}-title"') :]
    found = re.findall(
        r'<th scope="row">([^<]+)</th><td class="num">([^<]+)</td><td class="num">([^<]+)</td>',
        table[: table.index("</table>")],
    )
    return {name: (number, share) for name, number, share in found}


def test_three_tiles(page: str) -> None:
    assert re.findall(r'<p class="stat-number">([^<]+)</p>', page) == ["520", "522", "480"]
    assert "92.0 % of the cases" in page


def test_groups_of_clients_as_published(page: str) -> None:
    assert sum(GROUPS.values()) == 776
    assert {name: int(number) for name, (number, _share) in rows_of(page, "group").items()} == GROUPS
    assert "so the shares of cases can sum to more than 100 %" in page


def test_age_as_published(page: str) -> None:
    shares = [share for _number, share in rows_of(page, "age").values()]
    assert shares == ["0.6 %", "0.4 %", "51.5 %", "42.3 %", "5.2 %"]


def test_section_counts_one_group_per_case_and_shares_of_mentions(page: str) -> None:
    assert "Registered 265 cases in which the client was: person living with HIV." in page
    found = rows_of(page, "by-plhiv")
    assert {name: share for name, (_number, share) in found.items()} == {
        "Individuals": "85.0 %",
        "Healthcare": "9.0 %",
        "Police": "4.5 %",
        "State services": "1.5 %",
    }
    assert "Base: 267 mentions" in page
    assert "shares of mentions sum to 100 %" in page
    assert "Where only one group of a client is counted, it is the group most relevant to the violation." in page


def test_sentence_without_a_total_by_law_enforcement(page: str) -> None:
    assert '<p class="published-sentence">522 cases registered.</p>' in page
