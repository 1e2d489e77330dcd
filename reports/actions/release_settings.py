"""How a programme publishes, and trials of what other thresholds would cost."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from documenters.access import require_permission
from documenters.audit import record
from documenters.models import Programme, User
from documenters.permissions import Permission
from reports.actions.trial_records import trial_records
from reports.disclosure.schema import Parameters, Tier
from reports.disclosure.trial import Share, shares
from reports.models import PARAMETERS, ReleaseSettings, SettingsTrial, TrialState, settings_of
from reports.models.code_lists import lists_of, order_of
from reports.models.schedule import latest_complete_year


@transaction.atomic
def release_settings_change(programme: Programme, *, by: User, **values: Any) -> ReleaseSettings:
    """Change settings. Thresholds hold from the next block on; the rest at once.

    Raises ValidationError for a value below its floor.
    """
    require_permission(by, Permission.RELEASE_BUILD, programme=programme)
    settings = settings_of(programme)
    changed = sorted(name for name, value in values.items() if getattr(settings, name) != value)
    for name in changed:
        setattr(settings, name, values[name])
    settings.full_clean(validate_constraints=False)
    settings.save()
    if changed:
        record("release.settings_changed", settings, by=by, programme=programme, fields=changed)
    return settings


@transaction.atomic
def settings_trial_start(programme: Programme, parameters: Parameters, *, by: User) -> SettingsTrial:
    """Write down which thresholds are to be tried on the latest complete year; the earlier trial goes.

    Raises `NothingToTry` where no year is complete.
    """
    require_permission(by, Permission.RELEASE_BUILD, programme=programme)
    year = latest_complete_year(programme, timezone.localdate())
    if year is None:
        raise NothingToTry
    values = {
        "year": str(year),
        "parameters": {name: getattr(parameters, name) for name in PARAMETERS},
        "state": TrialState.WAITING,
        "progress": 0,
        "result": None,
        "by": by,
        "at": timezone.now(),
    }
    trial, _made = SettingsTrial.objects.update_or_create(programme=programme, defaults=values)
    record("release.settings_tried", trial, by=by, programme=programme)
    return trial


def settings_trial_run(trial: SettingsTrial, *, by: User) -> None:
    """Work out a trial, as the person who asked for it. Nothing stays of what it counts but counts of cells.

    Ends early where another trial has begun meanwhile. An error is raised after it is written down that it broke off.
    """
    programme = trial.programme
    require_permission(by, Permission.RELEASE_BUILD, programme=programme)
    try:
        result = {
            name: {tier.value: [share.offered, share.large, share.shown] for tier, share in found.items()}
            for name, found in _both(trial)
        }
    except _Replaced:
        return
    except BaseException:
        _trial_end(trial, TrialState.FAILED, None)
        raise
    _trial_end(trial, TrialState.DONE, result)


class NothingToTry(Exception):
    """No year is complete yet."""


class _Replaced(Exception):
    """Another trial has begun."""


def _both(trial: SettingsTrial) -> Iterator[tuple[str, dict[Tier, Share]]]:
    """With the thresholds as they are, and as tried."""
    programme, year = trial.programme, int(trial.year)
    with transaction.atomic():
        records, order = trial_records(programme, year, by=trial.by), order_of(lists_of(programme))
        now = settings_of(programme).parameters
    tried = Parameters(**trial.parameters)
    for place, (name, parameters) in enumerate((("now", now), ("tried", tried))):
        told = partial(_trial_progress, trial, place)
        yield name, shares(records, year, programme.law_enforcement_codes, order, parameters, told)


def _trial_progress(trial: SettingsTrial, place: int, part: float) -> None:
    current = SettingsTrial.objects.filter(pk=trial.pk, at=trial.at, state=TrialState.WAITING)
    if not current.update(progress=min(round(500 * (place + part)), 1000)):
        raise _Replaced


def _trial_end(trial: SettingsTrial, state: TrialState, result: dict[str, Any] | None) -> None:
    SettingsTrial.objects.filter(pk=trial.pk, at=trial.at).update(state=state, result=result, progress=1000)
