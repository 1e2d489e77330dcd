"""A published page in the words of its templates.

The figures of one choice are put together and drawn once: a release never changes. What is kept holds released numbers
and labels alone, nothing of whoever asked.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.translation import get_language

from reports.charts.data import Chart
from reports.charts.published import chart_of
from reports.disclosure.published import Published
from reports.disclosure.schema import Axis
from reports.indicators import published_notes as notes
from reports.indicators.published_names import period_label
from reports.indicators.published_page import (
    Choice,
    Figures,
    choice_of,
    figures_of,
    is_quarter,
    only_options,
    period_options,
    source_of,
)
from reports.indicators.published_tables import Table
from reports.keeping import Kept
from reports.views.published_doors import Door, Opened

Parts = tuple[str, str]
"""HTML: what comes first, and the charts."""
_figures: Kept[Parts] = Kept(100)


def page_of(opened: Opened, asked: Mapping[str, str]) -> dict[str, Any]:
    """Everything that a template needs for what an address asks for."""
    published, language = opened.published, get_language() or "ru"
    if not published.periods:
        return {"opened": opened, "choice": None, "title": notes.title(), "asked_release": ""}
    choice = choice_of(published, asked)
    publisher = notes.Publisher(opened.programme_name, opened.contact)
    release = published.releases[-1]
    is_preview = opened.door == Door.PREVIEW
    lead, figures = (made_figures if is_preview else kept_figures)(published, choice, language)
    return {
        "opened": opened,
        "choice": choice,
        "title": notes.title(),
        "period": period_label(choice.period),
        "periods": period_options(published, choice),
        "only": only_options(published, choice, language),
        "lead": lead,
        "figures": figures,
        "release": release,
        "asked_release": _asked_release(asked, published),
        "withheld": notes.what_is_withheld(published),
        "how_counted": notes.how_counted(),
        "definitions": notes.definitions(),
        "law_enforcement_note": notes.law_enforcement_note(published, language),
        "citation": notes.how_to_cite(published, choice.period, publisher),
        "query": query_of(choice, _asked_release(asked, published)),
        "is_preview": is_preview,
    }


def query_of(choice: Choice, asked_release: str = "", **more: str) -> str:
    """The choice as it stands in an address."""
    pairs = {"period": choice.period, "only": choice.only, "release": asked_release, **more}
    return urlencode({name: value for name, value in pairs.items() if value})


def kept_figures(published: Published, choice: Choice, language: str) -> Parts:
    """The figures of a choice, made once for each choice, language and release."""
    key = (choice.period, choice.only, language)
    return _figures.made(key, lambda: made_figures(published, choice, language), of=published)


def made_figures(published: Published, choice: Choice, language: str) -> Parts:
    """The figures of a choice, looked up and drawn."""
    context = drawn(figures_of(source_of(published, choice, language), choice.held), choice)
    return (
        render_to_string("reports/_published_lead.html", context),
        render_to_string("reports/_published_figures.html", context),
    )


def drawn(figures: Figures, choice: Choice) -> dict[str, Any]:
    """The figures with their charts."""
    return {
        "figures": figures,
        "period": period_label(choice.period),
        "times": [chart_of(table, f"time-{place}") for place, table in enumerate(figures.times)],
        "panels": [(chart_of(table, table.axis.value.replace("_", "-")), table) for table in figures.tables],
        "sections": [
            (section, _section_chart(section.code, section.violators), _section_chart(section.code, section.categories))
            for section in figures.sections
        ],
        "standing_note": notes.how_to_read()[0],
        "is_quarter": is_quarter(choice),
    }


def _section_chart(code: str, table: Table | None) -> Chart | None:
    if table is None:
        return None
    kind = "by" if table.axis == Axis.VIOLATOR else "what"
    return chart_of(table, f"{kind}-{code.lower().replace('.', '-').replace('~', '')}")


def _asked_release(asked: Mapping[str, str], published: Published) -> str:
    """An older release, where one is read."""
    number = asked.get("release", "")
    return number if number == str(published.releases[-1].number) else ""
