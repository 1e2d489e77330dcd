"""The sentence of a published page, with nothing in it that is not published."""

from dataclasses import replace

import pytest
from django.utils import translation

from reports.disclosure.published import Published
from reports.disclosure.schema import Tier, key_of
from reports.indicators.published_page import choice_of, source_of
from reports.indicators.published_sentence import sentence
from tests.factories.published import made


def said(published: Published | None = None, language: str = "en", **asked: str) -> str:
    """The sentence of a choice, with plain spaces."""
    found = published or made(Tier.DONOR)
    choice = choice_of(found, asked)
    with translation.override(language):
        return sentence(source_of(found, choice, language), choice.held).replace("\xa0", " ")


@pytest.mark.parametrize("tier", list(Tier))
def test_the_published_sentence(tier: Tier) -> None:
    assert said(made(tier)) == (
        "668 of 1,320 registered cases, 50.6 %, were by law enforcement; "
        "59 % of them people who inject drugs, 34 % sex workers"
    )


def test_without_law_enforcement_only_the_cases() -> None:
    assert said(period="2020-Q1").endswith(" cases registered")


def test_within_a_choice() -> None:
    assert said(only="oblast.KG-C").startswith("Chuy oblast: 130 of 255 registered cases, 51.0 %, were by law")
    assert said(only="primary_group.SW").startswith("Sex worker: 227 of 359 registered cases, 63.2 %")
    assert said(only="violator.HC").startswith("363 of 1,320 registered cases, 27.5 %: Health care; ")
    assert said(only="violator.LE") == said()
    assert said(only="category.EXT", period="2021-Q2").startswith("Extortion and property: ")


def test_nothing_that_is_withheld_is_named() -> None:
    own = made()
    keys = [key_of(period, primary_group="PWID", violator="LE") for period in ("2020", "2021")]
    hidden = replace(own, cells={**own.cells, **{key: replace(own.cells[key], value=None) for key in keys}})
    assert said(hidden).endswith("were by law enforcement; 34 % of them sex workers, 4 % people living with HIV")
    everything = replace(own, cells={key: replace(cell, value=None) for key, cell in own.cells.items()})
    assert said(everything) == ""
