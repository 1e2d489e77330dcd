"""Put the demo together: people, the invented population, the published stories, the desk of today."""

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from django.core.management import CommandError
from django.db import connection, transaction
from django.utils import timezone

from documenters.audit import record
from documenters.identity import database_identity
from documenters.models import Programme
from react_cases.management.demo.changing import Change
from react_cases.management.demo.copying import PopulationWriter
from react_cases.management.demo.details import fill_in
from react_cases.management.demo.guarding import guard_load
from react_cases.management.demo.lists import Lists
from react_cases.management.demo.people import people_load
from react_cases.management.demo.population import SMALLEST, Sketch, sketch_population
from react_cases.management.demo.roster import NGOS, ngo_of
from react_cases.management.demo.storybook import Story, desk_stories, published_stories
from react_cases.management.demo.storyteller import Storyteller
from react_cases.management.demo.targets import targets_for
from react_cases.models import Case, CaseCounter


@dataclass(frozen=True)
class Loaded:
    """How much was loaded."""

    population: int
    stories: int
    desk: int


class Held(NamedTuple):
    """What the database holds, told by a door of its own: nobody sees every case."""

    invented: int
    has_real: bool


def held() -> Held:
    """How many cases are invented, and is there any that is not? The demo is one transaction: all of it or none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT invented, has_real FROM react_demo_cases()")
        return Held(*cursor.fetchone())


@transaction.atomic
def demo_load(programme: Programme, *, cases: int, seed: int, fresh: bool = False) -> Loaded:
    """Load everything in one transaction.

    `cases` counts the approved cases of 2020–2022, the published stories of those years included; the same seed gives
    the same population. Raises CommandError where the programme holds cases that are not invented, and for a number
    that is too small.
    """
    if cases < SMALLEST:
        raise CommandError(f"{cases} cases are too few: the published stories need at least {SMALLEST} around them.")
    # Nobody starts a case between the question below and the commit, and no number is given twice.
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {Case._meta.db_table} IN EXCLUSIVE MODE")
    if held().has_real:
        raise CommandError("This database holds cases that are not invented: the demo does not mix with them.")
    if fresh:
        _forget()
    cast = people_load(programme)
    lists = Lists(programme)
    stories = published_stories()
    rng = Random(seed)  # noqa: S311  invented cases, no secrets
    known = [case for story in stories if (case := story.known)]
    sketches = sketch_population(targets_for(cases), known, rng)
    numbers, last_numbers = _numbers(sketches, stories)
    writer = PopulationWriter(programme, cast, lists, {ngo.key: ngo.mentor for ngo in NGOS})
    coded = (f"{programme.code}-{sketch.received_on.year}-{numbers[id(sketch)]:06d}" for sketch in sketches)
    with database_identity(cast.coordinator):
        population = writer.write(zip(coded, fill_in(sketches, lists.places(), rng), strict=True))
    # What follows reads these rows: planned as for the tables as they were before, it takes minutes.
    _analyse()
    guard_load(programme, by=cast.coordinator)
    teller = Storyteller(programme, cast, lists)
    retold = {}
    for story in stories:
        # The counter stands just before the number that the story's date deserves.
        _set_counter(programme, story.received_on.year, numbers[id(story)] - 1)
        retold[story.name] = teller.play(story, ngo_of(story.documenter).key)
    Change(programme, cast, lists, retold).play()
    for year, last in last_numbers.items():
        _set_counter(programme, year, last)
    desk = desk_stories(timezone.localdate())
    for story in desk:
        teller.play(story, ngo_of(story.documenter).key)
    record("demo.loaded", programme, by=None, programme=programme, fields=["cases"])
    return Loaded(population, len(stories), len(desk))


def _analyse() -> None:
    """Tell the planner about the new rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT react_analyse()")


def _forget() -> None:
    """Take every case away: all are invented. People and the log stay; the path of a case is append-only row by row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT react_demo_forget()")


def _numbers(sketches: list[Sketch], stories: list[Story]) -> tuple[dict[int, int], dict[int, int]]:
    """Number the cases of each year in order of registration.

    Answers the number by identity of the sketch or story, and the last number by year.
    """
    numbers: dict[int, int] = {}
    last: dict[int, int] = {}
    items: list[Sketch | Story] = [*sketches, *stories]
    for item in sorted(items, key=lambda item: item.received_on):
        year = item.received_on.year
        last[year] = last.get(year, 0) + 1
        numbers[id(item)] = last[year]
    return numbers, last


def _set_counter(programme: Programme, year: int, last: int) -> None:
    CaseCounter.objects.update_or_create(programme=programme, year=year, defaults={"last": last})
