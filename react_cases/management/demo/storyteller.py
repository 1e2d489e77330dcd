"""Play a story through the same actions as the browser, each step at its own moment."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from documenters.identity import database_identity
from documenters.models import Programme, User
from react_cases.actions.cases import CaseData, ViolationData, ViolatorData, case_start, case_submit
from react_cases.actions.evidence import EvidenceData, Original, evidence_add
from react_cases.actions.responses import (
    OutcomeData,
    ResponseData,
    case_close,
    consent_give,
    readiness_add,
    response_add,
    response_status_set,
)
from react_cases.actions.review import (
    CommentData,
    case_approve,
    case_reject,
    case_return,
    case_validate,
    comment_add,
)
from react_cases.management.demo.clock import at, clock_at
from react_cases.management.demo.drawing import draw_sheet
from react_cases.management.demo.guarding import told
from react_cases.management.demo.lists import Lists
from react_cases.management.demo.people import Cast
from react_cases.management.demo.storybook import (
    Story,
    StoryEvidence,
    StoryReadiness,
    StoryResponse,
    StoryStep,
    StoryViolator,
)
from react_cases.models import Case
from react_cases.models.choices import CommentField, ConsentMode, ConsentPurpose
from react_cases.workflow import Qualification, ReadinessValue, ResponseStatus

READINESS_HOUR, RESPONSE_HOUR, EVIDENCE_HOUR = 16, 17, 18


class Scene(NamedTuple):
    """One thing that somebody does."""

    moment: datetime.datetime
    place: int
    """In the file of the story."""
    by: User
    play: Callable[[Case], object]


class Storyteller:
    """Plays one story after the other."""

    def __init__(self, programme: Programme, cast: Cast, lists: Lists) -> None:
        self._programme = programme
        self._cast = cast
        self._lists = lists

    def play(self, story: Story, ngo: str) -> Case:
        """Make the case and take it through everything that the story tells."""
        author = self._cast.users[story.documenter]
        first = min(step.day for step in story.steps)
        with database_identity(author), clock_at(at(story.received_on + datetime.timedelta(days=first), 9, 30)):
            case = case_start(
                organisation=self._cast.organisations[ngo], by=author, received_on=story.received_on, is_demo=True
            )
        for scene in sorted(self._scenes(story, author), key=lambda scene: scene[:2]):
            with database_identity(scene.by), clock_at(scene.moment):
                case.refresh_from_db()
                scene.play(case)
        with database_identity(author):
            case.refresh_from_db()
        return case

    def _scenes(self, story: Story, author: User) -> list[Scene]:
        sent = [step for step in story.steps if step.do == "submit"]
        scenes: list[Scene] = []

        def add(day: int, hour: int, play: Callable[[Case], object], by: str = "") -> None:
            moment = at(story.received_on + datetime.timedelta(days=day), hour)
            scenes.append(Scene(moment, len(scenes), self._cast.users[by] if by else author, play))

        for step in story.steps:
            if step.do == "submit":
                add(step.day, step.hour, self._submission(story, author, sent.index(step), len(sent)))
            else:
                add(step.day, step.hour, self._step(step, author, story), step.by)
        for said in story.readiness[1:]:
            add(said.day, READINESS_HOUR, self._readiness(said, author, story))
        for response in story.responses:
            if response.day > sent[0].day:
                add(response.day, RESPONSE_HOUR, self._response(response, author, story))
        for shown in story.evidence:
            add(shown.day, EVIDENCE_HOUR, self._evidence(shown, author), shown.by)
        return scenes

    def _submission(self, story: Story, author: User, place: int, count: int) -> Callable[[Case], object]:
        is_first, is_last = place == 0, place == count - 1
        sent_on = min(step.day for step in story.steps if step.do == "submit")
        responses = [row for row in story.responses if row.day <= sent_on] if is_first else []
        text = story.text if is_last or not story.first_narrative else story.first_narrative.strip()
        data = self._case_data(story, text, responses)
        return lambda case: case_submit(case, data, by=author, version=case.version)

    def _case_data(self, story: Story, text: str, responses: list[StoryResponse]) -> CaseData:
        lists, said, narrative = self._lists, story.readiness[0], told(text, self._programme)
        groups = lists.terms("client_groups", story.groups)
        return CaseData(
            received_on=story.received_on,
            event_from=story.event_from,
            event_precision=story.event_precision,
            is_repeated=story.is_repeated,
            oblast=lists.location(story.oblast),
            district=lists.location(story.district) if story.district else None,
            city=lists.location(story.city) if story.city else None,
            setting=lists.term("event_settings", story.setting),
            channel=lists.term("contact_channels", story.channel),
            is_urgent=story.is_urgent,
            groups=groups,
            primary_group=groups[0],
            gender=story.gender,
            age_band=story.age_band,
            tags=lists.terms("client_tags", story.tags),
            readiness=said.value,
            not_ready_reasons=lists.terms("not_ready_reasons", said.reasons),
            violators=tuple(self._violator_data(row) for row in story.violators),
            violations=tuple(
                ViolationData(
                    lists.term("violation_categories", row.category),
                    row.by,
                    amount=Decimal(row.amount) if row.amount is not None else None,
                    currency=row.currency if row.amount is not None else "",
                    hours_held=Decimal(str(row.hours)) if row.hours is not None else None,
                    is_injured=row.injured,
                )
                for row in story.violations
            ),
            responses=tuple(self._response_data(row, story) for row in responses),
            narrative=narrative.text,
            narrative_decisions=narrative.decisions,
            narrative_language=story.language,
            consents=story.consents,
        )

    def _violator_data(self, row: StoryViolator) -> ViolatorData:
        unit = told(row.unit, self._programme)
        kind = self._lists.term("violator_types", row.type)
        return ViolatorData(kind, row.number, row.uniform, row.role, unit.text, unit.decisions)

    def _response_data(self, row: StoryResponse, story: Story) -> ResponseData:
        note = told(row.note, self._programme)
        return ResponseData(
            type=self._lists.term("response_types", row.type),
            given_on=story.received_on + datetime.timedelta(days=row.day),
            delivered_by=self._lists.term("delivered_by", row.delivered_by),
            channel=self._lists.term("contact_channels", row.channel),
            addressee=self._lists.term("bodies", row.addressee) if row.addressee else None,
            note=note.text,
            note_decisions=note.decisions,
        )

    def _response(self, row: StoryResponse, author: User, story: Story) -> Callable[[Case], object]:
        data = self._response_data(row, story)
        return lambda case: response_add(case, data, by=author)

    def _evidence(self, shown: StoryEvidence, author: User) -> Callable[[Case], object]:
        sheet = draw_sheet(shown.heading)
        original = Original(sheet.data, sheet.extension) if shown.original else None
        name, note = told(shown.name, self._programme), told(shown.note, self._programme)
        data = EvidenceData(sheet, name.text, note.text, original, name.decisions, note.decisions)
        return lambda case: evidence_add(case, data, by=self._cast.users[shown.by] if shown.by else author)

    def _readiness(self, said: StoryReadiness, author: User, story: Story) -> Callable[[Case], object]:
        reasons = self._lists.terms("not_ready_reasons", said.reasons)
        day = story.received_on + datetime.timedelta(days=said.day)
        return lambda case: readiness_add(case, ReadinessValue(said.value), reasons, stated_on=day, by=author)

    def _step(self, step: StoryStep, author: User, story: Story) -> Callable[[Case], object]:
        by = self._cast.users[step.by] if step.by else author
        day = story.received_on + datetime.timedelta(days=step.day)
        if step.do in ("return", "comment"):
            reason = self._lists.term("return_reasons", step.reason) if step.reason else None
            text = told(step.text, self._programme)
            said = CommentData(CommentField(step.about), text.text, reason, text.decisions)
            if step.do == "comment":
                return lambda case: comment_add(case, said, by=by)
            return lambda case: case_return(case, [said], by=by, version=case.version)
        if step.do == "validate":
            qualification = Qualification(step.qualification)
            return lambda case: case_validate(case, qualification, by=by, version=case.version)
        if step.do == "approve":
            return self._approval(step, by, story)
        if step.do == "reject":
            why = self._lists.term("reject_reasons", step.reason)
            text = told(step.text, self._programme)
            return lambda case: case_reject(case, why, text.text, by=by, version=case.version, decisions=text.decisions)
        if step.do == "wait":
            return lambda case: response_status_set(case, ResponseStatus.WAITING, by=by, version=case.version)
        if step.do == "consent":
            return lambda case: consent_give(
                case,
                ConsentPurpose(step.purpose),
                ConsentMode.WRITTEN,
                language=story.language,
                given_on=day,
                by=by,
            )
        return self._closing(step, by, day)

    def _approval(self, step: StoryStep, by: User, story: Story) -> Callable[[Case], object]:
        qualification = Qualification(step.qualification)
        articles: list[str] = []
        if qualification == Qualification.VIOLATION:
            articles = self._lists.articles(row.category for row in story.violations)
        return lambda case: case_approve(case, qualification, articles, by=by, version=case.version)

    def _closing(self, step: StoryStep, by: User, day: datetime.date) -> Callable[[Case], object]:
        data = OutcomeData(
            outcome=self._lists.term("outcomes", step.outcome),
            closed_on=day,
            effects=self._lists.terms("effects", step.effects),
            compensation=Decimal(step.compensation) if step.compensation is not None else None,
            client_view=step.client_view,
        )
        return lambda case: case_close(case, data, by=by, version=case.version)
