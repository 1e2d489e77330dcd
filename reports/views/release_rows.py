"""Releases as their pages show them: words for states, periods and what comes next."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from react_cases.forms.shares import percent
from reports.building import seems_running
from reports.disclosure.schema import Slice, slice_of
from reports.indicators.published_names import period_label
from reports.indicators.registry import number
from reports.models import Release, ReleaseState
from reports.tasks import is_queued

FEW_PERIODS = 5
"""So many are named one by one."""
TAGS = {
    ReleaseState.BUILDING: "waiting",
    ReleaseState.STOPPED: "todo",
    ReleaseState.FAILED: "stop",
    ReleaseState.BUILT: "attention",
    ReleaseState.PUBLISHED: "done",
    ReleaseState.WITHDRAWN: "locked",
}
NEXT_STEPS: dict[str, Promise] = {
    ReleaseState.BUILDING: gettext_lazy("It is being built. You may close this page."),
    ReleaseState.STOPPED: gettext_lazy("Somebody stopped the work. It can go on at any time."),
    ReleaseState.FAILED: gettext_lazy("The work broke off. What is finished is kept."),
    ReleaseState.BUILT: gettext_lazy("Look at it; then two different people approve it."),
}


@dataclass(frozen=True)
class ReleaseRow:
    """One release in a line."""

    number: int
    citation: str
    periods: str
    tag: str
    state: str
    next_step: str
    as_of: datetime.date
    published_at: datetime.datetime | None
    is_withdrawn: bool


@dataclass(frozen=True)
class Due:
    """What can be released."""

    periods: str
    note: str
    """What comes next, and when."""


@dataclass(frozen=True)
class Progress:
    """How far a job is."""

    text: str
    step: str


@dataclass(frozen=True)
class Stopped:
    """Why nobody works on a release that is not finished."""

    kind: str
    title: str
    text: str


def is_at_work(release: Release) -> bool:
    """Is it being built, or about to be? Otherwise its worker was lost, or nobody wants it built."""
    return release.state == ReleaseState.BUILDING and (is_queued(release) or seems_running(release))


def release_row(release: Release) -> ReleaseRow:
    """A release in a line."""
    tag, state = TAGS[ReleaseState(release.state)], release.get_state_display()
    next_step = str(NEXT_STEPS.get(release.state, ""))
    if release.state == ReleaseState.BUILDING and not is_at_work(release):
        tag, state, next_step = "attention", _("Interrupted"), _("The work was interrupted. What is finished is kept.")
    elif release.state == ReleaseState.BUILT and not release.is_safe:
        tag, state = "stop", _("Not safe")
        next_step = _("The auditor found something: it must not be published.")
    elif release.state == ReleaseState.BUILT and release.stale_at:
        state = _("Out of date")
        next_step = _("A client has taken the consent back since: it has to be built again.")
    return ReleaseRow(
        release.number,
        release.citation,
        periods_text(release.periods),
        tag,
        state,
        next_step,
        release.as_of,
        release.published_at,
        release.state == ReleaseState.WITHDRAWN,
    )


def periods_text(periods: Iterable[str]) -> str:
    """Periods in words: the years with their quarters first, single quarters after them."""
    given = tuple(periods)
    longer = [period for period in given if slice_of(period) != Slice.QUARTER]
    years = {period for period in longer if slice_of(period) == Slice.YEAR}
    quarters = [period for period in given if slice_of(period) == Slice.QUARTER and period[:4] not in years]
    if len(quarters) == len(given):
        return ", ".join(map(period_label, given))
    complete = [
        _("%(year)s with its quarters") % {"year": year} if f"{year}-Q1" in given else year
        for year in longer
        if year in years
    ]
    blocks = [period_label(period) for period in longer if period not in years]
    return ", ".join([*complete, *blocks, *map(period_label, quarters)])


def due_now(release_periods: Sequence[str], upcoming: tuple[str, datetime.date] | None) -> Due:
    """What can be released now, and what comes after it."""
    note = ""
    if upcoming is not None:
        period, day = upcoming
        values = {"period": period_label(period), "day": day_text(day)}
        note = _("%(period)s can be released from %(day)s.") % values
    if len(release_periods) <= FEW_PERIODS:
        return Due(periods_text(release_periods), note)
    values = {
        "count": number(len(release_periods)),
        "first": period_label(release_periods[0]),
        "last": period_label(release_periods[-1]),
    }
    return Due(_("%(count)s periods, from %(first)s to %(last)s") % values, note)


def day_text(day: datetime.date) -> str:
    """A day in words, in the language of the reader."""
    return formats.date_format(day)


def progress_of(release: Release, *, is_working: bool) -> Progress:
    """How far the building is, in percent, and what is being worked on."""
    text = percent(release.progress / 10, 0)
    if not is_working:
        return Progress(text, "")
    if not seems_running(release):
        return Progress(text, _("It waits for its turn."))
    left = [period for period in release.periods if period not in release.done]
    if not left:
        return Progress(text, _("The auditor checks everything."))
    return Progress(text, _("Working on: %(period)s") % {"period": period_label(left[0])})


def stopped_of(release: Release) -> Stopped:
    """Why nobody works on it."""
    if release.state == ReleaseState.FAILED:
        return Stopped(
            "danger",
            _("The work broke off"),
            _("An error was met: %(code)s. Try to go on; if it breaks off again, tell whoever runs the system.")
            % {"code": release.error},
        )
    if release.state == ReleaseState.STOPPED:
        return Stopped("info", _("Stopped"), _("The work was stopped. It goes on where it ended."))
    return Stopped(
        "warning",
        _("The work was interrupted"),
        _("The server was probably restarted. Nothing is lost: it goes on where it ended."),
    )
