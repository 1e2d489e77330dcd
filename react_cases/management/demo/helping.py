"""What was done for an invented client, what the client wanted, and how it ended. Pure."""

import datetime
from dataclasses import dataclass, field
from random import Random

from react_cases.management.demo import chances
from react_cases.management.demo.chances import draw
from react_cases.management.demo.clock import at
from react_cases.management.demo.population import Sketch
from react_cases.management.demo.timeline import Review
from react_cases.workflow import Qualification, ReadinessValue, ResponseStatus

RESPONSE_COUNTS = (42, 37, 17, 4)
"""Chances of one to four responses: mean 1.80."""
_MINUTE = datetime.timedelta(minutes=1)


@dataclass(slots=True)
class DemoResponse:
    """One thing done, in codes."""

    type: str
    given_on: datetime.date
    recorded_at: datetime.datetime
    delivered_by: str
    channel: str
    addressee: str | None = None


@dataclass(slots=True)
class DemoReadiness:
    """What the client said on a day."""

    value: str
    stated_on: datetime.date
    recorded_at: datetime.datetime
    reasons: list[str]


@dataclass(slots=True)
class Help:
    """The response axis and the readiness history of one case."""

    responses: list[DemoResponse]
    readiness: list[DemoReadiness]
    steps: list[tuple[str, datetime.datetime]]
    """(response status reached, moment)."""
    outcome: str | None = None
    closed_on: datetime.date | None = None
    effects: list[str] = field(default_factory=list)
    compensation: int | None = None
    client_view: str = ""

    @property
    def status(self) -> str:
        """The response status of now."""
        return self.steps[-1][0] if self.steps else ResponseStatus.NEW


def draw_help(sketch: Sketch, review: Review, qualification: str, rng: Random) -> Help:
    """Responses, readiness and outcome of a case."""
    readiness = _draw_readiness(sketch, review, qualification, rng)
    drawn = Help(_draw_responses(sketch, review, rng), readiness, [])
    started = [row.recorded_at for row in drawn.responses if not row.type.startswith("NONE")]
    if started:
        drawn.steps.append((ResponseStatus.IN_PROGRESS, min(started)))
    if started and rng.random() < 0.12:
        drawn.steps.append((ResponseStatus.WAITING, max(started) + datetime.timedelta(hours=1)))
    if rng.random() < 0.93:
        _draw_ending(drawn, readiness[-1], rng)
    return drawn


def _draw_readiness(sketch: Sketch, review: Review, qualification: str, rng: Random) -> list[DemoReadiness]:
    """The history; its latest row says whether the client goes on, as the sketch has it."""
    pool = chances.FIRST_READINESS
    if qualification == Qualification.ADVICE:
        pool = chances.READINESS_WITHOUT_VIOLATION
    chance = rng.random()
    if sketch.is_not_pursuing:
        stated = ["READY", "CHANGED"] if chance < 0.16 else ["NOTREADY"]
    elif chance < 0.05:
        stated = ["NOTREADY", "READY"]
    elif chance < 0.1:
        stated = ["UNDEC", "READY"]
    else:
        stated = [draw(rng, pool)]
    rows: list[DemoReadiness] = []
    for value in stated:
        day = sketch.received_on
        moment = review.submitted_at
        if rows:
            day = moment.date() + datetime.timedelta(days=rng.randint(1, 14))
            moment = at(day, 18, rng.randrange(60))
        rows.append(DemoReadiness(value, day, moment, _draw_reasons(sketch, value, rng)))
    return rows


def _draw_reasons(sketch: Sketch, value: str, rng: Random) -> list[str]:
    reasons = chances.REASONS["LE" if sketch.is_police else ""]
    if value == ReadinessValue.NOTREADY:
        return sorted({draw(rng, reasons) for _ in range(rng.choices((1, 2), (7, 3))[0])})
    if value == ReadinessValue.CHANGED:
        return ["SETTLED"] if rng.random() < 0.45 else [draw(rng, reasons)]
    if value == ReadinessValue.READY_NGO and rng.random() < 0.6:
        return ["RETAL" if sketch.is_police else "DISCL"]
    return []


def _draw_responses(sketch: Sketch, review: Review, rng: Random) -> list[DemoResponse]:
    if rng.random() < 0.03:
        code = draw(rng, chances.NO_RESPONSE)
        return [DemoResponse(code, sketch.received_on, review.submitted_at, "OWN", "PERSON")]
    pool = chances.RESPONSES["LE" if sketch.is_police else ""]
    types: list[str] = []
    count = rng.choices((1, 2, 3, 4), RESPONSE_COUNTS)[0]
    while len(types) < count:
        code = draw(rng, pool)
        if code not in types:
            types.append(code)
    # A consultation comes first where there is one.
    types.sort(key=lambda code: code != "LEG1.CONS")
    day = sketch.received_on
    rows = []
    for code in types:
        sent_on = review.submitted_at.date()
        recorded_at = review.submitted_at if day <= sent_on else at(day, 17, rng.randrange(60))
        rows.append(_response(code, day, recorded_at, rng))
        day += datetime.timedelta(days=int(rng.expovariate(0.2)))
    return rows


def _response(code: str, day: datetime.date, recorded_at: datetime.datetime, rng: Random) -> DemoResponse:
    by = "PRIVLAW" if code in ("LEG2.COURT", "LEG2.LAWYER") else draw(rng, chances.DELIVERED_BY)
    addressees = chances.ADDRESSEES.get(code)
    return DemoResponse(
        code,
        day,
        recorded_at,
        by,
        draw(rng, chances.CHANNELS),
        draw(rng, addressees) if addressees else None,
    )


def _draw_ending(drawn: Help, latest: DemoReadiness, rng: Random) -> None:
    outcome = draw(rng, chances.OUTCOMES.get(latest.value, chances.OUTCOMES[""]))
    last = max([latest.stated_on, *(row.given_on for row in drawn.responses)])
    drawn.outcome = outcome
    drawn.closed_on = last + datetime.timedelta(days=int(rng.expovariate(1 / 12)))
    recorded = [moment for _, moment in drawn.steps] + [latest.recorded_at]
    drawn.steps.append(
        (ResponseStatus.CLOSED, max(at(drawn.closed_on, 19, rng.randrange(60)), max(recorded) + _MINUTE))
    )
    if outcome in chances.EFFECTS and rng.random() < 0.85:
        count = 2 if outcome in ("FULL", "PART") and rng.random() < 0.25 else 1
        drawn.effects = sorted({draw(rng, chances.EFFECTS[outcome]) for _ in range(count)})
    if "COMP" in drawn.effects:
        drawn.compensation = rng.choice((3_000, 5_000, 8_000, 12_000, 20_000, 45_000))
    drawn.client_view = draw(rng, chances.CLIENT_VIEWS.get(outcome, chances.CLIENT_VIEWS[""]))
