"""Everything about an invented case that no published total counts. Pure: sketches in, whole cases out, one by one."""

import datetime
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from react_cases.management.demo import chances
from react_cases.management.demo.chances import draw
from react_cases.management.demo.helping import Help, draw_help
from react_cases.management.demo.phrases import narrative
from react_cases.management.demo.population import Sketch, last_day, quarter_of
from react_cases.management.demo.roster import COORDINATORS, documenters_of, ngos_in
from react_cases.management.demo.timeline import Review, draw_review
from react_cases.workflow import Qualification

VIOLATOR_COUNTS = (86, 12, 2)
"""Chances of one, two, three kinds of violators in a case."""
VIOLATION_COUNTS = (55, 30, 15)
"""Mean 1.60."""
CODED_CLIENTS = 0.8
"""How many clients give a client code."""
COMES_BACK, COMES_ELSEWHERE = 0.17, 0.02
"""How often a client with a code is known to the organisation, or to another one, already."""


@dataclass(slots=True)
class DemoViolator:
    """Who did it, in codes."""

    type: str
    number: int | None
    uniform: str
    role_of_government: str


@dataclass(slots=True)
class DemoViolation:
    """What happened, in codes. `violators` are positions in the case's list."""

    category: str
    violators: tuple[int, ...]
    soms: int | None
    hours_held: float | None
    is_injured: bool


@dataclass(slots=True)
class DemoCase:
    """A whole invented case. Codes and user names stand for rows."""

    sketch: Sketch
    public_id: uuid.UUID
    ngo: str
    documenter: str
    coordinator: str
    review: Review
    event_from: datetime.date
    event_to: datetime.date | None
    is_exact_day: bool
    is_repeated: bool
    is_urgent: bool
    oblast: str
    district: str | None
    city: str | None
    setting: str
    channel: str
    gender: str
    age_band: str
    client: tuple[str, str] | None
    """(organisation, client code), where the client gave a code."""
    tags: list[str]
    violators: list[DemoViolator]
    violations: list[DemoViolation]
    help: Help
    consents: list[tuple[str, str]]
    """(purpose, mode)."""
    qualification: str
    narrative: str = field(repr=False)


@dataclass(frozen=True)
class Places:
    """Districts and cities of each oblast."""

    districts: Mapping[str, tuple[str, ...]]
    cities: Mapping[str, tuple[str, ...]]


class Clients:
    """The client codes given so far, so that clients can come back as the person they were."""

    def __init__(self) -> None:
        self._here: dict[tuple[str, str, str, str], list[str]] = {}
        self._anywhere: dict[tuple[str, str, str], list[str]] = {}

    def draw(self, rng: Random, ngo: str, gender: str, age_band: str, primary: str) -> tuple[str, str] | None:
        """(organisation, code) of somebody new or known; nothing where no code was given."""
        if rng.random() >= CODED_CLIENTS:
            return None
        kind = (gender, age_band, primary)
        known = self._here.setdefault((ngo, *kind), [])
        anywhere = self._anywhere.setdefault(kind, [])
        chance = rng.random()
        if known and chance < COMES_BACK:
            return ngo, rng.choice(known)
        if anywhere and chance > 1 - COMES_ELSEWHERE:
            return ngo, rng.choice(anywhere)
        code = f"{rng.getrandbits(128):032x}"
        anywhere.append(code)
        known.append(code)
        return ngo, code


def fill_in(sketches: Iterable[Sketch], places: Places, rng: Random) -> Iterator[DemoCase]:
    """Whole cases in the order of the sketches. All codes are of the shipped lists."""
    clients = Clients()
    for sketch in sketches:
        yield _fill(sketch, places, clients, rng)


def _fill(sketch: Sketch, places: Places, clients: Clients, rng: Random) -> DemoCase:
    oblast = draw(rng, chances.OBLASTS)
    ngo = rng.choice(ngos_in(oblast))
    documenters = documenters_of(ngo.key)
    gender = draw(rng, chances.GENDERS.get(sketch.primary, chances.GENDERS[""]))
    age_band = draw(rng, chances.AGE_BANDS)
    violators = _draw_violators(sketch, rng)
    violations = _draw_violations(sketch, violators, rng)
    heading = violators[0].type.partition(".")[0]
    event_from, event_to, is_exact_day = _draw_event(sketch.received_on, rng)
    district, city = _draw_place(places, oblast, rng)
    qualification = _qualification(sketch, rng)
    setting = draw(rng, chances.SETTINGS[heading])
    review = draw_review(sketch.received_on, last_day(quarter_of(sketch.received_on)), rng)
    return DemoCase(
        sketch=sketch,
        public_id=uuid.UUID(int=rng.getrandbits(128), version=4),
        ngo=ngo.key,
        documenter=rng.choice(documenters),
        coordinator=rng.choices(COORDINATORS, (3, 2))[0],
        review=review,
        event_from=event_from,
        event_to=event_to,
        is_exact_day=is_exact_day,
        is_repeated=event_to is not None or rng.random() < 0.15,
        is_urgent=rng.random() < (0.2 if sketch.is_police else 0.1),
        oblast=oblast,
        district=district,
        city=city,
        setting=setting,
        channel=draw(rng, chances.CHANNELS),
        gender=gender,
        age_band=age_band,
        client=clients.draw(rng, ngo.key, gender, age_band, sketch.primary),
        tags=_draw_tags(sketch, age_band, gender, rng),
        violators=violators,
        violations=violations,
        help=draw_help(sketch, review, qualification, rng),
        consents=_draw_consents(rng),
        qualification=qualification,
        narrative=narrative(setting, [row.category for row in violations], event_to is not None, rng),
    )


def _qualification(sketch: Sketch, rng: Random) -> str:
    if sketch.is_qualified:
        return Qualification.VIOLATION
    return rng.choices((Qualification.ADVICE, Qualification.INSUFF), (7, 3))[0]


def _draw_event(received_on: datetime.date, rng: Random) -> tuple[datetime.date, datetime.date | None, bool]:
    """First day, last day where it went on, and whether the day is known exactly."""
    # Most clients come within days, a few after months.
    first = received_on - datetime.timedelta(days=min(int(rng.expovariate(1 / 9)), 240))
    if rng.random() < 0.4:
        return first.replace(day=1), None, False
    if rng.random() < 0.08:
        last = first + datetime.timedelta(days=rng.randint(1, 20))
        return first, min(last, received_on), True
    return first, None, True


def _draw_place(places: Places, oblast: str, rng: Random) -> tuple[str | None, str | None]:
    """A district or a city of the oblast, or neither."""
    districts, cities = places.districts.get(oblast, ()), places.cities.get(oblast, ())
    chance = rng.random()
    if cities and chance < 0.45:
        return None, rng.choice(cities)
    if districts and chance < 0.75:
        return rng.choice(districts), None
    return None, None


def _draw_tags(sketch: Sketch, age_band: str, gender: str, rng: Random) -> list[str]:
    tags = []
    for group in sketch.groups:
        for tag, chance in chances.TAGS.get(group, {}).items():
            if tag not in tags and rng.random() < chance and (tag != "PREG" or gender == "F"):
                tags.append(tag)
    if age_band == "A00_15" or (age_band == "A16_18" and rng.random() < 0.6):
        tags.append("MINOR")
    return tags


def _draw_violators(sketch: Sketch, rng: Random) -> list[DemoViolator]:
    """One to three kinds; one of law enforcement is among them exactly where the sketch says so."""
    first = draw(rng, chances.POLICE if sketch.is_police else chances.ELSEWHERE)
    types = [first]
    if not first.startswith(("SYS", "UNK")):
        count = rng.choices((1, 2, 3), VIOLATOR_COUNTS)[0]
        while len(types) < count:
            pool = chances.POLICE if sketch.is_police and rng.random() < 0.7 else chances.ELSEWHERE
            further = draw(rng, pool)
            if further not in types and not further.startswith(("SYS", "UNK")):
                types.append(further)
    return [_violator(code, rng) for code in types]


def _violator(code: str, rng: Random) -> DemoViolator:
    heading = code.partition(".")[0]
    roles = chances.ROLES_OF_GOVERNMENT.get(heading, chances.ROLES_OF_GOVERNMENT[""])
    uniform = "unknown"
    if heading == "LE":
        uniform = "plain" if code == "LE.PLAIN" else draw(rng, chances.UNIFORMS)
    number = None if heading == "SYS" or rng.random() < 0.2 else rng.choices((1, 2, 3, 4), (62, 26, 9, 3))[0]
    return DemoViolator(code, number, uniform, draw(rng, roles))


def _draw_violations(sketch: Sketch, violators: list[DemoViolator], rng: Random) -> list[DemoViolation]:
    """One to three categories, each tied to the violators whose heading it fits."""
    count = rng.choices((1, 2, 3), VIOLATION_COUNTS)[0]
    found: dict[str, list[int]] = {}
    for step in range(count * 4):
        if len(found) == count:
            break
        place = step if step < len(violators) else rng.randrange(len(violators))
        heading = violators[place].type.partition(".")[0]
        category = draw(rng, chances.VIOLATIONS["LE SW" if heading == "LE" and sketch.primary == "SW" else heading])
        together = [
            other for other, row in enumerate(violators) if row.type.partition(".")[0] == heading and other != place
        ]
        found.setdefault(category, [place, *together])
    return [_violation(category, sorted(places), rng) for category, places in found.items()]


def _violation(category: str, violators: list[int], rng: Random) -> DemoViolation:
    demands_money = category in ("EXT.OFF", "EXT.PRIV", "HEA.PAY") and rng.random() < 0.8
    holds = category in ("LIB.ARREST", "LIB.STOP") and rng.random() < (0.75 if category == "LIB.ARREST" else 0.3)
    hurts = category.startswith("PHY.") or category in ("SEX.RAPE", "SEX.ATT")
    return DemoViolation(
        category=category,
        violators=tuple(violators),
        soms=int(draw(rng, chances.SOMS_DEMANDED)) if demands_money else None,
        hours_held=float(draw(rng, chances.HOURS_HELD)) if holds else None,
        is_injured=hurts and rng.random() < 0.5,
    )


def _draw_consents(rng: Random) -> list[tuple[str, str]]:
    """Everybody in the published totals agreed to be recorded and counted; further purposes vary."""
    mode = "written" if rng.random() < 0.25 else "oral"
    further = {"REGIONAL": 0.6, "REFER": 0.35, "AUTHORITY": 0.22, "STORY": 0.1}
    given = [purpose for purpose, chance in further.items() if rng.random() < chance]
    return [(purpose, mode) for purpose in ("RECORD", "STATS", *given)]
