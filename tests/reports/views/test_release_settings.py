"""Settings of releases: floors beside the field, nothing typed lost, and trials that publish nothing."""

from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from documenters.identity import database_identity
from documenters.models import AuditEvent, Programme, User
from reports.actions import release_settings as actions
from reports.disclosure.schema import Tier
from reports.disclosure.trial import Share
from reports.models import (
    CountedCase,
    Release,
    ReleaseBlock,
    ReleasedCell,
    ReleaseSettings,
    SettingsTrial,
    TrialState,
    settings_of,
)
from tests.access.forms import SETTINGS
from tests.factories.people import signed_in
from tests.factories.published import made
from tests.factories.releases import store_block
from tests.reports.actions.conftest import cases  # noqa: F401

ENGLISH = {"accept-language": "en"}
FLOORS = {
    "k_national": 4,
    "k_subnational": 4,
    "k_donor": 4,
    "concentration_row": 9,
    "rare_below": 4,
    "headline_single": 4,
    "headline_pair": 4,
    "quarter_lag_days": 367,
}


def post(client: Client, name: str, **changed: Any) -> Any:
    """The whole form, with some answers changed."""
    return client.post(reverse(name), {**SETTINGS, **changed}, headers=ENGLISH)


@pytest.mark.parametrize("who", ["amina", "bilal", "chen", "emil", "aida"])
def test_coordinators_only(request: pytest.FixtureRequest, client: Client, programme: Programme, who: str) -> None:
    signed_in(client, request.getfixturevalue(who))
    assert client.get(reverse("release_settings")).status_code == 404
    for name in ("release_settings", "settings_trial"):
        assert post(client, name).status_code == 404
    assert client.get(reverse("settings_trial_progress")).status_code == 404


def test_saved_settings_are_used_and_logged_by_name(client: Client, programme: Programme, dara: User) -> None:
    answer = post(signed_in(client, dara), "release_settings", k_donor="7", contact="The office")
    assert answer.status_code == 302
    saved = ReleaseSettings.objects.get()
    assert (saved.k_donor, saved.k_national, saved.contact) == (7, 6, "The office")
    event = AuditEvent.objects.get(action="release.settings_changed")
    assert event.fields == ["contact", "k_donor", "k_national"]
    # The same again is no change.
    post(client, "release_settings", k_donor="7")
    assert AuditEvent.objects.filter(action="release.settings_changed").count() == 1


@pytest.mark.parametrize("name", sorted(FLOORS))
@pytest.mark.parametrize("address", ["release_settings", "settings_trial"])
def test_no_setting_goes_below_its_floor_and_nothing_typed_is_lost(
    client: Client, programme: Programme, dara: User, name: str, address: str
) -> None:
    answer = post(signed_in(client, dara), address, **{name: FLOORS[name], "contact": "Typed and kept"})
    page = answer.content.decode()
    assert f'id="id_{name}_error"' in page
    assert f'value="{FLOORS[name]}"' in page
    assert "Typed and kept" in page
    assert not ReleaseSettings.objects.exists()
    assert not SettingsTrial.objects.exists()


def test_the_contact_line_names_nobody(client: Client, programme: Programme, dara: User) -> None:
    signed_in(client, dara)
    answer = post(client, "release_settings", contact="Асель Токтосунова, 0555 12-34-56")
    assert [error.code for error in answer.context["form"].errors["contact"].as_data()] == ["names_somebody"]
    assert post(client, "release_settings", contact="office@example.org, 0555 12-34-56").status_code == 302


def test_the_action_knows_the_floors_too(programme: Programme, dara: User) -> None:
    with pytest.raises(ValidationError):
        actions.release_settings_change(programme, by=dara, k_donor=4)
    assert not ReleaseSettings.objects.exists()


def test_what_is_frozen_is_said(client: Client, programme: Programme, dara: User) -> None:
    store_block(programme, made().blocks[0])
    page = signed_in(client, dara).get(reverse("release_settings"), headers=ENGLISH).content.decode()
    assert "Thresholds are fixed for 2020–2021. What you change in them here holds from 2022 on." in page


def test_without_a_complete_year_there_is_nothing_to_try(client: Client, programme: Programme, dara: User) -> None:
    answer = post(signed_in(client, dara), "settings_trial", k_donor="9")
    assert answer.status_code == 422
    assert "There is no complete year yet" in answer.content.decode()
    assert 'value="9"' in answer.content.decode()


@pytest.mark.usefixtures("cases")
def test_a_trial_shows_both_and_leaves_nothing(
    client: Client, programme: Programme, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def shares(records: Any, year: int, *arguments: Any) -> dict[Tier, Share]:
        *_lists, parameters, told = arguments
        asked.append((len(records), year, parameters.k_donor))
        told(0.5)
        return dict.fromkeys(Tier, Share(100, 60, 120 // parameters.k_donor))

    monkeypatch.setattr(actions, "shares", shares)
    with time_machine.travel("2021-06-01T06:00Z"):
        signed_in(client, dara)
        page = post(client, "settings_trial", k_donor="12", contact="Typed and kept").content.decode()
        assert "<progress" in page
        assert 'value="12"' in page
        assert "Typed and kept" in page
        job = DBTaskResult.objects.get()
        trial = SettingsTrial.objects.get()
        assert job.args_kwargs == {"args": [], "kwargs": {"trial": trial.pk, "by": dara.pk}}
        assert not client.get(reverse("settings_trial_progress")).json()["is_over"]
        with database_identity(dara):
            actions.settings_trial_run(trial, by=dara)
        assert client.get(reverse("settings_trial_progress")).json()["is_over"]
        # Looking again keeps the form and starts nothing.
        page = post(client, "settings_trial", k_donor="12", contact="Typed and kept", look="1").content.decode()
    assert asked == [(9, 2020, 5), (9, 2020, 12)]
    assert "24\xa0%" in page
    assert "10\xa0%" in page
    assert "Smallest number for donors: 12" in page
    assert "Typed and kept" in page
    assert DBTaskResult.objects.count() == 1
    for model in (Release, ReleaseBlock, ReleasedCell, CountedCase):
        assert not model._default_manager.exists(), model
    settings = settings_of(programme)
    assert (settings.k_donor, settings.contact) == (5, "")


@pytest.mark.usefixtures("cases")
def test_a_trial_that_breaks_off_says_so(
    client: Client, programme: Programme, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shares(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "shares", shares)
    with time_machine.travel("2021-06-01T06:00Z"):
        post(signed_in(client, dara), "settings_trial")
        with database_identity(dara), pytest.raises(KeyboardInterrupt):
            actions.settings_trial_run(SettingsTrial.objects.get(), by=dara)
        page = client.get(reverse("release_settings"), headers=ENGLISH).content.decode()
    assert SettingsTrial.objects.get().state == TrialState.FAILED
    assert "The trial broke off." in page


@pytest.mark.usefixtures("cases")
def test_a_newer_trial_ends_an_older_one(
    client: Client, programme: Programme, dara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shares(*arguments: Any) -> dict[Tier, Share]:
        post(client, "settings_trial", k_donor="20")
        arguments[-1](0.5)
        raise AssertionError("it went on")

    with time_machine.travel("2021-06-01T06:00Z", tick=True):
        post(signed_in(client, dara), "settings_trial", k_donor="12")
        monkeypatch.setattr(actions, "shares", shares)
        with database_identity(dara):
            actions.settings_trial_run(SettingsTrial.objects.get(), by=dara)
    trial = SettingsTrial.objects.get()
    assert (trial.parameters["k_donor"], trial.state) == (20, TrialState.WAITING)


@pytest.mark.usefixtures("cases")
def test_a_trial_that_lost_its_worker_can_be_started_again(client: Client, programme: Programme, dara: User) -> None:
    with time_machine.travel("2021-06-01T06:00Z"):
        post(signed_in(client, dara), "settings_trial")
        assert not client.get(reverse("settings_trial_progress")).json()["is_over"]
    client.logout()
    with time_machine.travel("2021-06-01T06:20Z"):
        signed_in(client, dara)
        assert client.get(reverse("settings_trial_progress")).json()["is_over"]
        page = client.get(reverse("release_settings"), headers=ENGLISH).content.decode()
        assert "Try these settings" in page
