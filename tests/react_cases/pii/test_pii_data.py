"""The files of react_cases/pii/data: built from the lists beside them, lists in order, the notice complete."""

import json
import re

import pytest

from react_cases.pii import data_files, letters
from react_cases.pii.bloom import bloom_of, packed, unpacked
from react_cases.pii.build.__main__ import BUILT, CHECKSUMS, checksums

HAND_LISTS = sorted(file.name for file in data_files.HAND.glob("*.txt"))
NOTICE = (data_files.DATA / "NOTICE").read_text(encoding="utf-8")


def test_the_built_files_belong_to_the_lists_they_were_built_from() -> None:
    """After an edit of a list that the build reads: `make pii-data`."""
    assert CHECKSUMS.read_text(encoding="utf-8") == checksums()


@pytest.mark.parametrize("file", HAND_LISTS)
def test_hand_lists_are_explained_sorted_and_hold_nothing_twice(file: str) -> None:
    assert (data_files.HAND / file).read_text(encoding="utf-8").startswith("# ")
    for section, entries in data_files.sections(file).items():
        keys = [(letters.folded(entry), entry) for entry in entries]
        assert keys == sorted(keys), f"{file} [{section}] is not sorted"
        assert len({key for key, _ in keys}) == len(keys), f"{file} [{section}] holds a key twice"


@pytest.mark.parametrize("file", BUILT)
def test_the_notice_names_every_built_file_with_its_size(file: str) -> None:
    said = re.search(rf"^{re.escape(file)} +(\d+) kB", NOTICE, re.MULTILINE)
    assert said is not None
    assert int(said[1]) * 1000 == pytest.approx((data_files.DATA / file).stat().st_size, rel=0.1)


@pytest.mark.parametrize("source", json.loads((data_files.DATA / "SOURCES.json").read_text()), ids=lambda s: s["name"])
def test_the_notice_names_every_source_with_version_and_licence(source: dict[str, str]) -> None:
    for word in (source["name"], source["version"], source["licence"]):
        assert word in NOTICE
    assert re.fullmatch("[0-9a-f]{64}", source["sha256"])


def test_skeletons_of_the_name_list_are_those_of_today() -> None:
    """They are stored, so a change of `letters` needs `make pii-data`."""
    rows = list(data_files._rows("names.tsv"))
    assert len(rows) > 14_000
    assert [row for row in rows[::7] if letters.skeleton(row[0]) != row[1]] == []


def test_pseudonyms_are_many_for_each_language_and_sex() -> None:
    rows = list(data_files._rows("pseudonyms.tsv"))
    for language in ("ru", "ky", "en"):
        for sex in ("f", "m"):
            assert len({row[2] for row in rows if row[:2] == [language, sex]}) >= 60


def test_filters_hold_what_they_were_given_in_any_order() -> None:
    words = [f"сөз{number}" for number in range(2_000)]
    assert packed([bloom_of(words)]) == packed([bloom_of(reversed(words))])
    first, empty = unpacked(packed([bloom_of(words), bloom_of([])]))
    assert all(word in first for word in words)
    assert sum(f"башка{number}" in first for number in range(10_000)) < 100
    assert "сөз1" not in empty
