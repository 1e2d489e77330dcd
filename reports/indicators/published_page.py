"""A published page as its reader has chosen it, put together from a `Source`.

The choice only looks up and adds. What no table has is left out, and `missing` names it; an address that asks for
anything else is read as if it did not ask.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.disclosure.published import Published
from reports.disclosure.schema import Axis, Slice, Tier, slice_of
from reports.indicators.published_names import name_of, period_label
from reports.indicators.published_sentence import sentence
from reports.indicators.published_source import (
    Codes,
    PublishedSource,
    Source,
    first_period,
    named_period,
    period_names,
)
from reports.indicators.published_tables import (
    KINDS,
    REST,
    Matrix,
    Section,
    Table,
    Tile,
    matrix,
    sections,
    table,
    tiles,
    time_table,
)

ONLY = (Axis.PRIMARY_GROUP, Axis.VIOLATOR, Axis.CATEGORY, Axis.OBLAST)
"""Of one of these a reader may choose one row, to see it alone."""


@dataclass(frozen=True)
class Choice:
    """What a reader wants to see."""

    period: str
    axis: Axis | None = None
    code: str = ""

    @property
    def held(self) -> dict[str, str]:
        """The choice as codes of cells."""
        return {} if self.axis is None else {self.axis.value: self.code}

    @property
    def only(self) -> str:
        """The choice as it stands in an address: `violator.LE`."""
        return "" if self.axis is None else f"{self.axis.value}.{self.code}"


@dataclass(frozen=True)
class Option:
    """One entry of a list to choose from."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class OptionGroup:
    """Entries of one kind."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Figures:
    """Everything that a page shows of one choice."""

    sentence: str
    within: str
    """What was chosen to be seen alone, in words."""
    tiles: tuple[Tile, ...]
    times: tuple[Table, ...]
    tables: tuple[Table, ...]
    matrix: Matrix | None
    sections: tuple[Section, ...]
    missing: tuple[str, ...]
    """Titles of tables that do not exist for the choice."""

    @property
    def missing_text(self) -> str:
        """Those titles in one line."""
        return ", ".join(title.lower() for title in self.missing)

    @property
    def is_empty(self) -> bool:
        """Is there not even the number of cases?"""
        return not (self.tables or self.times or any(tile.value is not None for tile in self.tiles))


@dataclass(frozen=True)
class Limits:
    """Below how many clients a number is never published."""

    usual: int
    fine: int | None
    """Of quarters and oblasts, where it is another one."""
    is_yearly: bool
    """Only whole years are published, because there are few cases."""


def choice_of(published: Published, asked: Mapping[str, str]) -> Choice:
    """What an address asks for, `period` and `only`; whatever it asks for that does not exist is not asked for."""
    period = asked.get("period", "")
    if not named_period(published, period):
        period = first_period(published)
    axis_name, _dot, code = asked.get("only", "").partition(".")
    axis = next((axis for axis in ONLY if axis.value == axis_name), None)
    if axis is None or code not in _codes(published, period, axis):
        return Choice(period)
    return Choice(period, axis, code)


def figures_of(source: Source, held: Codes) -> Figures:
    """The figures of a choice."""
    found = {axis: table(source, axis, held) for axis in KINDS if axis.value not in held}
    tables = tuple(made for made in found.values() if made is not None)
    missing = [axis for axis, made in found.items() if made is None]
    # Beside other choices there is the most relevant group alone: all groups of a client are never crossed.
    if held and found.get(Axis.PRIMARY_GROUP):
        missing = [axis for axis in missing if axis != Axis.GROUP]
    times = (time_table(source, length, held) for length in (Slice.QUARTER, Slice.YEAR))
    return Figures(
        sentence=sentence(source, held),
        within=", ".join(source.name(Axis(axis), code) for axis, code in held.items()),
        tiles=tiles(source, held),
        times=tuple(made for made in times if made is not None),
        tables=tables,
        matrix=matrix(source, held),
        sections=() if held else sections(source),
        missing=tuple(str(KINDS[axis].title) for axis in missing),
    )


def source_of(published: Published, choice: Choice, language: str) -> PublishedSource:
    """The figures of the chosen period."""
    return PublishedSource(published, named_period(published, choice.period), language)


def period_options(published: Published, choice: Choice) -> tuple[OptionGroup, ...]:
    """Every period that is published."""
    labels = {"years": _("Several years"), "year": _("Years"), "quarter": _("Quarters")}
    return tuple(
        OptionGroup(labels[kind], tuple(Option(name, period_label(name), name == choice.period) for name in names))
        for kind, names in period_names(published).items()
        if names
    )


def only_options(published: Published, choice: Choice, language: str) -> tuple[OptionGroup, ...]:
    """Every row that can be seen alone in some period of the same lists."""
    groups = []
    for axis in ONLY:
        options = tuple(
            Option(f"{axis.value}.{code}", name_of(published.labels, axis, code, language), code == choice.code)
            for code in _codes(published, choice.period, axis)
        )
        if options:
            groups.append(OptionGroup(str(KINDS[axis].title), options))
    return tuple(groups)


def limits_of(published: Published) -> Limits:
    """The limits of the latest block."""
    block = published.blocks[-1]
    parameters = block.parameters
    is_public = published.tier == Tier.PUBLIC
    usual = parameters.k_national if is_public else parameters.k_donor
    fine = parameters.k_subnational if is_public else usual
    return Limits(usual, fine if fine != usual else None, is_yearly=is_public and block.is_small)


def is_quarter(choice: Choice) -> bool:
    """Has the reader chosen a quarter? Of quarters the fewest tables exist."""
    return bool(choice.period) and slice_of(choice.period) == Slice.QUARTER


def _codes(published: Published, period: str, axis: Axis) -> tuple[str, ...]:
    """Rows of the blocks of a period that stand in some table of theirs."""
    ways = named_period(published, period)
    if not ways:
        return ()
    source = PublishedSource(published, ways, "")
    codes: dict[str, None] = {}
    for block in source.blocks:
        rows = block.violator_rows if axis == Axis.VIOLATOR else block.codes.get(axis, ())
        codes.update(dict.fromkeys(code for code in rows if code not in REST))
    return tuple(code for code in codes if (axis.value, code) in published.offered_rows)
