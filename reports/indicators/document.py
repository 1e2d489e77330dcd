"""docs/indicators.md: the registry in words."""

from collections.abc import Iterator, Mapping

from django.utils.translation import override

from reports.indicators.advocacy import ADVOCACY
from reports.indicators.figures import Figure, Number
from reports.indicators.help import HELP
from reports.indicators.panels import PANELS
from reports.indicators.published_notes import definitions
from reports.indicators.registry import Indicator, unit_said
from reports.indicators.totals import TOTALS
from reports.panel import Panel

INTRODUCTION = """# Figures

Made by `manage.py indicators_doc` from the registry in `reports/indicators/`. Do not edit by hand.

Clients, cases, qualified cases, violations and violator mentions are five different counts and are never mixed. Only
approved cases count, and only those whose client agreed to be counted. Shares are shares of the base named beside them.
Entries of help, advocacy actions, alerts, deadlines and sums of money are none of the five; they are live only, never
in releases. Staff sees live figures whole: small numbers are hidden in releases, and nowhere else.

Totals and panels are live: the people who work with the cases see them of the cases that they may open. Donors and the
public read releases instead, which count the same cases once and for good; what these count stands at the end.
"""

NOT_RELEASED = "These are not in releases: donors get them only as sentences that a coordinator writes."


def indicators_document() -> str:
    """The whole document, in English."""
    with override("en"):
        parts = (*_section("Totals", TOTALS), *_section("Panels", PANELS), *_change(), *_published())
        return "\n".join([INTRODUCTION, *parts])


def _change() -> Iterator[str]:
    yield from _section("Did help change something?", HELP, NOT_RELEASED)
    yield from _section("What the programme did, for its coordinators", ADVOCACY)


def _section(
    title: str, indicators: Mapping[str, Indicator[Number] | Indicator[Panel] | Indicator[Figure]], note: str = ""
) -> Iterator[str]:
    yield f"## {title}\n"
    if note:
        yield f"{note}\n"
    for code, item in indicators.items():
        yield f"### {_heading(str(item.title))} (`{code}`)\n"
        yield f"- Unit: {unit_said(item.unit).lower()}"
        yield f"- Base: {item.base}\n"
        yield f"{item.definition}\n"


def _published() -> Iterator[str]:
    yield "## Released figures\n"
    for term, text in definitions():
        yield f"### {_heading(term)}\n"
        yield f"{text}\n"


def _heading(title: str) -> str:
    return f"{title[0].upper()}{title[1:]}"
