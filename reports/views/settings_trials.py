"""The page of settings with the last trial of other thresholds."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from documenters.models import Programme
from react_cases.forms.shares import percent
from reports.disclosure.schema import Tier
from reports.forms.release_settings import ReleaseSettingsForm
from reports.models import PARAMETERS, ReleaseBlock, SettingsTrial, TrialState, settings_of
from reports.views.release_report import TIERS, share_text

LOST_AFTER = datetime.timedelta(minutes=15)
"""A trial takes a minute. One that has not ended by then has lost its worker."""


@dataclass(frozen=True)
class TrialRow:
    """What one tier would be shown."""

    title: str
    now: str
    tried: str
    large_now: str
    large_tried: str


@dataclass(frozen=True)
class TrialView:
    """The last trial of a programme."""

    is_running: bool = False
    has_failed: bool = False
    progress: int = 0
    text: str = ""
    step: str = ""
    changes: str = ""
    rows: list[TrialRow] = field(default_factory=list)


def settings_context(programme: Programme, form: ReleaseSettingsForm) -> dict[str, Any]:
    """Everything for the template."""
    return {
        "form": form,
        "frozen": _frozen(programme),
        "is_public": settings_of(programme).public_page,
        "trial": trial_view(programme),
    }


def trial_view(programme: Programme) -> TrialView:
    """How far the last trial is, or what came out."""
    trial = SettingsTrial.objects.filter(programme=programme).first()
    if trial is None:
        return TrialView()
    if trial.state == TrialState.DONE and trial.result:
        text = _("The year %(year)s with all its quarters, as if nothing of it had been published.")
        return TrialView(text=text % {"year": trial.year}, changes=_changes(trial), rows=_rows(trial.result))
    if trial.state == TrialState.FAILED or timezone.now() - trial.at > LOST_AFTER:
        return TrialView(has_failed=True)
    step = _("Counting %(year)s, first as it is, then as you typed it.") % {"year": trial.year}
    return TrialView(is_running=True, progress=trial.progress, text=percent(trial.progress / 10, 0), step=step)


def _rows(result: dict[str, Any]) -> list[TrialRow]:
    rows = []
    for tier in Tier:
        (offered, large, shown), (tried_offered, tried_large, tried_shown) = (
            result["now"][tier.value],
            result["tried"][tier.value],
        )
        rows.append(
            TrialRow(
                str(TIERS[tier]),
                share_text(shown, offered),
                share_text(tried_shown, tried_offered),
                share_text(shown, large),
                share_text(tried_shown, tried_large),
            )
        )
    return rows


def _changes(trial: SettingsTrial) -> str:
    """What was typed otherwise than it stands now."""
    settings = settings_of(trial.programme)
    labels = {name: ReleaseSettingsForm.base_fields[name].label for name in PARAMETERS}
    changed = [name for name in PARAMETERS if trial.parameters[name] != getattr(settings, name)]
    return "; ".join(f"{labels[name]}: {_value(trial.parameters[name])}" for name in changed)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _frozen(programme: Programme) -> str:
    """For which years thresholds cannot be changed any more."""
    block = ReleaseBlock.objects.filter(programme=programme).order_by("-first_year").first()
    if block is None:
        return ""
    return _("Thresholds are fixed for %(first)s–%(last)s. What you change in them here holds from %(next)s on.") % {
        "first": block.first_year,
        "last": block.first_year + 1,
        "next": block.first_year + 2,
    }
