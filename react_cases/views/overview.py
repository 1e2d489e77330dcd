"""The coordinator's first page: what waits, and where the data is weak."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from documenters.limits import limited
from documenters.permissions import Permission
from documenters.views.guards import SignedInRequest, permitted
from documenters.views.key_rows import vault_mode_notice
from react_cases.actions.story_ends import stories_ended, stories_in_doubt
from react_cases.filters.offers import PERIODS, programmes_of
from react_cases.forms.shares import percent
from react_cases.models import Case, LitigationStage
from react_cases.overview import WORK, Days, Line, Number, Overview, Rate, Together
from react_cases.quality import CHECKS, Group
from react_cases.views.alerts import alert_news

USUAL_PERIOD = "days90"

LOOKED_THROUGH = 25_000
"""Cases of a period that are looked through answer by answer; of more the database takes too long (docs/adr/0026)."""


@dataclass(frozen=True)
class Link:
    """A number in words and the list behind it; no address where there is nothing to show."""

    text: str
    href: str
    count: int

    @property
    def in_sentence(self) -> str:
        """The number as a link, for the middle of a sentence."""
        return format_html('<a href="{}">{}</a>' if self.href else "{1}", self.href, self.text)


@dataclass(frozen=True)
class Bar:
    """One line of a list with bars."""

    label: Promise
    explanation: Promise
    link: Link
    share: str
    percent: int
    base: Link


@dataclass(frozen=True)
class Row:
    """An organisation in the table."""

    name: str
    waiting: dict[str, Link]
    """By code of the check."""
    returned: Bar
    to_record: tuple[str, Link]
    """(the median in words, of how many cases)"""
    to_approval: tuple[str, Link]


@require_safe
@permitted(Permission.CASE_APPROVE)
@limited("overview", "300/h")
def overview(request: SignedInRequest) -> HttpResponseBase:
    """What waits, how long it takes, where data is weak: each number opens the cases that it counts."""
    asked = request.GET.get("sent", "")
    period = asked if asked in PERIODS else USUAL_PERIOD
    found = Overview(Case.objects.visible_to(request.user), programmes_of(request.user), period)
    lines = found.lines()
    too_many = lines[0].returned.base.count > LOOKED_THROUGH
    context = {
        "periods": [(f"?sent={code}", label, code == period) for code, label in PERIODS.items()],
        "tiles": [_tile(code, lines[0]) for code in WORK],
        "rows": [_row(line) for line in lines],
        "spikes": [(spike, _link(spike.found)) for spike in found.spikes()],
        "too_many": too_many,
        "deadlines": LitigationStage.objects.due_for(request.user, timezone.localdate()).count(),
        "vault_mode": vault_mode_notice(),
        "stories_ended": stories_ended(by=request.user),
        "stories_in_doubt": stories_in_doubt(by=request.user),
        "alert_news": alert_news(request.user),
        **({} if too_many else _looked_through(found)),
    }
    return render(request, "react_cases/overview.html", context)


def _looked_through(found: Overview) -> dict[str, Any]:
    """What takes a look at every answer of every case of the period."""
    rates = found.rates(Group.CONTRADICTION, Group.MISSING)
    contradictions = [_bar(rate) for rate in rates[Group.CONTRADICTION]]
    missing = [_bar(rate) for rate in rates[Group.MISSING] if rate.base.count]
    return {
        "missing": [bar for bar in missing if bar.link.count],
        "complete": [bar for bar in missing if not bar.link.count],
        "contradictions": [bar for bar in contradictions if bar.link.count],
        "never": [bar for bar in contradictions if not bar.link.count],
        "clients": [_together("same_code", *found.same_code()), _together("alike", *found.alike())],
    }


def _link(number: Number) -> Link:
    href = f"{reverse('case_list')}?{number.query}" if number.count else ""
    return Link(number_format(number.count, use_l10n=True, force_grouping=True), href, number.count)


def _tile(code: str, line: Line) -> dict[str, Any]:
    link = _link(line.waiting[code])
    return {"link": link, "check": CHECKS[code], "kind": "attention" if code == "late" and link.count else ""}


def _bar(rate: Rate) -> Bar:
    check = rate.check
    return Bar(
        check.label,
        check.explanation,
        _link(rate.found),
        percent(100 * rate.share, 0) if rate.base.count else "—",
        round(100 * rate.share),
        _link(rate.base),
    )


def _row(line: Line) -> Row:
    return Row(
        line.name,
        {code: _link(line.waiting[code]) for code in WORK},
        _bar(line.returned),
        (_days(line.to_record), _link(line.to_record.base)),
        (_days(line.to_approval), _link(line.to_approval.base)),
    )


def _days(days: Days) -> str:
    if days.median is None:
        return "—"
    whole = days.median == int(days.median)
    return number_format(round(days.median, 1), 0 if whole else 1, use_l10n=True)


def _together(code: str, number: Number, groups: list[Together]) -> dict[str, Any]:
    return {
        "check": CHECKS[code],
        "link": _link(number),
        "groups": [(group.cases, _link(group.found), group.pair) for group in groups],
    }
