"""How a figure is registered, and what can be counted: five things of cases, and what was done about them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from reports.indicators.figures import Figures

Result = TypeVar("Result")


class Unit(StrEnum):
    """What a figure counts. Two units are never added up or put into one column."""

    CLIENTS = "clients"
    CASES = "cases"
    QUALIFIED = "qualified"
    VIOLATIONS = "violations"
    MENTIONS = "mentions"
    RESPONSES = "responses"
    """Entries of help. These and all below are none of the five."""
    ACTIONS = "actions"
    FIRINGS = "firings"
    DEADLINES = "deadlines"
    MONEY = "money"


FIVE = frozenset({Unit.CLIENTS, Unit.CASES, Unit.QUALIFIED, Unit.VIOLATIONS, Unit.MENTIONS})
"""The counts of cases."""


@dataclass(frozen=True)
class Indicator(Generic[Result]):
    """One figure. `base` says of what it is a share, `definition` what exactly is counted."""

    code: str
    title: Any
    unit: Unit
    base: Any
    definition: Any
    compute: Callable[[Figures], Result]


def indicator(
    *, code: str, title: Any, unit: Unit, base: Any, definition: Any, into: dict[str, Indicator[Result]]
) -> Callable[[Callable[[Figures], Result]], Indicator[Result]]:
    """Register the decorated function as a figure. Raises ValueError for a code that is taken."""

    def register(compute: Callable[[Figures], Result]) -> Indicator[Result]:
        if code in into:
            raise ValueError(f"two figures are called {code}")
        into[code] = Indicator(code, title, unit, base, definition, compute)
        return into[code]

    return register


def unit_label(unit: Unit) -> str:
    """The heading of a column of such counts."""
    labels = {
        Unit.CLIENTS: _("Clients"),
        Unit.CASES: _("Cases"),
        Unit.QUALIFIED: _("Qualified cases"),
        Unit.VIOLATIONS: _("Violations"),
        Unit.MENTIONS: _("Mentions"),
        Unit.RESPONSES: _("Entries of help"),
        Unit.ACTIONS: _("Advocacy actions"),
        Unit.FIRINGS: _("Alerts that fired"),
        Unit.DEADLINES: _("Deadlines"),
        Unit.MONEY: _("Sums of money"),
    }
    return labels[unit]


def unit_said(unit: Unit) -> str:
    """The unit where a figure is defined: those that are none of the five counts say so."""
    label = unit_label(unit)
    return label if unit in FIVE else _("%(unit)s, none of the five counts") % {"unit": label}


def unit_count(unit: Unit, count: int) -> str:
    """“1,320 cases”, in the language of the page."""
    texts = {
        Unit.CLIENTS: ngettext("%(count)s client", "%(count)s clients", count),
        Unit.CASES: ngettext("%(count)s case", "%(count)s cases", count),
        Unit.QUALIFIED: ngettext("%(count)s qualified case", "%(count)s qualified cases", count),
        Unit.VIOLATIONS: ngettext("%(count)s violation", "%(count)s violations", count),
        Unit.MENTIONS: ngettext("%(count)s mention", "%(count)s mentions", count),
        Unit.RESPONSES: ngettext("%(count)s entry of help", "%(count)s entries of help", count),
        Unit.ACTIONS: ngettext("%(count)s advocacy action", "%(count)s advocacy actions", count),
        Unit.FIRINGS: ngettext("%(count)s alert that fired", "%(count)s alerts that fired", count),
        Unit.DEADLINES: ngettext("%(count)s deadline", "%(count)s deadlines", count),
        Unit.MONEY: _("%(count)s in the currency of the programme"),
    }
    return texts[unit] % {"count": number(count)}


def unit_base(unit: Unit, count: int) -> str:
    """“1,320 cases” after the word “of”: in a language with cases other words than of `unit_count`."""
    texts = {
        Unit.CLIENTS: npgettext("of", "%(count)s client", "%(count)s clients", count),
        Unit.CASES: npgettext("of", "%(count)s case", "%(count)s cases", count),
        Unit.QUALIFIED: npgettext("of", "%(count)s qualified case", "%(count)s qualified cases", count),
        Unit.VIOLATIONS: npgettext("of", "%(count)s violation", "%(count)s violations", count),
        Unit.MENTIONS: npgettext("of", "%(count)s mention", "%(count)s mentions", count),
        Unit.RESPONSES: npgettext("of", "%(count)s entry of help", "%(count)s entries of help", count),
        Unit.ACTIONS: npgettext("of", "%(count)s advocacy action", "%(count)s advocacy actions", count),
        Unit.FIRINGS: npgettext("of", "%(count)s alert that fired", "%(count)s alerts that fired", count),
        Unit.DEADLINES: npgettext("of", "%(count)s deadline", "%(count)s deadlines", count),
        Unit.MONEY: _("%(count)s in the currency of the programme"),
    }
    return texts[unit] % {"count": number(count)}


def number(value: int) -> str:
    """A whole number by the habits of the language: 1,320 or 1 320."""
    return formats.number_format(value, use_l10n=True, force_grouping=True)
