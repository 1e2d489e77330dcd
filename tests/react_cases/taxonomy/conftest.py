"""A copy of the data files that a test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from react_cases.taxonomy import loader

Spoil = Callable[[str, str, str], None]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with the shipped data files."""
    return Path(shutil.copytree(loader.DATA, tmp_path / "data"))


@pytest.fixture
def spoil(data: Path) -> Spoil:
    """Replace the one occurrence of a text in one file of the copy."""

    def replace(file: str, old: str, new: str) -> None:
        path = data / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace
