"""Figures of a report: what they say of themselves, and that nothing is ever mixed."""

import datetime
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from documenters.models import Programme
from reports.cube import Counts, Dimension, Tally, lists_of
from reports.disclosure.published import Period, Published
from reports.disclosure.schema import Axis, Tier, key_of
from reports.exports.submission import draft_of, texts_of
from reports.indicators.published_source import PublishedSource
from reports.submissions.facts import ActionFacts, ArticleFacts, Facts, Meaning
from reports.submissions.figures import Counted, Figure, MixedSources, Origin, Released, Source, Total
from reports.submissions.leaks import leaks_in
from reports.submissions.periods import quarters_between, ways_of
from tests.factories.published import made

HEALTH = frozenset({"HEA.REF", "HEA.OST", "LIB.STOP"})
MEANINGS = {name: Meaning(name, "So.") for name in ("case", "client", "qualified", "law", "violation")}


def released(held: dict[str, str] | None = None, period: str = "2020-2021") -> Released:
    published = made(Tier.PUBLIC)
    years = (datetime.date(int(period[:4]), 1, 1), datetime.date(int(period[-4:]), 12, 31))
    return Released(PublishedSource(published, ways_of(published, *years), "en"), held or {}, {})


@pytest.fixture
def counted(programme: Programme) -> Counted:
    by: dict[Dimension, dict[str, Tally]] = {name: {} for name in Dimension}
    by[Dimension.CATEGORIES] = {"HEA": Tally(7, 7), "LIB": Tally(3, 3)}
    counts = Counts(cases=9, qualified=6, clients=8, law_enforcement_cases=3, by=by)
    found = Counter({frozenset({"HEA.REF"}): 4, frozenset({"HEA.OST", "LIB.STOP"}): 3, frozenset({"EXT.OFF"}): 2})
    return Counted(counts, found, lists_of(programme))


def facts(source: Source, **fields: Any) -> Facts:
    published = made(Tier.PUBLIC)
    article = ArticleFacts("ICESCR 12", "The right to health", "The Covenant", HEALTH)
    day = datetime.date(2021, 6, 1)
    action = ActionFacts("letter", "The Ministry", day, "Detentions", 7, "written", day, ("Control promised",))
    values = {
        "body": "Committee",
        "programme": "Kyrgyzstan",
        "contact": "",
        "period": (datetime.date(2020, 1, 1), datetime.date(2021, 12, 31)),
        "as_of": datetime.date(2022, 3, 31),
        "release": published.releases[-1] if source.origin is Origin.RELEASED else None,
        "limits": (),
        "texts": {},
        "articles": (article,),
        "actions": (action,),
        "stories": (),
        "recommendations": (),
        "meanings": MEANINGS,
        "method": ("So.",),
        "lists_version": "1",
        **fields,
    }
    return Facts(**values)


def words(source: Source, **fields: Any) -> str:
    with translation.override("en"):
        return "\n".join(texts_of(draft_of(facts(source, **fields), source, "en"))).replace("\xa0", " ")


def test_released_totals_are_the_published_ones_exactly() -> None:
    published = made(Tier.PUBLIC)
    source = released()
    period = Period(("2020-2021",))
    assert source.total(Total.CASES).value == published.value(period) == 1320
    assert source.total(Total.LAW_ENFORCEMENT).value == published.value(period, violator="LE") == 668
    for group in source.groups():
        for line in group.lines:
            assert line.figure.origin is Origin.RELEASED


def test_what_is_withheld_stays_so_and_a_filter_without_tables_shows_nothing() -> None:
    published = made(Tier.PUBLIC)
    source = released()
    hidden = [key for key, cell in published.cells.items() if cell.value is None and len(key) == 2]
    assert hidden
    for key in hidden:
        held = {axis: code for axis, code in key if axis != Axis.PERIOD}
        if dict(key)["period"] == "2020-2021":
            with translation.override("en"):
                assert released(held).total(Total.CASES).text == "not published"
    nothing = replace(source, held=None)
    assert {nothing.total(what).value for what in Total} == {None}
    assert nothing.groups() == ()
    assert {line.figure.value for line in nothing.behind(HEALTH)} == {None}


def test_a_release_never_counts_an_article_nor_what_stands_beside_it() -> None:
    source = released()
    assert source.article(HEALTH).value is None
    assert source.other(7).value is None
    text = words(source)
    # Said once, above the table; below the article stand its types of violations with what is released of them.
    assert text.count("Releases count types of violations and not articles") == 1
    assert "this article" not in text
    draft = draft_of(facts(source), source, "en")
    table, section = (part for part in draft.parts if part.key == "articles")
    assert table.grid
    assert table.grid.lines[0][1:] == ("", "")
    shown = [line.figure.said for line in source.behind(HEALTH)]
    assert any(figure[0].isdigit() for figure in shown)
    assert [passage.text for passage in section.passages[2:]] == [
        f"{line.name}: {said}." for line, said in zip(source.behind(HEALTH), shown, strict=True)
    ]
    assert not re.search(r"(?<![\d,])7 cases", text)
    assert "[internal]" not in text
    # Which of the categories below a heading occurred is not told either.
    assert len(source.behind(HEALTH)) == len(source.behind(["HEA.ART", "LIB.ARREST"])) == 2


def test_the_table_of_figures_says_shares_or_has_no_column_for_them(counted: Counted) -> None:
    for source in (released(), counted, replace(released(), held=None)):
        with translation.override("en"):
            draft = draft_of(facts(source), source, "en")
        grid = next(part.grid for part in draft.parts if part.key == "annex" and part.grid)
        shares = [line[3] for line in grid.lines if len(line) == 4 and line[3]]
        has_figures = source.total(Total.CASES).value is not None
        assert (grid.headings[-1] == "Share of all cases", bool(shares)) == (has_figures, has_figures)
        assert {len(line) for line in grid.lines} == {len(grid.headings)}


def test_counted_figures_carry_their_mark_and_few_are_not_written_out(counted: Counted) -> None:
    with translation.override("en"):
        assert counted.article(HEALTH).said == "7 cases (77.8\xa0%)\xa0[internal]"
        assert counted.article(["HEA.OST"]).said == "fewer than 5\xa0[internal]"
        assert counted.article(["HEA.OST"]).share == ""
        assert counted.article(["DIS.HC"]).text == "0\xa0[internal]"
    text = words(counted)
    assert "7 cases [internal]" in text
    assert "INTERNAL, UNRELEASED: DO NOT HAND ON" in text
    # Every number that was counted has the mark behind it.
    assert " 3 cases" not in text
    assert "9 cases [internal]" in text


def test_two_sources_make_no_draft(counted: Counted) -> None:
    class Half(Counted):
        """Counted cases that borrow one figure of a release."""

        def article(self, codes: Any) -> Figure:
            return Figure(Origin.RELEASED, 12)

    half = Half(counted.counts, counted.combinations, counted.lists)
    for source, release in ((half, None), (counted, made(Tier.PUBLIC).releases[-1]), (released(), None)):
        with pytest.raises(MixedSources):
            words(source, release=release)


def test_a_release_covers_whole_quarters() -> None:
    published: Published = made(Tier.PUBLIC)
    assert quarters_between(datetime.date(2020, 7, 1), datetime.date(2021, 3, 31)) == ("2020-Q3", "2020-Q4", "2021-Q1")
    assert quarters_between(datetime.date(2020, 2, 1), datetime.date(2020, 12, 31)) == ()
    half = ways_of(published, datetime.date(2021, 1, 1), datetime.date(2021, 6, 30))
    assert half == (Period(("2021-Q1", "2021-Q2")),)
    cells = [published.cells[key_of(quarter)].value for quarter in ("2021-Q1", "2021-Q2")]
    source = Released(PublishedSource(published, half, "en"), {}, {})
    assert source.total(Total.CASES).value == (None if None in cells else sum(cell or 0 for cell in cells))
    assert ways_of(published, datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)) == ()


def test_names_and_numbers_of_the_inside_are_found() -> None:
    names = {"Arča", "Harbour light", "Al"}
    assert leaks_in(["See KG-2021-000123 and KG-P-000012, KG-R3, A-2021-001."], names) == [
        "KG-2021-000123",
        "KG-P-000012",
    ]
    assert leaks_in(["HARBOUR LIGHT and Arča, Arčas, arča, Al"], names) == ["HARBOUR LIGHT", "Arča"]
