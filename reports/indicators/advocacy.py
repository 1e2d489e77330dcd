"""What the programme did with its cases, for coordinators: actions, replies, effects, strategic cases, alerts."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from react_cases.models.advocacy import AdvocacyKind, AdvocacyReply
from react_cases.models.strategic import StrategicOutcome
from reports.advocacy_counts import AdvocacyCounts
from reports.indicators.figures import Duration, Figure, Figures, Money, Number
from reports.indicators.registry import Indicator, Unit, indicator
from reports.panel import Panel, Row, percent_of

ADVOCACY: Final[dict[str, Indicator[Figure]]] = {}
NO_BASE = _("a count, not a share")
ALL_ACTIONS = _("all advocacy actions done by today")
STRATEGIC = _("all strategic cases")


def _counts(figures: Figures) -> AdvocacyCounts:
    return figures.advocacy or AdvocacyCounts()


def _panel(code: str, labels: Mapping[str, object], counted: Counter[str], base_n: int, *, whole: bool = True) -> Panel:
    """The rows that something is in, in the order of the labels."""
    rows = (
        Row(key, str(label), counted[key], percent_of(counted[key], base_n))
        for key, label in labels.items()
        if counted[key]
    )
    return Panel(code, tuple(rows), base_n, is_partition=whole)


@indicator(
    code="advocacy_actions",
    title=_("advocacy actions"),
    unit=Unit.ACTIONS,
    base=NO_BASE,
    definition=_(
        "Letters, meetings, complaints, requests, submissions and media of the programme, done by today. What is "
        "planned for a later day counts neither here nor in the figures of replies and effects."
    ),
    into=ADVOCACY,
)
def advocacy_actions(figures: Figures) -> Figure:
    """Actions."""
    return Number(_counts(figures).actions)


@indicator(
    code="advocacy_cases",
    title=_("cases in actions"),
    unit=Unit.CASES,
    base=NO_BASE,
    definition=_(
        "Different cases that at least one action done by today is about, each once, whatever their status; erased "
        "ones do not count. Of the five counts these are cases."
    ),
    into=ADVOCACY,
)
def advocacy_cases(figures: Figures) -> Figure:
    """Cases touched."""
    return Number(_counts(figures).cases)


@indicator(
    code="advocacy_answered",
    title=_("actions with a reply"),
    unit=Unit.ACTIONS,
    base=ALL_ACTIONS,
    definition=_("Actions to which the body replied orally or in writing."),
    into=ADVOCACY,
)
def advocacy_answered(figures: Figures) -> Figure:
    """Actions that were answered."""
    counts = _counts(figures)
    return Number(counts.answered, counts.actions)


@indicator(
    code="advocacy_days_to_reply",
    title=_("from the action to the reply"),
    unit=Unit.ACTIONS,
    base=_("actions with a reply"),
    definition=_("The median of the days from the action to the reply, of the actions that have one."),
    into=ADVOCACY,
)
def advocacy_days_to_reply(figures: Figures) -> Figure:
    """Days until a reply."""
    counts = _counts(figures)
    return Duration(counts.days_to_reply, counts.answered)


@indicator(
    code="advocacy_with_effect",
    title=_("actions with an effect"),
    unit=Unit.ACTIONS,
    base=ALL_ACTIONS,
    definition=_("Actions of which at least one effect is recorded."),
    into=ADVOCACY,
)
def advocacy_with_effect(figures: Figures) -> Figure:
    """Actions that changed something."""
    counts = _counts(figures)
    return Number(counts.with_effect, counts.actions)


@indicator(
    code="strategic_cases",
    title=_("strategic cases"),
    unit=Unit.CASES,
    base=NO_BASE,
    definition=_(
        "Cases that are flagged as strategic, whatever their status; erased ones do not count. Of the five counts "
        "these are cases."
    ),
    into=ADVOCACY,
)
def strategic_cases(figures: Figures) -> Figure:
    """Strategic cases."""
    return Number(_counts(figures).strategic)


@indicator(
    code="strategic_won",
    title=_("won in court"),
    unit=Unit.MONEY,
    base=_("strategic cases with an amount won"),
    definition=_(
        "The sum of the amounts won in strategic cases, in the currency of the programme. Chosen months narrow it to "
        "the cases that were registered in them, whenever the sum was won."
    ),
    into=ADVOCACY,
)
def strategic_won(figures: Figures) -> Figure:
    """Money won."""
    return Money(_counts(figures).won)


@indicator(
    code="strategic_claimed",
    title=_("claimed in court"),
    unit=Unit.MONEY,
    base=_("strategic cases with an amount claimed"),
    definition=_(
        "The sum of the amounts claimed in strategic cases, in the currency of the programme. Chosen months narrow it "
        "to the cases that were registered in them."
    ),
    into=ADVOCACY,
)
def strategic_claimed(figures: Figures) -> Figure:
    """Money claimed."""
    return Money(_counts(figures).claimed)


@indicator(
    code="strategic_deadlines",
    title=_("open deadlines"),
    unit=Unit.DEADLINES,
    base=NO_BASE,
    definition=_(
        "Deadlines that nobody has marked as met, those that have passed included, of strategic cases that still go "
        "on. Where the litigation has ended, none is open."
    ),
    into=ADVOCACY,
)
def strategic_deadlines(figures: Figures) -> Figure:
    """Deadlines that are open today."""
    return Number(_counts(figures).deadlines)


@indicator(
    code="alert_firings",
    title=_("alerts that fired"),
    unit=Unit.FIRINGS,
    base=NO_BASE,
    definition=_("How often an alert said that cases gather. An alert can fire several times, with other cases."),
    into=ADVOCACY,
)
def alert_firings(figures: Figures) -> Figure:
    """Firings."""
    return Number(_counts(figures).firings)


@indicator(
    code="alert_cases",
    title=_("cases behind alerts"),
    unit=Unit.CASES,
    base=NO_BASE,
    definition=_("Different cases that an alert has found, each once; erased ones do not count."),
    into=ADVOCACY,
)
def alert_cases(figures: Figures) -> Figure:
    """Cases behind firings."""
    return Number(_counts(figures).alerted)


@indicator(
    code="advocacy_kinds",
    title=_("Actions by kind"),
    unit=Unit.ACTIONS,
    base=ALL_ACTIONS,
    definition=_("Each action once."),
    into=ADVOCACY,
)
def advocacy_kinds(figures: Figures) -> Figure:
    """Actions by kind."""
    counts = _counts(figures)
    return _panel("advocacy_kinds", dict(AdvocacyKind.choices), counts.kinds, counts.actions)


@indicator(
    code="advocacy_replies",
    title=_("Replies by kind"),
    unit=Unit.ACTIONS,
    base=ALL_ACTIONS,
    definition=_("Each action once, under what the body answered; “not known yet” where nobody has recorded it."),
    into=ADVOCACY,
)
def advocacy_replies(figures: Figures) -> Figure:
    """Actions by reply."""
    counts = _counts(figures)
    labels = {**dict(AdvocacyReply.choices), "": gettext("Not known yet")}
    return _panel("advocacy_replies", labels, counts.replies, counts.actions)


@indicator(
    code="advocacy_effects",
    title=_("Effects of actions"),
    unit=Unit.ACTIONS,
    base=ALL_ACTIONS,
    definition=_("Actions with the effect. One action can have several, so shares can sum to more than 100 %."),
    into=ADVOCACY,
)
def advocacy_effects(figures: Figures) -> Figure:
    """Actions by effect."""
    counts = _counts(figures)
    return _panel("advocacy_effects", counts.effect_labels, counts.effects, counts.actions, whole=False)


@indicator(
    code="strategic_outcomes",
    title=_("Strategic cases by outcome"),
    unit=Unit.CASES,
    base=STRATEGIC,
    definition=_("Each strategic case once; “still going on” where no outcome is recorded."),
    into=ADVOCACY,
)
def strategic_outcomes(figures: Figures) -> Figure:
    """Strategic cases by outcome."""
    counts = _counts(figures)
    labels = {**dict(StrategicOutcome.choices), "": gettext("Still going on")}
    return _panel("strategic_outcomes", labels, counts.outcomes, counts.strategic)
