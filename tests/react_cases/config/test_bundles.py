"""Bundles hold what their sources say, and name those who made them."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders

from react_cases.config.bundles import BUNDLES, BundleFinder


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "bundles"


def test_every_bundle_is_found_whole_and_without_leftovers(folder: Path) -> None:
    finder = BundleFinder()
    assert {path for path, _storage in finder.list(None)} == set(BUNDLES)
    for path in BUNDLES:
        assert finder.find(path) == str(folder / path)
        assert finders.find(path)
    assert not list(folder.rglob("*.part"))


def test_licences_stay_and_other_comments_go(folder: Path) -> None:
    BundleFinder().find("css/site.css")
    text = (folder / "css/site.css").read_text()
    assert text.startswith("/*! Part of Bootstrap")
    assert text.count("/*") == text.count("/*!")
