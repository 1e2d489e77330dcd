"""A number's link asks for exactly the cases that the number counts, or there is no link."""

import pytest
from django.http import QueryDict

from documenters.models import Programme, User
from react_cases.filters import CaseFilter
from react_cases.models import Case
from reports.indicators.live import live_figures
from reports.views.case_links import CaseLinks

CHOICES = [
    "",
    "violator=LE",
    "violator=LE.CRIM",
    "group=PWID&group=SW",
    "oblast=KG-C&readiness=READY",
    "category=LIB",
    "from=2020-05&to=2021-02",
    "primary_group=SW",
]


@pytest.mark.parametrize("chosen", CHOICES)
def test_link_finds_as_many_cases_as_the_number_says(
    programme: Programme, dara: User, population: None, chosen: str
) -> None:
    countable = Case.objects.countable_by(dara)
    case_filter = CaseFilter(QueryDict(chosen), countable, dara)
    assert case_filter.is_valid()
    live = live_figures(case_filter.qs, programme, case_filter.form.cleaned_data)
    links = CaseLinks(case_filter.chosen(), programme.law_enforcement_codes)
    numbers = [(links.total(code), total.count) for code, total in live.totals.items()]
    for panel in live.panels.values():
        numbers += [(links.row(panel.code, row.code), row.count) for row in panel.rows]
    linked = [(url, count) for url, count in numbers if url]
    assert len(linked) > 20
    for url, count in linked:
        found = CaseFilter(QueryDict(url.partition("?")[2]), countable, dara)
        assert found.is_valid(), url
        assert found.qs.count() == count, url


def test_no_link_where_the_list_cannot_say_it() -> None:
    links = CaseLinks([("group", "PWID")], ["LE"])
    assert links.row("client_groups", "SW") == ""
    assert links.row("responses", "LEG1") == ""
    assert links.row("outcomes", "FULL") == ""
    assert links.total("clients") == ""
