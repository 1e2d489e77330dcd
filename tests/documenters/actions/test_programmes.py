"""Settings of a programme: guarded, bounded, logged."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from documenters.actions.programmes import programme_settings_change
from documenters.models import AuditEvent, Programme, User
from tests.factories.people import ProgrammeFactory, make_coordinator

OTHERS: dict[str, Any] = {"spike_cases": 4, "spike_days": 30, "languages": ["ky", "ru"]}


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
        **OTHERS,
        by=by,
    )
    programme.refresh_from_db()
    assert programme.law_enforcement_codes == ["LE", "PEN"]
    assert (programme.late_after_days, programme.unusual_reading_cases) == (14, 40)
    assert (programme.spike_cases, programme.spike_days, programme.languages) == (4, 30, ["ky", "ru"])
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.actor, event.programme) == ("programme.settings_changed", by, programme)
    changed = {"late_after_days", "law_enforcement_codes", "unusual_reading_cases", *OTHERS}
    assert event.fields == sorted(changed)


@pytest.mark.parametrize("name", ["amina", "bilal", "emil"])
def test_others_do_not(request: pytest.FixtureRequest, programme: Programme, name: str) -> None:
    with pytest.raises(PermissionDenied):
        programme_settings_change(
            programme,
            law_enforcement_codes=["LE"],
            late_after_days=14,
            unusual_reading_cases=40,
            **OTHERS,
            by=request.getfixturevalue(name),
        )


def test_coordinator_of_another_programme_does_not(programme: Programme) -> None:
    with pytest.raises(PermissionDenied):
        programme_settings_change(
            programme,
            law_enforcement_codes=["LE"],
            late_after_days=14,
            unusual_reading_cases=40,
            **OTHERS,
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
            **OTHERS,
            by=dara,
        )
    programme.refresh_from_db()
    assert (programme.late_after_days, programme.unusual_reading_cases) == (7, 30)
    assert not AuditEvent.objects.filter(action="programme.settings_changed").exists()
