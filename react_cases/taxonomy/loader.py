"""Reading and checking the data files.

Every function reads the files anew and checks everything it reads, so a mistake in a file is found by
its name and line when the lists are loaded, not by a user later. All raise `TaxonomyError`.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from react_cases.taxonomy.entries import CodeList, ExternalFigure, FormerName, LocationRow, TermRow
from react_cases.taxonomy.labels import Labelled
from react_cases.taxonomy.records import Record, TaxonomyError, read_records
from react_cases.taxonomy.treaties import TreatyError, format_articles, parse_articles

__all__ = [
    "CodeList",
    "ExternalFigure",
    "FormerName",
    "LocationRow",
    "TaxonomyError",
    "TermRow",
    "data_version",
    "read_code_lists",
    "read_external_figures",
    "read_locations",
    "rollup_labels",
]

DATA: Final = Path(__file__).parent / "data"
MANIFEST: Final = "manifest.toml"
KINDS: Final = ("oblast", "district", "city")
UNITS: Final = ("violations", "percent_of_reports")

# One header for all code lists, so that a spreadsheet made for one fits the others.
TERM_HEADER: Final = (
    "code", "parent", "en", "ru", "ky", "position", "valid_from", "valid_to", "rollup", "treaty",
    "huridocs_list", "huridocs_code", "enabled", "aliases", "source",
)  # fmt: skip
ROLLUP_HEADER: Final = ("list", "code", "en", "ru", "ky", "position")
LOCATION_HEADER: Final = (
    "code", "kind", "parent", "en", "ru", "ky", "aliases", "valid_from", "valid_to", "position",
)  # fmt: skip
NAME_HEADER: Final = ("code", "en", "ru", "ky", "valid_from", "valid_to")
FIGURE_HEADER: Final = (
    "code", "period_from", "period_to", "value", "unit", "en", "ru", "ky", "source", "note_en", "note_ru", "note_ky",
)  # fmt: skip

_CODE: Final = re.compile(r"[A-Z0-9_]+(\.[A-Z0-9_]+)?")
_PLACE: Final = re.compile(r"KG(-[A-Z0-9]+)+")
_VERSION: Final = re.compile(r"\d{4}\.(1[0-2]|[1-9])\.[1-9]\d*")
_HURIDOCS_LIST: Final = re.compile(r"MT\d{1,2}")
_HURIDOCS_CODE: Final = re.compile(r"\d{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _ListSection(Labelled):
    """What the manifest says about one list."""

    name: str
    is_open: bool
    levels: int


def data_version(directory: Path = DATA) -> str:
    """Return the version of the data files: year, month, number within the month."""
    version = _manifest(directory).get("version")
    if not (isinstance(version, str) and _VERSION.fullmatch(version)):
        raise TaxonomyError(MANIFEST, 1, f"version {version!r} is not like 2026.11.1")
    return version


def read_code_lists(directory: Path = DATA) -> dict[str, CodeList]:
    """Return all code lists by name, in the order of the manifest."""
    sections = _list_sections(directory)
    rollups = _read_rollups(directory)
    for name in rollups.keys() - sections.keys():
        raise TaxonomyError("rollups.csv", 1, f"unknown list {name!r}")
    return {name: _read_list(directory, section, rollups.get(name, {})) for name, section in sections.items()}


def rollup_labels(list_name: str, directory: Path = DATA) -> dict[str, Labelled]:
    """Return the published buckets of a list by code, in the order in which they are shown.

    Raises KeyError when the list has none.
    """
    return _read_rollups(directory)[list_name]


def read_locations(directory: Path = DATA) -> tuple[LocationRow, ...]:
    """Return all places with their former names: first the oblasts, then what lies in them."""
    records = read_records(directory / "locations.csv", LOCATION_HEADER)
    _check_unique(records, "code")
    oblasts = {record.text("code") for record in records if record.text("kind") == "oblast"}
    names = _former_names(directory, {record.text("code") for record in records})
    places = tuple(_location(record, oblasts, names.get(record.text("code"), ())) for record in records)
    _check_positions(records)
    return places


def read_external_figures(directory: Path = DATA) -> tuple[ExternalFigure, ...]:
    """Return the figures that others published."""
    records = read_records(directory / "external_figures.csv", FIGURE_HEADER)
    _check_unique(records, "code")
    return tuple(_figure(record) for record in records)


# The manifest


def _manifest(directory: Path) -> dict[str, Any]:
    try:
        return tomllib.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TaxonomyError(MANIFEST, 1, "the file is missing") from error
    except tomllib.TOMLDecodeError as error:
        raise TaxonomyError(MANIFEST, 1, str(error)) from error


def _list_sections(directory: Path) -> dict[str, _ListSection]:
    lists = _manifest(directory).get("lists")
    if not isinstance(lists, dict) or not lists:
        raise TaxonomyError(MANIFEST, 1, "it names no list")
    lines = (directory / MANIFEST).read_text(encoding="utf-8").splitlines()
    return {name: _list_section(name, section, lines) for name, section in lists.items()}


def _list_section(name: str, section: dict[str, Any], lines: list[str]) -> _ListSection:
    heading = f"[lists.{name}]"
    line = lines.index(heading) + 1 if heading in lines else 1
    if section.keys() != {"open", "levels", "title"}:
        raise TaxonomyError(MANIFEST, line, f"{name}: expected exactly open, levels and title")
    title = section["title"]
    if not isinstance(title, dict) or title.keys() != {"en", "ru", "ky"} or not all(title.values()):
        raise TaxonomyError(MANIFEST, line, f"{name}: the title needs en, ru and ky")
    if not isinstance(section["open"], bool) or section["levels"] not in (1, 2):
        raise TaxonomyError(MANIFEST, line, f"{name}: open is true or false, levels is 1 or 2")
    return _ListSection(name=name, is_open=section["open"], levels=section["levels"], **title)


# Code lists


def _read_rollups(directory: Path) -> dict[str, dict[str, Labelled]]:
    records = read_records(directory / "rollups.csv", ROLLUP_HEADER)
    _check_unique(records, "list", "code")
    _check_positions(records, "list")
    rollups: dict[str, dict[str, Labelled]] = {}
    for record in records:
        labels = Labelled(en=record.required("en"), ru=record.required("ru"), ky=record.required("ky"))
        rollups.setdefault(record.required("list"), {})[_code(record)] = labels
    return rollups


def _read_list(directory: Path, section: _ListSection, rollups: dict[str, Labelled]) -> CodeList:
    records = read_records(directory / f"{section.name}.csv", TERM_HEADER)
    _check_unique(records, "code")
    _check_hierarchy(records, section.levels)
    _check_positions(records)
    _check_rollups(records, rollups)
    return CodeList(
        name=section.name,
        is_open=section.is_open,
        levels=section.levels,
        en=section.en,
        ru=section.ru,
        ky=section.ky,
        terms=tuple(_term(record) for record in records),
    )


def _term(record: Record) -> TermRow:
    valid_from, valid_to = record.period("valid_from", "valid_to")
    huridocs_list, huridocs_code = _huridocs(record)
    return TermRow(
        code=_code(record),
        parent=record.text("parent"),
        en=record.required("en"),
        ru=record.required("ru"),
        ky=record.required("ky"),
        position=record.whole("position"),
        valid_from=valid_from,
        valid_to=valid_to,
        rollup=record.text("rollup"),
        treaty=_treaty(record),
        huridocs_list=huridocs_list,
        huridocs_code=huridocs_code,
        enabled=record.flag("enabled"),
        aliases=record.parts("aliases"),
        source=record.text("source"),
    )


def _code(record: Record) -> str:
    code = record.required("code")
    if not _CODE.fullmatch(code):
        raise record.error(f"code {code!r}: only A-Z, 0-9 and _, with at most one dot")
    return code


def _treaty(record: Record) -> str:
    text = record.text("treaty")
    try:
        canonical = format_articles(parse_articles(text))
    except TreatyError as error:
        raise record.error(str(error)) from error
    # One spelling only: what is read and written again must be what a lawyer sees in the file.
    if canonical != text:
        raise record.error(f"write {text!r} as {canonical!r}")
    return text


def _huridocs(record: Record) -> tuple[str, str]:
    thesaurus, code = record.text("huridocs_list"), record.text("huridocs_code")
    if (thesaurus or code) and not (_HURIDOCS_LIST.fullmatch(thesaurus) and _HURIDOCS_CODE.fullmatch(code)):
        raise record.error("HURIDOCS: expected a list like MT4 and a code of 12 digits, or neither")
    return thesaurus, code


def _check_unique(records: Iterable[Record], *columns: str) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for record in records:
        key = tuple(record.required(column) for column in columns)
        if key in seen:
            raise record.error(f"{' '.join(key)} stands already in line {seen[key]}")
        seen[key] = record.line


def _check_positions(records: Iterable[Record], siblings: str = "parent") -> None:
    """Rows with the same parent need different positions, or their order would change by chance."""
    seen: set[tuple[str, int]] = set()
    for record in records:
        key = (record.text(siblings), record.whole("position"))
        if key in seen:
            raise record.error(f"position {key[1]} is taken by another row of the same {siblings}")
        seen.add(key)


def _check_hierarchy(records: list[Record], levels: int) -> None:
    codes = {record.text("code") for record in records}
    for record in records:
        code, parent = _code(record), record.text("parent")
        if not parent and "." in code:
            raise record.error(f"{code} has a dot but no parent")
        if parent and levels == 1:
            raise record.error(f"{code} has a parent in a list of one level")
        if parent and parent not in codes:
            raise record.error(f"parent {parent!r} is not in this list")
        if parent and not code.startswith(f"{parent}."):
            raise record.error(f"{code} does not begin with its parent {parent}.")


def _check_rollups(records: list[Record], rollups: dict[str, Labelled]) -> None:
    parents = {record.text("parent") for record in records}
    for record in records:
        rollup = record.text("rollup")
        if rollup and rollup not in rollups:
            raise record.error(f"unknown roll-up {rollup!r}")
        # A heading may group terms of several buckets; a term that can be counted may not lack one.
        if rollups and not rollup and record.text("code") not in parents:
            raise record.error(f"{record.text('code')} has no roll-up")


# Places


def _former_names(directory: Path, codes: set[str]) -> dict[str, tuple[FormerName, ...]]:
    names: dict[str, tuple[FormerName, ...]] = {}
    for record in read_records(directory / "location_names.csv", NAME_HEADER):
        code = record.required("code")
        if code not in codes:
            raise record.error(f"unknown place {code!r}")
        names[code] = (*names.get(code, ()), _former_name(record))
    return names


def _former_name(record: Record) -> FormerName:
    valid_from, valid_to = record.period("valid_from", "valid_to")
    if valid_from and not valid_to:
        raise record.error("a former name that has a first day needs a last day")
    return FormerName(
        en=record.required("en"),
        ru=record.required("ru"),
        ky=record.required("ky"),
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _location(record: Record, oblasts: set[str], former_names: tuple[FormerName, ...]) -> LocationRow:
    _check_place(record, oblasts)
    valid_from, valid_to = record.period("valid_from", "valid_to")
    return LocationRow(
        code=record.text("code"),
        kind=record.text("kind"),
        parent=record.text("parent"),
        en=record.required("en"),
        ru=record.required("ru"),
        ky=record.required("ky"),
        aliases=record.parts("aliases"),
        valid_from=valid_from,
        valid_to=valid_to,
        position=record.whole("position"),
        former_names=former_names,
    )


def _check_place(record: Record, oblasts: set[str]) -> None:
    code, kind, parent = record.text("code"), record.text("kind"), record.text("parent")
    if not _PLACE.fullmatch(code):
        raise record.error(f"code {code!r} is not like KG-T or KG-T-D-MANAS")
    if kind not in KINDS:
        raise record.error(f"kind {kind!r} is not one of {', '.join(KINDS)}")
    if kind == "oblast" and parent:
        raise record.error(f"the oblast {code} has a parent")
    if kind != "oblast" and parent not in oblasts:
        raise record.error(f"parent {parent!r} of {code} is not an oblast")
    if kind != "oblast" and not code.startswith(f"{parent}-{kind[0].upper()}-"):
        raise record.error(f"{code} does not begin with {parent}-{kind[0].upper()}-")


# Figures of others


def _figure(record: Record) -> ExternalFigure:
    period_from, period_to = record.period("period_from", "period_to")
    if period_from is None or period_to is None:
        raise record.error("a figure needs both ends of its period")
    if record.text("unit") not in UNITS:
        raise record.error(f"unit {record.text('unit')!r} is not one of {', '.join(UNITS)}")
    return ExternalFigure(
        code=_code(record),
        period_from=period_from,
        period_to=period_to,
        value=record.whole("value"),
        unit=record.text("unit"),
        en=record.required("en"),
        ru=record.required("ru"),
        ky=record.required("ky"),
        source=record.required("source"),
        note=Labelled(en=record.required("note_en"), ru=record.required("note_ru"), ky=record.required("note_ky")),
    )
