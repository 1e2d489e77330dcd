"""The tables, tiles and sections of a published page, from any `Source`.

What is derived here, shares and the order of rows, is derived from shown numbers only (rule R11): a table with one
number that is not published keeps the order of its list, and a share of a base that is not published is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from react_cases.forms.shares import percent
from reports.disclosure.published import NotOffered, Row
from reports.disclosure.schema import (
    CLIENTS,
    LAW_ENFORCEMENT,
    MULTIPLE,
    OTHER,
    TWO_LEVELS,
    UNSTATED,
    Axis,
    Slice,
    heading_of,
)
from reports.indicators.published_names import period_label
from reports.indicators.published_source import Codes, Source
from reports.indicators.registry import Unit, number
from reports.panel import percent_of

NOT_PUBLISHED = gettext_lazy("not published")
"""The one marker: the same for none, for few, and for what would give few away (rule R10)."""
QUALIFIED = "VIOLATION"
"""The qualification of a case that is a violation of a right."""
REST = frozenset({OTHER, UNSTATED})


@dataclass(frozen=True)
class Kind:
    """What there is to know about a table before it has a number."""

    axis: Axis
    title: Promise
    definition: Promise
    is_by_size: bool = False
    """The largest row first, where all are shown; in the others the order of the list means something."""


KINDS: dict[Axis, Kind] = {
    kind.axis: kind
    for kind in (
        Kind(
            Axis.GROUP,
            gettext_lazy("Client groups"),
            gettext_lazy("All groups that the client belongs to. Somebody in three groups is in three rows."),
            is_by_size=True,
        ),
        Kind(
            Axis.PRIMARY_GROUP,
            gettext_lazy("Most relevant client group"),
            gettext_lazy("The one group of the client that is most relevant to what happened: every case once."),
            is_by_size=True,
        ),
        Kind(
            Axis.VIOLATOR,
            gettext_lazy("Violators"),
            gettext_lazy("Cases with at least one violator of this kind. A case can have several kinds."),
            is_by_size=True,
        ),
        Kind(
            Axis.CATEGORY,
            gettext_lazy("Types of violations"),
            gettext_lazy("Cases with at least one violation of this kind. A case can have several kinds."),
            is_by_size=True,
        ),
        Kind(
            Axis.OBLAST,
            gettext_lazy("Oblasts"),
            gettext_lazy("Where it happened: every case once. Nothing smaller than an oblast is ever published."),
            is_by_size=True,
        ),
        Kind(
            Axis.OUTCOME,
            gettext_lazy("Outcome"),
            gettext_lazy("How the case ended, as it stood on 31 March after the year. It is read once."),
        ),
        Kind(
            Axis.READINESS,
            gettext_lazy("Readiness to act"),
            gettext_lazy("What the client said when last asked, by 31 March after the year."),
        ),
        Kind(Axis.GENDER, gettext_lazy("Gender"), gettext_lazy("As the client stated it.")),
        Kind(Axis.AGE, gettext_lazy("Age"), gettext_lazy("At the time when the case was recorded.")),
    )
}
"""In the order of the page."""

CASES = gettext_lazy("cases registered")
CASES_DEFINITION = gettext_lazy(
    "Approved cases of clients who agreed to be counted, whatever the qualification. A case belongs to the quarter in "
    "which it was approved for the statistics, and to no other: what was published of a quarter never changes."
)
CLIENTS_TITLE = gettext_lazy("clients")
CLIENTS_DEFINITION = gettext_lazy(
    "Different clients of the cases of a period. Somebody who came three times with the same code, or whose cases "
    "somebody has linked, is one client, so clients of several periods are not added up. Cases without a code that "
    "nobody has linked are stated apart."
)
QUALIFIED_TITLE = gettext_lazy("qualified as violations")
QUALIFIED_DEFINITION = gettext_lazy("Cases that the review found to be a violation of a human right.")
BY_LAW_ENFORCEMENT = gettext_lazy("by law enforcement")
BY_LAW_ENFORCEMENT_DEFINITION = gettext_lazy("Cases with at least one violator from law enforcement.")
TILE_DEFINITIONS = (
    (CASES, CASES_DEFINITION),
    (CLIENTS_TITLE, CLIENTS_DEFINITION),
    (QUALIFIED_TITLE, QUALIFIED_DEFINITION),
    (BY_LAW_ENFORCEMENT, BY_LAW_ENFORCEMENT_DEFINITION),
)


@dataclass(frozen=True)
class Line:
    """One row as it is shown."""

    code: str
    name: str
    value: int | None
    share: float | None
    """Percent of the base; None where the row or the base is not published."""
    decimals: int
    is_detail: bool = False
    """Below the heading in the line before it."""

    @property
    def number(self) -> str:
        """The number in words of the page."""
        return str(NOT_PUBLISHED) if self.value is None else number(self.value)

    @property
    def percent(self) -> str:
        """The share; nothing where there is none."""
        return "" if self.share is None else percent(self.share, self.decimals)

    @property
    def text(self) -> str:
        """Number and share in one, “668 (51 %)”."""
        return f"{self.number} ({self.percent})" if self.percent else self.number


@dataclass(frozen=True)
class Table:
    """The rows of one axis, and of what they are shares."""

    axis: Axis
    title: str
    unit: Unit
    base: int | None
    lines: tuple[Line, ...]
    overlaps: bool
    """A case can be in several rows: shares do not sum to 100 % (rule R12)."""
    details: tuple[Line, ...] = ()
    """The same rows with the lower level of the list below each."""

    @property
    def withheld(self) -> int:
        """How many rows are not published."""
        return sum(line.value is None for line in self.lines)


@dataclass(frozen=True)
class Tile:
    """One total."""

    label: str
    value: int | None
    share: str = ""
    note: str = ""

    @property
    def number(self) -> str:
        """The number in words of the page."""
        return str(NOT_PUBLISHED) if self.value is None else number(self.value)


@dataclass(frozen=True)
class Section:
    """What happened to the clients of one group."""

    code: str
    name: str
    cases: int
    violators: Table | None
    categories: Table | None

    @property
    def cases_text(self) -> str:
        """The number in words of the page."""
        return number(self.cases)

    @property
    def client(self) -> str:
        """The group as it stands in a sentence: “person who injects drugs”, “LGBTIQ person”."""
        return self.name[:1].lower() + self.name[1:] if self.name[1:2].islower() else self.name


@dataclass(frozen=True)
class Matrix:
    """Violators by types of violations."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    withheld: int


def table(source: Source, axis: Axis, held: Codes) -> Table | None:
    """The table of an axis within a choice; None where there is none."""
    rows = source.rows(axis, held)
    if not rows:
        return None
    base = source.base(axis, **held)
    lines = tuple(_line(source, axis, row, base) for row in _ordered(rows, KINDS[axis]))
    below = {
        code: [_line(source, axis, row, base) for row in _details_of(source, axis, code, held)]
        for code in (line.code for line in lines)
    }
    details = [part for line in lines for part in (line, *(replace(row, is_detail=True) for row in below[line.code]))]
    return Table(
        axis,
        str(KINDS[axis].title),
        source.unit(axis, **held),
        base,
        lines,
        overlaps=axis in MULTIPLE and source.unit(axis, **held) == Unit.CASES,
        details=tuple(details) if len(details) > len(lines) else (),
    )


def time_table(source: Source, length: Slice, held: Codes) -> Table | None:
    """The quarters or the years of the period; None where there are no such tables, or only one row."""
    rows = source.over_time(length, **held)
    if not rows:
        return None
    base = _value(source, held)
    title = _("By quarter") if length == Slice.QUARTER else _("By year")
    lines = tuple(
        Line(row.code, period_label(row.code), row.value, _share(row.value, base), source.decimals) for row in rows
    )
    return Table(Axis.PERIOD, title, Unit.CASES, base, lines, overlaps=False)


def matrix(source: Source, held: Codes) -> Matrix | None:
    """Violators by types of violations; None where there is no such table."""
    if {Axis.VIOLATOR, Axis.CATEGORY} & set(held):
        return None
    categories = [row.code for row in source.rows(Axis.CATEGORY, held)]
    rows, withheld = [], 0
    for violator in source.rows(Axis.VIOLATOR, held):
        cells = source.rows(Axis.CATEGORY, {**held, Axis.VIOLATOR: violator.code})
        values = {row.code: row.value for row in cells}
        if not values:
            continue
        shown = [values.get(code) for code in categories]
        withheld += shown.count(None)
        texts = tuple(str(NOT_PUBLISHED) if value is None else number(value) for value in shown)
        rows.append((source.name(Axis.VIOLATOR, violator.code), texts))
    columns = tuple(source.name(Axis.CATEGORY, code) for code in categories)
    return Matrix(columns, tuple(rows), withheld) if rows else None


def tiles(source: Source, held: Codes) -> tuple[Tile, ...]:
    """Clients, cases, qualified as violations, by law enforcement; what no table has is left out."""
    cases = _value(source, held)
    found = [_clients(source, held), Tile(str(CASES), cases)]
    qualified = _asked(source, {**held, Axis.QUALIFICATION: QUALIFIED})
    if qualified is not None:
        found.append(_part(QUALIFIED_TITLE, qualified[0], cases, source.decimals))
    law = source.law_enforcement
    by_law = _asked(source, {**held, Axis.VIOLATOR: law}) if law and Axis.VIOLATOR not in held else None
    if by_law is not None:
        found.append(_part(BY_LAW_ENFORCEMENT, by_law[0], cases, source.decimals))
    return tuple(tile for tile in found if tile is not None)


def sections(source: Source) -> tuple[Section, ...]:
    """One for each group with a shown number of cases, in which it is the group most relevant to what happened."""
    found = []
    for line in _ordered(source.rows(Axis.PRIMARY_GROUP, {}), KINDS[Axis.PRIMARY_GROUP]):
        held = {Axis.PRIMARY_GROUP.value: line.code}
        violators, categories = table(source, Axis.VIOLATOR, held), table(source, Axis.CATEGORY, held)
        if line.value is not None and line.code not in REST and (violators or categories):
            name = source.name(Axis.PRIMARY_GROUP, line.code)
            found.append(Section(line.code, name, line.value, violators, categories))
    return tuple(found)


def _line(source: Source, axis: Axis, row: Row, base: int | None) -> Line:
    return Line(row.code, source.name(axis, row.code), row.value, _share(row.value, base), source.decimals)


def _details_of(source: Source, axis: Axis, code: str, held: Codes) -> list[Row]:
    if axis not in TWO_LEVELS or code in (*REST, LAW_ENFORCEMENT):
        return []
    return [row for row in source.rows(axis, held, details=True) if row.code != code and heading_of(row.code) == code]


def _ordered(rows: Sequence[Row], kind: Kind) -> Sequence[Row]:
    """The largest first where every row is shown; else the order of the list, which tells nothing."""
    if not kind.is_by_size or any(row.value is None for row in rows):
        return rows
    return sorted(rows, key=lambda row: (row.code in REST, -(row.value or 0)))


def _clients(source: Source, held: Codes) -> Tile | None:
    if held:
        return None
    clients = _asked(source, {Axis.MEASURE: CLIENTS})
    if clients is None:
        return None
    without = _asked(source, {Axis.CLIENT_CODE: UNSTATED})
    note = ""
    if without is not None and without[0] is not None:
        note = _("and %(count)s cases without a client code") % {"count": number(without[0])}
    return Tile(str(CLIENTS_TITLE), clients[0], note=note)


def _part(title: Promise, value: int | None, cases: int | None, decimals: int) -> Tile:
    share = _share(value, cases)
    text = "" if share is None else _("%(share)s of the cases") % {"share": percent(share, decimals)}
    return Tile(str(title), value, share=text)


def _share(value: int | None, base: int | None) -> float | None:
    return None if value is None or base is None else percent_of(value, base)


def _value(source: Source, held: Codes) -> int | None:
    found = _asked(source, held)
    return found and found[0]


def _asked(source: Source, codes: Codes) -> tuple[int | None] | None:
    """The number in a tuple of one, None in it where it is not published; None where no table has it."""
    try:
        return (source.value(**codes),)
    except NotOffered:
        return None
