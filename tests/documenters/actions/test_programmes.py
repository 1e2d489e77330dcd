"""Settings of a programme: guarded, bounded, logged."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from documenters.actions.programmes import programme_settings_change
from documenters.models import AuditEvent, Programme, User
from tests.factories.people import ProgrammeFactory, make_coordinator


@pytest.mark.parametrize("name", ["dara", "aida"])
def test_coordinators_and_administrators_change_settings(
    request: pytest.FixtureRequest, programme: Programme, name: str
) -> None:
    by = request.getfixturevalue(name)
    programme_settings_change(
        programme,
        law_enforcement_codes=["PEN", "LE"],
        late_after_days=14,
        unusual_reading_cases=40,
        by=by,
    )
    programme.refresh_from_db()
    assert programme.law_enforcement_codes == ["LE", "PEN"]
    assert (programme.late_after_days, programme.unusual_reading_cases) == (14, 40)
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor, event.programme) == ("programme.settings_changed", by, programme)
    assert event.fields == ["late_after_days", "law_enforcement_codes", "unusual_reading_cases"]


@pytest.mark.parametrize("name", ["amina", "bilal", "emil"])
def test_others_do_not(request: pytest.FixtureRequest, programme: Programme, name: str) -> None:
    with pytest.raises(PermissionDenied):
        programme_settings_change(
            programme,
            law_enforcement_codes=["LE"],
            late_after_days=14,
            unusual_reading_cases=40,
            by=request.getfixturevalue(name),
        )


def test_coordinator_of_another_programme_does_not(programme: Programme) -> None:
    with pytest.raises(PermissionDenied):
        programme_settings_change(
            programme,
            law_enforcement_codes=["LE"],
            late_after_days=14,
            unusual_reading_cases=40,
            by=make_coordinator(ProgrammeFactory()),
        )


@pytest.mark.parametrize(
    ("late", "unusual"),
    [(0, 30), (91, 30), (7, 3), (7, 1001)],
)
def test_limits_hold(programme: Programme, dara: User, late: int, unusual: int) -> None:
    with pytest.raises(ValidationError):
        programme_settings_change(
            programme,
            law_enforcement_codes=["LE"],
            late_after_days=late,
            unusual_reading_cases=unusual,
            by=dara,
        )
    programme.refresh_from_db()
    assert (programme.late_after_days, programme.unusual_reading_cases) == (7, 30)
    assert not AuditEvent.objects.filter(action="programme.settings_changed").exists()
