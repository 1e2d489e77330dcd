"""What leaves in a table of cases, and that it is written down."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documenters.models import AuditEvent, Programme, User
from documenters.sensitivity import Sensitivity
from react_cases.actions.exports import COLUMNS, cases_export_record, export_rows, guarded
from react_cases.actions.taxonomy import term_rename
from react_cases.models import Case
from tests.factories.cases import make_case
from tests.factories.taxonomy import term

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("", ""),
        ("KG-2021-000001", "KG-2021-000001"),
        ("=1+1", "'=1+1"),
        ("+7", "'+7"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
    ],
)
def test_formulas_are_disarmed(cell: str, safe: str) -> None:
    assert guarded(cell) == safe


def test_no_column_holds_what_must_stay(amina: User) -> None:
    names = {column.name for column in COLUMNS}
    assert not names & {
        "organisation",
        "documenter",
        "district",
        "city",
        "setting",
        "event_from",
        "client",
        "tags",
        "compensation",
        "public_id",
        "narrative",
    }
    assert not {name for name in names if Case.SENSITIVITY.get(name) == Sensitivity.SEALED}


@pytest.mark.parametrize("who", ["amina", "bilal", "emil", "aida"])
def test_only_coordinators_take_cases_out(programme: Programme, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        cases_export_record(programme, count=1, by=request.getfixturevalue(who))
    assert not AuditEvent.objects.filter(action="case.exported").exists()


def test_the_row_of_the_log(programme: Programme, dara: User) -> None:
    event = cases_export_record(programme, count=12, by=dara)
    assert (event.actor, event.programme, event.reason) == (dara, programme, "rows:12")
    assert "code" in event.fields


def test_rows_cost_the_same_for_many_cases(amina: User, dara: User) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(export_rows(Case.objects.visible_to(dara), with_labels=True, by=dara))
        return len(queries)

    make_case(amina)
    count()
    before = count()
    for _ in range(3):
        make_case(amina, groups=["SW", "PWID"], violations=["LIB.ARREST", "LIB.STOP"])
    assert count() == before


def test_every_label_of_a_cell_is_guarded(dara: User, amina: User) -> None:
    case = make_case(amina, violations=("LIB.ARREST", "EMO.HUM"))
    term_rename(term("violation_categories", "EMO.HUM"), {"en": "=HYPERLINK(1)", "ru": "=HYPERLINK(1)"}, by=dara)
    rows = list(export_rows(Case.objects.filter(pk=case.pk), with_labels=True, by=dara))
    assert any("; '=HYPERLINK" in cell for cell in rows[1])
