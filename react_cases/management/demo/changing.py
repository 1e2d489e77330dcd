"""From the demo's cases to change: a letter and its reply, the library, two cases in court, three published stories."""

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.actions.advocacy import (
    AdvocacyData,
    ReplyData,
    advocacy_file_add,
    advocacy_reply_record,
    advocacy_start,
)
from react_cases.actions.alerts import RuleData, alert_add, alerts_check, firing_seen
from react_cases.actions.guard import Written
from react_cases.actions.library import NAMES, EntryData, EntryWords, entry_publish
from react_cases.actions.stories import story_judge, story_publish, story_save, story_send, story_start
from react_cases.actions.strategic import (
    StageData,
    StrategicData,
    stage_add,
    stage_met,
    strategic_change,
    strategic_flag,
)
from react_cases.management.demo.clock import at, clock_at
from react_cases.management.demo.drawing import draw_sheet
from react_cases.management.demo.guarding import told
from react_cases.management.demo.lists import Lists
from react_cases.management.demo.people import Cast
from react_cases.models import AdvocacyAction, Case
from react_cases.models.advocacy import EntryKind
from react_cases.models.alert import AlertArea
from react_cases.models.choices import KeepReason
from react_cases.models.paper import FileRole
from react_cases.models.story import StoryCheck, StoryVerdict
from react_cases.pii.findings import Label

FOLDER = Path(__file__).parent / "change"
STORIES = ("taxi", "talas", "cafe")
"""In the order in which they came out."""
LANGUAGES = ("ru", "ky", "en")
ALERT_ON = datetime.date(2022, 12, 29)


class Change:
    """Plays what the programme made of its cases; `cases` are the retold ones by the name of their file."""

    def __init__(self, programme: Programme, cast: Cast, lists: Lists, cases: Mapping[str, Case]) -> None:
        self._programme = programme
        self._users = cast.users
        self._lists = lists
        self._cases = cases

    def play(self) -> None:
        """Everything, each step at its own moment."""
        self._letter(_read("letter"))
        self._alert()
        for row in _read("litigation")["strategic"]:
            self._litigation(row)
        for name in STORIES:
            self._story(_read(name))

    def _letter(self, said: dict[str, Any]) -> None:
        by = self._users[said["by"]]
        with database_identity(by), clock_at(at(said["done_on"], 11)):
            data = AdvocacyData(
                said["kind"],
                self._lists.term("bodies", said["body"]),
                said["done_on"],
                self._told(said["title"]),
                text=self._told(said["text"]),
                note=self._told(said["note"]),
                follow_up_on=said["follow_up_on"],
                found_by="violator=LE&setting=OSTSITE&from=2021-01&to=2021-12",
            )
            numbers = [self._cases[name].pk for name in said["cases"]]
            cases = Case.objects.visible_to(by).filter(pk__in=numbers)
            action = advocacy_start(self._programme, data, cases, by=by)
            for role, heading, name in (
                (FileRole.SENT, "Letter to the ministry", "Письмо с отметкой о приёме"),
                (FileRole.ENCLOSED, "CCTV near the site", "Кадр камеры: служебный автомобиль у пункта"),
            ):
                advocacy_file_add(action, role, draw_sheet(heading), self._told(name), by=by)
        self._reply(action, said, by)

    def _reply(self, action: AdvocacyAction, said: dict[str, Any], by: User) -> None:
        reply, entry = said["reply"], said["entry"]
        with database_identity(by), clock_at(at(reply["on"], 15)):
            action.refresh_from_db()
            data = ReplyData(
                reply["kind"],
                reply["on"],
                self._lists.terms("effects", reply["effects"]),
                self._told(reply["text"]),
            )
            advocacy_reply_record(action, data, by=by, version=action.version)
            sheet = draw_sheet("Reply of the ministry")
            file = advocacy_file_add(action, FileRole.REPLY, sheet, self._told("Официальный ответ"), by=by)
        with database_identity(by), clock_at(at(entry["on"], 10)):
            words = {
                language: EntryWords(*(self._told(entry[language][name]) for name in NAMES)) for language in LANGUAGES
            }
            published = EntryData(EntryKind(entry["kind"]), words, action.body, reply["on"], is_covered=True)
            entry_publish(self._programme, published, action=action, files=[file], by=by)

    def _alert(self) -> None:
        """Set at the end of the demo's years; what gathered in the months before is there at once."""
        by = self._users["dara"]
        with database_identity(by), clock_at(at(ALERT_ON, 12)):
            rule = RuleData(
                4,
                120,
                AlertArea.OBLAST,
                violator=self._lists.term("violator_types", "LE"),
                setting=self._lists.term("event_settings", "OSTSITE"),
            )
            alert_add(self._programme, rule, by=by)
        with database_identity(by):
            for firing in alerts_check(self._programme, by=by)[:-1]:
                firing_seen(firing, by=by)

    def _litigation(self, row: dict[str, Any]) -> None:
        by, case = self._users[row["by"]], self._cases[row["case"]]
        reasons, note = self._lists.terms("strategic_reasons", row["reasons"]), self._told(row["note"])
        with database_identity(by), clock_at(at(row["flagged_on"], 12)):
            case.refresh_from_db()
            strategic = strategic_flag(case, reasons, note, by=by)
        for stage in row["stages"]:
            data = self._stage(stage)  # outside of the clock: a deadline can count from today
            with database_identity(by), clock_at(at(stage["on"], 16)):
                added = stage_add(case, data, by=by)
            if "met" in stage:
                with database_identity(by), clock_at(at(stage["met"], 16)):
                    stage_met(case, added, stage["met"], by=by)
        if "outcome" in row:
            won, ended_on = Decimal(row["won"]), row["ended_on"]
            ended = StrategicData(reasons, note=note, outcome=row["outcome"], ended_on=ended_on, won=won)
            with database_identity(by), clock_at(at(ended_on, 17)):
                strategic.refresh_from_db()
                strategic_change(case, ended, by=by, version=strategic.version)

    def _stage(self, said: dict[str, Any]) -> StageData:
        deadline = said.get("deadline")
        if "deadline_in_days" in said:
            deadline = timezone.localdate() + datetime.timedelta(days=said["deadline_in_days"])
        return StageData(
            self._lists.term("litigation_stages", said["stage"]),
            said["on"],
            body=self._lists.term("bodies", said["body"]) if "body" in said else None,
            deadline_on=deadline,
            note=self._told(said["note"]),
        )

    def _story(self, said: dict[str, Any]) -> None:
        writer, reader = self._users[said["writer"]], self._users[said["reader"]]
        day: datetime.date = said["published_on"]
        checks = sorted(StoryCheck.values)
        with database_identity(writer), clock_at(at(day - datetime.timedelta(days=6), 10)):
            case = self._cases[said["case"]]
            case.refresh_from_db()
            version = story_start(case, by=writer)
            texts = {
                language: {name: self._retold(text) for name, text in said[language].items()} for language in LANGUAGES
            }
            version = story_save(version, texts, by=writer)
            story_send(version, reader, checks, by=writer)
        with database_identity(reader), clock_at(at(day - datetime.timedelta(days=2), 18)):
            version.refresh_from_db()
            story_judge(version, StoryVerdict.PASSED, checks, Written(""), by=reader)
        with database_identity(writer), clock_at(at(day, 9)):
            version.refresh_from_db()
            story_publish(version, by=writer)

    def _told(self, text: str) -> Written:
        return told(text.strip(), self._programme)

    def _retold(self, text: str) -> Written:
        """The names in a published story are changed ones."""
        written = self._told(text)
        return replace(
            written,
            decisions=tuple(
                replace(row, reason=KeepReason.CHANGED.value) if row.label is Label.PERSON and row.reason else row
                for row in written.decisions
            ),
        )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
