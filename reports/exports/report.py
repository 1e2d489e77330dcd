"""The statistical report as plain data: what stands in it, in which order. `pdf` and `docx` only set it.

It is the page on paper: the same sentence, tiles, tables and sections from the same functions, and nothing beside them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.charts.data import Chart
from reports.charts.published import chart_of
from reports.disclosure.published import Published
from reports.indicators import published_notes as notes
from reports.indicators.published_names import period_label
from reports.indicators.published_page import Choice, Figures, figures_of, source_of
from reports.indicators.published_tables import NOT_PUBLISHED, Matrix, Section, Table
from reports.indicators.registry import number, unit_label


@dataclass(frozen=True)
class Grid:
    """A table: headings, and lines of texts, the first of each line being its name."""

    caption: str
    headings: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    details: tuple[int, ...] = ()
    """Lines that stand below a heading of the list."""
    is_wide: bool = False
    """So many columns that the page is turned."""


@dataclass(frozen=True)
class Part:
    """A heading with what stands below it."""

    title: str
    level: int
    texts: tuple[str, ...] = ()
    chart: Chart | None = None
    grid: Grid | None = None
    terms: tuple[tuple[str, str], ...] = ()
    """Terms and what they mean."""
    starts_page: bool = False


@dataclass(frozen=True)
class Tile:
    """One total in large figures."""

    number: str
    label: str
    note: str
    is_shown: bool


@dataclass(frozen=True)
class Report:
    """A statistical report."""

    language: str
    title: str
    programme: str
    period: str
    sentence: str
    tiles: tuple[Tile, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    footer: str
    words: dict[str, str]
    """Single words that the setting needs: contents, page."""
    published_on: tuple[int, int, int]


def report_of(published: Published, period: str, language: str, publisher: notes.Publisher) -> Report:
    """The report on a period. Raises ValueError where nothing of this name is published."""
    choice = Choice(period)
    source = source_of(published, choice, language)
    if not source.ways:
        raise ValueError(f"nothing is published for {period}")
    figures = figures_of(source, {})
    release = published.releases[-1]
    parts = [*_overview(figures), *_groups(figures), *_annex(published, period, language, publisher)]
    return Report(
        language=language,
        title=notes.title(),
        programme=publisher.name,
        period=period_label(period),
        sentence=f"{figures.sentence}." if figures.sentence else "",
        tiles=tuple(
            Tile(tile.number, tile.label, tile.share or tile.note, tile.value is not None) for tile in figures.tiles
        ),
        facts=tuple(notes.facts(published, period)),
        parts=tuple(parts),
        footer=_("Release %(release)s, as of %(day)s") % {"release": release.citation, "day": notes.day(release)},
        words={
            "contents": _("Contents"),
            "page": _("Page %(number)s of %(count)s") % {"number": "{number}", "count": "{count}"},
            "report": _("Statistical report"),
            "not_published": str(NOT_PUBLISHED),
        },
        published_on=(release.published_on.year, release.published_on.month, release.published_on.day),
    )


def _overview(figures: Figures) -> Iterator[Part]:
    yield Part(_("All cases"), 1, notes.how_to_read(), starts_page=True)
    for place, table in enumerate((*figures.times, *figures.tables)):
        yield _table(table, 2, f"chart-{place}")
    if figures.matrix is not None:
        title = _("Types of violations by violator")
        text = _("A case can be in several rows and columns: neither add up to the number of cases.")
        yield Part(title, 2, (text,), grid=_matrix(title, figures.matrix))


def _groups(figures: Figures) -> Iterator[Part]:
    if figures.sections:
        yield Part(_("Group by group"), 1, notes.how_to_read()[:1], starts_page=True)
    for section in figures.sections:
        yield _group(section)
        for table in (section.violators, section.categories):
            if table is not None:
                yield _table(table, 3, f"chart-{section.code}-{table.axis}")


def _group(section: Section) -> Part:
    text = ngettext(
        "Registered %(cases)s case in which the client was: %(group)s.",
        "Registered %(cases)s cases in which the client was: %(group)s.",
        section.cases,
    ) % {"cases": number(section.cases), "group": section.client}
    return Part(section.name, 2, (text,))


def _annex(published: Published, period: str, language: str, publisher: notes.Publisher) -> Iterator[Part]:
    yield Part(_("How it is counted"), 1, notes.how_counted(), starts_page=True)
    yield Part(_("What is not published, and why"), 1, notes.what_is_withheld(published))
    law = notes.law_enforcement_note(published, language)
    yield Part(
        _("What exactly is counted"),
        1,
        (law,) if law else (),
        terms=tuple((capfirst(term), text) for term, text in notes.definitions()),
    )
    yield Part(_("How to cite"), 1, (notes.how_to_cite(published, period, publisher),))
    if publisher.contact:
        yield Part(_("Contact"), 1, (publisher.contact,))


def _table(table: Table, level: int, name: str) -> Part:
    if table.withheld == len(table.lines):
        return Part(table.title, level, (_("No number of this table is published."),))
    chart = chart_of(table, name)
    lines = table.details or table.lines
    has_shares = any(line.percent for line in lines)
    headings = (table.title, unit_label(table.unit), *((chart.share_heading,) if has_shares else ()))
    texts = tuple((line.name, line.number, *((line.percent,) if has_shares else ())) for line in lines)
    details = tuple(place for place, line in enumerate(lines) if line.is_detail)
    about = " ".join(f"{text.rstrip('.')}." for text in (chart.description, chart.base) if text)
    return Part(table.title, level, (about,) if about else (), chart, Grid(table.title, headings, texts, details))


def _matrix(caption: str, matrix: Matrix) -> Grid:
    lines = tuple((name, *texts) for name, texts in matrix.rows)
    return Grid(caption, (_("Violator"), *matrix.columns), lines, is_wide=True)
