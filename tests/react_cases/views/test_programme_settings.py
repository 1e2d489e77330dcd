"""Settings: coordinators and administrators change them, within their limits, and it is logged."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from documenters.models import AuditEvent, Programme, User
from tests.factories.people import signed_in

ADDRESS = "programme_settings"
GOOD = {
    "law_enforcement_codes": ["LE", "PEN"],
    "late_after_days": "10",
    "unusual_reading_cases": "40",
    "spike_cases": "4",
    "spike_days": "30",
    "languages": ["ru", "ky"],
    "usual_language": "ky",
}


def send(client: Client, **fields: Any) -> HttpResponse:
    return client.post(reverse(ADDRESS), {**GOOD, **fields})


@pytest.mark.parametrize("who", ["dara", "aida"])
def test_coordinators_and_administrators_change_them(
    client: Client, programme: Programme, request: pytest.FixtureRequest, who: str
) -> None:
    user = request.getfixturevalue(who)
    signed_in(client, user)
    assert client.get(reverse(ADDRESS)).status_code == 200
    assert send(client)["Location"] == reverse(ADDRESS)
    programme.refresh_from_db()
    assert programme.law_enforcement_codes == ["LE", "PEN"]
    assert (programme.late_after_days, programme.unusual_reading_cases) == (10, 40)
    assert (programme.spike_cases, programme.spike_days, programme.languages) == (4, 30, ["ky", "ru"])
    assert AuditEvent.objects.get(action="programme.settings_changed").actor == user


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil"])
def test_nobody_else(client: Client, programme: Programme, request: pytest.FixtureRequest, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse(ADDRESS)).status_code == 404
    assert send(client).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("law_enforcement_codes", []),
        ("law_enforcement_codes", ["LE.CRIM"]),
        ("law_enforcement_codes", ["NOPE"]),
        ("late_after_days", "0"),
        ("late_after_days", "91"),
        ("unusual_reading_cases", "3"),
        ("unusual_reading_cases", "1001"),
        ("spike_cases", "1"),
        ("spike_days", "366"),
        ("languages", []),
        ("languages", ["ru", "xx"]),
        ("usual_language", "en"),
    ],
)
def test_limits_are_kept(client: Client, programme: Programme, dara: User, field: str, value: Any) -> None:
    signed_in(client, dara)
    answer = send(client, **{field: value})
    assert list(answer.context["form"].errors) == [field]
    programme.refresh_from_db()
    assert programme.late_after_days == 7
    assert not AuditEvent.objects.filter(action="programme.settings_changed").exists()
