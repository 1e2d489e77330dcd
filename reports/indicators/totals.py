"""The totals: five counts that are never mixed, and three shares of the cases."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from reports.indicators.figures import Figures, Number
from reports.indicators.registry import Indicator, Unit, indicator

TOTALS: Final[dict[str, Indicator[Number]]] = {}
NO_BASE = _("a count, not a share")
ALL_CASES = _("all cases counted")


@indicator(
    code="cases",
    title=_("cases registered"),
    unit=Unit.CASES,
    base=NO_BASE,
    definition=_(
        "Approved cases of clients who agreed to be counted, whatever the qualification. A case belongs to the month "
        "in which it was registered."
    ),
    into=TOTALS,
)
def cases(figures: Figures) -> Number:
    """Cases."""
    return Number(figures.counts.cases)


@indicator(
    code="qualified",
    title=_("qualified as violations"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_("Cases that the review found to be a violation of a human right."),
    into=TOTALS,
)
def qualified(figures: Figures) -> Number:
    """Qualified cases."""
    return Number(figures.counts.qualified, figures.counts.cases)


@indicator(
    code="clients",
    title=_("clients known by a code"),
    unit=Unit.CLIENTS,
    base=NO_BASE,
    definition=_(
        "Different clients of the cases counted. Somebody who came three times with the same code is one client, as is "
        "somebody whose cases a person has linked; whom a person keeps apart are two, whatever their codes. Cases "
        "without a client code that nobody has linked are stated apart and not guessed at."
    ),
    into=TOTALS,
)
def clients(figures: Figures) -> Number:
    """Clients."""
    return Number(figures.counts.clients)


@indicator(
    code="cases_without_client_code",
    title=_("cases without a client code"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Cases whose client gave no code and that nobody has linked with another case, so that nobody can tell whether "
        "they came before."
    ),
    into=TOTALS,
)
def cases_without_client_code(figures: Figures) -> Number:
    """Cases without a client code."""
    return Number(figures.counts.cases_without_client_code, figures.counts.cases)


@indicator(
    code="violations",
    title=_("violations recorded"),
    unit=Unit.VIOLATIONS,
    base=NO_BASE,
    definition=_("Violated rights in the cases counted. One case can have several; each category counts once in it."),
    into=TOTALS,
)
def violations(figures: Figures) -> Number:
    """Violations."""
    return Number(figures.counts.violations)


@indicator(
    code="violator_mentions",
    title=_("violators mentioned"),
    unit=Unit.MENTIONS,
    base=NO_BASE,
    definition=_(
        "Entries “who did it” in the cases counted. One entry is one violator, or several of one kind who acted "
        "together; one case can have several entries."
    ),
    into=TOTALS,
)
def violator_mentions(figures: Figures) -> Number:
    """Violator mentions."""
    return Number(figures.counts.violator_mentions)


@indicator(
    code="law_enforcement_cases",
    title=_("by law enforcement"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_(
        "Cases with at least one violator from law enforcement. What counts as law enforcement is a setting of the "
        "programme and is named under the figures."
    ),
    into=TOTALS,
)
def law_enforcement_cases(figures: Figures) -> Number:
    """Cases by law enforcement."""
    return Number(figures.counts.law_enforcement_cases, figures.counts.cases)


@indicator(
    code="not_pursuing",
    title=_("clients do not go on"),
    unit=Unit.CASES,
    base=ALL_CASES,
    definition=_("Cases whose client, when last asked, was not ready to act or had changed their mind."),
    into=TOTALS,
)
def not_pursuing(figures: Figures) -> Number:
    """Cases whose client does not go on."""
    return Number(figures.counts.not_pursuing, figures.counts.cases)
