"""Figures that others published."""

import re

from react_cases.taxonomy.loader import UNITS, read_external_figures

FIGURES = read_external_figures()


def test_values_units_and_years() -> None:
    found = {
        figure.code: (figure.period_from.year, figure.period_to.year, figure.value, figure.unit) for figure in FIGURES
    }
    assert found == {
        "SW_LE_2016": (2016, 2016, 475, "violations"),
        "SW_LE_2017": (2017, 2017, 459, "violations"),
        "SW_EXTORT_2017": (2017, 2017, 81, "percent_of_reports"),
        "ALL_2021_2024": (2021, 2024, 2554, "violations"),
        "PWUD_2021_2024": (2021, 2024, 1169, "violations"),
        "POLICE_2021_2024": (2021, 2024, 637, "violations"),
    }
    assert {figure.unit for figure in FIGURES} <= set(UNITS)


def test_no_figure_is_counted_in_cases() -> None:
    """Cases are ours to count; a citation in the same unit would invite adding it up."""
    assert "cases" not in UNITS


def test_each_is_a_citation_in_three_languages() -> None:
    for figure in FIGURES:
        assert figure.source
        for text in (figure.ru, figure.ky, figure.note.ru, figure.note.ky):
            assert text
            assert not re.search(r"[A-Za-z]", text), text
        assert figure.label("en")
        assert figure.note.label("en")
