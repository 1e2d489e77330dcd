"""Did help change something? Rates over the cases counted, after the HIV human-rights indicators (domain.md 3.4).

The share of qualified cases is a total already (`qualified`), help and outcomes are panels. Released figures have none
of these: they are live.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

from react_cases.models.choices import Gender
from reports.help_counts import Part, largest_first
from reports.indicators.figures import Duration, Figure, Figures, Number, Rate, Rates
from reports.indicators.registry import Indicator, Unit, indicator

HELP: Final[dict[str, Indicator[Figure]]] = {}
ALL_CASES = _("all cases counted")
QUALIFIED = _("qualified cases")
CLOSED = _("cases in which help is closed")


def _number(part: Part) -> Number:
    return Number(part.found, part.base_n)


@indicator(
    code="by_state",
    title=_("by the state"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Cases with at least one violator who acts for the state: law enforcement, prisons and probation, health care, "
        "state services, or the law itself. Other prisoners and private clinics stand under these headings and do not "
        "count."
    ),
    into=HELP,
)
def by_state(figures: Figures) -> Figure:
    """Cases with a state violator."""
    return _number(figures.help.by_state)


@indicator(
    code="redress",
    title=_("sought redress"),
    unit=Unit.QUALIFIED,
    base=QUALIFIED,
    definition=_(
        "Qualified cases with at least one entry of primary legal aid, secondary legal aid or a complaint to an "
        "authority."
    ),
    into=HELP,
)
def redress(figures: Figures) -> Figure:
    """Qualified cases in which redress was sought."""
    return _number(figures.help.redress)


@indicator(
    code="redress_by_group",
    title=_("sought redress, by client group"),
    unit=Unit.QUALIFIED,
    base=_("qualified cases of the group"),
    definition=_(
        "The same for each primary group of the client. Each row is a share of the qualified cases of its group."
    ),
    into=HELP,
)
def redress_by_group(figures: Figures) -> Figure:
    """Redress by primary group."""
    labels = figures.lists.headings("client_groups")
    parts = largest_first(figures.help.redress_by_group)
    return Rates(tuple(Rate(code, labels[code].label, *part) for code, part in parts if code in labels))


@indicator(
    code="redress_by_gender",
    title=_("sought redress, by gender"),
    unit=Unit.QUALIFIED,
    base=_("qualified cases of clients of the gender"),
    definition=_("The same for each gender that clients state. Each row is a share of the qualified cases of its own."),
    into=HELP,
)
def redress_by_gender(figures: Figures) -> Figure:
    """Redress by gender."""
    labels = dict(Gender.choices)
    parts = largest_first(figures.help.redress_by_gender)
    return Rates(tuple(Rate(code, str(labels[code]), *part) for code, part in parts if code in labels))


@indicator(
    code="ready",
    title=_("cases whose client is ready to act"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Cases whose client, when last asked, was ready to act: openly, only through the organisation, or only "
        "informally."
    ),
    into=HELP,
)
def ready(figures: Figures) -> Figure:
    """Cases whose client is ready."""
    return _number(figures.help.ready)


@indicator(
    code="first_help",
    title=_("from the report to the first help"),
    unit=Unit.CASES,
    base=_("cases with an entry of help"),
    definition=_(
        "The median from the day on which the case was registered to the day of the first help, of the cases that have "
        "any. Help is recorded by its day and not by its hour, so the hours are those of whole days: 0 is the same "
        "day, 24 the next one. Entries that say that there was no help do not count; help before the registration "
        "counts as the same day."
    ),
    into=HELP,
)
def first_help(figures: Figures) -> Figure:
    """Hours of whole days until help."""
    return Duration(figures.help.days_to_help, figures.help.helped)


@indicator(
    code="resolved_full",
    title=_("resolved fully"),
    unit=Unit.CASES,
    base=CLOSED,
    definition=_("Cases whose outcome is “resolved fully”, while help is closed."),
    into=HELP,
)
def resolved_full(figures: Figures) -> Figure:
    """Cases resolved fully."""
    return _number(figures.help.full)


@indicator(
    code="resolved_partly",
    title=_("resolved partially"),
    unit=Unit.CASES,
    base=CLOSED,
    definition=_("Cases whose outcome is “resolved partially”, while help is closed."),
    into=HELP,
)
def resolved_partly(figures: Figures) -> Figure:
    """Cases resolved partially."""
    return _number(figures.help.partial)


@indicator(
    code="on_the_spot",
    title=_("help given on the spot"),
    unit=Unit.RESPONSES,
    base=_("entries of help that say who gave it"),
    definition=_(
        "Entries of help that the documenter's own organisation gave itself, without passing the client on. It counts "
        "entries, which are none of the five counts; a case can have several."
    ),
    into=HELP,
)
def on_the_spot(figures: Figures) -> Figure:
    """Help given by the documenter's own organisation."""
    return _number(figures.help.on_the_spot)


@indicator(
    code="retaliation",
    title=_("retaliation"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Cases with retaliation among the effects, or with the violation “reprisal against a client for complaining” "
        "or “pressure on a street lawyer or outreach worker”. Fear of retaliation, as a reason not to act, "
        "does not count."
    ),
    into=HELP,
)
def retaliation(figures: Figures) -> Figure:
    """Cases with retaliation."""
    return _number(figures.help.retaliation)


@indicator(
    code="written_reply",
    title=_("written official reply"),
    unit=Unit.CASES,
    base=CLOSED,
    definition=_("Cases with a written official reply among the effects. Effects are recorded when help is closed."),
    into=HELP,
)
def written_reply(figures: Figures) -> Figure:
    """Cases with a written official reply."""
    return _number(figures.help.written_reply)
