"""docs/indicators.md: the registry in words."""

from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import override

from reports.panel import Panel
from reports.indicators.figures import Number
from reports.indicators.panels import PANELS
from reports.indicators.registry import Indicator, unit_label
from reports.indicators.released import RELEASED_PANELS, SUMMED_TOTALS
from reports.indicators.totals import TOTALS

SHOWN = (*RELEASED_PANELS, "months")
INTRODUCTION = """# Figures

Made by `manage.py indicators_doc` from the registry in `reports/indicators/`. Do not edit by hand.

Clients, cases, qualified cases, violations and violator mentions are five different counts and are never mixed. Only
approved cases count, and only those whose client agreed to be counted. Shares are shares of the base named beside them.
Donors see the figures marked so: whole half-years, with every number below the programme's limit hidden, zero included.
"""


def indicators_document() -> str:
    """The whole document, in English."""
    with override("en"):
        return "\n".join([INTRODUCTION, *_section("Totals", TOTALS, SUMMED_TOTALS), *_section("Panels", PANELS, SHOWN)])


def _section(
    title: str, indicators: Mapping[str, Indicator[Number] | Indicator[Panel]], released: Collection[str]
) -> Iterator[str]:
    yield f"## {title}\n"
    for code, item in indicators.items():
        donors = "yes, by half-year" if code == "months" else "yes" if code in released else "no"
        yield f"### {str(item.title)[0].upper()}{str(item.title)[1:]} (`{code}`)\n"
        yield f"- Unit: {unit_label(item.unit).lower()}"
        yield f"- Base: {item.base}"
        yield f"- Shown to donors: {donors}\n"
        yield f"{item.definition}\n"
