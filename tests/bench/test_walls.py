"""What row-level security costs at 100,000 cases: the same queries with the policies on and taken off by the owner."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

import pytest
from django.core.paginator import Paginator
from django.db import connections, transaction

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.models import Case
from react_cases.views.case_list import PAGE, _with_rows
from reports.case_columns import columns_of
from reports.cube import counts_of
from tests.walls import BOTH, OBSERVER, WALLED, let_tests_observe, rows

pytestmark = [pytest.mark.bench, pytest.mark.django_db(transaction=True, databases=BOTH)]

LIMIT = 1.3
"""Of a page of the list: with the walls, in times of what it takes without."""
ADDED = 1.0
"""Of the figures: seconds, a third of what they may take. They do little but read (docs/adr/0045)."""
TIMES = 9
DEEP = 2_000
"""The page that begins after 50,000 cases."""


def by_the_owner(statement: str, tables: list[str]) -> None:
    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(statement.format(table))


@pytest.fixture
def walled(hundred_thousand: None) -> Iterator[list[str]]:
    """The walled tables, with the policies of production only."""
    tables = [table for (table,) in rows(connections["owner"], WALLED)]
    by_the_owner(f"DROP POLICY {OBSERVER} ON {{}}", tables)
    yield tables
    by_the_owner("ALTER TABLE {} ENABLE ROW LEVEL SECURITY", tables)
    let_tests_observe(connections["owner"])


def page(person: User, number: int) -> None:
    """What a page of the list asks for."""
    cases = _with_rows(Case.objects.visible_to(person)).order_by("-received_on", "-pk")
    assert len(list(Paginator(cases, PAGE).page(number))) == PAGE


@contextmanager
def asked_by(person: User) -> Iterator[None]:
    with database_identity(person), transaction.atomic():
        yield


def test_s9_walls_cost_less_than_a_third_of_list_and_figures(
    programme: Programme, amina: User, bilal: User, dara: User, walled: list[str]
) -> None:
    def figures(person: User) -> Callable[[], object]:
        cases = Case.objects.countable_by(person).filter(programme=programme)
        return lambda: counts_of(columns_of(cases, programme), programme)

    work: dict[str, tuple[User, Callable[[], object]]] = {}
    for name, person in (("documenter", amina), ("mentor", bilal), ("coordinator", dara)):
        work[f"{name}: page 1"] = (person, lambda person=person: page(person, 1))
        work[f"{name}: page {DEEP}"] = (person, lambda person=person: page(person, DEEP))
        work[f"{name}: figures"] = (person, figures(person))
    spent: dict[tuple[str, bool], list[float]] = {(name, is_on): [] for name in work for is_on in (True, False)}
    # One round warms up. Interleaved, so that whatever else the machine does falls on both.
    for turn in range(TIMES + 1):
        for is_on in (True, False):
            by_the_owner(f"ALTER TABLE {{}} {'ENABLE' if is_on else 'DISABLE'} ROW LEVEL SECURITY", walled)
            for name, (person, ask) in work.items():
                with asked_by(person):
                    started = time.perf_counter()
                    ask()
                    if turn:
                        spent[name, is_on].append(time.perf_counter() - started)
    ratios = {name: median(spent[name, True]) / median(spent[name, False]) for name in work}
    for name, ratio in ratios.items():
        print(f"{name}: {median(spent[name, False]) * 1000:.1f} ms, with walls × {ratio:.2f}")  # noqa: T201
    added = {name: median(spent[name, True]) - median(spent[name, False]) for name in work if name.endswith("figures")}
    assert max(ratio for name, ratio in ratios.items() if name not in added) <= LIMIT, ratios
    assert max(added.values()) <= ADDED, added
