"""Every mistake in a data file is reported with its file and line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from react_cases.taxonomy import loader
from react_cases.taxonomy.records import Record, TaxonomyError
from tests.react_cases.taxonomy.conftest import Spoil


def _read_everything(directory: Path) -> None:
    loader.data_version(directory)
    loader.read_code_lists(directory)
    loader.read_locations(directory)
    loader.read_external_figures(directory)


def test_the_untouched_copy_is_valid(data: Path) -> None:
    _read_everything(data)


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        # the table
        ("genders.csv", "code,parent", "code,colour", "genders.csv:1: unknown column 'colour'"),
        ("genders.csv", "code,parent,", "code,", "genders.csv:1: missing column 'parent'"),
        ("genders.csv", "code,parent", "code,code", "genders.csv:1: repeated column 'code'"),
        ("genders.csv", "M,,Male", "M,Male", "genders.csv:3: 14 cells in a table of 15 columns"),
        ("genders.csv", ",Male,", ", Male,", "genders.csv:3: column 'en' is padded"),
        ("genders.csv", ",Аял,", ",Аял †,", "genders.csv:2: column 'ky' holds a dagger"),
        ("genders.csv", ",Аял,", ',"Аял,', "genders.csv:"),
        # labels and codes
        ("genders.csv", ",Male,", ",,", "genders.csv:3: column 'en' is empty"),
        ("genders.csv", ",Мужчина,", ",,", "genders.csv:3: column 'ru' is empty"),
        ("genders.csv", ",Эркек,", ",,", "genders.csv:3: column 'ky' is empty"),
        ("genders.csv", "\nM,,", "\nF,,", "genders.csv:3: F stands already in line 2"),
        ("genders.csv", "\nM,,", "\n,,", "genders.csv:3: column 'code' is empty"),
        ("genders.csv", "\nM,,", "\nm,,", "genders.csv:3: code 'm'"),
        ("violator_types.csv", "LE.CRIM,LE,", "LE.CRIM.A,LE,", "violator_types.csv:3: code 'LE.CRIM.A'"),
        # hierarchy and order
        ("violator_types.csv", "LE.CRIM,LE,", "LE.CRIM,XX,", "violator_types.csv:3: parent 'XX' is not in this list"),
        ("violator_types.csv", "LE.CRIM,LE,", "LE.CRIM,HC,", "violator_types.csv:3: LE.CRIM does not begin with"),
        ("violator_types.csv", "LE.CRIM,LE,", "LE.CRIM,,", "violator_types.csv:3: LE.CRIM has a dot but no parent"),
        ("genders.csv", "\nM,,", "\nF.M,F,", "genders.csv:3: F.M has a parent in a list of one level"),
        ("genders.csv", "Эркек,20", "Эркек,10", "genders.csv:3: position 10 is taken"),
        ("genders.csv", "Эркек,20", "Эркек,second", "genders.csv:3: column 'position': 'second' is not a whole"),
        # dates
        ("genders.csv", "Эркек,20,,", "Эркек,20,2025-13-01,", "genders.csv:3: column 'valid_from'"),
        ("genders.csv", "Эркек,20,,", "Эркек,20,20250101,", "genders.csv:3: column 'valid_from'"),
        ("genders.csv", "Эркек,20,,,", "Эркек,20,2025-02-01,2025-01-01,", "genders.csv:3: valid_from 2025-02-01 is"),
        # the other columns
        ("genders.csv", "Эркек,20,,,,", "Эркек,20,,,BUCKET,", "genders.csv:3: unknown roll-up 'BUCKET'"),
        ("client_groups.csv", ",,,PLHIV,", ",,,,", "client_groups.csv:2: PLHIV has no roll-up"),
        ("violation_categories.csv", "ICCPR 9; CRC 37(b)", "ECHR 5", "violation_categories.csv:3: unknown treaty"),
        ("violation_categories.csv", "12–14,", "12, 13, 14,", "violation_categories.csv:14: write 'ICCPR 7, 10; CAT"),
        ("violation_categories.csv", ",MT4,030102000000", ",MT4,", "violation_categories.csv:3: HURIDOCS"),
        ("violation_categories.csv", ",MT4,030102000000", ",MT4,0301", "violation_categories.csv:3: HURIDOCS"),
        ("genders.csv", "Эркек,20,,,,,,,true", "Эркек,20,,,,,,,yes", "genders.csv:3: column 'enabled': 'yes'"),
        ("client_groups.csv", "PWID|", "PWID||", "client_groups.csv:3: column 'aliases'"),
        # roll-ups
        ("rollups.csv", "violator_types,POLICE", "violators,POLICE", "rollups.csv:1: unknown list 'violators'"),
        ("rollups.csv", "violator_types,UNKNOWN", "violator_types,POLICE", "rollups.csv:6: violator_types POLICE"),
        # the manifest
        ("manifest.toml", '"2026.11.4"', '"November"', "manifest.toml:1: version 'November'"),
        ("manifest.toml", "[lists.genders]", "[lists.genders", "manifest.toml:1: "),
        ("manifest.toml", "[lists.genders]\nopen = false", "[lists.genders]", "manifest.toml:18: genders: expected"),
        ("manifest.toml", "[lists.genders]\nopen = false", '[lists.genders]\nopen = "no"', "manifest.toml:18: genders"),
        ("manifest.toml", '"Age"', '""', "manifest.toml:23: age_bands: the title needs"),
        ("manifest.toml", "[lists.genders]", "[lists.sexes]", "sexes.csv:1: the file is missing"),
        # places
        ("locations.csv", "\nKG-GO,oblast", "\nKG-GO,town", "locations.csv:3: kind 'town'"),
        ("locations.csv", "\nKG-GO,oblast,,", "\nKG-GO,oblast,KG-B,", "locations.csv:3: the oblast KG-GO has a parent"),
        ("locations.csv", "\nKG-GO,", "\nOSH,", "locations.csv:3: code 'OSH'"),
        ("locations.csv", "BATKEN,city,KG-B,", "BATKEN,city,KG-X,", "locations.csv:15: parent 'KG-X'"),
        ("locations.csv", "BATKEN,city,KG-B,", "BATKEN,city,KG-C,", "locations.csv:15: KG-B-C-BATKEN does not begin"),
        (
            "locations.csv",
            "BATKEN,city,KG-B,",
            "BATKEN,district,KG-B,",
            "locations.csv:15: KG-B-C-BATKEN does not begin",
        ),
        ("locations.csv", "\nKG-GO,", "\nKG-GB,", "locations.csv:3: KG-GB stands already in line 2"),
        ("location_names.csv", "KG-J-C-MANAS", "KG-J-C-NOWHERE", "location_names.csv:2: unknown place"),
        (
            "location_names.csv",
            ",2025-09-16",
            "2025-01-01,",
            "location_names.csv:2: a former name that has a first day",
        ),
        # figures of others
        ("external_figures.csv", "475,violations", "475,cases", "external_figures.csv:2: unit 'cases'"),
        ("external_figures.csv", "475,violations", "4.75,violations", "external_figures.csv:2: column 'value'"),
        ("external_figures.csv", "2016-12-31", "", "external_figures.csv:2: a figure needs both ends"),
        ("external_figures.csv", "2016-12-31", "2015-12-31", "external_figures.csv:2: period_from 2016-01-01 is after"),
        ("external_figures.csv", "SW_LE_2017", "SW_LE_2016", "external_figures.csv:3: SW_LE_2016 stands already"),
    ],
)
def test_mistake(data: Path, spoil: Spoil, file: str, old: str, new: str, message: str) -> None:
    spoil(file, old, new)
    with pytest.raises(TaxonomyError, match=re.escape(message)):
        _read_everything(data)


@pytest.mark.parametrize(
    ("file", "read"),
    [
        ("genders.csv", loader.read_code_lists),
        ("rollups.csv", loader.read_code_lists),
        ("manifest.toml", loader.data_version),
        ("locations.csv", loader.read_locations),
        ("location_names.csv", loader.read_locations),
        ("external_figures.csv", loader.read_external_figures),
    ],
)
def test_missing_file(data: Path, file: str, read: Callable[[Path], object]) -> None:
    (data / file).unlink()
    with pytest.raises(TaxonomyError, match=f"{file}:1: the file is missing"):
        read(data)


def test_file_that_is_not_utf8(data: Path) -> None:
    (data / "genders.csv").write_bytes("Женщина".encode("cp1251"))
    with pytest.raises(TaxonomyError, match=r"genders\.csv:1: the file is not UTF-8"):
        loader.read_code_lists(data)


def test_empty_manifest(data: Path) -> None:
    (data / "manifest.toml").write_text('version = "2026.11.1"\n', encoding="utf-8")
    with pytest.raises(TaxonomyError, match="it names no list"):
        loader.read_code_lists(data)


def test_a_byte_order_mark_is_no_mistake(data: Path) -> None:
    path = data / "genders.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert loader.read_code_lists(data)["genders"].get("F").en == "Female"


def test_an_error_carries_its_place() -> None:
    error = TaxonomyError("genders.csv", 7, "no")
    assert (error.file, error.line, str(error)) == ("genders.csv", 7, "genders.csv:7: no")


@given(st.text(max_size=12))
def test_any_cell_is_a_day_or_an_error(cell: str) -> None:
    record = Record("genders.csv", 2, {"valid_from": cell})
    try:
        day = record.day("valid_from")
    except TaxonomyError:
        return
    assert cell == (day.isoformat() if day else "")


@given(st.dates())
def test_any_iso_date_is_read(day: object) -> None:
    assert Record("genders.csv", 2, {"valid_from": str(day)}).day("valid_from") == day


@given(st.lists(st.text(alphabet="абвABC -", min_size=1).filter(lambda text: text == text.strip()), unique=True))
def test_aliases_survive_joining(aliases: list[str]) -> None:
    assert Record("genders.csv", 2, {"aliases": "|".join(aliases)}).parts("aliases") == tuple(aliases)


@given(st.integers(min_value=0, max_value=10**9))
def test_whole_numbers(number: int) -> None:
    assert Record("genders.csv", 2, {"position": str(number)}).whole("position") == number
