"""Reads the files of `data/`: lists that people edit, and what `make pii-data` builds from them and from sources."""

from collections.abc import Iterator
from pathlib import Path

from react_cases.pii.bloom import Bloom, unpacked

DATA = Path(__file__).parent / "data"
HAND = DATA / "hand"

NAME_COLUMNS = ("key", "skeleton", "sex", "weight", "ordinary", "sources")


def sections(file: str) -> dict[str, list[str]]:
    """A list of data/hand: `[section]` lines, one entry a line, `#` begins a comment."""
    found: dict[str, list[str]] = {}
    entries: list[str] | None = None
    for raw in (HAND / file).read_text(encoding="utf-8").splitlines():
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            entries = found.setdefault(line.strip("[]"), [])
        elif line:
            if entries is None:
                raise ValueError(f"{file}: {line} stands before the first section")
            entries.append(line)
    return found


def words(file: str) -> Iterator[str]:
    """Every entry of a list of data/hand, whatever its section."""
    for entries in sections(file).values():
        yield from entries


def name_rows() -> Iterator[tuple[str, str, int, str]]:
    """Key, sex, weight and ordinary languages of each first name."""
    for key, _skeleton, sex, weight, ordinary, _sources in _rows("names.tsv"):
        yield key, sex.strip("-"), int(weight), ordinary.strip("-")


def keys_by_skeleton() -> dict[str, str]:
    """The key of the weightiest first name for each Latin skeleton."""
    best: dict[str, tuple[int, str]] = {}
    for key, skeleton, _sex, weight, _ordinary, _sources in _rows("names.tsv"):
        known = best.get(skeleton)
        if known is None or int(weight) > known[0]:
            best[skeleton] = (int(weight), key)
    return {skeleton: key for skeleton, (_weight, key) in best.items()}


def blooms(file: str) -> tuple[Bloom, ...]:
    """The filters of a file of words, the least frequent band first."""
    return unpacked((DATA / file).read_bytes())


def _rows(file: str) -> Iterator[list[str]]:
    for line in (DATA / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
