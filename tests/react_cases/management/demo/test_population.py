"""The invented population in memory: the published totals are exact for every seed."""

import datetime
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from react_cases.management.demo.details import DemoCase, Places, fill_in
from react_cases.management.demo.population import (
    GROUPS_PER_CASE,
    SMALLEST,
    KnownCase,
    Sketch,
    period_of,
    quarter_of,
    sketch_population,
    totals,
)
from react_cases.management.demo.storybook import published_stories
from react_cases.management.demo.targets import DEFAULT_CASES, Period, allocate, targets_for
from react_cases.taxonomy.loader import read_code_lists, read_locations

PUBLISHED = {
    "2020-2022 cases": 2010,
    "2020-2022 PLHIV": 483,
    "2020-2021 cases": 1320,
    "2020-2021 police": 668,
    "2020-2021 police PWID": 394,
    "2020-2021 police SW": 227,
    "2020-2021 not pursuing": 568,
    "2020 cases": 503,
    "2020 qualified": 384,
    "2021H1 cases": 373,
    "2021H1 qualified": 300,
    "2021H1 PWID": 166,
}
STORIES = [known for story in published_stories() if (known := story.known)]
SEEDS = st.integers(min_value=0, max_value=2**32)


def sketches(cases: int, seed: int, known: list[KnownCase] | None = None) -> list[Sketch]:
    return sketch_population(targets_for(cases), STORIES if known is None else known, Random(seed))


@pytest.fixture(scope="module", params=[1, 77])
def whole(request: pytest.FixtureRequest) -> list[DemoCase]:
    places: dict[str, dict[str, tuple[str, ...]]] = {"district": {}, "city": {}}
    for row in read_locations():
        if row.parent:
            within = places[row.kind]
            within[row.parent] = (*within.get(row.parent, ()), row.code)
    rng = Random(request.param)
    drawn = sketch_population(targets_for(), STORIES, rng)
    return list(fill_in(drawn, Places(places["district"], places["city"]), rng))


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS)
def test_published_totals_hold_for_every_seed(seed: int) -> None:
    assert totals(sketches(DEFAULT_CASES, seed), STORIES) == PUBLISHED


@settings(max_examples=10, deadline=None)
@given(seed=SEEDS)
def test_they_hold_without_the_stories_too(seed: int) -> None:
    assert totals(sketches(DEFAULT_CASES, seed, known=[]), []) == PUBLISHED


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS, cases=st.integers(min_value=SMALLEST, max_value=5000))
def test_other_sizes_keep_the_shape(seed: int, cases: int) -> None:
    found = totals(sketches(cases, seed), STORIES)
    assert found["2020-2022 cases"] == cases
    for name, value in PUBLISHED.items():
        assert found[name] == pytest.approx(value * cases / DEFAULT_CASES, abs=0.51), name


def test_the_quarters_follow_the_plan() -> None:
    drawn = sketches(DEFAULT_CASES, 5)
    found = Counter(quarter_of(case.received_on) for case in (*drawn, *STORIES) if period_of(case.received_on))
    assert found == targets_for().quarters
    assert min(sketch.received_on for sketch in drawn) >= datetime.date(2020, 3, 1)


def test_the_same_seed_gives_the_same_cases_and_another_gives_others() -> None:
    assert sketches(300, 1) == sketches(300, 1)
    assert sketches(300, 1) != sketches(300, 2)


def test_groups() -> None:
    drawn = sketches(DEFAULT_CASES, 3)
    assert sum(len(sketch.groups) for sketch in drawn) == round(GROUPS_PER_CASE * len(drawn))
    for sketch in drawn:
        assert len(set(sketch.groups)) == len(sketch.groups)
        assert sketch.groups[0] not in ("NONE", "UNDISC") or len(sketch.groups) == 1


@given(
    total=st.integers(0, 5000), weights=st.lists(st.integers(1, 1000), min_size=1, max_size=8), room=st.integers(0, 60)
)
def test_allocation_adds_up_and_stays_within_the_caps(total: int, weights: list[int], room: int) -> None:
    caps = [total // len(weights) + room + 1] * len(weights)
    shares = allocate(total, weights, caps)
    assert sum(shares) == total
    assert all(0 <= share <= cap for share, cap in zip(shares, caps, strict=True))


def test_allocation_without_room_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        allocate(10, [1, 1], [4, 4])


def test_police_are_among_the_violators_exactly_where_the_totals_count_them(whole: list[DemoCase]) -> None:
    for case in whole:
        assert case.sketch.is_police == any(row.type.startswith("LE.") for row in case.violators)


def test_averages(whole: list[DemoCase]) -> None:
    count = len(whole)
    assert sum(len(case.violations) for case in whole) / count == pytest.approx(1.60, abs=0.06)
    assert sum(len(case.help.responses) for case in whole) / count == pytest.approx(1.80, abs=0.08)
    assert sum(len(case.violators) > 1 for case in whole) / count == pytest.approx(0.14, abs=0.03)


def test_clients_come_back(whole: list[DemoCase]) -> None:
    cases_of = Counter(case.client for case in whole if case.client)
    assert 100 < sum(count > 1 for count in cases_of.values()) < 400
    organisations_of: dict[str, set[str]] = {}
    for ngo, code in cases_of:
        organisations_of.setdefault(code, set()).add(ngo)
    assert any(len(found) > 1 for found in organisations_of.values())
    for case in whole:
        assert case.client is None or case.client[0] == case.ngo


def test_every_review_ends_in_the_quarter_of_registration(whole: list[DemoCase]) -> None:
    for case in whole:
        moments = [case.review.created_at, *(moment for _, moment in case.review.steps)]
        assert moments == sorted(set(moments))
        assert case.review.created_at.date() >= case.sketch.received_on
        assert quarter_of(case.review.approved_at.date()) == quarter_of(case.sketch.received_on)


def test_the_latest_readiness_says_whether_the_client_goes_on(whole: list[DemoCase]) -> None:
    for case in whole:
        history = case.help.readiness
        assert [row.stated_on for row in history] == sorted(row.stated_on for row in history)
        assert case.sketch.is_not_pursuing == (history[-1].value in ("NOTREADY", "CHANGED"))


def test_every_code_is_in_the_lists(whole: list[DemoCase]) -> None:
    codes = {name: set(found.codes) for name, found in read_code_lists().items()}
    places = {row.code for row in read_locations()}
    for case in whole:
        assert {row.type for row in case.violators} <= codes["violator_types"]
        assert {row.category for row in case.violations} <= codes["violation_categories"]
        assert set(case.sketch.groups) <= codes["client_groups"]
        assert set(case.tags) <= codes["client_tags"]
        assert {row.type for row in case.help.responses} <= codes["response_types"]
        assert {case.oblast, case.district or case.oblast, case.city or case.oblast} <= places
        assert case.help.outcome is None or case.help.outcome in codes["outcomes"]
        assert set(case.help.effects) <= codes["effects"]


def test_dates_and_amounts_are_possible(whole: list[DemoCase]) -> None:
    for case in whole:
        assert case.event_from <= case.sketch.received_on
        assert case.event_to is None or case.event_from <= case.event_to <= case.sketch.received_on
        assert all(row.given_on >= case.sketch.received_on for row in case.help.responses)
        steps = [moment for _, moment in case.help.steps]
        assert steps == sorted(steps)
        if case.help.closed_on:
            assert case.help.closed_on >= max(row.given_on for row in case.help.responses)


def test_narratives_are_short_and_neutral(whole: list[DemoCase]) -> None:
    for case in whole:
        assert 60 < len(case.narrative) < 700
        assert not any(letter.isdigit() for letter in case.narrative)


def test_nobody_is_registered_after_the_periods_of_the_totals() -> None:
    assert {period_of(sketch.received_on) for sketch in sketches(DEFAULT_CASES, 9)} == set(Period)
    assert period_of(datetime.date(2023, 1, 1)) is None
