"""How a figure is registered, and the five things that can be counted."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.indicators.figures import Figures

Result = TypeVar("Result")


class Unit(StrEnum):
    """What a figure counts. Two units are never added up or put into one column."""

    CLIENTS = "clients"
    CASES = "cases"
    VIOLATIONS = "violations"
    MENTIONS = "mentions"


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
        Unit.VIOLATIONS: _("Violations"),
        Unit.MENTIONS: _("Mentions"),
    }
    return labels[unit]


def unit_count(unit: Unit, count: int) -> str:
    """“1,320 cases”, in the language of the page."""
    texts = {
        Unit.CLIENTS: ngettext("%(count)s client", "%(count)s clients", count),
        Unit.CASES: ngettext("%(count)s case", "%(count)s cases", count),
        Unit.VIOLATIONS: ngettext("%(count)s violation", "%(count)s violations", count),
        Unit.MENTIONS: ngettext("%(count)s mention", "%(count)s mentions", count),
    }
    return texts[unit] % {"count": number(count)}


def number(value: int) -> str:
    """A whole number by the habits of the language: 1,320 or 1 320."""
    return formats.number_format(value, use_l10n=True, force_grouping=True)
