"""Both ways of reading cases for figures give what a slow reader counts, and what the walls let through."""

import pytest

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.models import Case, Violator
from reports import case_columns
from reports.case_columns import columns_of
from reports.cube import Counts, Dimension, counts_of
from reports.help_counts import HelpCounts, help_counts_of
from tests.reports import oracle
from tests.reports.populations import populate
from tests.reports.test_help_counts import enrich, slowly

SOME, WHOLE = 0, 10**9
"""What `SPARSE` makes of a few cases: rows are asked for by their cases, or each table is read through."""
CHOICES: list[dict[str, object]] = [{}, {"qualification": "VIOLATION", "oblast__code": "KG-C"}, {"client": None}]


@pytest.mark.parametrize("way", [SOME, WHOLE])
def test_each_way_of_reading_equals_the_oracle(
    programme: Programme, amina: User, chen: User, dara: User, monkeypatch: pytest.MonkeyPatch, way: int
) -> None:
    monkeypatch.setattr(case_columns, "SPARSE", way)
    populate([amina, chen], 120, seed=11)
    enrich(11)
    for choice in CHOICES:
        cases = Case.objects.countable_by(dara).filter(programme=programme, **choice)
        columns, slow = columns_of(cases, programme), list(cases)
        counts = counts_of(columns, programme)
        assert {name: getattr(counts, name) for name in oracle.totals(slow)} == oracle.totals(slow), choice
        expected = oracle.panels(slow)
        for name in ("violators", "categories", "months", "oblasts", "outcomes", "readiness", "primary_groups"):
            found = {code: tally.cases for code, tally in counts.by[Dimension(name)].items()}
            assert found == dict(expected[name]), (choice, name)
        assert help_counts_of(columns) == slowly(slow), choice


def test_no_cases_are_no_columns(programme: Programme, amina: User) -> None:
    for nothing in (Case.objects.countable_by(amina), Case.objects.none()):
        assert columns_of(nothing, programme) is None
    assert counts_of(None, programme) == Counts()
    assert help_counts_of(None) == HelpCounts()


@pytest.mark.parametrize("way", [SOME, WHOLE])
def test_walls_decide_which_cases_and_rows_are_read(
    programme: Programme, amina: User, chen: User, population: None, monkeypatch: pytest.MonkeyPatch, way: int
) -> None:
    """Even where somebody asks for every case: the set is what Python decides, and the database decides again."""
    monkeypatch.setattr(case_columns, "SPARSE", way)
    own = Case.objects.filter(documenter=chen).count()
    violators = Violator.objects.filter(case__documenter=chen).count()
    with database_identity(chen):
        columns = columns_of(Case.objects.all(), programme)
    assert columns is not None
    assert columns.size == own
    assert sum(len(lot.cases) for lot in columns.violators) == violators
    assert 0 < own < Case.objects.count()
