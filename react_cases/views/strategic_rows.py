"""Strategic cases in words: the rows of their list with its sums, and their part of the page of a case."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documenters.models import User
from react_cases.actions.sealing import STRATEGIC_NOTE, stage_note
from react_cases.actions.strategic import may_manage, may_remove
from react_cases.forms.shares import percent
from react_cases.forms.strategic import MetForm
from react_cases.models import Case, LitigationStage, StrategicCase
from react_cases.models.strategic import StrategicOutcome
from react_cases.views.case_record import CaseRecord
from react_cases.views.case_sections import Row, day, kept_in, labels, money

DUE_PAGE = 25
"""Deadlines on a page of what waits."""
DAYS_OF_A_MONTH = 30
FAR = 90
"""From so many days on, a deadline is told in months."""
OUTCOME_TAGS = {StrategicOutcome.WON: "done", StrategicOutcome.PART: "done", StrategicOutcome.SETTLED: "done"}


@dataclass(frozen=True)
class Deadline:
    """A deadline that nobody has met."""

    on: datetime.date
    is_late: bool
    words: str

    @property
    def kind(self) -> str:
        """The sign of `c-status-tag`."""
        return "stop" if self.is_late else "waiting"


def deadline_of(on: datetime.date, today: datetime.date | None = None) -> Deadline:
    """A deadline in words: colour alone tells nobody anything."""
    days = (on - (today or timezone.localdate())).days
    months = abs(days) // DAYS_OF_A_MONTH
    if days <= -FAR:
        words = ngettext("Late by %(count)s month", "Late by %(count)s months", months) % {"count": months}
    elif days < 0:
        words = ngettext("Late by %(count)s day", "Late by %(count)s days", -days) % {"count": -days}
    elif days == 0:
        words = _("Due today")
    elif days < FAR:
        words = ngettext("In %(count)s day", "In %(count)s days", days) % {"count": days}
    else:
        words = ngettext("In %(count)s month", "In %(count)s months", months) % {"count": months}
    return Deadline(on, days < 0, words)


@dataclass(frozen=True)
class ListRow:
    """One line of the list."""

    row: StrategicCase
    month: datetime.date | None
    place: str
    reasons: str
    stage: str
    body: str
    deadline: Deadline | None
    claimed: str
    won: str
    outcome_kind: str


def list_rows(rows: Iterable[StrategicCase]) -> Iterator[ListRow]:
    """The lines of a page; `rows` come from `with_rows`."""
    for row in rows:
        case, stages = row.case, list(row.stages.all())
        last, next_on = (stages[-1] if stages else None), row.next_on  # type: ignore[attr-defined]
        yield ListRow(
            row=row,
            month=case.event_from,
            place=case.oblast.label if case.oblast else "",
            reasons=labels(row.reasons.all()),
            stage=last.stage.label if last else "",
            body=last.body.label if last and last.body else "",
            deadline=deadline_of(next_on) if next_on else None,
            claimed=_sum(row.claimed, case),
            won=_sum(row.won, case),
            outcome_kind=outcome_kind(row),
        )


def with_rows(rows: QuerySet[StrategicCase]) -> QuerySet[StrategicCase]:
    """With everything that a line says, in as many queries for one as for all."""
    stages = LitigationStage.objects.select_related("stage", "body").order_by("happened_on", "pk")
    return rows.select_related("case__oblast", "case__programme").prefetch_related(
        "reasons", Prefetch("stages", stages)
    )


def outcome_kind(row: StrategicCase) -> str:
    """The sign of how it ended."""
    return OUTCOME_TAGS.get(StrategicOutcome(row.outcome), "neutral") if row.outcome else "waiting"


@dataclass(frozen=True)
class Totals:
    """What the listed cases claim and have won, in one currency, without cents.

    Sums that stand side by side are of the same cases: those that have ended and had claimed something.
    """

    cases: int
    judged: int
    claimed: str
    won: str
    share: str
    base: str
    """Of how many cases the three are."""
    others: list[str]
    """What is claimed or won besides, in words."""


def totals_of(rows: QuerySet[StrategicCase]) -> list[Totals]:
    """The sums of these rows, one line for each currency: mostly one. `won` is never added to compensations."""
    judged = Q(claimed__gt=0) & ~Q(outcome="")
    counted = (
        rows.order_by()
        .values("case__programme__currency")
        .annotate(
            number=Count("pk"),
            open_sum=Sum("claimed", filter=Q(claimed__gt=0, outcome="")),
            open_of=Count("pk", filter=Q(claimed__gt=0, outcome="")),
            besides_sum=Sum("won", filter=Q(won__gt=0) & ~judged),
            besides_of=Count("pk", filter=Q(won__gt=0) & ~judged),
            judged_claimed=Sum("claimed", filter=judged),
            judged_won=Sum("won", filter=judged),
            judged_of=Count("pk", filter=judged),
        )
    )
    return [_totals(row) for row in counted]


def _totals(row: Mapping[str, Any]) -> Totals:
    nothing, currency = Decimal(0), row["case__programme__currency"]
    share = (row["judged_won"] or nothing) / row["judged_claimed"] if row["judged_claimed"] else None
    return Totals(
        cases=row["number"],
        judged=row["judged_of"],
        claimed=_whole(row["judged_claimed"], currency),
        won=_whole(row["judged_won"], currency),
        share="—" if share is None else percent(float(share * 100)),
        base=_base(row["judged_of"]),
        others=list(_others(row)),
    )


def _base(number: int) -> str:
    if not number:
        return _("no case with a claim has ended")
    said = ngettext("in %(count)s ended case with a claim", "in %(count)s ended cases with a claim", number)
    return said % {"count": number}


def _others(row: Mapping[str, Any]) -> Iterator[str]:
    currency = row["case__programme__currency"]
    if number := row["open_of"]:
        said = ngettext(
            "%(sum)s is claimed in %(count)s case that goes on.",
            "%(sum)s is claimed in %(count)s cases that go on.",
            number,
        )
        yield said % {"sum": _whole(row["open_sum"], currency), "count": number}
    if number := row["besides_of"]:
        said = ngettext(
            "%(sum)s was won in %(count)s case of which no claim is known.",
            "%(sum)s was won in %(count)s cases of which no claim is known.",
            number,
        )
        yield said % {"sum": _whole(row["besides_sum"], currency), "count": number}


def _whole(amount: Decimal | None, currency: str) -> str:
    return money(Decimal(round(amount or Decimal(0))), currency)


def _sum(amount: Decimal | None, case: Case) -> str:
    return "" if amount is None else money(amount, case.programme.currency)


@dataclass(frozen=True)
class DueRow:
    """One line of what waits: a deadline that is near or late."""

    case: Case
    stage: str
    body: str
    deadline: Deadline


@dataclass(frozen=True)
class DuePage:
    """Some of them, and where the others are."""

    page: Page[LitigationStage]
    rows: list[DueRow]


def due_page(user: User, asked: str | None) -> DuePage:
    """The deadlines of which the person is reminded, the latest first; nobody else is reminded of any."""
    today = timezone.localdate()
    found = LitigationStage.objects.due_for(user, today).select_related("strategic__case", "stage", "body")
    page = Paginator(found, DUE_PAGE).get_page(asked)
    rows = [
        DueRow(
            stage.strategic.case,
            stage.stage.label,
            stage.body.label if stage.body else "",
            deadline_of(stage.deadline_on, today),
        )
        for stage in page
        if stage.deadline_on
    ]
    return DuePage(page, rows)


@dataclass(frozen=True)
class StageRow:
    """One step on the page of a case."""

    title: str
    on: datetime.date
    where: str
    """Before which body, and who recorded it."""
    note: str
    kept: list[str]
    deadline: Deadline | None
    """Of a deadline that nobody has met, while the litigation goes on."""
    passed: str
    """What became of a deadline that reminds nobody any more."""
    kind: str
    met_url: str = ""
    remove_url: str = ""


@dataclass(frozen=True)
class StrategicPanel:
    """The part “Strategic case” of a page."""

    row: StrategicCase
    facts: list[Row]
    note: str
    kept: list[str]
    stages: list[StageRow]
    brief: str
    contradiction: str
    """Where the sum won and the compensation of the case differ."""
    may_change: bool
    may_unflag: bool
    met_form: MetForm


def strategic_panel(record: CaseRecord, user: User) -> StrategicPanel | None:
    """What this person sees of it, and the buttons they have; nothing where the case is no strategic one."""
    row = record.strategic
    if row is None:
        return None
    manages = may_manage(record.case, user)
    return StrategicPanel(
        row=row,
        facts=facts_of(row, record.case),
        note=record.texts.get(STRATEGIC_NOTE, ""),
        kept=list(kept_in(record, STRATEGIC_NOTE)),
        stages=[_stage_row(record, row, stage, user, manages=manages) for stage in record.stages],
        brief=_brief(row, record.stages),
        contradiction=_contradiction(row, record.case),
        may_change=manages,
        may_unflag=manages and not record.stages,
        met_form=MetForm(),
    )


def strategic_url(record: CaseRecord, user: User) -> str:
    """Where this person makes the case a strategic one; empty where it is one, or they may not."""
    if record.strategic is not None or not may_manage(record.case, user):
        return ""
    return reverse("strategic_flag", args=[record.case.public_id])


def facts_of(row: StrategicCase, case: Case) -> list[Row]:
    """Why, sums and outcome; only what is known."""
    ended = [str(row.get_outcome_display()), day(row.ended_on)] if row.outcome else [_("It goes on")]
    facts = [
        Row(_("Why"), "\n".join(term.label for term in row.reasons.all())),
        Row(_("Claimed"), _sum(row.claimed, case)),
        Row(_("Won"), _sum(row.won, case)),
        Row(_("How it ended"), ", ".join(ended)),
        Row(_("Strategic since"), f"{day(timezone.localdate(row.flagged_at))} · {row.flagged_by}"),
    ]
    return [fact for fact in facts if fact.value]


def _stage_row(
    record: CaseRecord, row: StrategicCase, stage: LitigationStage, user: User, *, manages: bool
) -> StageRow:
    waits = stage.is_waiting and row.is_open
    deadline = deadline_of(stage.deadline_on) if waits and stage.deadline_on else None
    place = [record.case.public_id, stage.public_id]
    return StageRow(
        title=stage.stage.label,
        on=stage.happened_on,
        where=" · ".join([*([stage.body.label] if stage.body else []), str(stage.recorded_by)]),
        note=record.texts.get(stage_note(stage), ""),
        kept=list(kept_in(record, stage_note(stage))),
        deadline=deadline,
        passed=_passed(stage, waits=waits),
        kind="stop" if deadline and deadline.is_late else "waiting" if deadline else "done",
        met_url=reverse("stage_met", args=place) if manages and waits else "",
        remove_url=reverse("stage_remove", args=place) if manages and may_remove(stage, record.case, by=user) else "",
    )


def _passed(stage: LitigationStage, *, waits: bool) -> str:
    if waits or stage.deadline_on is None:
        return ""
    deadline = {"deadline": day(stage.deadline_on), "met": day(stage.met_on)}
    if stage.met_on is None:
        return _("Deadline %(deadline)s") % deadline
    return _("Deadline %(deadline)s, met on %(met)s") % deadline


def _brief(row: StrategicCase, stages: list[LitigationStage]) -> str:
    if row.outcome:
        return str(row.get_outcome_display())
    return stages[-1].stage.label if stages else _("No step yet")


def _contradiction(row: StrategicCase, case: Case) -> str:
    if row.won is None or case.compensation is None or row.won == case.compensation:
        return ""
    sums = {"won": _sum(row.won, case), "compensation": _sum(case.compensation, case)}
    return _("%(won)s was won, but the outcome of the case says %(compensation)s compensation.") % sums
