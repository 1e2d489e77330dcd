"""The JSON file, and the form that it shares with the command."""

import json

import pytest
from django.utils import translation

from reports.disclosure.schema import Tier, key_of
from reports.exports.cells import Cells
from reports.exports.json import cells_json, published_json
from tests.factories.published import DIGEST
from tests.factories.published import made as released


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_the_file_holds_the_cells(tier: Tier, language: str) -> None:
    published = released(tier)
    with translation.override(language):
        found = json.loads("".join(published_json(published, "2020-2021", language)))
    assert found["release"] == "KG-R1"
    assert found["digest"] == DIGEST
    assert (found["tier"], found["period"], found["language"]) == (tier.value, "2020-2021", language)
    assert found["cells"] == [
        {
            "table": cell.table,
            "key": dict(cell.codes),
            "period": cell.period,
            "value": cell.value,
            "threshold": cell.threshold,
        }
        for cell in Cells(published, "2020-2021")
    ]
    expected = {"en": "Law enforcement", "ru": "Правоохранительные органы", "ky": "Укук коргоо органдары"}
    assert found["labels"]["violator"]["LE"] == expected[language]


def test_cells_alone_have_nothing_beside_them() -> None:
    key = key_of("2020", violator="LE")
    assert json.loads("".join(cells_json([(key, None, 5), (key_of("2020"), 503, 5)]))) == [
        {"table": "violator", "key": {"violator": "LE"}, "period": "2020", "value": None, "threshold": 5},
        {"table": "total", "key": {}, "period": "2020", "value": 503, "threshold": 5},
    ]
    assert json.loads("".join(cells_json([]))) == []


def test_the_same_release_makes_the_same_bytes() -> None:
    first, second = ("".join(published_json(released(Tier.DONOR), "2020", "ru")) for _time in range(2))
    assert first == second
