"""Read the retold cases: one TOML file each, in codes, with days counted from the day of registration. Pure."""

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from react_cases.management.demo.population import KnownCase
from react_cases.workflow import NOT_PURSUING, Qualification, ReadinessValue

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class StoryViolator:
    """Who did it."""

    type: str
    number: int | None = None
    uniform: str = "unknown"
    role: str = "NA"
    unit: str = ""


@dataclass(frozen=True)
class StoryViolation:
    """What happened; `by` are positions among the violators."""

    category: str
    by: tuple[int, ...]
    amount: int | None = None
    currency: str = "KGS"
    hours: float | None = None
    injured: bool = False


@dataclass(frozen=True)
class StoryReadiness:
    """What the client said, `day` days after registration."""

    value: str
    day: int = 0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoryResponse:
    """What was done, `day` days after registration."""

    type: str
    day: int = 0
    delivered_by: str = "OWN"
    channel: str = "PERSON"
    addressee: str = ""
    note: str = ""


@dataclass(frozen=True)
class StoryStep:
    """What somebody does with the case, `day` days after registration.

    `do` is submit, return, comment, validate, approve, reject, wait, close, or consent.
    """

    do: str
    day: int
    hour: int = 11
    by: str = ""
    """Empty for the documenter."""
    text: str = ""
    about: str = "case"
    reason: str = ""
    qualification: str = Qualification.VIOLATION
    outcome: str = ""
    effects: tuple[str, ...] = ()
    compensation: int | None = None
    client_view: str = ""
    purpose: str = ""


@dataclass(frozen=True)
class StoryEvidence:
    """A photographed paper that somebody adds, `day` days after registration."""

    heading: str
    """What is written on it, in Latin letters."""
    name: str
    day: int
    note: str = ""
    by: str = ""
    """Empty for the documenter."""
    original: bool = False


@dataclass(frozen=True)
class Story:
    """One retold or invented case with its whole history."""

    name: str
    documenter: str
    received_on: datetime.date
    event_from: datetime.date
    oblast: str
    setting: str
    groups: tuple[str, ...]
    """The primary one first."""
    violators: tuple[StoryViolator, ...]
    violations: tuple[StoryViolation, ...]
    readiness: tuple[StoryReadiness, ...]
    steps: tuple[StoryStep, ...]
    narrative: Mapping[str, str]
    """By language; the first is the language of the case."""
    first_narrative: str = ""
    """What stood there before the mentor gave the case back."""
    responses: tuple[StoryResponse, ...] = ()
    evidence: tuple[StoryEvidence, ...] = ()
    event_precision: str = "month"
    is_repeated: bool = False
    is_urgent: bool = False
    district: str = ""
    city: str = ""
    channel: str = "PERSON"
    gender: str = "U"
    age_band: str = "AU"
    tags: tuple[str, ...] = ()
    consents: Mapping[str, str] = field(default_factory=lambda: {"RECORD": "oral", "STATS": "oral"})

    @property
    def language(self) -> str:
        """The language in which the case was written down."""
        return next(iter(self.narrative))

    @property
    def text(self) -> str:
        """The narrative in every language it is told in, a paragraph each."""
        return "\n\n".join(part.strip() for part in self.narrative.values())

    @property
    def known(self) -> KnownCase | None:
        """What the published totals count of it; nothing for a case that is not approved."""
        approval = next((step for step in self.steps if step.do == "approve"), None)
        if approval is None:
            return None
        latest = max(self.readiness, key=lambda row: row.day)
        return KnownCase(
            received_on=self.received_on,
            is_police=any(row.type.startswith("LE.") for row in self.violators),
            groups=self.groups,
            is_qualified=approval.qualification == Qualification.VIOLATION,
            is_not_pursuing=ReadinessValue(latest.value) in NOT_PURSUING,
        )

    @classmethod
    def read(cls, name: str, told: Mapping[str, Any], today: datetime.date) -> Self:
        """Make a story of what a file says. Raises TypeError for a key that no story has."""
        values = dict(told)
        ago = values.pop("days_ago", None)
        if ago is not None:
            values["received_on"] = today - datetime.timedelta(days=ago)
            values["event_from"] = values["received_on"] - datetime.timedelta(days=values.pop("event_days_before"))
        parts = {
            "violators": StoryViolator,
            "violations": StoryViolation,
            "readiness": StoryReadiness,
            "responses": StoryResponse,
            "evidence": StoryEvidence,
            "steps": StoryStep,
        }
        for key, kind in parts.items():
            values[key] = tuple(kind(**_frozen(row)) for row in values.get(key, ()))
        return cls(name=name, **_frozen(values))


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def published_stories() -> list[Story]:
    """The eleven published cases, in order of registration."""
    stories = [_read(path, datetime.date.min) for path in sorted((FOLDER / "stories").glob("*.toml"))]
    return sorted(stories, key=lambda story: (story.received_on, story.name))


def desk_stories(today: datetime.date) -> list[Story]:
    """Invented cases of the last weeks in every state but approved, so that everybody has something to do."""
    rows = tomllib.loads((FOLDER / "desk.toml").read_text(encoding="utf-8"))
    stories = [Story.read(name, told, today) for name, told in rows.items()]
    return sorted(stories, key=lambda story: (story.received_on, story.name))


def _read(path: Path, today: datetime.date) -> Story:
    return Story.read(path.stem, tomllib.loads(path.read_text(encoding="utf-8")), today)
